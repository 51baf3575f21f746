"""The parsed contents of each file, cached until something they were read from changes."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pydantic
import yaml

from client_ledger.book import cached_values
from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.logs import Logs
from client_ledger.cache import Cache, code_digest, digest
from client_ledger.frontmatter.problems import Problem

PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown file's text, and the keys in its front matter that are MkDocs' own."""

    file: str
    body: str
    meta: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one Markdown file holds; `owner` is the client a contract names, valid or not."""

    value: Client | Contract | None
    page: Page
    owner: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A parsed file, with the digests of its text and of its CSV files."""

    text: bytes
    logs: dict[str, bytes | None]
    reading: Reading

    @property
    def digest(self) -> bytes:
        """The digest of all texts it was read from."""
        logs = (part for path, read in sorted(self.logs.items()) for part in (path, read or b""))
        return digest(self.text, *logs)


@dataclass(slots=True)
class ReadingCache:
    """The parsed files of a ledger. A language server reads the ledger at each pause in typing.

    With a cache, the next run also has every file that was read without a problem.
    """

    cache: Cache | None = None
    zone: ZoneInfo | None = None
    files: frozenset[str] = frozenset()
    _key: bytes = b""
    _kept: dict[str, _Kept] = field(default_factory=dict)

    def begin(self, zone: ZoneInfo, files: frozenset[str]) -> None:
        """Forget everything if the zone or the set of files has changed, because any record may depend on them."""
        named = frozenset(file for file in files if file.startswith("evidence/") or not file.endswith(".md"))
        if (zone, named) != (self.zone, self.files):
            self.zone, self.files = zone, named
            self._kept.clear()
            self._key = digest(_code(), zone.key, *sorted(named)) if self.cache else b""

    def of(self, file: str, text: str, logs: Logs) -> Reading | None:
        """Return a parsed file and note its CSV files as named; None if something it was read from has changed."""
        kept = self._kept.get(file) or self._stored(file)
        if kept is None or kept.text != digest(text) or not logs.named.keys().isdisjoint(kept.logs):
            return None
        if any(_digest_of_log(path, logs) != read for path, read in kept.logs.items()):
            return None
        self._kept[file] = kept
        logs.named.update(dict.fromkeys(kept.logs, file))
        return kept.reading

    def keep(self, file: str, text: str, logs: Logs, named: Iterable[str], reading: Reading) -> None:
        """Keep a parsed file, with the digests of its CSV files."""
        self._kept.pop(file, None)
        read = {path: _digest_of_log(path, logs) for path in named}
        if any(problem.code == "invalid-file" for problem in reading.problems) or not all(read.values()):
            return
        kept = self._kept[file] = _Kept(digest(text), read, reading)
        if self.cache and not reading.problems:
            page = reading.page
            parts = (kept.text, kept.logs, reading.value, page.body, page.meta, reading.owner)
            self.cache.put(file, self._key, cached_values.to_bytes(parts))

    def save(self, files: Collection[str]) -> None:
        """Keep these parsed files for the next run, and forget all others."""
        for file in self._kept.keys() - files:
            del self._kept[file]
        if self.cache:
            self.cache.save(files)

    def digests(self, files: Iterable[str]) -> dict[str, bytes]:
        """Return the digest of the texts that each of these files was read from, if it is kept."""
        return {file: self._kept[file].digest for file in files if file in self._kept}

    def _stored(self, file: str) -> _Kept | None:
        data = self.cache.get(file, self._key) if self.cache else None
        if data is None:
            return None
        try:
            text, logs, value, body, meta, owner = cached_values.from_bytes(data)
        except ValueError:
            return None
        return _Kept(text, logs, Reading(value, Page(file, body, meta), owner, ()))


def _code() -> str:
    """Return a digest of everything that decides how a file is read."""
    return " ".join(
        [
            code_digest(*(PACKAGE / part for part in ("frontmatter", "book"))),
            sys.version,
            pydantic.VERSION,
            yaml.__version__,
        ]
    )


def _digest_of_log(path: str, logs: Logs) -> bytes | None:
    text, _ = logs.folder.read(path)
    return None if text is None else digest(text)
