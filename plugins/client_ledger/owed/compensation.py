"""The fixed sums for the cost of recovery: by country, in some by the size of the debt."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files as resources

from client_ledger.book.settings import Settings
from client_ledger.text.message import Amount

FOLDER = resources("client_ledger.owed")
DIRECTIVE = "EU"


@dataclass(frozen=True, slots=True)
class Tier:
    """The sum owed on debts from a size on."""

    debt_from: Amount
    sum: Amount


@cache
def tiers() -> dict[str, tuple[Tier, ...]]:
    """Return each country's sums, the smallest first; `EU` is for those that keep to the directive."""
    found: dict[str, tuple[Tier, ...]] = {}
    for row in csv.DictReader((FOLDER / "compensation.csv").read_text(encoding="utf-8").splitlines()):
        tier = Tier(
            Amount(Decimal(row["debt_from"]), row["debt_currency"]),
            Amount(Decimal(row["compensation"]), row["currency"]),
        )
        found[row["country"]] = (*found.get(row["country"], ()), tier)
    return found


def compensation(country: str, debt: Amount, settings: Settings, day: date) -> tuple[Amount, str | None]:
    """Return the sum owed on a debt in a country (ISO 3166 alpha-2), sized at the exchange rates of a day.

    Where the size decides and no exchange rate tells it, it is the smallest sum, and the currency that lacks a rate
    comes second.
    """
    sums = tiers().get(country, tiers()[DIRECTIVE])
    if len(sums) == 1:
        return sums[0].sum, None
    unit = sums[0].debt_from.currency
    own, other = settings.rate(debt.currency, day), settings.rate(unit, day)
    if debt.currency == unit:
        size = debt.value
    elif own is None or other is None:
        return sums[0].sum, unit
    else:
        size = debt.value * own / other
    return [tier.sum for tier in sums if tier.debt_from.value <= size][-1], None
