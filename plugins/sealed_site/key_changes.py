"""Changes the files that say who can read the site: all of them or none; the next run undoes an interrupted change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sealed_site.errors import SealingError
from sealed_site.language import tr
from sealed_site.lock import Busy, locked_folder
from sealed_site.whole_file import clear_drafts, sync_folder, write_whole

FOLDER, PLAN, IDENTITIES = ".sealed-site", "plan.json", "identities"
NAMES = re.compile(rf"recipients\.txt|verify\.txt|{IDENTITIES}/[0-9a-f]{{16}}\.age")


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """Let only this run change the readers' folder, and first undo an interrupted change.

    Raises `SealingError` if another run keeps changing it.
    """
    own = folder / FOLDER
    for each in (folder, own, folder / IDENTITIES):
        if each.is_symlink():
            raise SealingError(tr("{folder} is a link; remove it.", folder=each))
    try:
        with locked_folder(own):
            _undo(folder)
            yield
    except Busy:
        raise SealingError(tr("Another command is changing the readers; run this one again.")) from None


def settle(folder: Path) -> None:
    """Undo an interrupted change; if there is none, this only looks for one file."""
    if (folder / FOLDER / PLAN).is_file():
        with changing(folder):
            pass


def write_files(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Write files by their path in the folder, and remove those that are None. Call this inside `changing`."""
    plan = folder / FOLDER / PLAN
    rows = {name: [_text(_read(folder / name)), _text(data)] for name, data in files.items()}
    write_whole(plan, json.dumps(rows).encode("ascii"))
    try:
        for name, data in files.items():
            _put(folder / name, data)
        plan.unlink()
    except BaseException:
        _undo(folder)
        raise
    sync_folder(plan.parent)


def _undo(folder: Path) -> None:
    """Restore each file that is as the plan made it; a file that was edited since stays."""
    plan = folder / FOLDER / PLAN
    if not plan.is_file():
        return
    for name, (before, after) in _rows(plan).items():
        clear_drafts(folder / name)
        if _read(folder / name) == after:
            _put(folder / name, before)
    plan.unlink()
    sync_folder(plan.parent)


def _rows(plan: Path) -> dict[str, tuple[bytes | None, bytes | None]]:
    """Return each file's bytes before and after; a received plan may hold anything, so check it."""
    try:
        found = {
            name: (_bytes(before), _bytes(after)) for name, (before, after) in json.loads(plan.read_bytes()).items()
        }
        if all(NAMES.fullmatch(name) for name in found):
            return found
    except (ValueError, TypeError, AttributeError, RecursionError):
        pass
    raise SealingError(tr("{plan} cannot be read; delete it.", plan=plan))


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _put(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("latin-1")


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode("latin-1")
