"""Harvest: Reports, Detailed time, Export, CSV."""

from __future__ import annotations

from client_ledger.importers.importer import Importer, Options, Reading, Work
from client_ledger.importers.rows import dates_of, numbers_of, read_rows
from client_ledger.importers.source_file import Export
from client_ledger.importers.table import Row, Table
from client_ledger.importers.time_entries import task_of


def _table(export: Export) -> Table | None:
    return export.table(("date",), ("hours",), ("notes", "client"), ("task",), ("project",))


def read(export: Export, options: Options) -> Reading:
    """Return the entries; `Hours` are as tracked, not as rounded for the invoice."""
    table = _table(export) or Table(frozenset(), (), ())
    dates = dates_of(table, options, "date")
    numbers = numbers_of(table, options, "hours", "billable amount", "billable rate")

    def work(row: Row) -> Work:
        task = task_of(row.get("task"), row.get("notes"))
        groups = (row.get("client"), row.get("project"))
        return Work(row.line, dates.day(row.get("date")), numbers.hours(row.get("hours")), task, groups=groups)

    return read_rows(table, options, work)


HARVEST = Importer(
    "harvest",
    "Harvest time report CSV",
    "Harvest, Reports, Detailed time, CSV",
    ("hours",),
    lambda export: _table(export) is not None,
    read,
)
