"""Finds the invoice that a payment is for: by its number, else by an amount that only one can mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.records import Invoice
from client_ledger.editing.pay import Payment
from client_ledger.importers.importer import Income

SHORTEST_WORD = 4


@dataclass(slots=True)
class Settled:
    """The new payments by invoice, how many the ledger has already, and why others were left out."""

    payments: dict[str, list[Payment]] = field(default_factory=dict)
    known: int = 0
    skipped: list[tuple[int, str]] = field(default_factory=list)


class Settlement:
    """Matches payments to some contracts' invoices, one after the other."""

    def __init__(
        self, client: Client, contracts: Sequence[Contract], currencies: dict[str, str], *, payer_named: bool
    ) -> None:
        self.result = Settled()
        self._client = client
        self._payer_named = payer_named
        self._currencies = {invoice.id: currencies[each.id] for each in contracts for invoice in each.invoices}
        self._invoices = {invoice.id: invoice for each in contracts for invoice in each.invoices if not invoice.void}
        self._received = Counter(
            (invoice.id, *payment) for invoice in self._invoices.values() for payment in invoice.received
        )
        self._open = {
            invoice.id: invoice.amount - sum(amount for _, amount in invoice.received)
            for invoice in self._invoices.values()
        }

        numbers = ((invoice.id.casefold(), invoice) for invoice in self._invoices.values())
        self._numbers = sorted(numbers, key=lambda pair: len(pair[0]), reverse=True)

    def add(self, income: Income) -> None:
        """Record a payment as new, as known, or as left out and why."""
        named = self._named(income.reference)
        if named is not None:
            self._settle(income, named)
        elif (known := self._known(income)) is not None:
            self._take(known, income)
        else:
            self._by_amount(income)

    def _named(self, reference: str) -> Invoice | None:
        """Return the invoice whose number stands in a text, the longest first."""
        text = reference.casefold()
        for number, invoice in self._numbers:
            if number in text and re.search(rf"(?<![\w-]){re.escape(number)}(?![\w-])", text):
                return invoice
        return None

    def _known(self, income: Income) -> Invoice | None:
        return next(
            (
                invoice
                for invoice in self._invoices.values()
                if self._received[invoice.id, income.day, income.amount] > 0
            ),
            None,
        )

    def _take(self, invoice: Invoice, income: Income) -> None:
        self._received[invoice.id, income.day, income.amount] -= 1
        self.result.known += 1

    def _settle(self, income: Income, invoice: Invoice) -> None:
        currency = self._currencies[invoice.id]
        if income.currency and income.currency != currency:
            self._skip(income, f"it is in {income.currency}, invoice {invoice.id} in {currency}")
        elif self._received[invoice.id, income.day, income.amount] > 0:
            self._take(invoice, income)
        elif income.amount > self._open[invoice.id]:
            self._skip(
                income,
                f"{income.amount:f} is more than is open of invoice {invoice.id} ({self._open[invoice.id]:f})",
            )
        else:
            self._open[invoice.id] -= income.amount
            self.result.payments.setdefault(invoice.id, []).append(Payment(income.day, income.amount))

    def _by_amount(self, income: Income) -> None:
        fitting = [
            invoice
            for invoice in self._invoices.values()
            if self._open[invoice.id] == income.amount
            and invoice.issued <= income.day
            and income.currency in ("", self._currencies[invoice.id])
        ]
        identities = ", ".join(invoice.id for invoice in fitting)
        if not fitting:
            self._skip(income, f"{income.amount:f} {income.currency} names no invoice here and is the amount of none")
        elif len(fitting) > 1:
            self._skip(income, f"it may be for any of {identities}: run `client-ledger paid INVOICE {income.day}`")
        elif not self._payer_named and not self._is_client(income.payer):
            self._skip(
                income,
                f"it is the amount of invoice {identities}, but the payer is not known to be the client: "
                f"run `client-ledger paid {identities} {income.day}`",
            )
        else:
            self._settle(income, fitting[0])

    def _is_client(self, payer: str) -> bool:
        known = f"{self._client.id} {self._client.name} {self._client.contact or ''}"
        return bool(_words(payer) & _words(known))

    def _skip(self, income: Income, why: str) -> None:
        self.result.skipped.append((income.line, why))


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= SHORTEST_WORD}
