"""The trail of each client, contract and page, from the stored documents and the uncommitted files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from client_ledger.history.changes import Change
from client_ledger.history.document import Stored
from client_ledger.history.facts import Kind
from client_ledger.history.log import Commit
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
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that records name as evidence: its current SHA-256, the commit that added it, the last that changed it."""

    file: str
    sha256: str | None
    added: Commit | None
    changed: Commit | None
    committed: bool


Subject: TypeAlias = tuple[Kind, str]


def subject_of(kind: Kind, path: str) -> Subject:
    """Return the subject of a file's own changes: a client or a contract by its id, any other file by its path."""
    return kind, path.rpartition("/")[2].removesuffix(".md") if kind in {"client", "contract"} else path


class _Turn(NamedTuple):
    """A subject, and the first and last commit at which it named a file."""

    subject: Subject
    first: int
    last: int


class Owners:
    """The clients and contracts that name a file, by numbers of commits."""

    def __init__(self) -> None:
        self._turns: dict[str, list[_Turn]] = defaultdict(list)

    def note(self, file: str, subject: Subject, turns: Sequence[int], end: int) -> None:
        """Note when a subject began and stopped naming a file, alternately; if it has not stopped, until `end`."""
        closed = [*turns, end] if len(turns) % 2 else turns
        firsts, lasts = closed[::2], closed[1::2]
        self._turns[file] += [_Turn(subject, *turn) for turn in zip(firsts, lasts, strict=True)]

    def of(self, file: str, number: int) -> list[Subject]:
        """Return the subjects that name a file at a commit; else the next to name it, else the last that did."""
        turns = self._turns.get(file, [])
        found = [turn for turn in turns if turn.first <= number <= turn.last]
        if not found and (after := [turn for turn in turns if turn.first > number]):
            next_ = min(turn.first for turn in after)
            found = [turn for turn in after if turn.first == next_]
        if not found and turns:
            latest = max(turn.last for turn in turns)
            found = [turn for turn in turns if turn.last == latest]
        return list(dict.fromkeys(turn.subject for turn in found))


OWNED: frozenset[Kind] = frozenset({"log", "evidence"})


class Trails:
    """The trails of one ledger; a file renamed but not committed has its new name."""

    def __init__(self, store: Store, drafts: Iterable[UncommittedFile]) -> None:
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
    def told_from(self) -> dict[Subject, list[tuple[Stored, tuple[int, ...]]]]:
        """The documents behind each subject's entries, each with the commits where the subject may differ."""
        found: defaultdict[Subject, list[tuple[Stored, tuple[int, ...]]]] = defaultdict(list)
        for path, document in self._placed:
            if document.kind not in OWNED:
                found[subject_of(document.kind, path)].append((document, ()))
                continue
            commits: defaultdict[Subject, list[int]] = defaultdict(list)
            for event in document.events:
                for subject in self._subjects(document.kind, path, event.path, event.commit):
                    commits[subject].append(event.commit)
            for subject, numbers in commits.items():
                found[subject].append((document, tuple(numbers)))
        return dict(found)

    @cached_property
    def drafts_of(self) -> dict[Subject, list[UncommittedFile]]:
        """The uncommitted files of each subject."""
        found: defaultdict[Subject, list[UncommittedFile]] = defaultdict(list)
        for draft in self._drafts:
            for subject in self._subjects(draft.kind, draft.path, draft.path, len(self._commits)):
                found[subject].append(draft)
        return dict(found)

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
