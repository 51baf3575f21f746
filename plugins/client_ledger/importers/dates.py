"""Parse dates and clock times of other programs; the order of day and month is decided once for each file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime, time
from typing import Literal

from client_ledger.importers.unclear import Unclear
from client_ledger.text.cli_language import tr

Order = Literal["dmy", "mdy", "ymd"]

YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
NAMED_MONTH = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?[ ,-]+(\d{4})|([A-Za-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?\s?m\.?)?", re.IGNORECASE)
CENTURY = 2000
NOON = 12
DAYS, TWO_FIGURES = 31, 2


class Dates:
    """Reads the dates of one file."""

    def __init__(self, cells: Iterable[str], order: Order | None = None, usual: Order | None = None) -> None:
        self._order = order or _decide([match for cell in cells if (match := YEAR_LAST.match(cell))], usual)

    def day(self, text: str) -> date:
        """Return the date at the start of a text; raise ValueError if there is none."""
        if not text.strip():
            raise ValueError(tr("it has no date"))
        if match := YEAR_FIRST.match(text):
            return _date(text, match[1], match[3], match[4])
        if match := YEAR_LAST.match(text):
            return self._year_last(match)
        if match := NAMED_MONTH.match(text):
            number, month, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
            if month.lower() in MONTHS:
                return _date(text, year, MONTHS.index(month.lower()) + 1, number)
        raise ValueError(tr("'{text}' is not a date", text=text))

    def _year_last(self, match: re.Match[str]) -> date:
        first, second, last = match[1], match[3], match[4]
        year = int(last) + (CENTURY if len(last) == TWO_FIGURES else 0)
        if self._order == "ymd":
            return _date(match[0], CENTURY + int(first), second, last)
        return _date(match[0], year, *((first, second) if self._order == "mdy" else (second, first)))

    def moment(self, text: str) -> datetime:
        """Return the date and the clock time after it (midnight if missing), without a time zone."""
        clock = CLOCK.search(text)
        return datetime.combine(self.day(text), parse_clock(clock[0]) if clock else time())


def _date(text: str, year: str | int, month: str | int, day: str | int) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(tr("'{text}' is not a date", text=text)) from None


FITS: dict[Order, Callable[[re.Match[str]], bool]] = {
    "dmy": lambda match: int(match[3]) <= NOON and int(match[1]) <= DAYS,
    "mdy": lambda match: int(match[1]) <= NOON and int(match[3]) <= DAYS,
    "ymd": lambda match: (
        match[2] == "-" and len(match[1]) == len(match[4]) and int(match[3]) <= NOON and int(match[4]) <= DAYS
    ),
}


def _decide(matches: list[re.Match[str]], usual: Order | None) -> Order | None:
    """Return the order that fits all dates, the usual one if several fit; raise Unclear if that is not one order."""
    dates = [match for match in matches if any(fits(match) for fits in FITS.values())]
    orders = list(FITS)
    for match in dates:
        orders = [order for order in orders if FITS[order](match)]
        if not orders:
            raise Unclear(
                tr(
                    "'{date}' has another order of day and month than the dates before it; correct the file",
                    date=match[0],
                ),
                match.string,
            )
    if orders[0] == "dmy" and any(match[2] == "." for match in dates):
        return "dmy"
    if usual in orders:
        return usual
    unclear = next((match for match in dates if match[1] != match[3] or orders[-1] == "ymd"), None)
    if unclear is None or len(orders) == 1:
        return orders[0]
    names = {"dmy": tr("day-first"), "mdy": tr("month-first"), "ymd": tr("year-first")}
    raise Unclear(
        tr(
            "'{unclear}' can mean {readings}; choose with --date-order {names}",
            unclear=unclear[0],
            readings=tr(" or ").join(names[order] for order in orders),
            names=tr(" or ").join(orders),
        ),
        unclear.string,
    )


def parse_clock(text: str) -> time:
    """Return a clock time of 24 or 12 hours; raise ValueError if it is not one."""
    if not text.strip():
        raise ValueError(tr("it has no time of day"))
    match = CLOCK.fullmatch(text.strip())
    if match and (not match[4] or 1 <= int(match[1]) <= NOON):
        hour = int(match[1])
        if match[4]:
            hour = hour % NOON + (NOON if match[4].lower() == "p" else 0)
        with suppress(ValueError):
            return time(hour, int(match[2]), int(match[3] or 0))
    raise ValueError(tr("'{text}' is not a time", text=text))
