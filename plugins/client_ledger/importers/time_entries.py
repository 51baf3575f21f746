"""Shared parts of the importers of time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from client_ledger.importers.dates import parse_clock
from client_ledger.importers.importer import Options
from client_ledger.text.cli_language import tr

ONE_DAY = timedelta(days=1)


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
