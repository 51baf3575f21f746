"""Shared parts of the importers of time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from client_ledger.importers.dates import Dates, Order, parse_clock
from client_ledger.importers.importer import Options, Reading, Work
from client_ledger.importers.numbers import Numbers
from client_ledger.importers.table import Row, Table
from client_ledger.text.cli_language import cli_formatter, tr
from client_ledger.text.message import msg

ONE_DAY = timedelta(days=1)
IS_TOTAL = msg("it is the total of the rows above it")


def read_rows(table: Table, options: Options, work: Callable[[Row], Work | str]) -> Reading:
    """Return the rows as work; `work` returns the reason if it skips a row, or raises ValueError."""
    reading = Reading()
    for line in table.misfits:
        reading.skip(line, tr("it has more cells than the header"))
    for row in options.track(table.rows):
        try:
            found = work(row)
        except (ValueError, OverflowError) as error:
            found = str(error)
        if isinstance(found, str):
            reading.skip(row.line, cli_formatter().format(IS_TOTAL) if row.is_total() else found)
        elif found.hours <= 0:
            reading.skip(row.line, tr("it took no time") if not found.hours else tr("its time is negative"))
        else:
            reading.items.append(found)
    return reading


def numbers_of(table: Table, options: Options, *names: str) -> Numbers:
    """Return the reader of these columns' numbers."""
    return Numbers(table.cells(*names), options.decimal)


def dates_of(table: Table, options: Options, *names: str, usual: Order | None = None) -> Dates:
    """Return the reader of these columns' dates; `usual` is the order to use if several fit."""
    return Dates(table.cells(*names), options.order, usual)


def started(day: date, clock: str, options: Options) -> datetime:
    """Return a day and a wall clock in the file's zone."""
    return datetime.combine(day, parse_clock(clock), options.zone)


def own_day(moment: datetime, options: Options) -> date:
    """Return the freelancer's calendar day of a moment."""
    return moment.astimezone(options.own).date()


def elapsed(start: datetime, end: datetime) -> Fraction:
    """Return the hours from one moment to another."""
    # For two times in one zone, Python subtracts the wall clocks and ignores a change of the offset.
    return Fraction(round((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds()), 3600)


def between(start: datetime, end: datetime) -> Fraction:
    """Return the hours between two wall clocks.

    An end before its start on the same day is in the second pass of an hour that the clock repeats, if that
    makes it later, else on the next day.
    """
    if end >= start or start.date() != end.date():
        return elapsed(start, end)
    in_the_second = elapsed(start, end.replace(fold=1))
    return in_the_second if in_the_second > 0 else elapsed(start, end + ONE_DAY)


def task_of(*parts: str) -> str:
    """Return the non-empty parts as one line, without duplicates."""
    lines = (" ".join(part.split()) for part in parts)
    return ": ".join(dict.fromkeys(line for line in lines if line))


def texts(value: object) -> tuple[str, ...]:
    """Return a JSON list as texts; an empty tuple for anything else."""
    return tuple(map(str, value)) if isinstance(value, list) else ()


def zone_note(options: Options) -> str:
    """Return the note about a file whose clock has no time zone."""
    whose = tr("yours") if options.zone.key == options.own.key else tr("as you said")
    return tr(
        "the file names no time zone; its times are read in {zone} ({whose}; change it with --timezone)",
        zone=options.zone.key,
        whose=whose,
    )
