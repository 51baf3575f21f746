"""Calendar months as a year and a number."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

Month = tuple[int, int]


def month_after(month: Month, count: int) -> Month:
    """Return the month `count` months later."""
    index = month[0] * 12 + month[1] - 1 + count
    return index // 12, index % 12 + 1


def bounds(month: Month) -> tuple[date, date]:
    """Return a month's first and last day."""
    return date(*month, 1), date(*month, monthrange(*month)[1])


def months_between(first: date, last: date) -> Iterator[Month]:
    """Yield the months between two days, both included."""
    month = (first.year, first.month)
    while first <= last and month <= (last.year, last.month):
        yield month
        month = month_after(month, 1)
