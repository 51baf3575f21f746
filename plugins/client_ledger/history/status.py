"""How the working copy differs from the last commit; `scope` has the paths to look at, from the repository's top."""

from __future__ import annotations

from collections.abc import Sequence
from os import fsdecode
from pathlib import Path

from client_ledger.history.git import Repository

FIELDS_BEFORE_PATH = {b"1": 8, b"u": 10, b"?": 1}


def changed_paths(repository: Repository, scope: Sequence[str]) -> set[str]:
    """Return the paths in the repository whose working copy differs from the last commit."""
    shape = ("--porcelain=v2", "-z", "--untracked-files=all", "--ignore-submodules=all", "--no-renames")
    output = repository.run("status", *shape, "--", *scope)
    found = set()
    for line in output.split(b"\0"):
        fields = FIELDS_BEFORE_PATH.get(line[:1])
        if fields:
            found.add(fsdecode(line.split(b" ", fields)[fields]))
    return found


def passed_over(repository: Repository, scope: Sequence[str]) -> set[str]:
    """Return the paths marked assume-unchanged or skip-worktree, except those left out of a sparse checkout."""
    lines = repository.run("ls-files", "-v", "-z", "--", *scope).split(b"\0")
    found = {fsdecode(line[2:]): line[:1] for line in lines if line[:1].islower() or line[:1] == b"S"}
    return {path for path, tag in found.items() if tag.islower() or is_there(repository.top / path)}


def is_there(file: Path) -> bool:
    """Tell whether a path is a file, and no link to one."""
    return file.is_file() and not file.is_symlink()
