"""Read YAML in block style (one `key: value` a line) while it is being typed; half a line is read as far as it goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from client_ledger.frontmatter.slots import Map, Role, Slot, slot, unquoted

ENDS_A_KEY = frozenset({"", " ", ",", "}", "]"})


class FlowReader:
    """Reads one value from its opening bracket; indentation ends a value that is never closed."""

    def __init__(self, lines: Sequence[str], line: int, column: int, owner: Map, indent: int) -> None:
        self.line = line
        self._lines = lines
        self._column = column
        self._indent = indent
        self._owner = owner
        self._open: list[tuple[Map, bool]] = []
        self._left = column
        self._filled = False

    def slots(self) -> Iterator[Slot]:
        """Yield every slot in order; afterwards `line` is the last line that was read."""
        while True:
            yield from self._slots_of_line(self._lines[self.line])
            below = self.line + 1
            if not self._open or below == len(self._lines) or self._is_outside(self._lines[below]):
                return
            self.line, self._column, self._left = below, 0, 0

    def _is_outside(self, line: str) -> bool:
        return bool(line.strip()) and len(line) - len(line.lstrip()) <= self._indent

    def _slots_of_line(self, line: str) -> Iterator[Slot]:
        column = self._column
        while column < len(line):
            character = line[column]
            fresh = not line[self._left : column].strip()
            if character == "#" and line[column - 1 : column] in {"", " "}:
                line = line[:column]
            elif character in "{[" and fresh:
                self._begin(column, is_list=character == "[")
            elif character in "}]":
                yield from self._text(line, column)
                self._open.pop()
                self._left, self._filled = column + 1, True
                if not self._open:
                    return
            elif character == ",":
                yield from self._text(line, column)
                self._next(column)
            elif character in "\"'" and fresh:
                column = _closing_quote(line, column)
            elif character == ":" and self._ends_key(line, column):
                yield from self._text(line, column)
                self._name(unquoted(line[self._left : column].strip()), column)
            column += 1
        yield from self._text(line, len(line))
        self._filled = self._filled or bool(line[self._left :].strip())

    def _begin(self, column: int, *, is_list: bool) -> None:
        owner = self._open[-1][0] if self._open else self._owner
        self._open.append((owner if is_list else owner.below(self._indent, flow=True), is_list))
        self._left, self._filled = column + 1, False

    def _next(self, column: int) -> None:
        map_, is_list = self._open[-1]
        if not is_list:
            map_.key = None
        self._left, self._filled = column + 1, False

    def _ends_key(self, line: str, column: int) -> bool:
        map_, is_list = self._open[-1]
        named = is_list or map_.key is not None
        return not named and (line[column + 1 : column + 2] in ENDS_A_KEY or line[column - 1] in "\"'")

    def _name(self, key: str, column: int) -> None:
        map_ = self._open[-1][0]
        map_.key = key
        map_.keys.append(key)
        self._left, self._filled = column + 1, False

    def _text(self, line: str, right: int) -> Iterator[Slot]:
        if self._filled or not self._open:
            return
        map_, is_list = self._open[-1]
        role: Role = "value" if is_list or map_.key is not None else "key"
        yield slot(map_, role, self.line, line, self._left, right)


def _closing_quote(line: str, opening: int) -> int:
    """Return the column of the matching closing quote, or of the line's end."""
    column = opening + 1
    while column < len(line):
        escape = "\\" if line[opening] == '"' else "''"
        if line.startswith(escape, column):
            column += 1
        elif line[column] == line[opening]:
            return column
        column += 1
    return len(line)


FENCE = re.compile(r"-{3,}[ \t]*")
KEY = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'[^']*'|[^\s\-\[\]{},#&*!|>'"%@`?:][^:#]*?|-[^\s:#][^:#]*?)[ \t]*:(?=[ \t]|$)"""
)
PROPERTIES = re.compile(r"(?:[&!]\S*[ \t]+)+")
BLOCK_SCALAR = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?$")
QUOTED = re.compile(r"""\"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
COMMENT = re.compile(r"[ \t]#.*$")


def front_matter(lines: Sequence[str]) -> tuple[int, int]:
    """Return the first line of a file's front matter and the first line after it; they are equal if there is none."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not FENCE.fullmatch(lines[first]):
        return 0, 0
    closing = (number for number in range(first + 1, len(lines)) if FENCE.fullmatch(lines[number]))
    return first + 1, next(closing, len(lines))


def read_slots(lines: Sequence[str], first: int = 0, last: int | None = None) -> list[Slot]:
    """Return every slot of the YAML between two lines."""
    return list(_Reader(lines, first, len(lines) if last is None else last).slots())


class _Reader:
    """Reads block style by its indentation; FlowReader reads flow style."""

    def __init__(self, lines: Sequence[str], first: int, last: int) -> None:
        self._lines = lines[:last]
        self._line = first
        self._stack = [Map((), 0)]

    def slots(self) -> Iterator[Slot]:
        """Yield every slot, in order."""
        while self._line < len(self._lines):
            line = self._lines[self._line]
            indent = len(line) - len(line.lstrip())
            if not line.strip():
                yield slot(self._map_at_blank(indent), "key", self._line, line, 0, len(line))
            elif line[indent] != "#":
                yield from self._content(line, indent)
            self._line += 1

    def _content(self, line: str, column: int) -> Iterator[Slot]:
        if line[column] == "-" and line[column + 1 : column + 2] in {"", " "}:
            yield from self._item(line, column)
        elif match := KEY.match(line, column):
            key_map = self._map_at(column)
            key_map.key = unquoted(match[1])
            key_map.keys.append(key_map.key)
            yield slot(key_map, "key", self._line, line, column, match.end(1))
            yield from self._value(key_map, line, match.end(), column, "value")
        else:
            yield slot(self._map_at(column), "key", self._line, line, column, len(line))

    def _item(self, line: str, dash: int) -> Iterator[Slot]:
        while self._stack[-1].indent > dash:
            self._stack.pop()
        parent = self._stack[-1]
        start = len(line) - len(line[dash + 1 :].lstrip())
        if KEY.match(line, start):
            self._stack.append(parent.below(start))
            yield from self._content(line, start)
        else:
            yield from self._value(parent, line, dash + 1, dash, "item")

    def _value(self, owner: Map, line: str, column: int, indent: int, role: Role) -> Iterator[Slot]:
        start = len(line) - len(line[column:].lstrip())
        if match := PROPERTIES.match(line, start):
            start = match.end()
        rest = line[start:]
        if rest[:1] in {"{", "["}:
            reader = FlowReader(self._lines, self._line, start, owner, indent)
            yield from reader.slots()
            self._line = reader.line
            return
        quoted = QUOTED.match(line, start)
        comment = COMMENT.search(line, quoted.end() if quoted else column)
        yield slot(owner, role, self._line, line, column, comment.start() if comment else len(line))
        if BLOCK_SCALAR.match(rest):
            self._skip_deeper(indent)
        elif rest[:1] in {'"', "'"} and not quoted:
            self._skip_quoted(rest[0], indent)

    def _skip_deeper(self, indent: int) -> None:
        while self._line + 1 < len(self._lines):
            line = self._lines[self._line + 1]
            if line.strip() and len(line) - len(line.lstrip()) <= indent:
                return
            self._line += 1

    def _skip_quoted(self, quote: str, indent: int) -> None:
        for number in range(self._line + 1, len(self._lines)):
            line = self._lines[number]
            if line.strip() and len(line) - len(line.lstrip()) <= indent:
                return
            if line.count(quote) % 2:
                self._line = number
                return

    def _map_at(self, column: int) -> Map:
        while self._stack[-1].indent > column:
            self._stack.pop()
        if self._stack[-1].indent < column:
            self._stack.append(self._stack[-1].below(column))
        return self._stack[-1]

    def _map_at_blank(self, column: int) -> Map:
        """Return the map that a blank line belongs to by its indentation; its parent maps stay open."""
        if column >= self._stack[-1].indent:
            return self._map_at(column)
        return next(each for each in reversed(self._stack) if each.indent <= column)
