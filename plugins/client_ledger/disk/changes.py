"""Writes all changes of a ledger's files or none: the next run undoes one that was killed half-way."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from client_ledger.disk.undo import Step, Unfinished, clear, is_inside, own_folder, put, undo, write_plan
from client_ledger.text.cli_language import tr
from sealed_site.whole_file import sync_folder, write_new

WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True, slots=True)
class Change:
    """A file of the ledger, relative to its folder: its bytes before (None: it is new) and after."""

    file: str
    before: bytes | None
    after: bytes


class NotAsRead(Exception):
    """A file has changed since it was read, or may not be written; the text says which and why."""


def write_changes(root: Path, changes: Sequence[Change]) -> None:
    """Write all the changes, in order, or none; raise NotAsRead, Busy, Unfinished or OSError if none was written."""
    made = sorted(
        (change for change in changes if change.before != change.after),
        key=lambda change: (
            not is_inside(root, change.file)
        ),  # files outside the folder come last, because they are never restored
    )
    for change in made[:-1]:
        if not is_inside(root, change.file):
            raise NotAsRead(
                tr("{file} and {file2} are both outside the ledger's folder", file=change.file, file2=made[-1].file)
            )
    for change in made:
        _expect(root, change)
    if made:
        with own_folder(root) as folder:
            try:
                _write(folder, root, made)
            except BaseException:
                _take_back(folder)
                raise
            with suppress(OSError):  # everything is written; the next run removes what is left in the folder
                undo(folder)
                clear(folder)


def _take_back(folder: Path) -> None:
    try:
        undo(folder)
    except OSError as error:
        raise Unfinished(f"{error.filename}: {error.strerror}") from error
    with suppress(OSError):
        clear(folder)


def _write(folder: Path, root: Path, changes: Sequence[Change]) -> None:
    drafts = []
    for number, change in enumerate(changes):
        drafts.append(folder / f"new-{os.getpid()}-{number}")
        _prepare(drafts[-1], change.after, root / change.file)
    if len(changes) > 1:
        write_plan(folder, [_step(folder, root, change, number) for number, change in enumerate(changes)])
    for change, draft in zip(changes, drafts, strict=True):
        _expect(root, change)
        path = (root / change.file).resolve()
        path.parent.mkdir(exist_ok=True)
        put(draft, path)
        sync_folder(path.parent)


def _step(folder: Path, root: Path, change: Change, number: int) -> Step:
    """Return a step of the plan, with a copy of the file as it was."""
    after = sha256(change.after).hexdigest()
    if change.before is None:
        return Step(change.file, None, None, after)
    copy = f"old-{os.getpid()}-{number}"
    _prepare(folder / copy, change.before, root / change.file)
    return Step(change.file, sha256(change.before).hexdigest(), copy, after)


def _expect(root: Path, change: Change) -> None:
    path = root / change.file
    current = path.read_bytes() if path.exists() else None
    if current != change.before:
        raise NotAsRead(tr("{file} has changed in the meantime; run the command again", file=change.file))
    if current is not None and not path.stat().st_mode & WRITABLE:
        raise NotAsRead(tr("{file} is read-only", file=change.file))


def _prepare(draft: Path, data: bytes, path: Path) -> None:
    """Write a file's new bytes to a draft, with its permissions and, if allowed, its owner."""
    write_new(draft, data)
    if path.exists():
        found = path.stat()
        draft.chmod(found.st_mode & 0o777)
        if hasattr(os, "chown"):
            with suppress(OSError):
                os.chown(draft, found.st_uid, found.st_gid)
