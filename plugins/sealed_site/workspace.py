"""A private folder for the plain text on its way, gone when the work is done."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

PREFIX = "sealed-site-"


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """Give a folder only this user can look into, and remove it however the work ends.

    A killed run cannot tidy up, so the next one removes what runs that are no more have left.
    """
    _remove_orphans()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    before = {number: signal.signal(number, _leave) for number in _endings()}
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for number, handler in before.items():
            signal.signal(number, handler)


def _endings() -> list[int]:
    """Return the signals that end a run at once: being stopped, and its terminal being closed, unless under nohup."""
    if threading.current_thread() is not threading.main_thread():
        return []
    numbers = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    return [number for number in numbers if signal.getsignal(number) != signal.SIG_IGN]


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _remove_orphans() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = re.match(rf"{PREFIX}(\d+)-", folder.name)
        if owner and _is_own(folder) and not is_running(int(owner[1])):
            shutil.rmtree(folder, ignore_errors=True)


def _is_own(folder: Path) -> bool:
    """Tell whether a folder in everybody's temporary folder is one, and this user's."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and hasattr(os, "getuid") and found.st_uid == os.getuid()


def is_running(process: int) -> bool:
    """Tell whether a process may be at work; on Windows a signal would end it, so each counts as running."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
