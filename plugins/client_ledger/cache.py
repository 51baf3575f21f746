"""Results of one run, kept for the next: safe to delete, ignored if damaged, shared by concurrent runs."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from secrets import token_bytes
from typing import Any

import click

FOLDER = ".client-ledger-cache"
SECRET = 32
PAGE = 16_384  # bytes: a value of 100 KB takes 7 reads in place of 25
# The index holds both columns, so that the keys are read without the values.
TABLE = "CREATE TABLE IF NOT EXISTS kept (name TEXT, key BLOB, checksum BLOB, value BLOB, PRIMARY KEY (name, key))"

DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError)  # the second if SQLite's own message quotes the file
# A received cache may hold a view in place of the table, and reading a view may never end.
SCHEMA = [("table", "kept"), ("index", "sqlite_autoindex_kept_1")]


def digest(*parts: str | bytes) -> bytes:
    """Return a digest of 16 bytes of some byte strings, in order."""
    found = blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        found.update(len(data).to_bytes(8))
        found.update(data)
    return found.digest()


def folder_digest(*folders: Path) -> str:
    """Return a digest of single files and of all files below folders."""
    parts: list[str | bytes] = []
    for folder in folders:
        files = [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.is_file())
        for path in files:
            if path.suffix != ".pyc":
                parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    return digest(*parts).hex()


code_digest = cache(
    folder_digest
)  # what is kept is valid for the code that computed it, which does not change during a run


def make_folder(folder: Path) -> None:
    """Make a cache folder that git ignores; raise OSError if that fails or a link leads elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if folder.is_symlink() or ignore.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(folder))
    if not ignore.exists():
        ignore.write_text("*\n", encoding="ascii")


def read_kept(file: Path) -> bytes:
    """Return the bytes of a file in the cache folder; raise OSError for a link or a device."""
    if file.parent.is_symlink() or not stat.S_ISREG(file.lstat().st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(file))
    return file.read_bytes()


NAMES = frozenset({"feeds", "heads", "outlines", "trends", "outputs", "pages", "past", "readings", "trail"})
OTHER_FILES = frozenset({".gitignore", "earlier.jsonl", "history.jsonl", "signatures.json"})
A_DAY = 24 * 60 * 60


def tidy(folder: Path) -> None:
    """Remove files that no run reads any more: those of other versions, and leftovers of interrupted runs."""
    for path in folder.iterdir() if folder.is_dir() and not folder.is_symlink() else ():
        name, _, ending = path.name.partition(".")
        if path.name in OTHER_FILES or (name in NAMES and ending.startswith("sqlite")):
            continue
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > A_DAY:
                path.unlink()


@cache
def own_secret() -> bytes:
    """Return 32 bytes that only this user has, so that nobody else can make a valid checksum.

    A ledger may arrive with its sender's cache. If the bytes cannot be saved, they last for one run.
    """
    path = Path(click.get_app_dir("client-ledger")) / "cache.key"
    with suppress(OSError):
        if len(found := path.read_bytes()) == SECRET:
            return found
    made = token_bytes(SECRET)
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(made)
        draft.replace(path)
    return made


def checksum(*parts: bytes) -> bytes:
    """Return a keyed checksum of some bytes that only this user can compute."""
    return blake2b(digest(*parts), digest_size=16, key=own_secret()).digest()


class Cache:
    """Values by name, each with the key it is valid for; if the file cannot be used, nothing is kept.

    `save` writes everything at once; another run sees all of it or nothing.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._file = folder / f"{name}.sqlite"
        self._database: sqlite3.Connection | None = None
        self._others: sqlite3.Connection | None = None
        self._opened = False

    def get(self, name: str, key: bytes) -> bytes | None:
        """Return the value under a name, unless its key is another or its checksum is wrong."""
        rows = self._run(lambda it: it.execute("SELECT key, checksum, value FROM kept WHERE name = ?", [name]))
        for kept_key, written, value in rows:
            if kept_key == key and isinstance(value, bytes) and written == checksum(name.encode(), key, value):
                return value
        return None

    def keys_by_name(self) -> dict[str, bytes]:
        """Return the key of each name."""
        rows = self._run(lambda it: it.execute("SELECT name, key FROM kept"))
        return {name: key for name, key in rows if isinstance(name, str) and isinstance(key, bytes)}

    def put(self, name: str, key: bytes, value: bytes) -> None:
        """Keep a value under a name, in place of the one before."""
        row = (name, key, checksum(name.encode(), key, value), value)
        self._run(lambda it: it.execute("DELETE FROM kept WHERE name = ?", [name]))
        self._run(lambda it: it.execute("INSERT INTO kept VALUES (?, ?, ?, ?)", row))

    def save(self, names: Collection[str]) -> None:
        """Write what was put in, remove every other name, and close the file."""
        gone = [[name] for name in self.keys_by_name() if name not in names]
        if gone:
            self._run(lambda it: it.executemany("DELETE FROM kept WHERE name = ?", gone))
        self._run(lambda it: it.execute("COMMIT") if it.in_transaction else ())
        if gone:
            self._shrink()
        self._close()
        self._opened = False

    def detach(self) -> None:
        """Keep and find nothing from now on; for a process forked from the one that opened the file.

        Closing the database here would undo what the other process has begun to write.
        """
        self._others = self._others or self._database
        self._database, self._opened = None, True

    def _shrink(self) -> None:
        """Shrink the file if most of it is free."""
        whole = self._run(lambda it: it.execute("PRAGMA page_count"))
        free = self._run(lambda it: it.execute("PRAGMA freelist_count"))
        if whole and free and free[0][0] * 2 > whole[0][0]:
            self._run(lambda it: it.execute("VACUUM"))

    def _run(self, act: Callable[[sqlite3.Connection], Iterable[tuple[object, ...]]]) -> list[tuple[Any, ...]]:
        """Return the rows of a query; remove a damaged database, and leave a busy one alone."""
        if not self._opened:
            self._opened = True
            self._database = self._open()
        if self._database is None:
            return []
        try:
            return list(act(self._database))
        except sqlite3.OperationalError:
            self._close()
        except DAMAGE:
            self._close()
            self._remove()
        return []

    def _open(self) -> sqlite3.Connection | None:
        try:
            make_folder(self._file.parent)
            os.close(os.open(self._file, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600))
            database = sqlite3.connect(self._file, timeout=1)
        except (OSError, sqlite3.Error):
            return None
        # A crash loses only what can be computed again, so nothing waits for the disk.
        try:
            database.executescript(f"PRAGMA page_size = {PAGE}; PRAGMA synchronous = OFF; {TABLE};")
            is_sound = database.execute("SELECT type, name FROM sqlite_master").fetchall() == SCHEMA
        except sqlite3.OperationalError:
            database.close()
            return None
        except DAMAGE:
            is_sound = False
        if not is_sound:
            database.close()
            self._remove()
            return None
        return database

    def _close(self) -> None:
        if self._database:
            with suppress(sqlite3.Error):
                self._database.close()
        self._database = None

    def _remove(self) -> None:
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
