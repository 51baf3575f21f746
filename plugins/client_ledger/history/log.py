"""One `git log` over the whole history: each commit, and the ledger's files that it touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from os import fsdecode
from pathlib import PurePosixPath

from client_ledger.history.facts import Kind
from client_ledger.history.git import Repository

INDEX_NAMES = frozenset({"index.md", "README.md"})
RECORD_FOLDERS: dict[str, Kind] = {"clients": "client", "contracts": "contract"}
FORMAT = "%H%x00%P%x00%an%x00%ae%x00%ad%x00%cd%x00%s"
SHORT = 8


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its id, author, times (with time zone) and subject.

    `authored` is when the change was made, `committed` when it was last put into the history; they differ
    after a rebase. `cut` marks the first commit of a shallow clone, and any of a partial clone: its contents may
    be older. `signed` tells whether it carries a signature, verified or not.
    """

    id: str
    author: str
    email: str
    authored: datetime
    committed: datetime
    subject: str
    parents: tuple[str, ...] = ()
    cut: bool = False
    signed: bool = False

    @property
    def short(self) -> str:
        """The first characters of its id."""
        return self.id[:SHORT]

    def day(self, zone: tzinfo) -> date:
        """Return the calendar day it was authored on in a time zone."""
        return self.authored.astimezone(zone).date()


@dataclass(frozen=True, slots=True)
class Delta:
    """A file of the ledger that a commit touched; a blob is None if there is no file.

    Paths are relative to the repository; `old_path` differs from `path` after a rename.
    """

    kind: Kind
    old_path: str
    path: str
    old_blob: str | None
    blob: str | None


@dataclass(slots=True)
class Step:
    """A commit and its deltas: one list for each parent that it differs from.

    `settled` tells whether every later commit descends from it, so that no parallel branch is open.
    """

    commit: Commit
    against: list[list[Delta]] = field(default_factory=list)
    settled: bool = False

    @property
    def deltas(self) -> list[Delta]:
        """Its deltas against every parent."""
        return [delta for deltas in self.against for delta in deltas]


@dataclass(frozen=True, slots=True)
class Layout:
    """The place of the ledger in its repository: the folder's prefix, with a slash, and the site's file."""

    prefix: str
    site_file: str | None

    @property
    def scope(self) -> list[str]:
        """The paths that git is asked about."""
        return [self.prefix.rstrip("/") or ".", *([self.site_file] if self.site_file else [])]

    def kind(self, path: str) -> Kind | None:
        """Return the kind of a file in the ledger, None if it has none."""
        if path == self.site_file:
            return "settings"
        if not path.startswith(self.prefix):
            return None
        inside = path[len(self.prefix) :]
        folder, _, rest = inside.partition("/")
        if inside.startswith(".") or "/." in inside:
            return None
        if folder == "evidence" and rest:
            return "evidence"
        if inside.lower().endswith(".csv"):
            return "log"
        if not inside.endswith(".md"):
            return None
        if rest and PurePosixPath(path).name not in INDEX_NAMES:
            return RECORD_FOLDERS.get(folder, "page")
        return "page"

    def inside(self, path: str) -> str:
        """Return a path in the repository relative to the ledger folder; files outside it keep their path."""
        return path.removeprefix(self.prefix)


@dataclass(frozen=True, slots=True)
class Log:
    """Commits, oldest first; `imports` tells whether a file moved into the ledger from elsewhere in the repository.

    `root` is the commit before all of them from which all descend, None if there is none.
    """

    steps: list[Step]
    imports: bool
    root: str | None


def read_log(repository: Repository, layout: Layout, revision: str) -> Log:
    """Return every commit of a revision or a range; renames are followed back out of the folder."""
    # Detecting a file that was renamed and edited at once needs the bytes of its older version.
    renames = "-M100%" if repository.missing else "-M"
    shape = ("--raw", "-z", renames, "-m", "--no-abbrev", "--no-relative", "--ignore-submodules=all")
    order = ("--topo-order", "--no-notes", "--no-color", "--no-decorate", "--date=raw", f"--format={FORMAT}")
    output = repository.run("log", *order, *shape, revision, "--")
    steps: list[Step] = []
    kinds: dict[str, Kind] = {}
    for commit, raw in _commits(output, repository):
        deltas = [delta for entry in raw if (delta := _delta(entry, layout, kinds))]
        if not steps or steps[-1].commit.id != commit.id:
            steps.append(Step(commit))
        if deltas:
            steps[-1].against.append(deltas)
    root = _settle(steps)
    steps.reverse()
    return Log(steps, bool(kinds), root)


def _settle(steps: list[Step]) -> str | None:
    """Mark the steps, newest first, from which all later ones descend; return the commit from which all descend."""
    awaited = {steps[0].commit.id} if steps else set()
    whole = True
    for step in steps:
        step.settled = whole and awaited == {step.commit.id}
        awaited.discard(step.commit.id)
        awaited.update(step.commit.parents)
        whole = whole and bool(step.commit.parents)
    return awaited.pop() if whole and len(awaited) == 1 else None


def read_commit(repository: Repository, identity: str) -> Commit:
    """Return one commit."""
    output = repository.run(
        "log", "-1", "--no-notes", "--no-color", "--date=raw", "-z", f"--format={FORMAT}", identity, "--"
    )
    return next(_commits(output + b"\0", repository))[0]


Entry = tuple[str, str, str]


def _commits(output: bytes, repository: Repository) -> Iterator[tuple[Commit, list[Entry]]]:
    """Yield each commit with (header, old path, path) of its files, newest first, merges once for each parent."""
    tokens = output.split(b"\0")
    position, last = 0, len(tokens) - 1
    while position < last:
        identity, parents, author, email, authored, committed, subject = tokens[position : position + 7]
        position += 7
        commit = Commit(
            identity.decode(),
            _line(author),
            _line(email),
            _moment(authored),
            _moment(committed),
            _line(subject),
            tuple(parents.decode().split()),
            bool(repository.missing) or identity.decode() in repository.shallow,
        )
        entries: list[Entry] = []
        while position < last and tokens[position].lstrip(b"\n").startswith(b":"):
            header = tokens[position].lstrip(b"\n").decode()
            moved = header.rpartition(" ")[2][0] in "RC"
            old, new = fsdecode(tokens[position + 1]), fsdecode(tokens[position + 2 if moved else position + 1])
            entries.append((header, old, new))
            position += 3 if moved else 2
        yield commit, entries


def _delta(entry: Entry, layout: Layout, kinds: dict[str, Kind]) -> Delta | None:
    header, old_path, path = entry
    old_mode, mode, old_blob, blob, _ = header[1:].split(" ")
    before = old_blob if old_mode.startswith("100") else None
    after = blob if mode.startswith("100") else None
    kind = layout.kind(path) or kinds.get(path)
    if kind is None:
        left = layout.kind(old_path) or kinds.get(old_path)
        return Delta(left, old_path, old_path, before, None) if left and before else None
    if old_path != path and layout.kind(old_path) is None:
        kinds[old_path] = kind
    return Delta(kind, old_path, path, before, after) if before or after else None


def _line(text: bytes) -> str:
    """Return a commit's text without characters that control a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text.decode("utf-8", "replace")).strip()


def _moment(text: bytes) -> datetime:
    """Parse git's raw date (seconds and offset); a date outside the calendar becomes the epoch."""
    seconds, _, offset = text.decode().partition(" ")
    try:
        minutes = int(offset[1:3]) * 60 + int(offset[3:5])
        zone = timezone(timedelta(minutes=-minutes if offset.startswith("-") else minutes))
        return datetime.fromtimestamp(int(seconds), zone)
    except (ValueError, OverflowError, OSError):
        return datetime(1970, 1, 1, tzinfo=UTC)
