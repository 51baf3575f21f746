"""Files that were given another name and not yet committed: git tells only of those that are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from client_ledger.book.source import LARGEST_FILE
from client_ledger.history.facts import Kind
from client_ledger.history.git import Objects

ALIKE = 0.5  # as `git log -M` has it
MOST_PAIRS = 10_000


@dataclass(frozen=True, slots=True)
class File:
    """A file that is gone, or one that has come, at a path in the repository; `blob` is its id where it is known."""

    kind: Kind
    path: str
    blob: str | None


def renames(gone: Sequence[File], come: Sequence[File], objects: Objects, top: Path) -> dict[str, str]:
    """Return the older path of each file that came and is one of those gone: as it is, or alike in half its lines."""
    if not gone or not come:
        return {}
    old = {file.path: _Content(file, _committed(file, objects)) for file in gone}
    new = {file.path: _Content(file, _lines(file, top / file.path)) for file in come}
    found: dict[str, str] = {}
    taken: set[str] = set()
    waiting: dict[object, list[str]] = {}
    for path, content in reversed(old.items()):
        waiting.setdefault(content.key, []).append(path)
    for path, content in new.items():
        if waiting.get(content.key):
            found[path] = waiting[content.key].pop()
            taken.add(found[path])
    left = {path: content for path, content in old.items() if path not in taken and content.lines}
    others = {path: content for path, content in new.items() if path not in found and content.lines}
    if len(left) * len(others) > MOST_PAIRS:
        return found
    pairs = [(_likeness(was, now), path, was.file.path) for path, now in others.items() for was in left.values()]
    for alike, path, old_path in sorted(pairs, key=lambda pair: -pair[0]):
        if alike >= ALIKE and path not in found and old_path not in taken:
            found[path] = old_path
            taken.add(old_path)
    return found


@dataclass(frozen=True, slots=True)
class _Content:
    """What a file holds: its lines, each with how often it stands there, none for evidence."""

    file: File
    lines: Counter[bytes]

    @property
    def key(self) -> object:
        """What two files have in common that hold the same."""
        return self.file.kind, frozenset(self.lines.items()) or self.file.blob or self.file.path


def _likeness(old: _Content, new: _Content) -> float:
    """Return the share of lines, 0 to 1, that two files of one kind have in common."""
    most = max(old.lines.total(), new.lines.total())
    return (old.lines & new.lines).total() / most if most and old.file.kind == new.file.kind else 0.0


def _lines(file: File, path: Path) -> Counter[bytes]:
    if file.kind == "evidence":
        return Counter()
    try:
        return _counted(path.read_bytes() if path.stat().st_size <= LARGEST_FILE else b"")
    except OSError:
        return Counter()


def _committed(file: File, objects: Objects) -> Counter[bytes]:
    return Counter() if file.kind == "evidence" or not file.blob else _counted(objects.read(file.blob) or b"")


def _counted(data: bytes) -> Counter[bytes]:
    return Counter(line for line in (each.strip() for each in data.splitlines()) if line.strip(b"-"))
