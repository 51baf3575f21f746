"""Find the places of the cells in a CSV text, half-typed ones too."""

from __future__ import annotations


def cell_spans(text: str, start: int = 0) -> list[tuple[int, int]]:
    """Return the start and end of each cell of the row at an offset, quotes included."""
    spans: list[tuple[int, int]] = []
    quoted = False
    first = position = start
    while position < len(text):
        character = text[position]
        if character == '"' and (quoted or position == first):
            quoted = not quoted
        elif not quoted and character in ",\r\n":
            spans.append((first, position))
            first = position + 1
            if character != ",":
                return spans
        position += 1
    return [*spans, (first, position)]
