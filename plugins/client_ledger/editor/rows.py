"""A CSV log's headings and cells as slots: headings are keys, cells are values under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from client_ledger.editor.slots import Map, Slot, slot, unquoted


def read_row_slots(lines: Sequence[str]) -> list[Slot]:
    """Return the slots of a CSV text; a cell beyond the last heading has none."""
    if not lines:
        return []
    header = Map((), 0, flow=True)
    spans = list(_cells(lines[0]))
    header.keys = [unquoted(lines[0][left:right].strip()) for left, right in spans if lines[0][left:right].strip()]
    found = [slot(header, "key", 0, lines[0], left, right) for left, right in spans]
    headings = [each.value for each in found]
    for number, line in enumerate(lines[1:], 1):
        for heading, (left, right) in zip(headings, _cells(line), strict=False):
            row = Map((), 0, flow=True, keys=headings, key=heading)
            found.append(slot(row, "value", number, line, left, right))
    return found


def _cells(line: str) -> Iterator[tuple[int, int]]:
    """Yield where each cell of a line begins and ends; a comma between double quotes is text."""
    left, quoted = 0, False
    for column, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            yield left, column
            left = column + 1
    yield left, len(line)
