"""The expected income of open contracts, one by one and by stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from client_ledger.book.contract import Contract, Stage
from client_ledger.income.calendar_months import bounds, months_between

DAYS_WITHOUT_AN_END = 90
HOURS_LOOKED_AT_DAYS = 90


@dataclass(frozen=True)
class Deal:
    """An open contract with its expected income, net, in the base currency."""

    contract: Contract
    day: date
    unit: Fraction
    invoiced: Decimal
    last_day: date | None = None

    @property
    def first(self) -> date:
        """The first day that can bring income."""
        tomorrow = self.day + timedelta(days=1)
        return max(self.contract.start, tomorrow) if self.contract.start else tomorrow

    def between(self, first: date, last: date) -> Fraction:
        """Return the income expected on the days from first to last, both included; none after the last day of work."""
        contract = self.contract
        last = min(last, self.last_day) if self.last_day else last
        if contract.billing == "fixed":
            start, end = self._fixed_span()
            return self.remaining * _overlap(start, end, first, last) / ((end - start).days + 1)
        first = max(first, self.first)
        last = min(last, contract.end) if contract.end else last
        if contract.billing == "hourly":
            return self._per_day * max((last - first).days + 1, 0)
        whole = Fraction(0)
        for month in months_between(first, last):
            start, end = bounds(month)
            whole += self._per_month * _overlap(start, end, first, last) / ((end - start).days + 1)
        return whole

    def _fixed_span(self) -> tuple[date, date]:
        end = self.contract.end
        if end and end <= self.day:
            tomorrow = self.day + timedelta(days=1)
            return tomorrow, tomorrow
        return self.first, end or self.first + timedelta(days=DAYS_WITHOUT_AN_END - 1)

    @cached_property
    def remaining(self) -> Fraction:
        """What is left of a fixed price to invoice, never below 0."""
        return max(Fraction(self.contract.price - self.invoiced), Fraction(0)) * self.unit

    @property
    def _per_month(self) -> Fraction:
        return Fraction(self.contract.price) * self.unit

    @cached_property
    def _per_day(self) -> Fraction:
        weekly = self.contract.hours_per_week
        if weekly is None:
            since = self.day - timedelta(days=HOURS_LOOKED_AT_DAYS - 1)
            recent = (each.hours for each in self.contract.hours if since <= each.date <= self.day)
            weekly = sum(recent, Fraction(0)) * 7 / HOURS_LOOKED_AT_DAYS
        return Fraction(self.contract.price) * self.unit * weekly / 7


@dataclass(frozen=True, slots=True)
class Upside:
    """What an open contract would add to the weighted forecast if it came true, by month ahead."""

    deal: Deal
    adds: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class StageSum:
    """The open contracts of one stage, and their expected income up to the last month."""

    stage: Stage
    deals: tuple[Deal, ...]
    value: Fraction
    weighted: Fraction


def _overlap(start: date, end: date, first: date, last: date) -> int:
    return max((min(end, last) - max(start, first)).days + 1, 0)
