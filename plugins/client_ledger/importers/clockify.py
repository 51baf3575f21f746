"""Clockify: Reports, Detailed, Export, Save as CSV."""

from __future__ import annotations

from client_ledger.importers.export import Export, Row, Table
from client_ledger.importers.importer import Importer, Options, Reading, Work
from client_ledger.importers.work import dates_of, numbers_of, own_day, read_rows, started, task_of, zone_note


def _table(export: Export) -> Table | None:
    return export.table(("duration (h)", "duration (decimal)"), ("start date",), ("start time",))


def read(export: Export, options: Options) -> Reading:
    """Return the entries; hours, minutes and seconds are exact where the decimal hours are rounded."""
    table = _table(export) or Table(frozenset(), (), ())
    dates = dates_of(table, options, "start date", "end date")
    numbers = numbers_of(table, options, "duration (decimal)", "duration (h)")

    def work(row: Row) -> Work | str:
        start = started(dates.day(row.get("start date")), row.get("start time"), options)
        if "end time" in table.names and not row.get("end time"):
            return "it is still running"
        hours = numbers.hours(row.get("duration (h)", "duration (decimal)"))
        client, project = row.get("client"), row.get("project")
        task = task_of(row.get("task"), row.get("description")) or project
        return Work(row.line, own_day(start, options), hours, task, groups=(client, project))

    reading = read_rows(table, options, work)
    reading.notes.append(zone_note(options))
    return reading


CLOCKIFY = Importer("clockify", "Clockify detailed CSV", "hours", lambda export: _table(export) is not None, read)
