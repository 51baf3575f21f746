"""Each client's, contract's and page's trail, from what is stored of the files and from what is not committed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from client_ledger.history.cache import Store
from client_ledger.history.document import Stored
from client_ledger.history.facts import Kind
from client_ledger.history.owners import Owners, Subject, subject_of
from client_ledger.history.trail import Entry, FileChanges
from client_ledger.history.worktree import Draft

OWNED: frozenset[Kind] = frozenset({"log", "evidence"})


class Trails:
    """The trails of one ledger; a file that is renamed and not yet committed goes by its new name."""

    def __init__(self, store: Store, drafts: Iterable[Draft]) -> None:
        self._commits = store.commits
        self._drafts = tuple(drafts)
        now_at = {draft.was: draft.path for draft in self._drafts if draft.was}
        live = len(store.paths)
        self._placed = [(now_at.get(each.path, each.path), each) for each in store.documents[:live]]
        self._placed += [(each.path, each) for each in store.documents[live:]]
        self._live = live

    @cached_property
    def documents(self) -> list[tuple[Subject, Stored]]:
        """Every file's document, with the subject whose own file it is."""
        return [(subject_of(document.kind, path), document) for path, document in self._placed]

    @cached_property
    def entries(self) -> dict[Subject, tuple[Entry, ...]]:
        """Every subject's entries, newest first."""
        parts: dict[tuple[Subject, int], list[FileChanges]] = defaultdict(list)
        count = len(self._commits)
        for path, document in self._placed:
            for event in document.events:
                for subject in self._subjects(document.kind, path, event.path, event.commit):
                    parts[subject, event.commit].append(FileChanges(document.kind, event.path, event.changes))
        for draft in self._drafts:
            for subject in self._subjects(draft.kind, draft.path, draft.path, count):
                parts[subject, count].append(FileChanges(draft.kind, draft.path, draft.changes))
        found: dict[Subject, list[Entry]] = defaultdict(list)
        for subject, number in sorted(parts, key=lambda key: key[1], reverse=True):
            commit = None if number == count else self._commits[number]
            files = tuple(sorted(parts[subject, number], key=lambda part: (part.kind in OWNED, part.file)))
            found[subject].append(Entry(commit, *subject, self._clients.get(subject), files))
        return {subject: tuple(entries) for subject, entries in found.items()}

    def _subjects(self, kind: Kind, path: str, then: str, number: int) -> list[Subject]:
        """Return whose trail a change of a file belongs to, which is at `path` now and was at `then`."""
        own = subject_of(kind, path)
        if kind not in OWNED:
            return [own]
        return self._owners.of(then, number) or self._owners.of(path, number) or [own]

    @cached_property
    def _owners(self) -> Owners:
        """Who named which file when."""
        owners, count = Owners(), len(self._commits)
        drafted = {subject_of(draft.kind, draft.path) for draft in self._drafts}
        for number, (subject, document) in enumerate(self.documents):
            end = count - 1 if number < self._live and subject in drafted else count
            for file, turns in document.names.items():
                owners.note(file, subject, turns, end)
        for draft in self._drafts:
            for file in draft.names:
                owners.note(file, subject_of(draft.kind, draft.path), [count], count)
        return owners

    @cached_property
    def _clients(self) -> dict[Subject, str | None]:
        """Each contract's client."""
        found: dict[Subject, str | None] = {}
        named = [(subject, document.client) for subject, document in self.documents]
        named += [(subject_of(draft.kind, draft.path), draft.client) for draft in self._drafts]
        for subject, client in named:
            found[subject] = client or found.get(subject)
        return found
