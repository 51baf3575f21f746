"""The trail of each client, contract and page, from the stored documents and the uncommitted files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, TypeAlias

from client_ledger.history.changes import Change
from client_ledger.history.document import Event, Stored
from client_ledger.history.facts import Kind
from client_ledger.history.log import Commit
from client_ledger.history.owners import Owners, Subject, subject_of
from client_ledger.history.reading import Store
from client_ledger.history.sentences import sentences
from client_ledger.history.worktree import UncommittedFile
from client_ledger.text.message import Message

Signature: TypeAlias = Literal["verified", "unverified", "none"]


@dataclass(frozen=True, slots=True)
class FileChanges:
    """The changes of one file, whose path was `file` then (relative to the ledger folder)."""

    kind: Kind
    file: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """The changes of one commit to one subject: a client, a contract, a page, the settings, or another file.

    `commit` is None for uncommitted changes. `client` is the client that a contract belongs to.
    """

    commit: Commit | None
    kind: Kind
    id: str
    client: str | None
    files: tuple[FileChanges, ...]

    @property
    def sentences(self) -> Iterator[Message]:
        """The changes in words, one sentence for each field."""
        for part in self.files:
            for change in part.changes:
                yield from sentences(part.file, change)


@dataclass(frozen=True, slots=True)
class Day:
    """A day's entries, newest first; `day` is None for uncommitted changes."""

    day: date | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """The commits that a record comes from.

    `recorded` is the commit that first contained it, `changed` the last that changed it later, `altered` the
    last that replaced or removed an existing fact (setting `paid` completes an invoice, changing its
    amount alters it). It is not `exact` if an earlier version that cannot be read may have contained it.
    `committed` tells whether the last commit has it as it is now; if that cannot be read, `recorded`
    is None all the same. `days_after` is the number of days from the event to its recording, negative if before,
    None if either is unknown.
    """

    recorded: Commit | None
    changed: Commit | None
    altered: Commit | None
    committed: bool
    days_after: int | None
    exact: bool


OWNED: frozenset[Kind] = frozenset({"log", "evidence"})


def _own_first(files: Iterable[FileChanges]) -> tuple[FileChanges, ...]:
    return tuple(sorted(files, key=lambda part: (part.kind in OWNED, part.file)))


class Trails:
    """The trails of one ledger; a file renamed but not committed has its new name."""

    def __init__(self, store: Store, drafts: Iterable[UncommittedFile]) -> None:
        self._commits = store.commits
        self._drafts = tuple(drafts)
        now_at = {draft.was: draft.path for draft in self._drafts if draft.was}
        live = len(store.paths)
        self._placed = [(now_at.get(each.path, each.path), each) for each in store.documents[:live]]
        self._placed += [(each.path, each) for each in store.documents[live:]]
        self._entries: dict[Subject, tuple[Entry, ...]] = {}

    @cached_property
    def documents(self) -> list[tuple[Subject, Stored]]:
        """Every file's document, with the subject whose own file it is."""
        return [(subject_of(document.kind, path), document) for path, document in self._placed]

    @cached_property
    def documents_of(self) -> dict[Subject, list[tuple[Stored, tuple[Event, ...]]]]:
        """The documents that each subject's entries come from, each with the subject's events if it has others' too."""
        found: defaultdict[Subject, list[tuple[Stored, tuple[Event, ...]]]] = defaultdict(list)
        for path, document in self._placed:
            if document.kind not in OWNED:
                found[subject_of(document.kind, path)].append((document, ()))
                continue
            events: defaultdict[Subject, list[Event]] = defaultdict(list)
            for event in document.events:
                for subject in self._subjects(document.kind, path, event.path, event.commit):
                    events[subject].append(event)
            for subject, own in events.items():
                found[subject].append((document, tuple(own)))
        return dict(found)

    @cached_property
    def drafts_of(self) -> dict[Subject, list[UncommittedFile]]:
        """The uncommitted files of each subject."""
        found: defaultdict[Subject, list[UncommittedFile]] = defaultdict(list)
        for draft in self._drafts:
            for subject in self._subjects(draft.kind, draft.path, draft.path, len(self._commits)):
                found[subject].append(draft)
        return dict(found)

    @property
    def subjects(self) -> list[Subject]:
        """Every subject that has entries, in order."""
        return sorted(self.documents_of.keys() | self.drafts_of.keys())

    @property
    def clients(self) -> set[str]:
        """Every client with entries, or with contracts."""
        return {identity for kind, identity in self.subjects if kind == "client"} | self._contracts.keys()

    def of(self, subject: Subject) -> tuple[Entry, ...]:
        """Return a subject's entries, newest first."""
        if subject not in self._entries:
            parts: defaultdict[int, list[FileChanges]] = defaultdict(list)
            for document, events in self.documents_of.get(subject, ()):
                for event in events or document.events:
                    parts[event.commit].append(FileChanges(document.kind, event.path, event.changes))
            self._entries[subject] = self._entries_from(subject, parts)
        return self._entries[subject]

    def since(self, number: int) -> dict[Subject, tuple[Entry, ...]]:
        """Return the entries of the commits from a number on, newest first, of each subject that has any, in order."""
        parts: defaultdict[Subject, defaultdict[int, list[FileChanges]]] = defaultdict(lambda: defaultdict(list))
        for path, document in self._placed:
            for event in document.events_from(number):
                for subject in self._subjects(document.kind, path, event.path, event.commit):
                    parts[subject][event.commit].append(FileChanges(document.kind, event.path, event.changes))
        found = (
            (subject, self._entries_from(subject, parts[subject]))
            for subject in sorted(parts.keys() | self.drafts_of.keys())
        )
        return {subject: entries for subject, entries in found if entries}

    def _entries_from(self, subject: Subject, parts: Mapping[int, list[FileChanges]]) -> tuple[Entry, ...]:
        """Return a subject's entries, newest first, from what each commit changed of its files."""
        changed = [(self._commits[number], parts[number]) for number in sorted(parts, reverse=True)]
        drafts = [FileChanges(draft.kind, draft.path, draft.changes) for draft in self.drafts_of.get(subject, ())]
        about = (*subject, self._clients.get(subject))
        drafted = [Entry(None, *about, _own_first(drafts))] if drafts else []
        return (*drafted, *(Entry(commit, *about, _own_first(files)) for commit, files in changed))

    def contracts_of(self, client: str) -> list[Subject]:
        """Return the contracts, removed ones included, whose last version named a client."""
        return self._contracts.get(client, [])

    @cached_property
    def _contracts(self) -> dict[str, list[Subject]]:
        found: defaultdict[str, list[Subject]] = defaultdict(list)
        for subject, client in self._clients.items():
            if client and subject[0] == "contract":
                found[client].append(subject)
        return dict(found)

    def _subjects(self, kind: Kind, path: str, then: str, number: int) -> list[Subject]:
        """Return the subjects of a change of a file, which is at `path` now and was at `then`."""
        own = subject_of(kind, path)
        if kind not in OWNED:
            return [own]
        return self._owners.of(then, number) or self._owners.of(path, number) or [own]

    @cached_property
    def _owners(self) -> Owners:
        """The subjects that named each file, and when."""
        owners, count = Owners(), len(self._commits)
        drafted = {subject_of(draft.kind, draft.path) for draft in self._drafts}
        for subject, document in self.documents:
            end = count - 1 if subject in drafted else count
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
