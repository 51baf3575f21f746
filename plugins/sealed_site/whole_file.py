"""Write a whole file or nothing: a draft beside it replaces it once the draft is on the disk."""

from __future__ import annotations

import glob
import os
from contextlib import suppress
from pathlib import Path

from sealed_site.workspace import is_running

ENDING = ".draft"
LONGEST = 40  # characters of a name, so that the draft's name is not too long


def write_whole(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write or replace a file; drafts that killed runs left beside it are removed.

    `mode` are the permissions of a new file, less those that the user's umask removes.
    """
    clear_drafts(path)
    draft = path.with_name(f".{path.name[:LONGEST]}.{os.getpid()}{ENDING}")
    try:
        write_new(draft, data, mode)
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_new(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a new file, and wait until it is on the disk; nothing stays of one that fails."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, if the system supports that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network drives do not support it
            os.fsync(handle)
    finally:
        os.close(handle)


def clear_drafts(path: Path) -> None:
    """Remove the drafts of a file that killed runs left beside it."""
    for draft in path.parent.glob(f".{glob.escape(path.name[:LONGEST])}.*{ENDING}"):
        owner = draft.name.removesuffix(ENDING).rpartition(".")[2]
        if owner.isdecimal() and (int(owner) == os.getpid() or not is_running(int(owner))):
            draft.unlink(missing_ok=True)
