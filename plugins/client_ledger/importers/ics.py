"""Calendars (ICS): events whose time was work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from icalendar import Calendar

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.importer import Importer, Options, Reading, Work
from client_ledger.importers.source_file import Export
from client_ledger.importers.time_entries import elapsed, own_day, task_of
from client_ledger.text.cli_language import tr


def _categories(event: Any) -> tuple[str, ...]:  # noqa: ANN401 - icalendar gives one value, or a list
    found = event.get("CATEGORIES")
    several = found if isinstance(found, list) else [found] if found else []
    return tuple(str(each) for one in several for each in getattr(one, "cats", [one]))


def _work(number: int, event: Any, calendar: str, options: Options) -> Work | str:  # noqa: ANN401 - see above
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return tr("it was cancelled")
    if event.get("RRULE"):
        return tr("it repeats, but the file does not say which ones took place; record them by hand")
    start, end = event.decoded("DTSTART", None), event.decoded("DTEND", None)
    if end is None and event.get("DURATION") and start is not None:
        end = start + event.decoded("DURATION")
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        is_moment = start is None or isinstance(start, datetime)
        return tr("it has no start or no end") if is_moment else tr("it lasts whole days")
    start, end = (each if each.tzinfo else each.replace(tzinfo=options.zone) for each in (start, end))
    summary = str(event.get("SUMMARY", ""))
    identity = str(event.get("UID", ""))
    groups = tuple(name for name in (calendar, *_categories(event)) if name)
    return Work(number, own_day(start, options), elapsed(start, end), task_of(summary), identity, groups)


def read(export: Export, options: Options) -> Reading:
    """Return the events as hours, without those that repeat, last whole days or were cancelled."""
    reading = Reading(unit="event")
    try:
        calendars = Calendar.from_ical(export.text, multiple=True)
    except (ValueError, IndexError, KeyError, TypeError) as error:
        raise EditRefused(
            tr("{export} is not a calendar that can be read ({reason})", export=export.name, reason=str(error))
        ) from None
    events = [(str(each.get("X-WR-CALNAME", "")), event) for each in calendars for event in each.walk("VEVENT")]
    for number, (calendar, event) in enumerate(options.track(events), 1):
        try:
            found = _work(number, event, calendar, options)
        except (ValueError, TypeError, AttributeError, OverflowError) as error:
            found = tr("it cannot be read ({reason})", reason=str(error))
        if isinstance(found, str):
            reading.skip(number, found)
        else:
            reading.add(found)
    reading.notes.append(tr("every event was counted as work; use --only NAME for one calendar or category"))
    return reading


ICS = Importer(
    "ics",
    "calendar (ICS)",
    "a calendar's events; meetings that a client missed are yours to record, as incidents",
    ("hours",),
    lambda export: export.data.removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(b"BEGIN:VCALENDAR"),
    read,
)
