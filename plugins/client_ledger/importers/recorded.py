"""Payments that the ledger has already, and the note about one that may be the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from client_ledger.book.billed_invoice import BilledInvoice
from client_ledger.importers.importer import Income
from client_ledger.text.cli_language import tr

# Freelancers may record a payment under the day they saw it, up to this many days from its booking.
NEAR_DAYS = 10


class Recorded(NamedTuple):
    """A payment that the ledger has already."""

    invoice: str
    day: date
    amount: Decimal
    returned: date | None


class RecordedPayments:
    """The recorded payments of invoices; each matches at most one row of a file."""

    def __init__(self, invoices: Iterable[BilledInvoice]) -> None:
        invoices = list(invoices)
        self._currencies = {billed.record.id: billed.currency for billed in invoices}
        self._left = Counter(
            Recorded(billed.record.id, each.day, each.amount, each.returned)
            for billed in invoices
            for each in billed.payments
        )

    def taken_by(self, income: Income, named: Collection[str]) -> list[Recorded]:
        """Return the records of a payment and reserve them; nothing if it is not recorded."""
        found = self._within(income, named)
        if len(named) <= 1:
            found = _one_or_its_parts(income, found)
        if not found or sum(each.amount for each in found) not in amounts_of(income):
            return []
        self._left.subtract(found)
        return found

    def near(self, income: Income, named: Collection[str] = ()) -> Recorded | None:
        """Return the recorded payment that this one may be, recorded under another day."""
        same = (each for each in self._within(income, named, NEAR_DAYS) if each.amount in amounts_of(income))
        return min(same, key=lambda each: abs(each.day - income.day), default=None)

    def of_the_day(self, income: Income) -> list[Recorded]:
        """Return the recorded payments of the same day and amount, of any invoice."""
        return [each for each in self._within(income, ()) if each.amount in amounts_of(income)]

    def _within(self, income: Income, named: Collection[str], days: int = 0) -> list[Recorded]:
        """Return the recorded payments within some days of this one that no row of the file has matched yet.

        They belong to the named invoices, or to any invoice if none is named.
        """
        return [
            each
            for each, count in self._left.items()
            if count > 0
            and (not named or each.invoice in named)
            and abs((each.day - income.day).days) <= days
            and income.currency in ("", self._currencies[each.invoice])
        ]


def amounts_of(income: Income) -> tuple[Decimal, ...]:
    """Return the amounts with which a payment may be recorded."""
    return income.amount, income.amount + income.fee, income.kept


def _one_or_its_parts(income: Income, found: Sequence[Recorded]) -> list[Recorded]:
    """Return the record of a payment, or its records if it was split when a part was returned."""
    sums = {income.amount, income.amount + income.fee}
    whole = [each for each in found if each.amount in sums]
    for identity in dict.fromkeys(each.invoice for each in found) if income.returns and not whole else ():
        parts = [each for each in found if each.invoice == identity]
        if sum(each.amount for each in parts) in sums:
            return parts
    return (whole or [each for each in found if each.amount == income.kept])[:1]


def may_be(recorded: Recorded, command: str, other: str = "") -> str:
    """Return why a payment close to a recorded one is skipped, and what to do in either case."""
    which = tr(
        "it may be the payment of invoice {invoice} recorded on {day}{other}",
        invoice=recorded.invoice,
        day=recorded.day,
        other=other,
    )
    return tr("{which}: correct that day, or {command}", which=which, command=command)


def is_another_part(income: Income, recorded: Recorded) -> str:
    """Return the note about an instalment booked close to an equal one."""
    return tr(
        "the payment on line {line} ({day}) counts as another part of invoice {invoice}, "
        "although the same amount is recorded on {recorded_on}; if they are the same "
        "payment, delete one",
        line=str(income.line),
        day=income.day,
        invoice=recorded.invoice,
        recorded_on=recorded.day,
    )
