"""Whether late-payments foretold anything: what was late in the 90 days after each month's end, by the level then."""

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
    """What followed a level: the invoices due in the 90 days after a month's end with it, and those that were late."""

    level: Level
    invoices: int
    late: int

    @property
    def share(self) -> Fraction | None:
        """The share that was late; None under 20 invoices, which are too few to tell anything."""
        return Fraction(self.late, self.invoices) if self.invoices >= FEWEST_INVOICES else None


def backtest(judgement: Judgement) -> tuple[LevelOutcome, ...]:
    """Return what followed each level of late-payments, the mildest first, by all that is known on the day judged."""
    invoices: Counter[Level] = Counter()
    late: Counter[Level] = Counter()
    for client in judgement.clients.values():
        for level, due, of_them_late in _months(client):
            invoices[level] += due
            late[level] += of_them_late
    return tuple(LevelOutcome(level, invoices[level], late[level]) for level in Level)


def _months(client: JudgedClient) -> Iterator[tuple[Level, int, int]]:
    """Yield the level at each month's end, and how many invoices of the next 90 days there were and were late."""
    limits, day = client.judge.limits.get(LATE_PAYMENTS.name), client.status.day
    first = client.timeline.first_day
    if limits is None or first is None:
        return
    # Whether an invoice is late is known once its days of grace are over.
    due = client.timeline.due.between(date.min, day - timedelta(days=limits.grace_days + 1))
    days = [each.due for each in due]
    late_days = [each.due for each in due if status_on(each, day).is_late(limits.grace_days)]
    for month in months_between(first, day):
        end = bounds(month)[1]
        last = end + timedelta(days=LOOKS_AHEAD_DAYS)
        if found := _count(days, end, last):
            yield client.judge.level_on(LATE_PAYMENTS, end), found, _count(late_days, end, last)


def _count(days: list[date], after: date, last: date) -> int:
    return bisect_right(days, last) - bisect_right(days, after)
