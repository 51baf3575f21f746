"""The late fees under the contracts, with the calculation of every sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.signs.lateness import Lateness
from client_ledger.signs.levels import Limits
from client_ledger.signs.timeline import Timeline
from client_ledger.signs.view import View

MONTHS_OF_A_YEAR = 12
DAYS_OF_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Segment:
    """The days (first to last, both included) on which one balance was unpaid, and their interest.

    Money is in the contract's currency.
    """

    balance: Decimal
    first: date
    last: date
    interest: Fraction

    @property
    def days(self) -> int:
        """The number of days that interest runs."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class LateFeeDue:
    """The fee due on one late invoice; money is in the contract's currency.

    `rate` is the interest of a month, or of a year if `yearly`; 0 if only a flat sum was agreed.
    """

    invoice: InvoiceStatus
    rate: Fraction
    yearly: bool
    segments: tuple[Segment, ...]
    flat: Decimal

    @cached_property
    def interest(self) -> Fraction:
        """The interest of all segments."""
        return sum((segment.interest for segment in self.segments), Fraction(0))

    @property
    def total(self) -> Fraction:
        """Interest and the flat sum."""
        return self.interest + Fraction(self.flat)

    @property
    def in_base(self) -> Fraction:
        """The total in the ledger's base currency."""
        return self.total * Fraction(self.invoice.billed.rate)


def late_fee(invoice: InvoiceStatus, grace_days: int) -> LateFeeDue | None:
    """Return the fee due on an invoice by the end of its day; None if it is not late or no fee was agreed."""
    fee = invoice.contract.late_fee
    if fee is None or not invoice.counts or not invoice.is_late(grace_days):
        return None
    yearly = fee.percent_per_year is not None
    rate = (fee.percent_per_year if yearly else fee.percent_per_month) or Fraction(0)
    a_day = rate / DAYS_OF_A_YEAR if yearly else rate * MONTHS_OF_A_YEAR / DAYS_OF_A_YEAR
    segments = tuple(_segments(invoice, a_day)) if rate else ()
    due = LateFeeDue(invoice, rate, yearly, segments, fee.flat or Decimal(0))
    return due if due.total else None


def balances(invoice: InvoiceStatus) -> Iterator[tuple[date, date, Decimal]]:
    """Yield each unpaid balance after the due day, with its first and last day, up to the last day waited.

    A payment lowers the balance from the day after it.
    """
    billed, last = invoice.billed, invoice.last_day_waited
    first = billed.due + timedelta(days=1)
    ends = [day for day in billed.change_days if first <= day < last]
    for end in [*ends, last]:
        balance = billed.balance_on(first - timedelta(days=1)).left
        if balance > 0 and first <= end:
            yield first, end, balance
        first = end + timedelta(days=1)


def _segments(invoice: InvoiceStatus, a_day: Fraction) -> Iterator[Segment]:
    for first, end, balance in balances(invoice):
        yield Segment(balance, first, end, Fraction(balance) * a_day * ((end - first).days + 1))


def late_fees(timeline: Timeline, limits: Mapping[str, Limits], day: date) -> tuple[LateFeeDue, ...]:
    """Return the fees due on the client's late invoices that late-payments looks at, the latest due day first."""
    measured = limits.get(LATE_PAYMENTS.name, LATE_PAYMENTS.limits)
    looked_at = Lateness(View(timeline, day), measured).invoices
    fees = (late_fee(each, measured.grace_days) for each in looked_at)
    return tuple(
        sorted((fee for fee in fees if fee), key=lambda fee: (fee.invoice.due, fee.invoice.record.id), reverse=True)
    )


def sum_in_base(fees: Iterable[LateFeeDue]) -> Fraction:
    """Return the sum of fees in the ledger's base currency."""
    return sum((fee.in_base for fee in fees), Fraction(0))
