"""What may be said of invoices: those past due however old, those paid late, and what is open in each currency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from client_ledger.signs.sign import Facts
from client_ledger.signs.view import InvoiceStatus, View, currency_of
from client_ledger.text.message import Amount, Message, msg


def open_invoices(view: View) -> list[InvoiceStatus]:
    """Return the invoices that are not void and not wholly paid on the day, due or not."""
    day = view.day
    issued = view.timeline.issued.between(date.min, day)
    return [each for each in issued if not each.record.void and each.record.settled_by(day) is None]


def past_due(view: View) -> list[InvoiceStatus]:
    """Return the open invoices whose due day is over, however long, the latest due first."""
    return latest_first([each for each in open_invoices(view) if each.due < view.day])


def latest_first(bills: Sequence[InvoiceStatus]) -> list[InvoiceStatus]:
    """Return invoices in order of their due day, the latest first."""
    return sorted(bills, key=lambda each: (each.due, each.record.id), reverse=True)


def owed(view: View, bills: Sequence[InvoiceStatus]) -> tuple[Amount, ...]:
    """Return what is unpaid of some invoices, one amount a currency."""
    totals: dict[str, Decimal] = {}
    for each in bills:
        code = _currency(view, each)
        totals[code] = totals.get(code, Decimal(0)) + each.owed_on(view.day)
    return tuple(Amount(total, code) for code, total in sorted(totals.items()) if total)


def invoice_line(view: View, each: InvoiceStatus) -> Message:
    """Return an invoice: its number, its due day and what is open of it in its own currency, or when it was paid."""
    number, day = each.record.id, view.day
    if paid := each.record.settled_by(day):
        return msg("{id}, due {due}: paid {paid}", id=number, due=each.due, paid=paid)
    amount = Amount(each.owed_on(day), _currency(view, each))
    if each.record.disputed:
        return msg("{id}, due {due}: {open} open, which you dispute", id=number, due=each.due, open=amount)
    return msg("{id}, due {due}: {open} open", id=number, due=each.due, open=amount)


def _currency(view: View, each: InvoiceStatus) -> str:
    return currency_of(each.contract, view.timeline.client, view.timeline.settings)


def asked_for(view: View, bills: Sequence[InvoiceStatus]) -> Facts:
    """Return what a letter about payments names: the invoices, and what of them is to be paid."""
    return {"overdue": owed(view, bills), "invoices": [invoice_line(view, each) for each in bills]}
