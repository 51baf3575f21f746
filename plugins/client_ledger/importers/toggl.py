"""Toggl Track: Reports, Detailed, Export, Download CSV."""

from __future__ import annotations

from client_ledger.importers.dates import parse_clock
from client_ledger.importers.export import Export, Row, Table
from client_ledger.importers.importer import Importer, Options, Reading, Work
from client_ledger.importers.work import (
    between,
    dates_of,
    numbers_of,
    own_day,
    read_rows,
    started,
    task_of,
    zone_note,
)


def _table(export: Export) -> Table | None:
    columns = ("duration",), ("start date",), ("start time",), ("description",)
    return export.table(*columns)


def read(export: Export, options: Options) -> Reading:
    """Return the entries; one that still runs has no end, and one over midnight belongs to the day it began."""
    table = _table(export) or Table(frozenset(), (), ())
    dates = dates_of(table, options, "start date", "end date", "stop date")
    numbers = numbers_of(table, options, "duration")

    def work(row: Row) -> Work | str:
        start = started(dates.day(row.get("start date")), row.get("start time"), options)
        if not row.get("end time", "stop time"):
            return "it is still running"
        if duration := row.get("duration"):
            hours = numbers.hours(duration)
        else:
            end_day = dates.day(row.get("end date", "stop date", "start date"))
            hours = between(start, start.combine(end_day, parse_clock(row.get("end time", "stop time")), options.zone))
        client, project = row.get("client"), row.get("project")
        task = task_of(row.get("task"), row.get("description")) or project
        return Work(row.line, own_day(start, options), hours, task, groups=(client, project))

    reading = read_rows(table, options, work)
    reading.notes.append(zone_note(options))
    return reading


TOGGL = Importer("toggl", "Toggl Track detailed CSV", "hours", lambda export: _table(export) is not None, read)
