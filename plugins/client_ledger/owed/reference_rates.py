"""The statutory rates of interest on late payments: the shipped tables, and the ledger's own rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from importlib.resources import files as resources
from math import ceil
from zoneinfo import ZoneInfo

from client_ledger.book.logs import csv_records
from client_ledger.book.parsing import parse_day, parse_percent
from client_ledger.book.rates import RATES_FILE, ReferenceRate
from client_ledger.book.validate import Context
from client_ledger.frontmatter.reader import Source

FOLDER = resources("client_ledger.owed")
SPELLINGS = {"UK": "GB", "EL": "GR"}


@dataclass(frozen=True, slots=True)
class Country:
    """A country's reference rate and the points that its law adds, for debts that are late from `first_day` on.

    `rounded_up_to` is the step to which the reference rate is rounded up, 0 for none; with `fixed` the
    rate of the first day of interest holds for all days. `law` names the national text; empty if only the
    directive's minimum is known.
    """

    code: str
    reference: str
    points: Fraction
    first_day: date
    rounded_up_to: Fraction
    fixed: bool
    law: str


@dataclass(frozen=True, slots=True)
class YearlyRate:
    """A reference rate with its added points, and the last day on which it holds."""

    last: date
    reference: Fraction
    points: Fraction

    @property
    def total(self) -> Fraction:
        """The whole rate of a year."""
        return self.reference + self.points


@cache
def shipped_rates() -> tuple[ReferenceRate, ...]:
    """Return the shipped table: the official rates of the central banks."""
    text = (FOLDER / "rates.csv").read_text(encoding="utf-8")
    log, context = Source(RATES_FILE), Context(ZoneInfo("UTC"), lambda _: None)
    return tuple(csv_records(ReferenceRate, text, log, context, "rates"))


@cache
def countries() -> dict[str, Country]:
    """Return the countries with a statutory claim, by code: those of the European Union and the United Kingdom."""
    return {
        row["country"]: Country(
            row["country"],
            row["reference"],
            parse_percent(row["points"]),
            parse_day(row["first_day"]) if row["first_day"] else date.min,
            parse_percent(row["rounded_up_to"] or "0"),
            row["fixed"] == "yes",
            row["law"],
        )
        for row in csv.DictReader((FOLDER / "countries.csv").read_text(encoding="utf-8").splitlines())
    }


def country_of(text: str | None) -> Country | None:
    """Return the country named by a client's `country`; None if it is missing or has no statutory claim."""
    code = (text or "").strip().upper()
    return countries().get(SPELLINGS.get(code, code))


class RateTable:
    """The shipped rates and a ledger's own, which take precedence."""

    def __init__(self, own: Sequence[ReferenceRate] = ()) -> None:
        self._own = own

    def known(self, country: Country) -> tuple[date, date]:
        """Return the first and last day for which a country's rate is known; each country's is in a shipped table."""
        found = tuple(self._rates(country))
        return max(min(each.first_day for each in found), country.first_day), max(each.last_day for each in found)

    def on(self, country: Country, day: date) -> YearlyRate | None:
        """Return the rate of a day and the last day with the same rate, None if it is not known."""
        if day < country.first_day:
            return None
        for rate in self._rates(country):
            if rate.first_day <= day <= rate.last_day:
                points = country.points if rate.points is None else rate.points
                return YearlyRate(self._last_day(rate, country, day), _taken(rate.rate, country), points)
        return None

    def next_known(self, country: Country, day: date) -> date | None:
        """Return the first day after `day` on which the rate is known, None if there is none."""
        days = (max(rate.first_day, country.first_day) for rate in self._rates(country))
        return min((each for each in days if each > day), default=None)

    def _rates(self, country: Country) -> Iterator[ReferenceRate]:
        """Yield a country's rates in order of precedence."""
        for code, rates in (
            (country.code, self._own),
            (country.reference, self._own),
            (country.reference, shipped_rates()),
        ):
            yield from (rate for rate in rates if rate.country.upper() == code)

    def _last_day(self, rate: ReferenceRate, country: Country, day: date) -> date:
        """Return the last day of a rate, or the day before a row of the ledger's own takes precedence."""
        own = (each.first_day for each in self._own if each.country.upper() in (country.code, country.reference))
        earliest = min((each for each in own if day < each <= rate.last_day), default=None)
        return earliest - timedelta(days=1) if earliest else rate.last_day


def _taken(rate: Fraction, country: Country) -> Fraction:
    """Return a reference rate, rounded as a country's law requires."""
    step = country.rounded_up_to
    return ceil(rate / step) * step if step else rate
