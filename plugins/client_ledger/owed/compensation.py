"""The fixed compensation for recovery costs: by country, and in some countries by the size of the debt."""

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
    """The compensation owed for debts from a certain size on."""

    debt_from: Amount
    sum: Amount


@cache
def tiers() -> dict[str, tuple[Tier, ...]]:
    """Return each country's tiers, the smallest first; `EU` is for countries with the directive's sum."""
    found: dict[str, tuple[Tier, ...]] = {}
    for row in csv.DictReader((FOLDER / "compensation.csv").read_text(encoding="utf-8").splitlines()):
        tier = Tier(
            Amount(Decimal(row["debt_from"]), row["debt_currency"]),
            Amount(Decimal(row["compensation"]), row["currency"]),
        )
        found[row["country"]] = (*found.get(row["country"], ()), tier)
    return found


def compensation(country: str, debt: Amount, settings: Settings, day: date) -> tuple[Amount, str | None]:
    """Return the compensation for a debt in a country (ISO 3166 alpha-2), its size taken at a day's exchange rates.

    If the size decides and there is no exchange rate, it is the smallest sum, and the currency without a rate
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
