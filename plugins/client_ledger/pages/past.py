"""The pages that past years have of their own, so that no page grows with every year: hours, and the audit trail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

MONTHS_SHOWN = 12


def hours_path(client: str, year: int) -> str:
    """Return the source path of the page with a client's hours of a year."""
    return f"hours/{client}/{year}.md"


def trail_path(client: str, year: int) -> str:
    """Return the source path of the page with what changed of a client in a year."""
    return f"audit/{client}/{year}.md"


def month_path(first: date) -> str:
    """Return the source path of the page with all that changed in the month that begins on a day."""
    return f"audit/{first:%Y-%m}.md"


def past_years(days: Iterable[date]) -> tuple[int, ...]:
    """Return the years, the latest first, whose hours do not all stand on the client's page, of the days worked."""
    months = sorted({(day.year, day.month) for day in days}, reverse=True)
    return tuple(dict.fromkeys(year for year, _ in months[MONTHS_SHOWN:]))
