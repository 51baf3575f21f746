"""Which path each of some files had in which commit, back to the commit its life began with.

A path may have held another's file before: what was there before the file was added is none of its life, nor is what
reads as another's where two files changed places. A file that git takes for renamed counts as the same one only when
nothing else changed with its name, or when a client or a contract keeps its id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from os import fsdecode
from pathlib import PurePosixPath

from client_ledger.history.facts import Kind, Version, Versions
from client_ledger.history.git import GitError, Repository
from client_ledger.history.log import Delta, Layout, Log, Step
from client_ledger.history.values import choices

# What a client's or a contract's file goes by, besides its id.
CALLED: dict[Kind, str] = {"client": "name", "contract": "client"}
# Fields that say the same in the files of many.
OF_MANY = frozenset({*choices(), "currency", "country", "timezone", "working_hours"})


@dataclass(frozen=True, slots=True)
class Lives:
    """For each commit the path now of each path then, relative to the repository, and the commit's parents.

    `cut_short` are the files, by their path now, whose path held before what reads as another's.
    """

    then: Mapping[str, Mapping[str, str]]
    parents: Mapping[str, tuple[str, ...]]
    cut_short: frozenset[str] = frozenset()

    def holds(self, commit: str, path: bytes) -> bool:
        """Tell whether a path is one of the files in a commit."""
        return fsdecode(path) in self.then.get(commit, {})

    def loses(self, commit: str, path: bytes) -> bool:
        """Tell whether a path is one of the files in what a commit builds on."""
        return any(self.holds(parent, path) for parent in self.parents.get(commit, ()))


def lives_of(repository: Repository, log: Log, layout: Layout, paths: Iterable[str]) -> Lives:
    """Return the lives of files, named by their paths (relative to the repository) in the last commit of a log."""
    with repository.objects() as objects:
        return _Tracing(repository, layout, Versions(objects)).lives(log, paths)


class _Tracing:
    """Follows files back from commit to commit."""

    def __init__(self, repository: Repository, layout: Layout, versions: Versions) -> None:
        self._repository = repository
        self._layout = layout
        self._versions = versions

    def lives(self, log: Log, paths: Iterable[str]) -> Lives:
        """Return the lives of files."""
        newest_first = log.steps[::-1]
        then: dict[str, dict[str, str]] = {step.commit.id: {} for step in newest_first}
        if newest_first:
            then[newest_first[0].commit.id] = {path: path for path in paths}
        cut_short = set()
        for step in newest_first:
            here = then[step.commit.id]
            before, replaced = _before(step, here, self._layout), self._replaced(step, here)
            for parent in step.commit.parents:
                there = {path: now for path, now in before.items() if path not in replaced}
                for path, (delta, source) in replaced.items():
                    if (was := self._path_in(parent, delta, source)) is None:
                        cut_short.add(here[path])
                    else:
                        there[was] = here[path]
                then.setdefault(parent, {}).update(there)
        return Lives(then, {step.commit.id: step.commit.parents for step in newest_first}, frozenset(cut_short))

    def _replaced(self, step: Step, here: Mapping[str, str]) -> dict[str, tuple[Delta, str | None]]:
        """Return, by their path, the files that a commit put in another's place, and where they may have been before.

        Git tells no rename of them, for there is a file at each path before and after.
        """
        left = {each.old_blob: each for each in step.deltas if each.old_blob and each.blob != each.old_blob}
        found: dict[str, tuple[Delta, Delta | None]] = {}
        for each in step.deltas:
            if each.path in here and each.path == each.old_path and each.blob and each.old_blob:
                source = left.get(each.blob)
                changed_places = source is not None and source.blob == each.old_blob
                if changed_places or self._is_another(each.kind, each.old_blob, each.blob):
                    found[each.path] = each, source
        return {
            path: (delta, source.old_path if source and (source.path not in here or source.path in found) else None)
            for path, (delta, source) in found.items()
        }

    def _path_in(self, parent: str, delta: Delta, source: str | None) -> str | None:
        """Return the path that a file which a commit put in another's place had in the commit before, if any."""
        there = self._blob_at(parent, delta.path)
        if there == delta.blob:
            return delta.path
        if source and self._blob_at(parent, source) == delta.blob:
            return source
        if there and delta.blob and not self._is_another(delta.kind, there, delta.blob):
            return delta.path
        return None

    def _blob_at(self, commit: str, path: str) -> str | None:
        try:
            return self._repository.run("rev-parse", "--verify", "--quiet", f"{commit}:{path}").decode().strip()
        except GitError:
            return None

    def _is_another(self, kind: Kind, older: str, newer: str) -> bool:
        if kind not in CALLED or older == newer:
            return False
        old, new = self._versions.read(older, kind), self._versions.read(newer, kind)
        return old is not None and new is not None and is_another(CALLED[kind], old, new)


def is_another(called: str, old: Version, new: Version) -> bool:
    """Tell whether a file holds another client or contract than before: called otherwise, and hardly anything is left.

    `called` is the field that says what it is called.
    """
    names = old.fields.get(called), new.fields.get(called)
    if None in names or names[0] == names[1]:
        return False
    before = _telling(old, called)
    kept = len(before & _telling(new, called))
    return not kept or 2 * kept < len(before)


def _telling(version: Version, called: str) -> set[object]:
    """Return what a version says that few others would."""
    said: set[object] = set(version.records)
    said |= {line for line in map(str.strip, version.body.split("\n")) if line}
    named = (pair for pair in version.fields.items() if pair[0] != called)
    return said | {pair for pair in named if pair[0].partition(".")[0] not in OF_MANY}


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
