"""A week's working hours, read from a map of days to times: `mon-thu: 09:00-12:30, 14:00-18:00`."""

from __future__ import annotations

import re
from datetime import time

from client_ledger.book import refusals
from client_ledger.book.refusals import refuse, text_of

DAYS_OF_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_INTERVAL = re.compile(r"(\d{1,2}):(\d{2}) ?[-–] ?(\d{1,2}):(\d{2})", re.ASCII)

WorkingHours = dict[str, tuple[tuple[time, time], ...]]


def parse_working_hours(value: object) -> WorkingHours:
    """Return a week's working intervals from a map of days to times; days not named are off."""
    if not isinstance(value, dict):
        raise refuse(value if isinstance(value, str) else None, *refusals.NOT_A_WEEK)
    week: WorkingHours = {}
    for days, times in value.items():
        for day in _days_of_week(days):
            if day in week:
                raise refuse(days, *refusals.DAY_NAMED_TWICE)
            week[day] = _intervals(times)
    return week


def _days_of_week(text: str) -> list[str]:
    days: list[str] = []
    for part in re.split(r"[ ,]+", text.strip().lower()):
        first, _, last = part.replace("–", "-").partition("-")
        if first not in DAYS_OF_WEEK or (last or first) not in DAYS_OF_WEEK:
            raise refuse(text, *refusals.NOT_A_WEEKDAY)
        start = DAYS_OF_WEEK.index(first)
        span = (DAYS_OF_WEEK.index(last or first) - start) % 7 + 1
        days += [DAYS_OF_WEEK[(start + step) % 7] for step in range(span)]
    return days


def _intervals(value: object) -> tuple[tuple[time, time], ...]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list):
        raise refuse(None, *refusals.NOT_TIMES)
    intervals = []
    for part in (part.strip() for text in texts for part in text_of(text, *refusals.NOT_A_CLOCK_TIME).split(",")):
        if part.lower() in {"", "off", "no"}:
            continue
        match = _INTERVAL.fullmatch(part)
        if not match:
            raise refuse(part, *refusals.NOT_A_SPAN)
        start, end = _clock(match[1], match[2], part), _clock(match[3], match[4], part)
        if end <= start:
            raise refuse(part, *refusals.ENDS_FIRST)
        intervals.append((start, end))
    return tuple(sorted(intervals))


def _clock(hour: str, minute: str, part: str) -> time:
    if (int(hour), int(minute)) == (24, 0):
        return time.max
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise refuse(part, *refusals.NOT_A_SPAN) from None
