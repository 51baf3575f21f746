"""A lock that the operating system releases when the process ends, however that ends."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sealed_site.whole_file import write_whole

LOCK = "lock"
PATIENCE = 10.0  # seconds: another run writes for a fraction of one
PAUSE = 0.02
TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
UNKNOWN = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _let_go(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _let_go(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


class Busy(Exception):
    """Another run keeps holding the lock."""


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold the lock of a file, which is created if missing and never removed; raise Busy if another run keeps it.

    If the file system has no locks, none is held; files are still compared before they are written.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        held = _wait(handle, time.monotonic() + PATIENCE)
        try:
            yield
        finally:
            if held:
                _let_go(handle)
    finally:
        os.close(handle)


@contextmanager
def locked_folder(folder: Path) -> Iterator[None]:
    """Hold the lock of this program's own folder, which git ignores; make the folder if it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if ignore.is_symlink() or not ignore.is_file() or ignore.read_bytes() != b"*\n":
        write_whole(ignore, b"*\n")  # replaces a link, which could lead to any file
    with locked(folder / LOCK):
        yield


def _wait(handle: int, until: float) -> bool:
    while True:
        try:
            _take(handle)
        except OSError as error:
            if error.errno in UNKNOWN:
                return False
            if error.errno not in TAKEN:
                raise
            if time.monotonic() > until:
                raise Busy from None
            time.sleep(PAUSE)
        else:
            return True
