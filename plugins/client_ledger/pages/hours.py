"""Hours by calendar month, for the pages of clients and contracts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from client_ledger.income.calendar_months import Month
from client_ledger.signs.timeline import HoursEntry


@dataclass(frozen=True)
class HoursOfMonth:
    """A month's hours with their records, the latest first."""

    month: Month
    records: tuple[HoursEntry, ...]

    @cached_property
    def hours(self) -> Fraction:
        """All hours."""
        return sum((each.record.hours for each in self.records), Fraction(0))

    @cached_property
    def outside(self) -> Fraction:
        """The hours outside the scope."""
        return sum((each.record.hours for each in self.records if not each.record.in_scope), Fraction(0))

    @cached_property
    def inside(self) -> Fraction:
        """The hours in scope."""
        return self.hours - self.outside

    @cached_property
    def unpaid(self) -> Fraction:
        """The unpaid hours."""
        return sum((each.unpaid for each in self.records), Fraction(0))


def by_month(worked: Iterable[HoursEntry]) -> tuple[HoursOfMonth, ...]:
    """Return hours by calendar month, the latest month first."""
    months: defaultdict[Month, list[HoursEntry]] = defaultdict(list)
    for each in worked:
        months[each.record.date.year, each.record.date.month].append(each)
    return tuple(
        HoursOfMonth(month, tuple(sorted(records, key=lambda each: each.record.date, reverse=True)))
        for month, records in sorted(months.items(), reverse=True)
    )
