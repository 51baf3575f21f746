"""Test late-payments on the past: what was late in the 90 days after each month's end, by the level then."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from client_ledger.book.invoice_status import status_on
from client_ledger.income.calendar_months import bounds, months_between
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.signs.levels import Level

LOOKS_AHEAD_DAYS = 90
FEWEST_INVOICES = 20


@dataclass(frozen=True, slots=True)
class LevelOutcome:
    """The outcome after a level: the invoices due in the 90 days after month ends with it, and those that were late."""

    level: Level
    invoices: int
    late: int

    @property
    def share(self) -> Fraction | None:
        """The share that was late; None for under 20 invoices, which are too few to mean anything."""
        return Fraction(self.late, self.invoices) if self.invoices >= FEWEST_INVOICES else None


def backtest(judgement: Judgement) -> tuple[LevelOutcome, ...]:
    """Return the outcome after each level of late-payments, the mildest first, by all records up to that day."""
    invoices: Counter[Level] = Counter()
    late: Counter[Level] = Counter()
    for client in judgement.clients.values():
        for level, due, of_them_late in _months(client):
            invoices[level] += due
            late[level] += of_them_late
    return tuple(LevelOutcome(level, invoices[level], late[level]) for level in Level)


def _months(client: JudgedClient) -> Iterator[tuple[Level, int, int]]:
    """Yield the level at each month's end, the number of invoices due in the next 90 days, and how many were late."""
    limits, day = client.judge.limits.get(LATE_PAYMENTS.name), client.status.day
    first = client.timeline.first_day
    if limits is None or first is None:
        return
    # An invoice counts once its days of grace are over: then it is known whether it is late.
    due = client.timeline.due.between(date.min, day - timedelta(days=limits.grace_days + 1))
    days = [each.due for each in due]
    late_days = [each.due for each in due if status_on(each, day).is_late(limits.grace_days)]
    for month in months_between(first, day):
        end = bounds(month)[1]
        last = end + timedelta(days=LOOKS_AHEAD_DAYS)
        if found := _count(days, end, last):
            yield client.judge.level_judged_once(LATE_PAYMENTS, end), found, _count(late_days, end, last)


def _count(days: list[date], after: date, last: date) -> int:
    return bisect_right(days, last) - bisect_right(days, after)
