"""A contract's invoices under its terms: everything about an invoice that does not depend on the day.

Amounts are in the contract's currency; income is in the ledger's base currency, at the invoice's own rate. Debt
(payable, credited) is with VAT and less withholding; income is without both.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.kinds import Return
from client_ledger.book.records import CreditNote, Invoice
from client_ledger.book.settings import Settings
from client_ledger.text.currencies import digits_of

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Received:
    """A payment that arrived: its amount, its part that is income, and when and why it was returned, if it was."""

    day: date
    amount: Decimal
    net: Fraction
    returned: date | None = None
    why: Return | None = None

    def counts_on(self, day: date) -> bool:
        """Tell whether the freelancer has the money at the end of a day."""
        return self.day <= day and not self.is_back_by(day)

    def is_back_by(self, day: date) -> bool:
        """Tell whether the money was returned by the end of a day."""
        return self.returned is not None and self.returned <= day


class Balance(NamedTuple):
    """What is left to pay from a day on (negative if overpaid), and the day the invoice was settled.

    It is settled from the first day on which no more than a rounding remainder is left, the latest such day if
    a chargeback or a bounced payment had opened it again.
    """

    day: date
    left: Decimal
    settled_on: date | None


@dataclass(frozen=True, eq=False)
class BilledInvoice:
    """An invoice under its contract's terms: everything that does not depend on the day.

    `rate` is what one unit of its currency is worth in the base currency, 0 if the ledger reports a missing rate.
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
        """The last day on which a payment is on time."""
        return self.contract.due(self.record)

    @cached_property
    def payable(self) -> Decimal:
        """What the client has to pay, before credit notes."""
        return self.payable_for(self.record.amount)

    @cached_property
    def minor_unit(self) -> Decimal:
        """The smallest amount of the currency; less than that counts as nothing."""
        return Decimal(1).scaleb(-digits_of(self.currency))

    def payable_for(self, net: Decimal) -> Decimal:
        """Return what is payable for a net amount at this invoice's VAT and withholding, rounded half up."""
        digits = digits_of(self.currency)
        exponent = net.as_tuple().exponent
        if self.vat == self.withholding and isinstance(exponent, int) and -exponent <= digits:
            return net
        exact = Fraction(net) * (1 + self.vat - self.withholding) * 10**digits
        return Decimal(f"{(2 * exact.numerator + exact.denominator) // (2 * exact.denominator)}E-{digits}")

    @cached_property
    def payments(self) -> tuple[Received, ...]:
        """The payments by day; `paid` counts as one payment of all that is payable after the credit notes so far."""
        if paid := self.record.paid:
            whole = max(self.payable - self.credited_by(paid), NOTHING)
            return (Received(paid, whole, self._net_of(whole)),)
        written = sorted(self.record.payments, key=lambda each: (each.date, each.amount))
        return tuple(
            Received(each.date, each.amount, self._net_of(each.amount), each.returned, each.why) for each in written
        )

    def _net_of(self, amount: Decimal) -> Fraction:
        if self.payable in (NOTHING, self.record.amount):
            return Fraction(amount)
        return Fraction(amount) * Fraction(self.record.amount) / Fraction(self.payable)

    def credited_by(self, day: date) -> Decimal:
        """Return how much the credit notes up to a day lower what is payable."""
        return sum((self.payable_for(each.amount) for each in self.credit_notes if each.issued <= day), NOTHING)

    def net_credited_by(self, day: date) -> Decimal:
        """Return the net amount of the credit notes up to a day."""
        return sum((each.amount for each in self.credit_notes if each.issued <= day), NOTHING)

    @property
    def net_share(self) -> Fraction:
        """What one unit of a net amount is worth in the base currency after the platform's fee."""
        return Fraction(self.rate) * self.contract.net_share

    @cached_property
    def income(self) -> tuple[tuple[date, Fraction], ...]:
        """Income by day, net, in the base currency, less the platform's fee; a returned payment is negative.

        Money paid for a void invoice is not income.
        """
        if self.record.void:
            return ()
        share = self.net_share
        came = ((each.day, each.net * share) for each in self.payments)
        went = ((each.returned, -each.net * share) for each in self.payments if each.returned)
        return (*came, *went)

    @cached_property
    def balances(self) -> tuple[Balance, ...]:
        """The balance from each day on which it changes."""
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
            settled = settled or day if self._is_settled_at(left) else None
            found.append(Balance(day, left, settled))
        return tuple(found)

    def _is_settled_at(self, left: Decimal) -> bool:
        """Tell whether at most a rounding remainder is left: three thirds of 100 are 99.99."""
        return left < self.minor_unit or (left == self.minor_unit and left < self.payable)

    @cached_property
    def change_days(self) -> list[date]:
        """The days on which the balance changes."""
        return [each.day for each in self.balances]

    def balance_on(self, day: date) -> Balance:
        """Return the balance at the end of a day."""
        index = bisect_right(self.change_days, day)
        return self.balances[index - 1] if index else Balance(day, self.payable, None)


def currency_of(contract: Contract, client: Client | None, settings: Settings) -> str:
    """Return a contract's currency: its own, its client's, or the ledger's."""
    return contract.currency or (client and client.currency) or settings.currency
