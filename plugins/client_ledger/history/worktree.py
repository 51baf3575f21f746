"""Find the uncommitted changes in the folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from client_ledger.frontmatter.reader import LARGEST_FILE
from client_ledger.history.changes import Change, added, changes, listed
from client_ledger.history.document import Document, Origin, Origins, Placed, Stored, named_files, placed
from client_ledger.history.facts import Kind, Version, read_version
from client_ledger.history.git import Objects, Repository
from client_ledger.history.log import Layout
from client_ledger.history.reading import Store
from client_ledger.history.renames import File, renames
from client_ledger.history.status import changed_paths, is_there, passed_over

PATHS_A_COMMAND = 500


@dataclass(frozen=True, slots=True)
class UncommittedFile:
    """A file whose working copy differs from the last commit; a record's origin is None if no commit has it.

    `unchanged` are the indexes in `placed` of the records that the last commit has as they are. `was` is
    the file's path in the last commit, if different. `names` are the files it names.
    """

    kind: Kind
    path: str
    changes: tuple[Change, ...]
    placed: tuple[Placed, ...] = ()
    unchanged: frozenset[int] = frozenset()
    client: str | None = None
    names: frozenset[str] = frozenset()
    was: str | None = None


def read_drafts(repository: Repository, layout: Layout, store: Store) -> list[UncommittedFile]:
    """Return the ledger's files that differ from the last commit, by path."""
    paths = changed_paths(repository, layout.scope) | passed_over(repository, layout.scope)
    kinds = {path: kind for path in sorted(paths) if (kind := layout.kind(path))}
    if not kinds:
        return []
    stored = dict(zip(store.paths, store.documents, strict=False))
    committed = {path: stored[path] for path in kinds if path in stored and stored[path].blob}
    there = {path for path in kinds if is_there(repository.top / path)}
    blobs = _blobs(repository, [path for path in kinds if kinds[path] == "evidence" and path in there])
    with repository.objects() as objects:
        desk = _Desk(repository.top, layout, objects, blobs)
        moved = desk.renamed(
            {path: found for path, found in committed.items() if path not in there},
            {path: kind for path, kind in kinds.items() if path in there and path not in committed},
        )
        drafts = []
        for path, kind in kinds.items():
            old = moved.get(path, path)
            if path in there:
                known = committed[old].document() if old in committed else None
                drafts.append(desk.draft(kind, path, known, layout.inside(old) if old != path else None))
            elif path in committed and path not in moved.values():
                drafts.append(UncommittedFile(kind, layout.inside(path), (Change("removed"),)))
        return [draft for draft in drafts if draft]


def _blobs(repository: Repository, paths: list[str]) -> dict[str, str]:
    """Return the ids that the files would have as blobs, without writing them."""
    found: dict[str, str] = {}
    for start in range(0, len(paths), PATHS_A_COMMAND):
        some = paths[start : start + PATHS_A_COMMAND]
        found |= zip(some, repository.run("hash-object", "--", *some).decode().split(), strict=True)
    return found


@dataclass(frozen=True, slots=True)
class _Desk:
    """Compares working copies with the last commit; `blobs` are the ids of the evidence files."""

    top: Path
    layout: Layout
    objects: Objects
    blobs: dict[str, str]

    def renamed(self, gone: dict[str, Stored], come: dict[str, Kind]) -> dict[str, str]:
        """Return the older path of each added file that is one of the removed ones."""
        if not gone or not come:
            return {}
        older = [
            File(found.kind, path, found.blob, self.objects.read(found.blob) if found.kind != "evidence" else None)
            for path, found in gone.items()
            if found.blob
        ]
        newer = [
            File(kind, path, self.blobs.get(path), None if kind == "evidence" else _bytes(self.top / path))
            for path, kind in come.items()
        ]
        return renames(older, newer)

    def draft(self, kind: Kind, path: str, committed: Document | None, was: str | None) -> UncommittedFile | None:
        """Return a file's uncommitted changes, or None if there are none."""
        inside = self.layout.inside(path)
        moved = [Change("renamed", "", was, inside)] if was else []
        if kind == "evidence":
            found = [] if committed and committed.blob == self.blobs.get(path) else [Change("content")]
            if not committed:
                found = [Change("added")]
            return UncommittedFile(kind, inside, (*moved, *found), was=was) if moved or found else None
        new = read_version(kind, _bytes(self.top / path))
        if new is None:
            return UncommittedFile(kind, inside, (*moved, Change("unreadable")), was=was)
        old = None
        if committed and committed.readable:
            old = read_version(kind, self.objects.read(committed.readable))
        found = changes(old, new) if old else added(new)
        if committed and not found and not moved and committed.blob == committed.readable:
            return None
        records, unchanged = _records(new, committed.origins(old) if committed else {}, found)
        shown = [*moved, *found] if committed else [Change("added"), *listed(found)]
        names = frozenset(named_files(new, inside))
        return UncommittedFile(kind, inside, tuple(shown), records, unchanged, new.fields.get("client"), names, was)


def _records(new: Version, origins: Origins, found: list[Change]) -> tuple[tuple[Placed, ...], frozenset[int]]:
    """Return the origins of the working copy's records, and the indexes of those that are as committed."""
    drafted: dict[tuple[str, object], list[Origin | None]] = {}
    for change in found:
        if change.kind == "record":
            was = origins.get((change.name, change.before)) if isinstance(change.before, tuple) else None
            drafted.setdefault((change.name, change.after), []).append(was.pop(0) if was else None)
    records: list[Placed] = []
    unchanged: set[int] = set()
    for number, (record, found_at) in enumerate(zip(new.records, placed(new, origins), strict=True)):
        waiting = drafted.get(record)
        if found_at.origin is None and waiting:
            records.append(found_at._replace(origin=waiting.pop(0)))
        else:
            unchanged.add(number)
            records.append(found_at)
    return tuple(records), frozenset(unchanged)


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes() if file.stat().st_size <= LARGEST_FILE else None
    except OSError:
        return None
