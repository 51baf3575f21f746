"""Reference rates that a ledger adds itself, for years to come or for other countries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import SkipValidation

from client_ledger.book.fields import (
    Day,
    Percent,
    Text,
)
from client_ledger.book.records import record
from client_ledger.frontmatter.problems import Place, Problem
from client_ledger.text.message import msg

RATES_FILE = "rates.csv"


@record()
class ReferenceRate:
    """A yearly rate from its first to its last day, for a country (ISO 3166 alpha-2) or `EU` (the euro area).

    `points` are the percentage points that the law there adds, if the ledger gives them.
    """

    place: SkipValidation[Place]
    country: Text
    first_day: Day
    last_day: Day
    rate: Percent
    points: Percent | None = None
    source: Text | None = None


def rate_faults(rates: Iterable[ReferenceRate]) -> Iterator[Problem]:
    """Yield a problem for each rate that has no days, or shares days with another."""
    taken: dict[str, list[ReferenceRate]] = {}
    for rate in rates:
        if rate.last_day < rate.first_day:
            message = msg(
                "the last day {last} is before the first day {first}", last=rate.last_day, first=rate.first_day
            )
            yield Problem(rate.place, "invalid-value", message)
        others = taken.setdefault(rate.country.upper(), [])
        for other in others:
            if rate.first_day <= other.last_day and other.first_day <= rate.last_day:
                message = msg("some of these days have a rate already, on line {line}", line=str(other.place.line))
                yield Problem(rate.place, "overlapping-rates", message, msg("give each day one rate"))
                break
        others.append(rate)
