"""Find renamed files that git cannot detect, because they are not committed or too short."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath

from client_ledger.history.facts import Kind
from client_ledger.history.git import Objects
from client_ledger.history.log import Delta

ALIKE = 0.5  # like `git log -M`, in bytes
MOST_PAIRS = 10_000


@dataclass(frozen=True)
class File:
    """A removed or an added file, at a path in the repository.

    `blob` is its id and `data` its bytes, if known; evidence is compared by its id alone.
    """

    kind: Kind
    path: str
    blob: str | None
    data: bytes | None = None

    @cached_property
    def lines(self) -> Counter[bytes]:
        """The number of times each line occurs, without fences and blank lines."""
        lines = (line.strip() for line in (self.data or b"").splitlines())
        return Counter(line for line in lines if line.strip(b"-"))

    @property
    def name(self) -> str:
        """Its name in its folder."""
        return PurePosixPath(self.path).name

    @property
    def content(self) -> object:
        """The content, by which equal files are found."""
        return self.kind, frozenset(self.lines.items()) or self.blob or self.path


def renames(gone: Sequence[File], come: Sequence[File]) -> dict[str, str]:
    """Return the older path of each added file that is a removed one: unchanged, or alike in half its lines."""
    found: dict[str, str] = {}
    for pairs in (_same, _of_one_name, _alike):
        taken = set(found.values())
        left = [file for file in gone if file.path not in taken]
        for old, new in pairs(left, [file for file in come if file.path not in found]):
            if new.path not in found and old.path not in taken:
                found[new.path] = old.path
                taken.add(old.path)
    return found


def paired(deltas: list[Delta], objects: Objects) -> list[Delta]:
    """Return the deltas against a parent, with removals and additions that are renames paired."""
    gone = {delta.path: delta for delta in deltas if not delta.blob and delta.kind != "evidence"}
    come = {delta.path: delta for delta in deltas if not delta.old_blob and delta.kind != "evidence"}
    if not gone or not come:
        return deltas
    found = renames(
        [File(each.kind, each.path, blob, objects.read(blob)) for each in gone.values() if (blob := each.old_blob)],
        [File(each.kind, each.path, blob, objects.read(blob)) for each in come.values() if (blob := each.blob)],
    )
    was = {path: gone[old] for path, old in found.items()}
    left = [delta for delta in deltas if delta.path not in found and delta.path not in found.values()]
    return left + [replace(come[path], old_path=old.path, old_blob=old.old_blob) for path, old in was.items()]


def _same(gone: Iterable[File], come: Iterable[File]) -> Iterator[tuple[File, File]]:
    waiting = defaultdict(list)
    for file in gone:
        waiting[file.content].append(file)
    for file in come:
        if waiting[file.content]:
            yield waiting[file.content].pop(0), file


def _of_one_name(gone: Iterable[File], come: Iterable[File]) -> Iterator[tuple[File, File]]:
    by_name = {file.name: file for file in gone}
    for file in come:
        old = by_name.get(file.name)
        if old and _likeness(old, file) >= ALIKE:
            yield old, file


def _alike(gone: Sequence[File], come: Sequence[File]) -> Iterator[tuple[File, File]]:
    if len(gone) * len(come) > MOST_PAIRS:
        return
    pairs = [(_likeness(old, new), old, new) for new in come for old in gone]
    for likeness, old, new in sorted(pairs, key=lambda pair: -pair[0]):
        if likeness >= ALIKE:
            yield old, new


def _likeness(old: File, new: File) -> float:
    """Return the share of lines, 0 to 1, that two files of one kind have in common."""
    most = max(old.lines.total(), new.lines.total())
    return (old.lines & new.lines).total() / most if most and old.kind == new.kind else 0.0
