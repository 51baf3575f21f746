"""The keys and values of front matter with their places in the text, half-typed ones too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from client_ledger.frontmatter.csv_cells import cell_spans


def read_row_slots(lines: Sequence[str]) -> list[Slot]:
    """Return the slots of a CSV text; a cell beyond the last heading has none."""
    header = Map((), 0, flow=True)
    spans = cell_spans(lines[0])
    header.keys = [unquoted(lines[0][left:right].strip()) for left, right in spans if lines[0][left:right].strip()]
    found = [slot(header, "key", 0, lines[0], left, right) for left, right in spans]
    headings = [each.value for each in found]
    for number, line in enumerate(lines[1:], 1):
        for heading, (left, right) in zip(headings, cell_spans(line), strict=False):
            row = Map((), 0, flow=True, keys=headings, key=heading)
            found.append(slot(row, "value", number, line, left, right))
    return found


Role = Literal["key", "value", "item", "file"]


@dataclass(slots=True)
class Map:
    """A map of the front matter: the keys that lead to it, its own keys, and its column."""

    path: tuple[str, ...]
    indent: int
    flow: bool = False
    keys: list[str] = field(default_factory=list)
    key: str | None = None

    def below(self, indent: int, *, flow: bool = False) -> Map:
        """Return an empty map that is the value of the current key."""
        return Map((*self.path, self.key) if self.key else self.path, indent, flow)


@dataclass(frozen=True, slots=True)
class Slot:
    """A key, a value, or an empty place for one; `left` to `right` are the columns where the cursor may be.

    Lines and columns count from 0, columns in code points. An item begins after the dash of a list; a file is
    one that is still empty.
    """

    map: Map
    role: Role
    key: str | None
    line: int
    left: int
    right: int
    start: int
    end: int
    text: str

    @property
    def value(self) -> str:
        """The text without its quotes."""
        return unquoted(self.text)


def unquoted(text: str) -> str:
    """Return a scalar's text as written, without the quotes around it."""
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return text


def slot(map_: Map, role: Role, line: int, text: str, left: int, right: int) -> Slot:
    """Return the slot between two columns of a line, without the blanks around it."""
    bare = text[left:right].strip()
    start = left + len(text[left:right]) - len(text[left:right].lstrip()) if bare else min(left + 1, right)
    key = None if role == "key" else map_.key
    return Slot(map_, role, key, line, left, right, start, start + len(bare), bare)


def slots_of_empty(lines: Sequence[str]) -> list[Slot]:
    """Return the single slot of an empty text; no slot if it is not empty."""
    return [] if any(line.strip() for line in lines) else [slot(Map((), 0), "file", 0, lines[0], 0, len(lines[0]))]


def slot_at(slots: Sequence[Slot], line: int, column: int) -> Slot | None:
    """Return the slot at the cursor; between two slots, the one that ends there."""
    return next((each for each in slots if each.line == line and each.left <= column <= each.right), None)
