"""What is payable, open, late, lost and income of an invoice on a day. Nothing else computes this.

`status_on(billed, day)` returns an `InvoiceStatus`, the state of the invoice at the end of that day. Amounts are in the
contract's currency; what ends in `_in_base` is in the ledger's base currency, at the invoice's own rate. Debt
(payable, open, overpaid) is with VAT and less withholding; income (what ends in `net`) is without both, before the
platform's fee.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from client_ledger.book.billed_invoice import NOTHING, BilledInvoice, Received
from client_ledger.book.contract import Contract
from client_ledger.book.records import Invoice


@dataclass(frozen=True, slots=True)
class InvoiceStatus:
    """An invoice at the end of a day.

    `left` is what is left to pay, negative if overpaid. `settled_on` is the first day on which no
    more than a rounding remainder was left, the latest such day if a chargeback or a bounced payment had opened it
    again.
    """

    billed: BilledInvoice
    day: date
    left: Decimal
    settled_on: date | None

    @property
    def record(self) -> Invoice:
        """The invoice as written."""
        return self.billed.record

    @property
    def contract(self) -> Contract:
        """The contract it is under."""
        return self.billed.contract

    @property
    def currency(self) -> str:
        """The currency it is in."""
        return self.billed.currency

    @property
    def due(self) -> date:
        """The last day on which a payment is on time."""
        return self.billed.due

    @property
    def counts(self) -> bool:
        """Whether it was issued by this day and is not void."""
        return self.record.issued <= self.day and not self.record.void

    @property
    def written_off(self) -> date | None:
        """The day it was written off, if that day has come."""
        written_off = self.record.written_off
        return written_off if written_off and written_off <= self.day else None

    @property
    def is_open(self) -> bool:
        """Whether the client still owes something for it."""
        return self.settled_on is None and self.counts and self.written_off is None

    @property
    def open(self) -> Decimal:
        """What the client still owes for it."""
        return self.left if self.is_open else NOTHING

    @property
    def open_in_base(self) -> Fraction:
        """What the client still owes for it, in the base currency."""
        return Fraction(self.open) * Fraction(self.billed.rate)

    @property
    def lost(self) -> Decimal:
        """What was open when it was written off, if it was and has not been settled since."""
        if self.written_off is None or self.settled_on is not None or not self.counts:
            return NOTHING
        return max(self.billed.balance_on(self.written_off).left, NOTHING)

    @property
    def lost_in_base(self) -> Fraction:
        """What was lost, in the base currency."""
        return Fraction(self.lost) * Fraction(self.billed.rate)

    @property
    def last_day_waited(self) -> date:
        """The day it was settled, else written off, else the day itself."""
        return self.settled_on or self.written_off or self.day

    @property
    def was_ever_paid(self) -> bool:
        """Whether it was ever paid at least in part, or settled, even if the money was returned."""
        if any(each.day <= self.day and each.amount for each in self.billed.payments):
            return True
        return any(each.settled_on for each in self.billed.balances if each.day <= self.day)

    @property
    def days_late(self) -> int:
        """The days from the due day to the last one waited; below 0 when it was settled before, or is not due."""
        return (self.last_day_waited - self.due).days

    def is_late(self, grace_days: int) -> bool:
        """Tell whether it was or is late by more than the days of grace."""
        return self.days_late > grace_days

    @property
    def is_past_due(self) -> bool:
        """Whether it is open after its due day."""
        return self.due < self.day and self.is_open

    @property
    def is_disputed(self) -> bool:
        """Whether the client disputes it."""
        return self.record.disputed is not None

    @property
    def payable(self) -> Decimal:
        """What is payable after the credit notes up to this day."""
        return self.billed.payable - self.billed.credited_by(self.day)

    @property
    def payable_in_base(self) -> Fraction:
        """What is payable after the credit notes up to this day, in the base currency."""
        return Fraction(self.payable) * Fraction(self.billed.rate)

    @property
    def payments(self) -> tuple[Received, ...]:
        """The payments whose money the freelancer has."""
        return tuple(each for each in self.billed.payments if each.counts_on(self.day))

    @property
    def paid(self) -> Decimal:
        """The money that came in and was not returned."""
        return sum((each.amount for each in self.payments), NOTHING)

    @property
    def net_paid(self) -> Fraction:
        """The part of that money that is income."""
        return sum((each.net for each in self.payments), Fraction(0))

    @property
    def net(self) -> Decimal:
        """The net amount less the credit notes up to this day; 0 if it does not count."""
        return self.record.amount - self.billed.net_credited_by(self.day) if self.counts else NOTHING

    @property
    def net_in_base(self) -> Fraction:
        """The net amount less the credit notes, in the base currency."""
        return Fraction(self.net) * Fraction(self.billed.rate)

    @property
    def overpaid(self) -> Decimal:
        """What was paid beyond what is payable; 0 if it is less than a minor unit.

        Credit notes alone overpay nothing: rounded one by one, they may come to a cent more than their invoice.
        """
        surplus = min(self.paid, self.paid - self.payable) if self.counts else NOTHING
        return surplus if surplus >= self.billed.minor_unit else NOTHING

    @property
    def refunded_without_credit(self) -> Decimal:
        """What was refunded and is neither owed again nor credited."""
        if not self.counts or all(each.why != "refund" for each in self.billed.payments if each.is_back_by(self.day)):
            return NOTHING
        gap = self.payable - self.paid - max(self.left, NOTHING)
        return gap if gap >= self.billed.minor_unit else NOTHING


def status_on(billed: BilledInvoice, day: date) -> InvoiceStatus:
    """Return the status of an invoice at the end of a day."""
    balance = billed.balance_on(day)
    return InvoiceStatus(billed, day, balance.left, balance.settled_on)


def net_invoiced(invoices: Iterable[BilledInvoice], day: date) -> Decimal:
    """Return the net amount of invoices less their credit notes, as of a day, in the contract's currency."""
    return sum((status_on(each, day).net for each in invoices), NOTHING)
