"""Dates and clock times as other programs write them; the order of day and month is decided once a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Literal

from client_ledger.editing.document import Refusal

Order = Literal["dmy", "mdy", "ymd"]

YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
NAMED_MONTH = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?[ ,-]+(\d{4})|([A-Za-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:([ap])\.?\s?m\.?)?", re.IGNORECASE)
CENTURY = 2000
NOON = 12


class Dates:
    """Reads the dates of one file."""

    def __init__(self, cells: Iterable[str], order: Order | None = None) -> None:
        self._order = order or _decide([match for cell in cells if (match := YEAR_LAST.match(cell))])

    def day(self, text: str) -> date:
        """Return the date a text begins with; raise ValueError when there is none."""
        if match := YEAR_FIRST.match(text):
            return date(int(match[1]), int(match[3]), int(match[4]))
        if match := YEAR_LAST.match(text):
            return self._year_last(match)
        if match := NAMED_MONTH.match(text):
            number, month, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
            if month.lower() in MONTHS:
                return date(int(year), MONTHS.index(month.lower()) + 1, int(number))
        raise ValueError(f"'{text}' is no date")

    def _year_last(self, match: re.Match[str]) -> date:
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if self._order == "ymd":
            return date(CENTURY + first, second, year)
        year += CENTURY if len(match[4]) == len("26") else 0
        day, month = (second, first) if self._order == "mdy" else (first, second)
        return date(year, month, day)

    def moment(self, text: str) -> datetime:
        """Return the date and the clock time after it, midnight without one, in no time zone."""
        clock = CLOCK.search(text, len("2026-1-1") - 1) if ":" in text else None
        return datetime.combine(self.day(text), parse_clock(clock[0]) if clock else time())


def _decide(matches: list[re.Match[str]]) -> Order | None:
    """Return the order that all the dates allow; raise Refusal when they allow two or none."""
    dotted = any(match[2] == "." for match in matches)
    day_first = dotted or any(int(match[1]) > NOON for match in matches)
    month_first = any(int(match[3]) > NOON for match in matches)
    if day_first and month_first:
        raise Refusal("some dates are day-first, some month-first, and some may be either; mend the file")
    if day_first or month_first:
        return "dmy" if day_first else "mdy"
    unclear = next((match[0] for match in matches if match[1] != match[3]), None)
    if unclear:
        raise Refusal(f"'{unclear}' may be day-first or month-first; say which with --date-order dmy or mdy")
    return "dmy"


def parse_clock(text: str) -> time:
    """Return a clock time of 24 or 12 hours; raise ValueError when it is none."""
    match = CLOCK.fullmatch(text.strip())
    if not match:
        raise ValueError(f"'{text}' is no time")
    hour = int(match[1])
    if match[4]:
        if not 1 <= hour <= NOON:
            raise ValueError(f"'{text}' is no time")
        hour = hour % NOON + (NOON if match[4].lower() == "p" else 0)
    return time(hour, int(match[2]), int(match[3] or 0))
