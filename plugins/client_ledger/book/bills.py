"""The invoices of a ledger's contracts under their terms, each made once for all that ask for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction

from client_ledger.book.billed_invoice import NOTHING, BilledInvoice, currency_of
from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.load import Ledger
from client_ledger.book.records import CreditNote
from client_ledger.book.settings import Settings

Bills = Mapping[str, tuple[BilledInvoice, ...]]
"""Each contract's invoices, by the contract's id."""


def bills_of(ledger: Ledger, settings: Settings, before: tuple[Ledger, Bills] | None = None) -> Bills:
    """Return the invoices of all contracts.

    Those of a contract are reused from `before`, an earlier reading under the same settings, if it and its client are
    the identical objects: a file that is read again makes new ones.
    """
    earlier, known = before or (ledger, {})
    found = {}
    for contract in ledger.contracts.values():
        client = ledger.clients.get(contract.client)
        same = earlier.contracts.get(contract.id) is contract and earlier.clients.get(contract.client) is client
        kept = known.get(contract.id) if same else None
        found[contract.id] = tuple(_billed(contract, client, settings)) if kept is None else kept
    return found


def _billed(contract: Contract, client: Client | None, settings: Settings) -> Iterator[BilledInvoice]:
    """Yield a contract's invoices with the terms of the contract, of its client and of the settings applied."""
    if not contract.invoices:
        return
    currency = currency_of(contract, client, settings)
    notes: defaultdict[str, list[CreditNote]] = defaultdict(list)
    for note in contract.credit_notes:
        notes[note.invoice].append(note)
    vat, withholding = usual_taxes(contract, client, settings)
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


def usual_taxes(contract: Contract, client: Client | None, settings: Settings) -> tuple[Fraction, Fraction]:
    """Return the VAT and the withholding of a contract's invoices that do not name their own, as shares."""
    vat = _first(contract.vat, client.vat if client else None, settings.vat)
    return vat, _first(contract.withholding, client.withholding if client else None)


def _first(*shares: Fraction | None) -> Fraction:
    return next((share for share in shares if share is not None), Fraction(0))
