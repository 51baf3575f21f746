"""Flow style, `{date: 2026-05-08, hours: 6}`, as it is being typed: brackets may still be open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from client_ledger.editor.slots import Map, Role, Slot, slot, unquoted

ENDS_A_KEY = frozenset({"", " ", ",", "}", "]"})


class FlowReader:
    """Reads one value from its opening bracket; one that is never closed ends where the indentation says so."""

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
        """Yield every slot, in order; afterwards `line` is the last line that was read."""
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
    """Return the column of the quote that closes the one at a column, or of the line's last character."""
    column = opening + 1
    while column < len(line):
        if line[column] == "\\" and line[opening] == '"':
            column += 1
        elif line[column] == line[opening]:
            return column
        column += 1
    return len(line) - 1
