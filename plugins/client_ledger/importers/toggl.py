"""Toggl Track: Reports, Detailed, Export, Download CSV."""

from __future__ import annotations

from client_ledger.importers.importer import Importer, Options, Reading, Work
from client_ledger.importers.rows import dates_of, numbers_of, read_rows
from client_ledger.importers.source_file import Export
from client_ledger.importers.table import Row, Table
from client_ledger.importers.time_entries import between, own_day, started, task_of, zone_note
from client_ledger.text.cli_language import tr

END_DATE = ("end date", "stop date")
END_TIME = ("end time", "stop time")
# In newer reports users choose the columns, such as the duration; Clockify also has the other columns.
CLOCKIFYS_OWN = "duration (h)"


def _table(export: Export) -> Table | None:
    table = export.table(("description",), ("start date",), ("start time",), END_TIME)
    return None if table is None or CLOCKIFYS_OWN in table.names else table


def _text(row: Row, *names: str) -> str:
    """Return a cell's text; the newer reports write a dash in empty cells."""
    text = row.get(*names)
    return "" if text == "-" else text


def read(export: Export, options: Options) -> Reading:
    """Return the entries; a running one has no end, and one over midnight belongs to the day it began."""
    table = _table(export) or Table(frozenset(), (), ())
    dates = dates_of(table, options, "start date", *END_DATE)
    numbers = numbers_of(table, options, "duration")

    def work(row: Row) -> Work | str:
        start = started(dates.day(row.get("start date")), row.get("start time"), options)
        end = _text(row, *END_TIME)
        if not end:
            return tr("it is still running")
        if duration := _text(row, "duration"):
            hours = numbers.hours(duration)
        else:
            end_day = dates.day(_text(row, *END_DATE) or row.get("start date"))
            hours = between(start, started(end_day, end, options))
        client, project = _text(row, "client"), _text(row, "project")
        task = task_of(_text(row, "task"), _text(row, "description")) or project
        return Work(row.line, own_day(start, options), hours, task, groups=(client, project))

    reading = read_rows(table, options, work)
    reading.notes.append(zone_note(options))
    return reading


TOGGL = Importer(
    "toggl",
    "Toggl Track detailed CSV",
    "Toggl Track, Reports, Detailed, CSV, with the columns you chose",
    ("hours",),
    lambda export: _table(export) is not None,
    read,
)
