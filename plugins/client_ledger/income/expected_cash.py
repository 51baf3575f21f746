"""The days on which open invoices will likely be paid: the due day plus the client's usual delay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from math import ceil

from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.income.calendar_months import Month, bounds


def expected_day(invoice: InvoiceStatus, usual_days: Fraction | None) -> date:
    """Return the day on which an open invoice will likely be paid; its due day if the client has settled none yet."""
    return invoice.due + timedelta(days=ceil(usual_days or 0))


@dataclass(frozen=True, slots=True)
class ExpectedPayment:
    """An open invoice with the day its money is expected."""

    invoice: InvoiceStatus
    day: date


@dataclass(frozen=True)
class ExpectedCash:
    """What is open (payable, in the base currency) by the month it is expected in; each open invoice counts once."""

    day: date
    months_ahead: tuple[Month, ...]
    payments: tuple[ExpectedPayment, ...]

    @cached_property
    def this_month(self) -> Fraction:
        """The sum expected from the day to the end of its month."""
        return self.between(self.day, bounds((self.day.year, self.day.month))[1])

    @cached_property
    def months(self) -> tuple[tuple[Month, Fraction], ...]:
        """The sum expected in each of the months ahead."""
        return tuple((month, self.between(*bounds(month))) for month in self.months_ahead)

    @cached_property
    def later(self) -> Fraction:
        """The sum expected after the last of the months ahead."""
        return self.between(bounds(self.months_ahead[-1])[1] + timedelta(days=1), date.max)

    @cached_property
    def no_day(self) -> Fraction:
        """The overdue sum that did not come on its expected day; it has no expected day any more."""
        return self.between(date.min, self.day - timedelta(days=1))

    @cached_property
    def whole(self) -> Fraction:
        """The sum of all that is open."""
        return self.between(date.min, date.max)

    def between(self, first: date, last: date) -> Fraction:
        """Return the sum expected on the days from first to last, both included."""
        return sum((each.invoice.open_in_base for each in self.payments if first <= each.day <= last), Fraction(0))
