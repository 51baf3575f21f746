"""Faults in amounts and currencies, and notices of what is still to settle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from client_ledger.book.billed_invoice import BilledInvoice
from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.invoice_status import status_on
from client_ledger.book.settings import Settings
from client_ledger.frontmatter.problems import Place, Problem
from client_ledger.text.currencies import digits_of
from client_ledger.text.message import Amount, msg

SUMS = ("value", "monthly", "deposit", "kill_fee")


def credit_faults(contract: Contract) -> Iterator[Problem]:
    """Yield a problem for each credit note without an invoice, and for each that credits more than its invoice."""
    left = {invoice.id: invoice.amount for invoice in contract.invoices}
    for note in contract.credit_notes:
        if note.invoice not in left:
            message = msg(
                "credit note {id}: this contract has no invoice '{invoice}'", id=note.id, invoice=note.invoice
            )
            yield Problem(note.place, "unknown-invoice", message, msg("write the id of an invoice of this contract"))
            continue
        left[note.invoice] -= note.amount
        if left[note.invoice] < 0:
            message = msg("credit note {id}: the credits exceed invoice {invoice}", id=note.id, invoice=note.invoice)
            yield Problem(note.place, "too-much-credit", message, msg("is the amount right?"))


def decimal_faults(contract: Contract, currency: str) -> Iterator[Problem]:
    """Yield a problem for each amount with more decimals than the contract's currency has."""
    sums: list[tuple[Place, object]] = [
        (contract.places.get(name, contract.place), getattr(contract, name)) for name in SUMS
    ]
    if contract.late_fee:
        sums.append((contract.places.get("late_fee", contract.place), contract.late_fee.flat))
    for invoice in contract.invoices:
        sums += [(invoice.place, amount) for amount in (invoice.amount, *(each.amount for each in invoice.payments))]
    sums += [(note.place, note.amount) for note in contract.credit_notes]
    for place, amount in sums:
        if isinstance(amount, Decimal) and amount % Decimal(1).scaleb(-digits_of(currency)):
            message = msg("{amount} has more decimals than {currency} allows", amount=f"{amount:f}", currency=currency)
            yield Problem(place, "too-many-decimals", message, msg("round it"))


def money_notices(invoices: Iterable[BilledInvoice], today: date) -> Iterator[Problem]:
    """Yield a notice for each overpayment, and for each refund without a credit note."""
    for billed in invoices:
        record, status = billed.record, status_on(billed, today)
        if record.void and status.paid:
            message = msg(
                "invoice {id} is void, but {sum} was paid for it",
                sum=Amount(status.paid, billed.currency),
                id=record.id,
            )
            hint = msg("it does not count as income: pay it back, or record it on the invoice it was for")
            yield Problem(record.place, "void-paid", message, hint, "notice")
        if surplus := status.overpaid:
            message = msg("invoice {id} is overpaid by {sum}", id=record.id, sum=Amount(surplus, billed.currency))
            hint = msg("pay it back and write `returned` and `why: refund`, or record it on the invoice it was for")
            yield Problem(record.place, "overpaid", message, hint, "notice")
        if gap := status.refunded_without_credit:
            message = msg(
                "{sum} of invoice {id} was refunded without a credit note",
                sum=Amount(gap, billed.currency),
                id=record.id,
            )
            yield Problem(record.place, "no-credit-note", message, msg("write it under `credit_notes`"), "notice")


def missing_rate(thing: Client | Contract, settings: Settings) -> Iterator[Problem]:
    """Yield the problem of a currency without an exchange rate."""
    if thing.currency and settings.rate(thing.currency, date.max) is None:
        message = msg("there is no exchange rate for {currency}", currency=thing.currency)
        hint = msg("add it to `exchange_rates` in mkdocs.yml")
        yield Problem(thing.places["currency"], "missing-exchange-rate", message, hint)
