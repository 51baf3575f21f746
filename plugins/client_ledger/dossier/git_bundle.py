"""A git bundle of some files' history alone, for someone who is to see those files and no others."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from os import fsdecode
from pathlib import Path

from client_ledger.dossier.fast_export_filter import Clean, thinned
from client_ledger.dossier.path_history import Lives
from client_ledger.history.git import GitError, Repository, run

MARK = b":"
LARGEST_TEXT = 1 << 20


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle's bytes, and the id in the ledger's own repository of each commit in it, the oldest first.

    The commits have new ids, for they hold fewer files; author, dates and the files' own ids are unchanged. `holds`
    are, by such an own id, the files that the commit has, by their path now; it is None where each has all. `marked`
    are the paths whose text, in some commit but not the last, is one that was looked for.
    """

    data: bytes
    commits: tuple[tuple[str, str], ...]
    holds: Mapping[str, frozenset[str]] | None = None
    marked: tuple[str, ...] = ()


def bundle_files(repository: Repository, lives: Lives, clean: Clean, found: Callable[[bytes], bool]) -> Bundle:
    """Return the history of files, of these lives, up to the commit checked out.

    `clean` returns what a commit's message becomes, `found` tells whether a text is one to look for. Raises GitError
    when git cannot do it.
    """
    ever = sorted({path for then in lives.then.values() for path in then})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        marks, imported, own = folder / "exported", folder / "imported", folder / "own"
        export = ("--signed-tags=strip", "--reencode=no", "--show-original-ids", f"--export-marks={marks}")
        # Git takes the first `--` for its own, and would look for the paths in the work tree.
        stream = repository.run("fast-export", *export, "HEAD", "--", "--", *ever)
        run(folder, "init", "--quiet", "--bare", "--initial-branch=ledger", str(own))
        thin = thinned(stream, lives, clean)
        run(own, "fast-import", "--quiet", "--force", f"--export-marks={imported}", stdin=thin)
        file = folder / "history.bundle"
        run(own, "-c", "pack.threads=1", "bundle", "create", "--quiet", str(file), "HEAD", "refs/heads/ledger")
        order = run(own, "rev-list", "--reverse", "--topo-order", "HEAD").decode().split()
        pairs = _pairs(marks.read_bytes(), imported.read_bytes(), order)
        holds = {commit: frozenset(lives.then[commit].values()) for _, commit in pairs}
        return Bundle(file.read_bytes(), pairs, holds, _marked(own, found))


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


def _marked(folder: Path, found: Callable[[bytes], bool]) -> tuple[str, ...]:
    """Return the paths some of whose versions before the last are texts to look for."""
    entries = run(folder, "ls-tree", "-r", "-z", "HEAD").split(b"\0")
    now = {entry.partition(b"\t")[0].split()[2] for entry in entries if entry}
    listed = (line.partition(b" ") for line in run(folder, "rev-list", "--objects", "HEAD").splitlines())
    paths = {identity: path for identity, _, path in listed if path and identity not in now}
    asked = b"".join(identity + b"\n" for identity in paths)
    shape = "--batch-check=%(objectname) %(objecttype) %(objectsize)"
    known = (line.split() for line in run(folder, "cat-file", shape, stdin=asked).splitlines())
    texts = [identity for identity, kind, size in known if kind == b"blob" and int(size) <= LARGEST_TEXT]
    answers = BytesIO(run(folder, "cat-file", "--batch", stdin=b"".join(identity + b"\n" for identity in texts)))
    marked = set()
    for identity in texts:
        size = int(answers.readline().split()[2])
        if found(answers.read(size + 1)[:size]):
            marked.add(fsdecode(paths[identity]))
    return tuple(sorted(marked))


def blamed(repository: Repository, path: str, line: int) -> str | None:
    """Return the id of the commit that last touched a line of a committed file, None when there is no such line."""
    try:
        found = repository.run("blame", "--porcelain", "-L", f"{line},{line}", "HEAD", "--", path)
    except GitError:
        return None
    return found.split(maxsplit=1)[0].decode()
