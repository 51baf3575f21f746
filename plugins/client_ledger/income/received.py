"""Sums of the income received: by month, and each client's share of the last 365 days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeAlias

from client_ledger.income.calendar_months import Month

INCOME_YEAR_DAYS = 365

# The client's id, the day, and the net amount in the base currency, negative for a returned payment.
Payment: TypeAlias = tuple[str, date, Fraction]


def by_month(payments: Iterable[Payment]) -> Mapping[Month, Fraction]:
    """Return the income received in each month with a payment."""
    sums: defaultdict[Month, Fraction] = defaultdict(Fraction)
    for _, paid, amount in payments:
        sums[paid.year, paid.month] += amount
    return dict(sums)


def shares_of(payments: Iterable[Payment], clients: Iterable[str], day: date) -> dict[str, Fraction]:
    """Return each client's share (0 to 1) of the income received in the 365 days up to a day."""
    since = day - timedelta(days=INCOME_YEAR_DAYS - 1)
    by_client: defaultdict[str, Fraction] = defaultdict(Fraction)
    for client, paid, amount in payments:
        if paid >= since:
            by_client[client] += amount
    received = {client: max(by_client[client], Fraction(0)) for client in clients}
    total = sum(received.values(), Fraction(0))
    return {client: amount / total if total else Fraction(0) for client, amount in received.items()}
