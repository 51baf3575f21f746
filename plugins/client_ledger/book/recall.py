"""What was read of each file, kept for as long as nothing it was read from changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.logs import Logs
from client_ledger.book.problems import Problem


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown file's text, and the keys in its front matter that are MkDocs' own."""

    file: str
    body: str
    meta: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one Markdown file holds; `owner` is the client a contract names, well written or not."""

    value: Client | Contract | None
    page: Page
    owner: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    text: str
    logs: dict[str, tuple[str | None, list[Problem]]]
    reading: Reading


@dataclass(slots=True)
class Recall:
    """The readings of a ledger's files; a language server reads the ledger at each pause in the typing."""

    zone: ZoneInfo | None = None
    files: frozenset[str] = frozenset()
    _kept: dict[str, _Kept] = field(default_factory=dict)

    def begin(self, zone: ZoneInfo, files: frozenset[str]) -> None:
        """Forget everything when the zone or the files there are have changed: any record may be another now."""
        if (zone, files) != (self.zone, self.files):
            self.zone, self.files = zone, files
            self._kept.clear()

    def of(self, file: str, text: str, logs: Logs) -> Reading | None:
        """Return what was read of a file, and count its CSV files as named, unless something it holds has changed."""
        kept = self._kept.get(file)
        if kept is None or kept.text != text or not logs.named.keys().isdisjoint(kept.logs):
            return None
        if any(logs.folder.read(path) != read for path, read in kept.logs.items()):
            return None
        logs.named.update(dict.fromkeys(kept.logs, file))
        return kept.reading

    def keep(self, file: str, text: str, logs: Logs, named: Iterable[str], reading: Reading) -> None:
        """Keep a reading, and what the CSV files that it named held."""
        if any(problem.code == "invalid-file" for problem in reading.problems):
            self._kept.pop(file, None)
        else:
            self._kept[file] = _Kept(text, {path: logs.folder.read(path) for path in named}, reading)
