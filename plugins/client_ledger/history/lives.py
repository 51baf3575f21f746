"""Which path each of some files had in which commit, back to the commit its life began with.

A path may have held another's file before: what was there before the file was added is none of its life. A file
that git takes for renamed counts as the same one only when nothing else changed with its name, or when a client or a
contract keeps its id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from os import fsdecode
from pathlib import PurePosixPath

from client_ledger.history.log import Delta, Layout, Log, Step


@dataclass(frozen=True, slots=True)
class Lives:
    """For each commit the path now of each path then, relative to the repository, and the commit's parents."""

    then: Mapping[str, Mapping[str, str]]
    parents: Mapping[str, tuple[str, ...]]

    def holds(self, commit: str, path: bytes) -> bool:
        """Tell whether a path is one of the files in a commit."""
        return fsdecode(path) in self.then.get(commit, {})

    def loses(self, commit: str, path: bytes) -> bool:
        """Tell whether a path is one of the files in what a commit builds on."""
        return any(self.holds(parent, path) for parent in self.parents.get(commit, ()))


def lives_of(log: Log, layout: Layout, paths: Iterable[str]) -> Lives:
    """Return the lives of files, named by their paths (relative to the repository) in the last commit of a log."""
    newest_first = log.steps[::-1]
    then: dict[str, dict[str, str]] = {step.commit.id: {} for step in newest_first}
    if newest_first:
        then[newest_first[0].commit.id] = {path: path for path in paths}
    for step in newest_first:
        before = _before(step, then[step.commit.id], layout)
        for parent in step.commit.parents:
            then.setdefault(parent, {}).update(before)
    return Lives(then, {step.commit.id: step.commit.parents for step in newest_first})


def _before(step: Step, here: Mapping[str, str], layout: Layout) -> dict[str, str]:
    """Return the files' paths before a commit, without those it adds; a merge adds none by itself."""
    touched = [each for each in step.deltas if each.path in here]
    moved = {
        each.old_path: here[each.path]
        for each in touched
        if each.old_path != each.path and each.old_blob is not None and _same(each, layout)
    }
    if len(step.commit.parents) > 1:
        return {**here, **moved}
    begun = {each.path for each in touched if each.blob is None or each.old_blob is None or each.old_path != each.path}
    return {**{path: now for path, now in here.items() if path not in begun}, **moved}


def _same(delta: Delta, layout: Layout) -> bool:
    """Tell whether a file that was renamed is surely the same, and not another's that looks alike."""
    if delta.old_blob == delta.blob:
        return True
    kind = layout.kind(delta.path)
    stem, old_stem = PurePosixPath(delta.path).stem, PurePosixPath(delta.old_path).stem
    return kind in ("client", "contract") and kind == layout.kind(delta.old_path) and stem == old_stem
