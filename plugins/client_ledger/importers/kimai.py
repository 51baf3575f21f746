"""Kimai: Export, CSV; the duration may be hours and minutes, decimal hours or seconds."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from client_ledger.importers.dates import Dates, parse_clock
from client_ledger.importers.export import Export, Row, Table
from client_ledger.importers.importer import Importer, Options, Reading, Work
from client_ledger.importers.numbers import Numbers
from client_ledger.importers.work import (
    between,
    dates_of,
    numbers_of,
    own_day,
    read_rows,
    task_of,
    zone_note,
)

DURATION = ("duration", "h:m", "time", "hours", "duration (decimal)")
BEGIN = ("from", "begin", "in", "start")
END = ("to", "end", "out", "stop")
# No entry lasts as many hours; a whole number beyond is seconds.
MOST_HOURS = 48


def _table(export: Export) -> Table | None:
    return export.table(("date", *BEGIN), DURATION, ("customer",), ("activity",))


def _start(row: Row, dates: Dates, options: Options) -> datetime:
    begin = row.get(*BEGIN)
    if not row.get("date"):
        return dates.moment(begin).replace(tzinfo=options.zone)
    clock = begin.rpartition(" ")[2] if begin.count(":") and "-" in begin else begin
    return datetime.combine(dates.day(row.get("date")), parse_clock(clock or "12:00"), options.zone)


def _hours(row: Row, start: datetime, numbers: Numbers, options: Options) -> Fraction:
    text = row.get(*DURATION)
    if text.isdecimal():
        end = row.get(*END).rpartition(" ")[2]
        lasted = between(start, datetime.combine(start.date(), parse_clock(end), options.zone)) if end else None
        if lasted == Fraction(int(text), 3600) or int(text) > MOST_HOURS:
            return Fraction(int(text), 3600)
    return numbers.hours(text)


def read(export: Export, options: Options) -> Reading:
    """Return the entries; one without an end still runs."""
    table = _table(export) or Table(frozenset(), (), ())
    dates = dates_of(table, options, "date", *BEGIN)
    numbers = numbers_of(table, options, *DURATION, "rate")

    def work(row: Row) -> Work | str:
        start = _start(row, dates, options)
        if table.names.intersection(END) and not row.get(*END):
            return "it is still running"
        client, project = row.get("customer"), row.get("project")
        task = task_of(row.get("activity"), row.get("description")) or project
        hours = _hours(row, start, numbers, options)
        return Work(row.line, own_day(start, options), hours, task, row.get("id"), (client, project))

    reading = read_rows(table, options, work)
    reading.notes.append(zone_note(options))
    return reading


KIMAI = Importer("kimai", "Kimai CSV", "hours", lambda export: _table(export) is not None, read)
