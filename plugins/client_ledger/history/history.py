"""The history of a ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from client_ledger.cache import digest
from client_ledger.frontmatter.problems import Place
from client_ledger.history.document import Origin, Stored
from client_ledger.history.facts import Kind
from client_ledger.history.git import Repository
from client_ledger.history.log import Commit
from client_ledger.history.reading import Store
from client_ledger.history.signatures import read_signatures
from client_ledger.history.trails import Day, Entry, Evidence, Provenance, Signature, Subject, Trails, subject_of
from client_ledger.history.worktree import UncommittedFile
from client_ledger.text.message import Message


class History:
    """Who recorded what, when, and whether it was changed later; without a repository everything is uncommitted.

    `notices` say why the history is missing or cut short. Files are relative to the ledger folder. `repository`
    is None if there is none that can be read.
    """

    def __init__(
        self,
        root: Path,
        zone: ZoneInfo,
        *,
        repository: Repository | None = None,
        cache: Path | None = None,
        store: Store | None = None,
        drafts: Iterable[UncommittedFile] = (),
        notices: tuple[Message, ...] = (),
    ) -> None:
        self.notices = notices
        self.commits: tuple[Commit, ...] = tuple(reversed(store.commits)) if store else ()
        self._root = root
        self.zone = zone
        self.repository = repository
        self._cache = cache
        self._store = store or Store()
        self._drafted: dict[str, dict[tuple[int, int], tuple[Origin | None, bool]]] = {}
        self._days: dict[str, date] = {}
        self._drafts = {draft.path: draft for draft in drafts}
        self._trails = Trails(self._store, self._drafts.values())

    @property
    def head(self) -> str | None:
        """The id of the current commit, None before the first or without a repository."""
        return self._store.head

    def trail_of(self, kind: Kind, identity: str) -> tuple[Entry, ...]:
        """Return the changes of a client, a contract or a page: uncommitted ones, then the newest first.

        The files that a client or contract names (CSV and evidence) are included.
        """
        return self._trails.entries.get((kind, identity), ())

    @cached_property
    def whole(self) -> tuple[Day, ...]:
        """Every change by the day it was authored: uncommitted ones, then the newest first."""
        numbers = {commit.id: number for number, commit in enumerate(self._store.commits)}

        def position(entry: Entry) -> tuple[date, int]:
            if entry.commit is None:
                return date.max, len(numbers)
            return self.day(entry.commit), numbers[entry.commit.id]

        entries = self._trails.entries
        ordered = [entry for subject in sorted(entries) for entry in entries[subject]]
        ordered.sort(key=position, reverse=True)
        days = groupby(ordered, key=lambda entry: self.day(entry.commit) if entry.commit else None)
        return tuple(Day(day, tuple(entries)) for day, entries in days)

    def since(self, day: date) -> tuple[Entry, ...]:
        """Return the changes after a day: uncommitted ones, then the newest first."""
        return tuple(entry for found in self.whole for entry in found.entries if found.day is None or found.day > day)

    def record(self, place: Place, day: date | None = None) -> Provenance:
        """Return the provenance of the record at a place; `day` is the day it happened, to count days from."""
        origin, committed = self._origin(place)
        if origin is None:
            return Provenance(None, None, None, committed, None)
        commits = self._store.commits
        recorded = commits[origin.recorded]
        changed = None if origin.changed is None else commits[origin.changed]
        altered = None if origin.altered is None else commits[origin.altered]
        days_after = (self.day(recorded) - day).days if day else None
        exact = origin.exact and not recorded.cut
        return Provenance(recorded, changed, altered, committed, days_after, exact)

    def altered_after(self, place: Place, fired: date) -> Commit | None:
        """Return the commit that altered a record after its sign first fired, if it was recorded before that."""
        found = self.record(place)
        if found.recorded is None or found.altered is None or self.day(found.recorded) > fired:
            return None
        return found.altered if self.day(found.altered) > fired else None

    def evidence(self, file: str) -> Evidence:
        """Return the history of an evidence file; `file` is relative to evidence/, as in records."""
        path = f"evidence/{file}"
        draft = self._drafts.get(path)
        document = self._by_path.get((draft and draft.was) or path)
        added = changed = None
        for event in document.events if document else ():
            for change in event.changes:
                if change.kind == "added":
                    added, changed = self._store.commits[event.commit], None
                elif change.kind == "content":
                    changed = self._store.commits[event.commit]
        committed = document is not None and document.blob is not None and draft is None
        return Evidence(path, _sha256(self._root / path), added, changed, committed)

    def stage_since(self, contract: str) -> date | None:
        """Return the day a contract entered its current stage, None if not committed or not in the known history."""
        for entry in self.trail_of("contract", contract):
            changes = (change for part in entry.files if part.kind == "contract" for change in part.changes)
            if any(change.kind == "added" or (change.kind, change.name) == ("field", "stage") for change in changes):
                return self.day(entry.commit) if entry.commit and not entry.commit.cut else None
        return None

    def digest_of(self, client: str, contracts: Iterable[str], files: Iterable[str]) -> bytes:
        """Return a digest of everything known of a client, its contracts and the records in some files."""
        subjects: set[Subject] = {("client", client), *self._trails.contracts_of(client)}
        subjects |= {("contract", each) for each in contracts}
        parts: list[str | bytes] = [str(notice) for notice in self.notices]
        for subject in sorted(subjects):
            for document, commits in self._trails.told_from.get(subject, ()):
                parts += [document.line, repr(commits), self._up_to(document.last)]
            parts += [_told(draft) for draft in self._trails.drafts_of.get(subject, ())]
        for file in files:
            found = self._document(file)
            parts += [file, *([found.line, self._up_to(found.last)] if found else ()), _told(self._drafts.get(file))]
        return digest(*parts)

    def _up_to(self, number: int) -> bytes:
        """Return a digest of the commits up to a number."""
        return self._running[number + 1]

    @cached_property
    def _running(self) -> list[bytes]:
        """A running digest of the commits before each number and of their signatures."""
        found = [b""]
        for commit in self._store.commits:
            signature = self.signature(commit) if self.signed else ""
            found.append(digest(found[-1], commit.id, str(commit.cut), signature))
        return found

    @cached_property
    def digest(self) -> bytes:
        """The digest of this history."""
        notices = [str(notice) for notice in self.notices]
        signatures = [self.signature(commit) for commit in self.commits] if self.signed else []
        drafts = [_told(draft) for draft in self._drafts.values()]
        return digest("".join(drafts), *notices, *(commit.id for commit in self.commits), *signatures)

    def files_of(self, subjects: Collection[Subject]) -> frozenset[str]:
        """Return all paths that the files of some clients and contracts ever had, and the CSV files they named."""
        found: set[str] = set()
        for subject, document in self._trails.documents:
            if subject in subjects:
                found |= {document.path, *document.names}
                for event in document.events:
                    found |= {event.path, *(str(each.before) for each in event.changes if each.kind == "renamed")}
        return frozenset(found)

    def name_on(self, client: str, day: date) -> str:
        """Return the id that a client had at the end of a day, or its first id if it did not exist yet."""
        for entry in self.trail_of("client", client):
            if entry.commit and self.day(entry.commit) <= day:
                break
            for part in entry.files:
                for change in part.changes:
                    if part.kind == "client" and change.kind == "renamed":
                        client = subject_of("client", str(change.before))[1]
        return client

    def signature(self, commit: Commit) -> Signature:
        """Return whether a commit is signed, and whether git could verify it."""
        if not commit.signed:
            return "none"
        return "verified" if self._verified.get(commit.id) else "unverified"

    @cached_property
    def signed(self) -> bool:
        """Whether any commit carries a signature."""
        return any(commit.signed for commit in self.commits)

    @cached_property
    def _verified(self) -> dict[str, bool]:
        if self.repository is None:
            return {}
        return read_signatures(self.repository, [c.id for c in self.commits if c.signed], self._cache)

    def put_on(self, commit: Commit) -> date | None:
        """Return the day a commit was put into the history, None if it was authored on that day."""
        day = commit.committed.astimezone(self.zone).date()
        return None if day == self.day(commit) else day

    def day(self, commit: Commit) -> date:
        """Return the calendar day on which a commit was authored, in the freelancer's time zone."""
        if commit.id not in self._days:
            self._days[commit.id] = commit.day(self.zone)
        return self._days[commit.id]

    @cached_property
    def _by_path(self) -> dict[str, Stored]:
        return {document.path: document for document in self._store.documents[: len(self._store.paths)]}

    def _origin(self, place: Place) -> tuple[Origin | None, bool]:
        """Return what the record at a place comes from, and whether the last commit has it as it stands now."""
        draft = self._drafts.get(place.file)
        if draft is None:
            document = self._document(place.file)
            if document is None or document.blob is None:
                return None, False
            return document.origin_at(place.line, place.column), True
        if place.file not in self._drafted:
            self._drafted[place.file] = {
                (placed.line, placed.column): (placed.origin, number in draft.unchanged)
                for number, placed in enumerate(draft.placed)
            }
        return self._drafted[place.file].get((place.line, place.column), (None, False))

    def _document(self, file: str) -> Stored | None:
        return self._by_path.get(file) or (self._by_path.get(self._linked(file)) if self._by_path else None)

    def _linked(self, file: str) -> str:
        """Return the file that a symbolic link leads to, or the file itself; both relative to the ledger folder."""
        path = (self._root / file).resolve()
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else file


def _told(draft: UncommittedFile | None) -> str:
    """Return everything known of an uncommitted file, with sets sorted."""
    if draft is None:
        return ""
    return repr(replace(draft, unchanged=frozenset(), names=frozenset())) + repr(
        (sorted(draft.unchanged), sorted(draft.names))
    )


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
