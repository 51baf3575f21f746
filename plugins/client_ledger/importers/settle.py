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
from client_ledger.importers.payers import is_client

# So short a number may be any other; it names an invoice only behind a word that says so, or alone on its line.
SHORT_NUMBER = re.compile(r"\w{1,3}|(?:19|20)\d\d")
ANNOUNCED = r"(?:invoices?|inv|factures?|fact|rechnung(?:en|snr)?|re|rg|no|nr|n°|nº|#)[\s.:#°]*"
ALONE = r"^\s*(?:\d+[,;+&\s]+)*{number}(?=(?:[,;+&\s]+\d+)*\s*$)"


@dataclass(slots=True)
class Settled:
    """The new payments by invoice and their lines, how many the ledger has already, and why others were left out."""

    payments: dict[str, list[Payment]] = field(default_factory=dict)
    lines: dict[str, list[int]] = field(default_factory=dict)
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
        by_length = sorted(self._invoices.values(), key=lambda invoice: len(invoice.id), reverse=True)
        self._patterns = [(invoice.id.casefold(), _pattern(invoice.id), invoice) for invoice in by_length]

    def add(self, income: Income) -> None:
        """Record a payment as new, as known, or as left out and why."""
        named = self._named(income.reference)
        if len(named) > 1:
            self._settle_together(income, named)
        elif named:
            self._settle(income, named[0])
        elif (known := self._known(income)) is not None:
            self._take(known, income)
        else:
            self._by_amount(income)

    def _named(self, reference: str) -> list[Invoice]:
        """Return the invoices whose numbers stand in a text, a longer number never read as a shorter one."""
        text, found = reference.casefold(), []
        for number, pattern, invoice in self._patterns:
            if number in text and pattern.search(text):
                found.append(invoice)
                text = pattern.sub(" ", text)
        return found

    def _known(self, income: Income) -> Invoice | None:
        invoices = self._invoices.values()
        return next((each for each in invoices if self._received[each.id, income.day, income.amount] > 0), None)

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
            self._pay(income, invoice)

    def _settle_together(self, income: Income, named: Sequence[Invoice]) -> None:
        """Settle several invoices that one payment names, when it is exactly all that is open of them."""
        ids = {invoice.id for invoice in named}
        identities = ", ".join(sorted(ids))
        on_the_day = (key for key, count in self._received.items() if count > 0 and key[1] == income.day)
        recorded = [key for key in on_the_day if key[0] in ids]
        if sum(amount for _, _, amount in recorded) == income.amount:
            self._received.subtract(recorded)
            self.result.known += 1
        elif income.currency and {self._currencies[each] for each in ids} != {income.currency}:
            self._skip(income, f"it is in {income.currency}, the invoices {identities} are not")
        elif sum(self._open[each] for each in ids) == income.amount:
            for invoice in named:
                if self._open[invoice.id]:
                    self._pay(income, invoice)
        else:
            self._skip(
                income,
                f"it names several invoices ({identities}) and is not what is open of them together: "
                f"run `client-ledger paid INVOICE {income.day} --amount AMOUNT` for each",
            )

    def _pay(self, income: Income, invoice: Invoice) -> None:
        amount = min(income.amount, self._open[invoice.id])
        self._open[invoice.id] -= amount
        self.result.payments.setdefault(invoice.id, []).append(Payment(income.day, amount))
        self.result.lines.setdefault(invoice.id, []).append(income.line)

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
            amount = f"{income.amount:f} {income.currency}".strip()
            self._skip(income, f"{amount} names no invoice here and is the amount of none")
        elif len(fitting) > 1:
            self._skip(income, f"it may be for any of {identities}: run `client-ledger paid INVOICE {income.day}`")
        elif not self._payer_named and not is_client(income.payer, self._client):
            self._skip(
                income,
                f"it is the amount of invoice {identities}, but the payer is not known to be the client: "
                f"run `client-ledger paid {identities} {income.day}`",
            )
        else:
            self._settle(income, fitting[0])

    def _skip(self, income: Income, why: str) -> None:
        self.result.skipped.append((income.line, why))


def _pattern(number: str) -> re.Pattern[str]:
    bare = rf"(?<![\w-]){re.escape(number.casefold())}(?![\w-])"
    short = SHORT_NUMBER.fullmatch(number)
    return re.compile(f"{ANNOUNCED}{bare}|{ALONE.format(number=bare)}" if short else bare, re.MULTILINE)
