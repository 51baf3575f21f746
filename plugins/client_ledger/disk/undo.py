"""The plan of a change of several files; from it, the next run undoes a change that was stopped half-way."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from client_ledger.text.cli_language import tr
from sealed_site.lock import locked_folder
from sealed_site.whole_file import sync_folder, write_new, write_whole

FOLDER = ".client-ledger"
PLAN = "plan.json"
OWN = re.compile(r"(new|old)-\d+-\d+")  # drafts and copies, by process and number


class Unfinished(Exception):
    """A change stopped half-way cannot be undone; the text says why."""


@dataclass(frozen=True, slots=True)
class Step:
    """One file of a plan: its digest before, the copy of it, and its digest after; None means no file."""

    file: str
    before: str | None
    copy: str | None
    after: str


@contextmanager
def own_folder(root: Path) -> Iterator[Path]:
    """Yield the hidden folder where a run prepares what it writes, and hold its lock."""
    folder = root / FOLDER
    if folder.is_symlink():
        raise Unfinished(tr("{folder} is a link; remove it", folder=FOLDER))
    with locked_folder(folder):
        undo(folder)
        clear(folder)
        yield folder


def settle(root: Path) -> None:
    """Undo what a killed run left half done. This is rare: usually it only looks for one file.

    Raises Unfinished or OSError if it cannot, and Busy if another run is doing it.
    """
    if (root / FOLDER / PLAN).is_file():
        with own_folder(root):
            pass


def write_plan(folder: Path, steps: Sequence[Step]) -> None:
    """Write down a change before its first file is touched."""
    rows = [[step.file, step.before, step.copy, step.after] for step in steps]
    draft = folder / f"new-{os.getpid()}-{len(steps)}"
    write_new(draft, json.dumps(rows).encode("ascii"))
    draft.replace(folder / PLAN)
    sync_folder(folder)


def undo(folder: Path) -> None:
    """Discard a plan whose last file is written; otherwise restore the files that were written."""
    plan, root = folder / PLAN, folder.parent
    if not plan.is_file():
        return
    steps = _read(plan)
    found = [digest_of(root / step.file) for step in steps]
    if found[-1] != steps[-1].after:
        written = [step for step, now in zip(steps, found, strict=True) if now == step.after]
        strange = [step.file for step, now in zip(steps, found, strict=True) if now not in (step.before, step.after)]
        if written and strange:
            raise Unfinished(tr("{names} changed in the meantime", names=", ".join(strange)))
        for step in reversed(written):
            _put_back(folder, root, step)
    plan.unlink()
    sync_folder(folder)


def clear(folder: Path) -> None:
    """Remove the drafts and copies of a run that is over."""
    for path in folder.iterdir():
        if OWN.fullmatch(path.name):
            path.unlink(missing_ok=True)


def digest_of(path: Path) -> str | None:
    """Return the digest of a file's bytes, None if there is no file."""
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def is_inside(root: Path, file: str) -> bool:
    """Tell whether a file lies in a folder, even if its path has links or `..`."""
    return (root / file).resolve().is_relative_to(root.resolve())


def _read(plan: Path) -> list[Step]:
    """Return the plan's steps. The folder may have come from someone else, so each step is checked."""
    try:
        steps = [Step(*row) for row in json.loads(plan.read_bytes())]
        sound = bool(steps) and all(
            is_inside(plan.parent.parent, step.file) and (step.copy is None or OWN.fullmatch(step.copy))
            for step in steps[:-1]
        )
    except (ValueError, TypeError, RecursionError):
        sound = False
    if not sound:
        raise Unfinished(tr("{folder}/{plan} cannot be read", folder=FOLDER, plan=PLAN))
    return steps


def _put_back(folder: Path, root: Path, step: Step) -> None:
    path = (root / step.file).resolve()
    if step.copy is None:
        path.unlink()
    elif digest_of(folder / step.copy) != step.before:
        raise Unfinished(tr("the copy of {file} has changed", file=step.file))
    else:
        put(folder / step.copy, path)
    sync_folder(path.parent)


def put(draft: Path, path: Path) -> None:
    """Replace a file by a draft, which may be on another drive."""
    try:
        draft.replace(path)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        write_whole(path, draft.read_bytes(), draft.stat().st_mode & 0o777)
        draft.unlink()
