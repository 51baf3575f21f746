"""A table of texts: rows under a header, from CSV as programs and spreadsheets write it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from client_ledger.frontmatter.document import EditRefused
from client_ledger.text.cli_language import tr

DELIMITERS = ",;\t|"
LONGEST_PREAMBLE = 40
FEWEST_COLUMNS = 3
# The first words of a row with totals.
TOTALS = frozenset(
    {"total", "totals", "grand total", "gesamt", "gesamtsumme", "summe", "totale", "totaal", "razem", "totalt"}
)

Columns = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its first line in the file, from 1, and its cells by the header's names in lower case.

    `unclear` are the names of several columns that differ in this row.
    """

    line: int
    cells: dict[str, str]
    unclear: frozenset[str] = frozenset()

    def get(self, *names: str) -> str:
        """Return the first non-empty cell under any of the names, or nothing."""
        return next(iter(self.texts(*names)), "")

    def texts(self, *names: str) -> list[str]:
        """Return every non-empty cell under these names; raise EditRefused if one of them is unclear."""
        for name in self.unclear.intersection(names):
            raise EditRefused(
                tr(
                    "two columns are named '{name}', and they differ on line {line}; rename or remove one",
                    name=name,
                    line=str(self.line),
                )
            )
        return [self.cells[name] for name in names if self.cells.get(name)]

    def is_total(self) -> bool:
        """Tell whether the row has totals: its first cell says so."""
        return next(iter(self.cells.values()), "").casefold().rstrip(" :") in TOTALS


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file's header and its rows, and the lines whose cells do not fit the header."""

    names: frozenset[str]
    rows: tuple[Row, ...]
    misfits: tuple[int, ...]

    def cells(self, *names: str) -> list[str]:
        """Return every non-empty cell of these columns."""
        return [row.cells[name] for row in self.rows for name in names if row.cells.get(name)]


def table_below(names: Columns, header: int, lines: Iterable[tuple[int, list[str]]]) -> Table:
    """Return the table below a header, which is in a row of these lines."""
    rows: list[Row] = []
    misfits: list[int] = []
    for index, (line, cells) in enumerate(lines):
        if index <= header or not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(names) :]):
            misfits.append(line)
            continue
        row: dict[str, str] = {}
        unclear = set()
        for name, cell in zip(names, (cell.strip() for cell in cells), strict=False):
            if cell and row.get(name) not in {None, "", cell}:
                unclear.add(name)
            row[name] = row.get(name) or cell
        rows.append(Row(line, row, frozenset(unclear)))
    return Table(frozenset(names), tuple(rows), tuple(misfits))


def first_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the first rows, as far as the text is valid CSV."""
    with suppress(csv.Error):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        yield from islice(reader, LONGEST_PREAMBLE)


def unwrapped(text: str) -> str:
    """Return CSV; if every line is one quoted cell, as spreadsheets may save it, the contents of the cells."""
    if not _is_wrapped(list(first_rows(text, ","))):
        return text
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return text
    return "\n".join(map("".join, rows)) if _is_wrapped(rows) else text


def _is_wrapped(rows: list[list[str]]) -> bool:
    """Tell whether every row that is not empty is one cell with several columns."""
    return all(
        len(row) == 1 and row[0].count(",") + row[0].count(";") >= FEWEST_COLUMNS - 1
        for row in rows
        if "".join(row).strip()
    )


def numbered_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its first line; a quote that is never closed would hide the rows below it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise EditRefused(
                tr(
                    "the row on line {line} is not CSV ({reason}); correct its quotes",
                    line=str(line),
                    reason=str(error),
                )
            ) from None


def column_name(cell: str) -> str:
    """Return a column's name for comparison: in lower case, with single spaces."""
    return " ".join(cell.replace("_", " ").strip("\ufeff \t").casefold().split())
