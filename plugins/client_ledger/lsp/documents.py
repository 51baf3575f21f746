"""Open texts as the editor sees them: changes by range, positions in its own units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

LINE_END = re.compile(r"\r\n|\n|\r")


def split_lines(text: str) -> list[str]:
    """Return a text's lines as the protocol counts them; pygls also breaks them at form feeds and U+2028."""
    return LINE_END.split(text)


def path_of(uri: str) -> Path | None:
    """Return the file of a URI with links resolved, or None if no file can have it."""
    path = to_fs_path(uri)
    if not path:
        return None
    try:
        found = Path(path).resolve()
        found.is_file()
    except (OSError, ValueError):  # too long, or with a character that no name has
        return None
    return found


def uri_of(path: Path) -> str:
    """Return a file's URI."""
    return from_fs_path(str(path)) or path.as_uri()


@dataclass
class Names:
    """The editor's names for files: it may know a ledger by a link to its folder, and a URI has many spellings."""

    uris: dict[Path, str] = field(default_factory=dict)
    links: dict[Path, Path] = field(default_factory=dict)

    def path_of(self, uri: str) -> Path | None:
        """Return the file of a URI as `path_of` does, and remember the links through which the editor sees it."""
        path = path_of(uri)
        if path is None:
            return None
        given = Path(to_fs_path(uri) or path)
        shared = 0
        for ours, theirs in zip(reversed(path.parts), reversed(given.parts), strict=False):
            if ours != theirs:
                break
            shared += 1
        if path != given:
            self.links[_without_last(path, shared)] = _without_last(given, shared)
        return path

    def uri_of(self, path: Path) -> str:
        """Return the URI under which the editor knows a file, or would know it."""
        if path in self.uris:
            return self.uris[path]
        for target, link in self.links.items():
            if path.is_relative_to(target):
                return uri_of(link / path.relative_to(target))
        return uri_of(path)


def _without_last(path: Path, count: int) -> Path:
    return Path(*path.parts[: len(path.parts) - count])


class Units:
    """Converts between columns in code points and the units (UTF-8, UTF-16, UTF-32) that a client counts in."""

    def __init__(self, encoding: str = types.PositionEncodingKind.Utf16) -> None:
        name = types.PositionEncodingKind(encoding).value
        self._codec = {"utf-8": "utf-8", "utf-32": "utf-32-le"}.get(name, "utf-16-le")
        self._size = {"utf-8": 1, "utf-16-le": 2, "utf-32-le": 4}[self._codec]

    def count(self, text: str) -> int:
        """Return how many units a text takes."""
        return len(text.encode(self._codec, "surrogatepass")) // self._size

    def column(self, line: str, units: int) -> int:
        """Return the column in code points of a column in units; past the end of the line, its end."""
        taken = 0
        for column, character in enumerate(line):
            if taken >= units:
                return column
            taken += self.count(character)
        return len(line)

    def position(self, lines: Sequence[str], line: int, column: int) -> types.Position:
        """Return a line and column (from 0) as a position in the client's units; past the end, the end."""
        line = min(line, len(lines) - 1)
        return types.Position(line, self.count(lines[line][:column]))

    def range(self, lines: Sequence[str], line: int, start: int, end: int) -> types.Range:
        """Return a part of one line as a range in the client's units."""
        return types.Range(self.position(lines, line, start), self.position(lines, line, end))

    def change(self, text: str, change: types.TextDocumentContentChangeEvent) -> str:
        """Return a text after one change."""
        if isinstance(change, types.TextDocumentContentChangeWholeDocument):
            return change.text
        start, end = self._offset(text, change.range.start), self._offset(text, change.range.end)
        return text[:start] + change.text + text[end:]

    def _offset(self, text: str, position: types.Position) -> int:
        start = 0
        for _ in range(position.line):
            match = LINE_END.search(text, start)
            if match is None:
                return len(text)
            start = match.end()
        match = LINE_END.search(text, start)
        line = text[start : match.start()] if match else text[start:]
        return start + self.column(line, position.character)
