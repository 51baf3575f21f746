"""What of an invoice is payable, open, late, lost and income on a day: computed here and nowhere else.

`bills(contract, client, settings)` gives a contract's invoices, each as a `BilledInvoice`: what is the same on all
days. Its `on(day)` gives an `InvoiceStatus`: how it stands at the end of that day. Amounts are in the contract's
currency; what ends in `_in_base` is in the ledger's base currency, at the invoice's own rate. Debt (payable, open,
overpaid) is with VAT and less withholding; income (what ends in `net`) is without both, before the platform's fee.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.currencies import digits_of
from client_ledger.book.records import CreditNote, Invoice, Return
from client_ledger.book.settings import Settings

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Received:
    """A payment that arrived: its amount, what of it is income, and when and how it went back, if it did."""

    day: date
    amount: Decimal
    net: Fraction
    returned: date | None = None
    why: Return | None = None

    def counts_on(self, day: date) -> bool:
        """Tell whether the money is there at the end of a day."""
        return self.day <= day and not self.is_back_by(day)

    def is_back_by(self, day: date) -> bool:
        """Tell whether the money went back by the end of a day."""
        return self.returned is not None and self.returned <= day

    def lowers_the_debt_on(self, day: date) -> bool:
        """Tell whether it is set against what is payable: a refund that the freelancer gave still is."""
        return self.day <= day and (self.why == "refund" or not self.is_back_by(day))


@dataclass(frozen=True, eq=False)
class BilledInvoice:
    """An invoice under its contract's terms: all that is the same on every day.

    `rate` is what one unit of its currency is worth in the base currency, 0 where the ledger reports a missing rate.
    """

    contract: Contract
    record: Invoice
    currency: str
    rate: Decimal
    vat: Fraction
    withholding: Fraction
    credit_notes: tuple[CreditNote, ...] = ()

    @cached_property
    def due(self) -> date:
        """The last day to pay it in time."""
        return self.contract.due(self.record)

    @cached_property
    def payable(self) -> Decimal:
        """What the client has to pay, before credit notes."""
        return self.payable_for(self.record.amount)

    @cached_property
    def minor_unit(self) -> Decimal:
        """The smallest amount of the currency; less than that is nothing."""
        return Decimal(1).scaleb(-digits_of(self.currency))

    def payable_for(self, net: Decimal) -> Decimal:
        """Return the payable of a net amount at this invoice's VAT and withholding, halves up."""
        digits = digits_of(self.currency)
        exponent = net.as_tuple().exponent
        if self.vat == self.withholding and isinstance(exponent, int) and -exponent <= digits:
            return net
        exact = Fraction(net) * (1 + self.vat - self.withholding) * 10**digits
        return Decimal(f"{(2 * exact.numerator + exact.denominator) // (2 * exact.denominator)}E-{digits}")

    @cached_property
    def payments(self) -> tuple[Received, ...]:
        """The payments in order of day; `paid` is one of all that is payable after the credit notes until then."""
        if paid := self.record.paid:
            whole = max(self.payable - self.credited_by(paid), NOTHING)
            return (Received(paid, whole, self._net_of(whole)),)
        written = sorted(self.record.payments, key=lambda each: (each.date, each.amount))
        return tuple(
            Received(each.date, each.amount, self._net_of(each.amount), each.returned, each.why) for each in written
        )

    def _net_of(self, amount: Decimal) -> Fraction:
        if not self.payable:
            return Fraction(amount)
        return Fraction(amount) * Fraction(self.record.amount) / Fraction(self.payable)

    def credited_by(self, day: date) -> Decimal:
        """Return the payable of the credit notes up to a day."""
        return sum((self.payable_for(each.amount) for each in self.credit_notes if each.issued <= day), NOTHING)

    def net_credited_by(self, day: date) -> Decimal:
        """Return the net amount of the credit notes up to a day."""
        return sum((each.amount for each in self.credit_notes if each.issued <= day), NOTHING)

    @property
    def net_share(self) -> Fraction:
        """What one unit of a net amount brings in the base currency after the platform's fee."""
        return Fraction(self.rate) * self.contract.net_share

    @cached_property
    def income(self) -> tuple[tuple[date, Fraction], ...]:
        """What came in, and went back again (below 0), by day: net, in the base currency, less the platform's fee.

        Money that came for a void invoice is no income.
        """
        if self.record.void:
            return ()
        share = self.net_share
        came = ((each.day, each.net * share) for each in self.payments)
        went = ((each.returned, -each.net * share) for each in self.payments if each.returned)
        return (*came, *went)

    @property
    def net(self) -> Fraction:
        """The net amount in the base currency, less the platform's fee and before credit notes."""
        return Fraction(self.record.amount) * self.net_share

    @cached_property
    def changes(self) -> tuple[tuple[date, Decimal, date | None], ...]:
        """Each day on which the balance changes: the day, what is left to pay then, and since when it is settled."""
        moved: defaultdict[date, Decimal] = defaultdict(Decimal)
        moved[self.record.issued] += NOTHING
        for note in self.credit_notes:
            moved[note.issued] -= self.payable_for(note.amount)
        for payment in self.payments:
            moved[payment.day] -= payment.amount
            if payment.returned and payment.why != "refund":
                moved[payment.returned] += payment.amount
        left, settled, found = self.payable, None, []
        for day in sorted(moved):
            left += moved[day]
            settled = None if left >= self.minor_unit else settled or day
            found.append((day, left, settled))
        return tuple(found)

    @cached_property
    def _change_days(self) -> list[date]:
        return [day for day, _, _ in self.changes]

    def on(self, day: date) -> InvoiceStatus:
        """Return how it stands at the end of a day."""
        index = bisect_right(self._change_days, day)
        _, left, settled = self.changes[index - 1] if index else (day, self.payable, None)
        return InvoiceStatus(self, day, left, settled)


@dataclass(frozen=True, slots=True)
class InvoiceStatus:
    """An invoice at the end of a day.

    `left` is what is left of its payable, below 0 where more came in. `settled_on` is the first day on which less
    than one minor unit was left, the latest such day where a chargeback or a bounced payment had opened it again.
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
        """The last day to pay it in time."""
        return self.billed.due

    @property
    def counts(self) -> bool:
        """Whether it was issued by now and is not void."""
        return self.record.issued <= self.day and not self.record.void

    @property
    def written_off(self) -> date | None:
        """The day it was written off, if that has come."""
        written_off = self.record.written_off
        return written_off if written_off and written_off <= self.day else None

    @property
    def is_open(self) -> bool:
        """Whether something is still asked for it."""
        return self.settled_on is None and self.counts and self.written_off is None

    @property
    def open(self) -> Decimal:
        """What is still asked for it."""
        return self.left if self.is_open else NOTHING

    @property
    def open_in_base(self) -> Fraction:
        """What is still asked for it, in the base currency."""
        return Fraction(self.open) * Fraction(self.billed.rate)

    @property
    def lost(self) -> Decimal:
        """What was open when it was written off, if it was and has not been settled since."""
        if self.written_off is None or self.settled_on is not None or not self.counts:
            return NOTHING
        return max(self.billed.on(self.written_off).left, NOTHING)

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
        """Whether anything came in for it so far, or it was ever settled, even if the money went back."""
        if any(each.day <= self.day and each.amount for each in self.billed.payments):
            return True
        return any(settled for day, _, settled in self.billed.changes if day <= self.day)

    @property
    def days_late(self) -> int:
        """The days from the due day to the last one waited; below 0 when it was settled before, or is not due."""
        return (self.last_day_waited - self.due).days

    def is_late(self, grace_days: int) -> bool:
        """Tell whether it was, or is, late by more than the days of grace."""
        return self.days_late > grace_days

    @property
    def is_past_due(self) -> bool:
        """Whether it is open after its due day."""
        return self.due < self.day and self.is_open

    @property
    def is_disputed(self) -> bool:
        """Whether the client says something against it."""
        return self.record.disputed is not None

    @property
    def payable(self) -> Decimal:
        """What is payable after the credit notes so far."""
        return self.billed.payable - self.billed.credited_by(self.day)

    @property
    def payable_in_base(self) -> Fraction:
        """What is payable after the credit notes so far, in the base currency."""
        return Fraction(self.payable) * Fraction(self.billed.rate)

    @property
    def payments(self) -> tuple[Received, ...]:
        """The payments whose money is there."""
        return tuple(each for each in self.billed.payments if each.counts_on(self.day))

    @property
    def paid(self) -> Decimal:
        """The money that came in and is there."""
        return sum((each.amount for each in self.payments), NOTHING)

    @property
    def net_paid(self) -> Fraction:
        """What of that money is income."""
        return sum((each.net for each in self.payments), Fraction(0))

    @property
    def net(self) -> Decimal:
        """The net amount less the credit notes so far; nothing where it does not count."""
        return self.record.amount - self.billed.net_credited_by(self.day) if self.counts else NOTHING

    @property
    def overpaid(self) -> Decimal:
        """What of the money that is there was not payable, 0 where that is less than a minor unit."""
        surplus = self.paid - self.payable if self.counts else NOTHING
        return surplus if surplus >= self.billed.minor_unit else NOTHING

    @property
    def refunded_without_credit(self) -> Decimal:
        """What was refunded and neither is asked for again nor was credited."""
        if not self.counts or all(each.why != "refund" for each in self.billed.payments if each.is_back_by(self.day)):
            return NOTHING
        gap = self.payable - self.paid - max(self.left, NOTHING)
        return gap if gap >= self.billed.minor_unit else NOTHING


def currency_of(contract: Contract, client: Client | None, settings: Settings) -> str:
    """Return a contract's currency: its own, its client's, or the ledger's."""
    return contract.currency or (client and client.currency) or settings.currency


def bills(contract: Contract, client: Client | None, settings: Settings) -> Iterator[BilledInvoice]:
    """Yield a contract's invoices as written, under its terms, its client's and the freelancer's."""
    if not contract.invoices:
        return
    currency = currency_of(contract, client, settings)
    notes: defaultdict[str, list[CreditNote]] = defaultdict(list)
    for note in contract.credit_notes:
        notes[note.invoice].append(note)
    vat = _first(contract.vat, client.vat if client else None, settings.vat)
    withholding = _first(contract.withholding, client.withholding if client else None)
    for invoice in contract.invoices:
        yield BilledInvoice(
            contract,
            invoice,
            currency,
            invoice.exchange_rate or settings.rate(currency, invoice.issued) or NOTHING,
            _first(invoice.vat, vat),
            _first(invoice.withholding, withholding),
            tuple(notes[invoice.id]),
        )


def _first(*shares: Fraction | None) -> Fraction:
    return next((share for share in shares if share is not None), Fraction(0))


def net_invoiced(invoices: Iterable[BilledInvoice], day: date) -> Decimal:
    """Return the net amount of invoices less their credit notes, as of a day, in the contract's currency."""
    return sum((each.on(day).net for each in invoices), NOTHING)
