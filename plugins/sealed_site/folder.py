"""Write a sealed site into a folder, in an order that never leaves half a site, and without telling file times."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from sealed_site.errors import SealingError
from sealed_site.language import tr
from sealed_site.served import ASSETS, BLOBS, CUSTOM_DOMAIN, KEYS, POINTER, frame

FOLDERS = (BLOBS, KEYS, ASSETS)


def require_replaceable(target: Path, base: str, language: str) -> None:
    """Raise `SealingError` unless `target` is new, empty, or a sealed site, even a partly written one."""
    if target.exists() and not target.is_dir():
        raise SealingError(tr("{target} is a file; name a folder.", target=target))
    names = {path.name for path in target.iterdir()} if target.is_dir() else set()
    stock = frame(base, language)
    if (target / POINTER).is_file():
        known = {*FOLDERS, *stock, CUSTOM_DOMAIN}
        if strangers := sorted(names - known):
            raise SealingError(
                tr(
                    "{target} holds more than a sealed site: {names}. Name another folder.",
                    target=target,
                    names=", ".join(strangers),
                )
            )
    elif any(name not in FOLDERS and _bytes(target / name) != stock.get(name) for name in names):
        raise SealingError(
            tr(
                "{target} is not empty and holds no sealed site, so its files would be published "
                "unsealed. Name a new or an empty folder.",
                target=target,
            )
        )


def replace_contents(target: Path, sealed: Path) -> None:
    """Make the files of `sealed` the only contents of the folder `target`.

    The file that names the others is written last, and old files are removed after it, so readers see one whole site
    even if this is interrupted. All files and folders get the same time, and are written in the order of their paths.
    """
    moment = int(time.time())
    target.mkdir(parents=True, exist_ok=True)
    paths = [path.relative_to(sealed) for path in sealed.rglob("*") if path.is_file()]
    for path in sorted(paths, key=_turn):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / ASSETS).mkdir(exist_ok=True)
        written = target / ASSETS / "new"
        shutil.copyfile(sealed / path, written)
        os.utime(written, (moment, moment))
        written.replace(target / path)
    _remove_others(target, {target / path for path in paths})
    for folder in (target, *(path for path in target.rglob("*") if path.is_dir())):
        os.utime(folder, (moment, moment))


def _turn(path: Path) -> tuple[bool, bool, str]:
    return path.as_posix() == POINTER, path.parts[0] not in FOLDERS, path.as_posix()


def _remove_others(target: Path, kept: set[Path]) -> None:
    for folder, folders, files in os.walk(target, topdown=False):
        for path in (Path(folder) / name for name in (*files, *folders)):
            if path.is_symlink() or not path.is_dir():
                if path not in kept:
                    path.unlink()
            elif not any(path.iterdir()):
                path.rmdir()


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
