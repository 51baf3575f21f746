"""Write a whole file or nothing: a draft beside it replaces it once the draft is on the disk."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from sealed_site.workspace import is_running

ENDING = ".draft"


def write_whole(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write or replace a file; drafts that killed runs left beside it are removed."""
    for left in path.parent.glob(f".{path.name}.*{ENDING}"):
        owner = left.name.removesuffix(ENDING).rpartition(".")[2]
        if owner.isdecimal() and (int(owner) == os.getpid() or not is_running(int(owner))):
            left.unlink(missing_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}{ENDING}")
    try:
        write_new(draft, data, mode)
        draft.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    if os.name != "nt":  # wait until the folder's names lie on the disk too
        handle = os.open(path.parent, os.O_RDONLY)
        with contextlib.suppress(OSError):
            os.fsync(handle)
        os.close(handle)


def write_new(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a file that must not be there yet, and wait until it lies on the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
