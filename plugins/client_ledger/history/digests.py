"""Digests of parts of a history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import repeat

from client_ledger.cache import digest
from client_ledger.history.document import Stored
from client_ledger.history.owners import Subject
from client_ledger.history.reading import Store
from client_ledger.history.trails import Trails
from client_ledger.history.worktree import UncommittedFile


class Digests:
    """The digests of one history; `document` finds a file's.

    `signatures` are parallel to the commits, or empty if no commit is signed.
    """

    def __init__(
        self,
        store: Store,
        trails: Trails,
        drafts: Mapping[str, UncommittedFile],
        notices: Sequence[str],
        document: Callable[[str], Stored | None],
        signatures: Sequence[str],
    ) -> None:
        self._trails = trails
        self._drafts = drafts
        self._notices = notices
        self._document = document
        self._before = [b""]  # of the commits before each number and of their signatures
        for commit, signature in zip(store.commits, signatures or repeat(""), strict=False):
            self._before.append(digest(self._before[-1], commit.id, str(commit.cut), signature))

    @cached_property
    def whole(self) -> bytes:
        """The digest of this history."""
        return digest(self._before[-1], *self._notices, *map(_facts_of, self._drafts.values()))

    @cached_property
    def commits(self) -> bytes:
        """A digest of all commits, and of the uncommitted files that decide which subject a commit's changes are of."""
        deciding = (draft for draft in self._drafts.values() if self._is_deciding(draft))
        drafts = ((draft.kind, draft.path, draft.was, draft.client, sorted(draft.names)) for draft in deciding)
        return digest(self._before[-1], *self._notices, *map(repr, drafts))

    def _is_deciding(self, draft: UncommittedFile) -> bool:
        """Return whether an uncommitted file names another client or other files than the committed one."""
        known = self._document(draft.path)
        if known is None or draft.was:
            return True
        named = {file for file, turns in known.names.items() if len(turns) % 2}
        return draft.client != known.client or draft.names != named

    def of(self, client: str, contracts: Iterable[str], files: Iterable[str]) -> bytes:
        """Return a digest of everything known of a client, its contracts and the records in some files."""
        subjects: set[Subject] = {("client", client), *self._trails.contracts_of(client)}
        subjects |= {("contract", each) for each in contracts}
        parts: list[str | bytes] = [*self._notices]
        for subject in sorted(subjects):
            for document, events in self._trails.documents_of.get(subject, ()):
                parts += [document.line, repr([each.commit for each in events]), self._before[document.last + 1]]
            parts += [_facts_of(draft) for draft in self._trails.drafts_of.get(subject, ())]
        for file in files:
            found = self._document(file)
            parts += [file, *((found.line, self._before[found.last + 1]) if found else ())]
            parts.append(_facts_of(self._drafts.get(file)))
        return digest(*parts)


def _facts_of(draft: UncommittedFile | None) -> str:
    """Return everything known of an uncommitted file, with sets sorted."""
    if draft is None:
        return ""
    return repr(replace(draft, unchanged=frozenset(), names=frozenset())) + repr(
        (sorted(draft.unchanged), sorted(draft.names))
    )
