"""A git bundle of some files' history alone, for someone who is to see those files and no others."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from client_ledger.history.git import GitError, Repository, run

MARK = b":"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle's bytes, and the id in the ledger's own repository of each commit in it, the oldest first.

    The commits have new ids, for they hold fewer files; author, dates, message and the files' own ids are unchanged.
    """

    data: bytes
    commits: tuple[tuple[str, str], ...]


def bundle_files(repository: Repository, paths: Sequence[str]) -> Bundle:
    """Return the history of files (relative to the work tree's top) up to the commit checked out.

    Raises GitError when git cannot do it.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        marks = folder / "exported"
        stream = repository.run(
            "fast-export",
            "--signed-tags=strip",
            "--reencode=no",
            f"--export-marks={marks}",
            "HEAD",
            "--",
            *paths,
        )
        own = folder / "own"
        run(folder, "init", "--quiet", "--bare", "--initial-branch=ledger", str(own))
        imported = folder / "imported"
        run(own, "fast-import", "--quiet", f"--export-marks={imported}", stdin=stream)
        tip = run(own, "for-each-ref", "--format=%(objectname)").decode().split()
        run(own, "update-ref", "refs/heads/ledger", tip[0] if tip else "HEAD")
        file = folder / "history.bundle"
        run(own, "-c", "pack.threads=1", "bundle", "create", "--quiet", str(file), "HEAD", "refs/heads/ledger")
        order = run(own, "rev-list", "--reverse", "--topo-order", "HEAD").decode().split()
        return Bundle(file.read_bytes(), _pairs(marks.read_bytes(), imported.read_bytes(), order))


def whole_bundle(repository: Repository) -> Bundle:
    """Return the whole history up to the commit checked out, with the commits as they are."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "history.bundle"
        branch = [f"refs/heads/{repository.branch}"] if repository.branch else []
        repository.run("-c", "pack.threads=1", "bundle", "create", "--quiet", str(file), "HEAD", *branch)
        order = repository.run("rev-list", "--reverse", "--topo-order", "HEAD").decode().split()
        return Bundle(file.read_bytes(), tuple((each, each) for each in order))


def _pairs(exported: bytes, imported: bytes, order: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return (new id, own id) of each commit in order, from the marks that git gave both."""
    own, new = _marks(exported), _marks(imported)
    original = {new[mark]: identity for mark, identity in own.items() if mark in new}
    return tuple((each, original[each]) for each in order)


def _marks(text: bytes) -> dict[str, str]:
    lines = (line.decode().split(maxsplit=1) for line in text.splitlines() if line.startswith(MARK))
    return dict(lines)


def blamed(repository: Repository, path: str, line: int) -> str | None:
    """Return the id of the commit that last touched a line of a committed file, None when there is no such line."""
    try:
        found = repository.run("blame", "--porcelain", "-L", f"{line},{line}", "HEAD", "--", path)
    except GitError:
        return None
    return found.split(maxsplit=1)[0].decode()
