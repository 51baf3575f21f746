"""What late invoices cost the client under their contracts, with the working of every sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.signs.levels import Limits
from client_ledger.signs.view import InvoiceStatus, Timeline, currency_of

MONTHS_OF_A_YEAR = 12
DAYS_OF_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Segment:
    """The days from first to last, both included, on which one balance was unpaid, and their interest.

    Money is in the contract's currency.
    """

    balance: Decimal
    first: date
    last: date
    interest: Fraction

    @property
    def days(self) -> int:
        """How many days interest runs."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class LateFeeDue:
    """The fee due on one late invoice; money is in the contract's currency.

    `rate` is the interest of a month or a year as `yearly` says, 0 where only a flat sum was agreed.
    """

    billed: InvoiceStatus
    currency: str
    days_late: int
    settled: bool
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
        return self.total * Fraction(self.billed.rate)


def late_fee(billed: InvoiceStatus, currency: str, day: date, grace_days: int) -> LateFeeDue | None:
    """Return the fee due on an invoice by the end of a day; None when it is not late or no fee was agreed."""
    fee, invoice = billed.contract.late_fee, billed.record
    settled = invoice.settled_by(day)
    days_late = ((settled or day) - billed.due).days
    if fee is None or invoice.void or invoice.issued > day or days_late <= grace_days:
        return None
    yearly = fee.percent_per_year is not None
    rate = (fee.percent_per_year if yearly else fee.percent_per_month) or Fraction(0)
    a_day = rate / DAYS_OF_A_YEAR if yearly else rate * MONTHS_OF_A_YEAR / DAYS_OF_A_YEAR
    segments = tuple(_segments(billed, settled or day, a_day)) if rate else ()
    due = LateFeeDue(billed, currency, days_late, settled is not None, rate, yearly, segments, fee.flat or Decimal(0))
    return due if due.total else None


def balances(billed: InvoiceStatus, last: date) -> Iterator[tuple[date, date, Decimal]]:
    """Yield the spans of days after the due day, up to `last`, on which one balance was unpaid.

    A payment lowers the balance from the day after it.
    """
    invoice, first = billed.record, billed.due + timedelta(days=1)
    paid = {paid for paid, _ in invoice.received if first <= paid < last}
    for end in [*sorted(paid), last]:
        balance = invoice.amount - invoice.received_by(first - timedelta(days=1))
        if balance > 0:
            yield first, end, balance
        first = end + timedelta(days=1)


def _segments(billed: InvoiceStatus, last: date, a_day: Fraction) -> Iterator[Segment]:
    for first, end, balance in balances(billed, last):
        yield Segment(balance, first, end, Fraction(balance) * a_day * ((end - first).days + 1))


def late_fees(timeline: Timeline, limits: Mapping[str, Limits], day: date) -> tuple[LateFeeDue, ...]:
    """Return the fees due on one client's late invoices, the latest due first.

    Looked at are the invoices that the sign late-payments looks at, and older ones that are still unpaid.
    """
    measured = limits.get(LATE_PAYMENTS.name, LATE_PAYMENTS.limits)
    since = day - timedelta(days=measured.window_days - 1)
    fees = (
        late_fee(billed, currency_of(billed.contract, timeline.client, timeline.settings), day, measured.grace_days)
        for billed in timeline.due.between(date.min, day)
        if billed.due >= since or not billed.record.settled_by(day)
    )
    return tuple(
        sorted((fee for fee in fees if fee), key=lambda fee: (fee.billed.due, fee.billed.record.id), reverse=True)
    )


def sum_in_base(fees: Iterable[LateFeeDue]) -> Fraction:
    """Return what fees come to in the ledger's base currency."""
    return sum((fee.in_base for fee in fees), Fraction(0))
