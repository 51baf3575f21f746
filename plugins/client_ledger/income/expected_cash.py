"""When the money of open invoices comes: on the due day, and as many days later as the client usually takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from math import ceil

from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.income.calendar_months import Month, bounds


def expected_day(invoice: InvoiceStatus, usual_days: Fraction | None) -> date:
    """Return the day an open invoice is likely paid, its due day where the client has settled none so far."""
    return invoice.due + timedelta(days=ceil(usual_days or 0))


@dataclass(frozen=True, slots=True)
class ExpectedPayment:
    """An open invoice with the day its money is expected."""

    invoice: InvoiceStatus
    day: date


@dataclass(frozen=True)
class ExpectedCash:
    """What is open, by the month it is expected in: payable, in the base currency, each open invoice in one place."""

    day: date
    months_ahead: tuple[Month, ...]
    payments: tuple[ExpectedPayment, ...]

    @cached_property
    def this_month(self) -> Fraction:
        """What is expected from the day to the end of its month."""
        return self.between(self.day, bounds((self.day.year, self.day.month))[1])

    @cached_property
    def months(self) -> tuple[tuple[Month, Fraction], ...]:
        """What is expected in each of the months ahead."""
        return tuple((month, self.between(*bounds(month))) for month in self.months_ahead)

    @cached_property
    def later(self) -> Fraction:
        """What is expected after the last of the months ahead."""
        return self.between(bounds(self.months_ahead[-1])[1] + timedelta(days=1), date.max)

    @cached_property
    def no_day(self) -> Fraction:
        """What is overdue and did not come on the day it was expected: nothing tells when it will."""
        return self.between(date.min, self.day - timedelta(days=1))

    @cached_property
    def whole(self) -> Fraction:
        """All that is open."""
        return self.between(date.min, date.max)

    def between(self, first: date, last: date) -> Fraction:
        """Return what is expected on the days from first to last, both included."""
        return sum((each.invoice.open_in_base for each in self.payments if first <= each.day <= last), Fraction(0))
