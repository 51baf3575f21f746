"""The history of a ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from client_ledger.frontmatter.problems import Place
from client_ledger.history.digests import Digests
from client_ledger.history.evidence import Evidence, evidence_of
from client_ledger.history.facts import Kind
from client_ledger.history.git import Repository
from client_ledger.history.log import Commit
from client_ledger.history.owners import Subject, subject_of
from client_ledger.history.reading import Store
from client_ledger.history.record_origins import RecordOrigins
from client_ledger.history.signatures import read_signatures
from client_ledger.history.trails import Day, Entry, Provenance, Signature, Trails
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
        is_readable: bool = True,
    ) -> None:
        self.notices = notices
        self.commits: tuple[Commit, ...] = tuple(reversed(store.commits)) if store else ()
        self._root = root
        self.zone = zone
        self.repository = repository
        self._is_readable = is_readable
        self._cache = cache
        self._store = store or Store()
        self._days: dict[str, date] = {}
        self._since: dict[date, dict[Subject, tuple[Entry, ...]]] = {}
        self._drafts = {draft.path: draft for draft in drafts}
        self._trails = Trails(self._store, self._drafts.values())
        self._origins = RecordOrigins(root, self._store, self._drafts)

    @property
    def head(self) -> str | None:
        """The id of the current commit, None before the first or without a repository."""
        return self._store.head

    @property
    def is_settled(self) -> bool:
        """Whether the history depends on nothing else than `history_state` and the ledger's files.

        Signatures also depend on keys, and a partial clone on the objects that it has fetched.
        """
        missing = self.repository is not None and bool(self.repository.missing)
        evidence = any(draft.kind == "evidence" for draft in self._drafts.values())
        return self._is_readable and not missing and not evidence and not self.signed

    def trail_of(self, kind: Kind, identity: str) -> tuple[Entry, ...]:
        """Return the changes of a client, a contract or a page: uncommitted ones, then the newest first.

        The files that a client or contract names (CSV and evidence) are included.
        """
        return self._trails.of((kind, identity))

    def trail_with_contracts(self, client: str) -> tuple[Entry, ...]:
        """Return the changes of a client and its contracts: uncommitted ones, then the newest first."""
        subjects = sorted([("client", client), *self._trails.contracts_of(client)])
        return self._newest_first(entry for subject in subjects for entry in self._trails.of(subject))

    @cached_property
    def whole(self) -> tuple[Day, ...]:
        """Every change by the day it was authored: uncommitted ones, then the newest first."""
        entries = (entry for subject in self._trails.subjects for entry in self._trails.of(subject))
        return self._by_day(self._newest_first(entries))

    def latest(self, count: int) -> tuple[Day, ...]:
        """Return the latest days with changes: uncommitted ones, then the newest first."""
        days = sorted({self.day(commit) for commit in self._store.commits}, reverse=True)
        found: tuple[Day, ...] = ()
        for last in range(count, len(days), count):  # some commits changed nothing that has an entry
            found = self._by_day(self.since(days[last]))
            if len(found) >= count:
                return found[:count]
        return self.whole[:count]

    def since(self, day: date) -> tuple[Entry, ...]:
        """Return the changes after a day: uncommitted ones, then the newest first."""
        entries = (entry for entries in self._later(day).values() for entry in entries)
        return self._newest_first(each for each in entries if each.commit is None or self.day(each.commit) > day)

    def _later(self, day: date) -> dict[Subject, tuple[Entry, ...]]:
        """Return each subject's entries from the first commit on that was authored after a day."""
        if day not in self._since:
            commits = self._store.commits
            later = (number for number, commit in enumerate(commits) if self.day(commit) > day)
            self._since[day] = self._trails.since(next(later, len(commits)))
        return self._since[day]

    def _newest_first(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        def position(entry: Entry) -> tuple[date, int]:
            if entry.commit is None:
                return date.max, len(self._numbers)
            return self.day(entry.commit), self._numbers[entry.commit.id]

        return tuple(sorted(entries, key=position, reverse=True))

    def _by_day(self, entries: Iterable[Entry]) -> tuple[Day, ...]:
        days = groupby(entries, key=lambda entry: self.day(entry.commit) if entry.commit else None)
        return tuple(Day(day, tuple(entries)) for day, entries in days)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {commit.id: number for number, commit in enumerate(self._store.commits)}

    def record(self, place: Place, day: date | None = None) -> Provenance:
        """Return the provenance of the record at a place; `day` is the day it happened, to count days from."""
        origin, committed = self._origins.of(place)
        if origin is None:
            return Provenance(None, None, None, committed, None, exact=True)
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
        document = self._origins.documents.get((draft and draft.was) or path)
        return evidence_of(self._root, path, document, self._store.commits, drafted=draft is not None)

    def stage_since(self, contract: str) -> date | None:
        """Return the day a contract entered its current stage, None if not committed or not in the known history."""
        for entry in self.trail_of("contract", contract):
            changes = (change for part in entry.files if part.kind == "contract" for change in part.changes)
            if any(change.kind == "added" or (change.kind, change.name) == ("field", "stage") for change in changes):
                return self.day(entry.commit) if entry.commit and not entry.commit.cut else None
        return None

    @cached_property
    def digests(self) -> Digests:
        """Digests of parts of the history."""
        signatures = [self.signature(commit) for commit in self._store.commits] if self.signed else ()
        return Digests(
            self._store, self._trails, self._drafts, tuple(map(str, self.notices)), self._origins.document, signatures
        )

    @property
    def clients(self) -> set[str]:
        """The clients with any change, including those that no longer exist."""
        return self._trails.clients

    @cached_property
    def drafted(self) -> set[str]:
        """The clients with uncommitted changes, of their contracts too."""
        entries = (entry for entries in self._trails.since(len(self._store.commits)).values() for entry in entries)
        return {entry.id if entry.kind == "client" else entry.client or "" for entry in entries}

    def files_of(self, subjects: Collection[Subject]) -> frozenset[str]:
        """Return all paths that the files of some clients and contracts ever had, and the CSV files they named."""
        found: set[str] = set()
        for subject, document in self._trails.documents:
            if subject in subjects:
                found |= {document.path, *document.paths, *document.names}
        return frozenset(found)

    def name_on(self, client: str, day: date) -> str:
        """Return the id that a client had at the end of a day, or its first id if it did not exist yet."""
        for entry in self._later(day).get(("client", client), ()):
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
