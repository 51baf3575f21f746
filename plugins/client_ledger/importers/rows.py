"""The rows of a table, each read as one record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from client_ledger.importers.dates import Dates, Order
from client_ledger.importers.importer import Item, Options, Reading
from client_ledger.importers.numbers import Numbers
from client_ledger.importers.table import Row, Table
from client_ledger.importers.unclear import on_its_line
from client_ledger.text.cli_language import tr


def read_rows(table: Table, options: Options, item: Callable[[Row], Item | str]) -> Reading:
    """Return the rows as records; `item` returns the reason if it skips a row, or raises ValueError."""
    reading = Reading()
    for line in table.misfits:
        reading.skip(line, tr("it has more cells than the header"))
    for row in options.track(table.rows):
        try:
            found = item(row)
        except (ValueError, OverflowError) as error:
            found = str(error)
        if isinstance(found, str):
            reading.skip(row.line, tr("it is the total of the rows above it") if row.is_total() else found)
        else:
            reading.add(found)
    return reading


def numbers_of(table: Table, options: Options, *names: str) -> Numbers:
    """Return the reader of these columns' numbers; raise EditRefused if they can be read in several ways."""
    with on_its_line(_with_lines(table, names)):
        return Numbers(table.cells(*names), options.decimal)


def dates_of(table: Table, options: Options, *names: str, usual: Order | None = None) -> Dates:
    """Return the reader of these columns' dates; `usual` is the order to use if several fit.

    Raise EditRefused if they can be read in several ways.
    """
    with on_its_line(_with_lines(table, names)):
        return Dates(table.cells(*names), options.order, usual)


def _with_lines(table: Table, names: Collection[str]) -> Iterator[tuple[int, str]]:
    return ((row.line, row.cells.get(name, "")) for row in table.rows for name in names)
