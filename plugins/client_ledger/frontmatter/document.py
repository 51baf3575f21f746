"""A file's exact bytes, and edits to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from client_ledger.frontmatter.reader import decode

BOM = b"\xef\xbb\xbf"
LINE_END = re.compile(r"\r\n|\r|\n")


class EditRefused(Exception):
    """Nothing was written; the text says why and what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters `start` to `end` of a text, from 0, become `text`, whose line ends are LF."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Document:
    """A file's bytes, read as UTF-8; `file` is relative to the ledger folder."""

    file: str
    data: bytes

    @cached_property
    def text(self) -> str:
        """The text with its own line ends and without a byte order mark; raise EditRefused if it is not text."""
        text, problems = decode(self.data, self.file)
        if text is None:
            raise EditRefused(problems[0].line(self.file))
        return self.data.removeprefix(BOM).decode("utf-8")

    @cached_property
    def lf_text(self) -> str:
        """The text with LF line ends, as the ledger's reader sees it."""
        return LINE_END.sub("\n", self.text)

    @cached_property
    def newline(self) -> str:
        """The file's first line end, or LF."""
        found = LINE_END.search(self.text)
        return found[0] if found else "\n"

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset at which each line begins."""
        return (0, *(match.end() for match in LINE_END.finditer(self.text)))

    def offset(self, line: int, column: int = 0) -> int:
        """Return the offset of a line and column, both from 0."""
        return self.starts[line] + column

    def start_of_line(self, number: int) -> int:
        """Return the offset at which a line begins; after the last line, the end of the text."""
        return self.starts[number] if number < len(self.starts) else len(self.text)

    def line(self, number: int) -> str:
        """Return a line, from 0, without its line end."""
        return self.text[self.starts[number] : self.end_of_line(number)]

    def end_of_line(self, number: int) -> int:
        """Return the offset of a line's end, before its line end."""
        found = LINE_END.search(self.text, self.starts[number])
        return found.start() if found else len(self.text)

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """Return the file's bytes after the edits; edits at the same offset are made in the order given."""
        parts: list[str] = []
        position = 0
        for edit in sorted(edits, key=lambda edit: edit.start):
            parts += [self.text[position : edit.start], edit.text.replace("\n", self.newline)]
            position = edit.end
        text = "".join([*parts, self.text[position:]])
        bom = BOM if self.data.startswith(BOM) else b""
        return bom + text.encode("utf-8")
