"""Add rows to a CSV file, or fill one of its cells, and leave the rest unchanged."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from client_ledger.frontmatter.csv_cells import cell_spans
from client_ledger.frontmatter.document import LINE_END, Document, Edit, EditRefused
from client_ledger.text.cli_language import tr


def columns(document: Document) -> tuple[str, ...]:
    """Return the names in the header row, the first that is not blank."""
    for row in csv.reader(io.StringIO(document.lf_text, newline="")):
        if any(cell.strip() for cell in row):
            return tuple(cell.strip() for cell in row)
    return ()


def row_text(cells: Iterable[str]) -> str:
    """Return one CSV row with an LF line end; only cells that need quotes have them."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def append_rows(document: Document, rows: Iterable[Mapping[str, str]]) -> list[Edit]:
    """Return the edit that appends rows, given by column, at the end of the file."""
    names = columns(document)
    written = "".join(row_text(row.get(name, "") for name in names) for row in rows)
    end = len(document.text)
    unended = document.text and not LINE_END.match(document.text[-1])
    return [Edit(end, end, ("\n" if unended else "") + written)]


def set_cell(document: Document, line: int, column: str, value: str) -> list[Edit]:
    """Return the edit that fills an empty cell of the row that begins at a line, from 1."""
    names = columns(document)
    if column not in names:
        raise EditRefused(
            tr("{file} has no column `{column}`; add it to the header row first", file=document.file, column=column)
        )
    spans = cell_spans(document.text, document.starts[line - 1])
    start, end = spans[names.index(column)]
    if document.text[start:end].strip(' \t"'):
        raise EditRefused(
            tr("{file}:{line}: `{column}` already has a value", file=document.file, line=str(line), column=column)
        )
    return [Edit(start, end, value)]
