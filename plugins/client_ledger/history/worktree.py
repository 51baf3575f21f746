"""What stands in the folder and not yet in the last commit."""

from __future__ import annotations

from dataclasses import dataclass
from os import fsdecode
from pathlib import Path

from client_ledger.history.cache import Store
from client_ledger.history.changes import Change, added, changes, listed
from client_ledger.history.document import Document, Origin, Origins, Placed, named_evidence, placed
from client_ledger.history.facts import Kind, Version, read_version
from client_ledger.history.git import Objects, Repository
from client_ledger.history.log import Layout

FIELDS_BEFORE_PATH = {b"1": 8, b"u": 10, b"?": 1}


@dataclass(frozen=True, slots=True)
class Draft:
    """A file whose working copy is not what is committed; a record's origin is None when it is in no commit.

    `unchanged` are the numbers, in `placed`, of those that stand in the last commit as they are.
    """

    kind: Kind
    path: str
    changes: tuple[Change, ...]
    placed: tuple[Placed, ...] = ()
    unchanged: frozenset[int] = frozenset()
    client: str | None = None
    logs: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()


def read_drafts(repository: Repository, layout: Layout, store: Store) -> list[Draft]:
    """Return the ledger's files that differ from the last commit, by path."""
    paths = changed_paths(repository, layout)
    kinds = {path: kind for path in sorted(paths) if (kind := layout.kind(path))}
    if not kinds:
        return []
    stored = dict(zip(store.paths, store.documents, strict=False))
    with repository.objects() as objects:
        desk = _Desk(repository.top, layout, objects)
        committed = ((path, stored[path].document() if path in stored else None) for path in kinds)
        drafts = (desk.draft(kinds[path], path, known if known and known.blob else None) for path, known in committed)
        return [draft for draft in drafts if draft]


def changed_paths(repository: Repository, layout: Layout) -> set[str]:
    """Return the paths in the repository whose working copy is not what is committed."""
    scope = [layout.prefix.rstrip("/") or ".", *([layout.site_file] if layout.site_file else [])]
    shape = ("--porcelain=v2", "-z", "--untracked-files=all", "--ignore-submodules=all", "--no-renames")
    output = repository.run("status", *shape, "--", *scope)
    found = set()
    for line in output.split(b"\0"):
        fields = FIELDS_BEFORE_PATH.get(line[:1])
        if fields:
            found.add(fsdecode(line.split(b" ", fields)[fields]))
    return found


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where drafts are compared with what is committed."""

    top: Path
    layout: Layout
    objects: Objects

    def draft(self, kind: Kind, path: str, committed: Document | None) -> Draft | None:
        """Return a file's draft, or None when it says what is committed."""
        inside, file = self.layout.inside(path), self.top / path
        if file.is_symlink() or not file.is_file():
            return Draft(kind, inside, (Change("removed"),)) if committed else None
        if kind == "evidence":
            return Draft(kind, inside, (Change("content" if committed else "added"),))
        new = read_version(kind, _bytes(file), inside)
        if new is None:
            return Draft(kind, inside, (Change("unreadable"),))
        old = None
        if committed and committed.readable:
            old = read_version(kind, self.objects.read(committed.readable), inside)
        found = changes(old, new) if old else added(new)
        if not found and committed:
            return None
        records, unchanged = _records(new, committed.origins(old) if committed else {}, found)
        return Draft(
            kind,
            inside,
            tuple(found if committed else [Change("added"), *listed(found)]),
            records,
            unchanged,
            new.fields.get("client"),
            frozenset(new.logs),
            frozenset(named_evidence(facts for _, facts in new.records)),
        )


def _records(new: Version, origins: Origins, found: list[Change]) -> tuple[tuple[Placed, ...], frozenset[int]]:
    """Return where the working copy's records come from, and the numbers of those that are as committed."""
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
        return file.read_bytes()
    except OSError:
        return None
