"""Invoices for letters: those past due however old, those paid late, and what is open in each currency."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from client_ledger.book.billed_invoice import Received
from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.signs.sign import Facts
from client_ledger.signs.view import View
from client_ledger.text.message import Amount, Message, Value, msg

BOUNCED = msg("{id}, due {due}: {open} open, since your payment of {paid} bounced on {back}")
TAKEN_BACK = msg("{id}, due {due}: {open} open, since your payment of {paid} was taken back on {back}")


def open_invoices(view: View) -> list[InvoiceStatus]:
    """Return the invoices that are open on the day, due or not, by day of issue."""
    found = (each for each in view.timeline.invoices_on(view.day) if each.is_open)
    return sorted(found, key=lambda each: each.record.issued)


def past_due(view: View) -> list[InvoiceStatus]:
    """Return the open invoices past their due day, however old, the latest due first."""
    return latest_first([each for each in open_invoices(view) if each.is_past_due])


def latest_first(bills: Sequence[InvoiceStatus]) -> list[InvoiceStatus]:
    """Return invoices by due day, the latest first."""
    return sorted(bills, key=lambda each: (each.due, each.record.id), reverse=True)


def owed(bills: Sequence[InvoiceStatus]) -> tuple[Amount, ...]:
    """Return the open sum of some invoices in each currency."""
    totals: dict[str, Decimal] = {}
    for each in bills:
        totals[each.currency] = totals.get(each.currency, Decimal(0)) + each.open
    return tuple(Amount(total, code) for code, total in sorted(totals.items()) if total)


def invoice_line(each: InvoiceStatus) -> Message:
    """Return the line for an invoice: its number, its due day, and its open sum or its day of payment."""
    number = each.record.id
    if each.settled_on:
        return msg("{id}, due {due}: paid {paid}", id=number, due=each.due, paid=each.settled_on)
    amount = Amount(each.open, each.currency)
    if back := _went_back(each):
        returned = BOUNCED if back.why == "bounced" else TAKEN_BACK
        values: dict[str, Value] = {"paid": back.day, "back": back.returned or each.day}
        return Message(returned.text, {"id": number, "due": each.due, "open": amount, **values})
    if each.is_disputed:
        return msg("{id}, due {due}: {open} open, which you dispute", id=number, due=each.due, open=amount)
    return msg("{id}, due {due}: {open} open", id=number, due=each.due, open=amount)


def _went_back(each: InvoiceStatus) -> Received | None:
    """Return the latest payment whose return opened an invoice again; None if there is none."""
    found = (
        paid for paid in each.billed.payments if paid.why in ("chargeback", "bounced") and paid.is_back_by(each.day)
    )
    return max(found, key=lambda paid: paid.returned or each.day, default=None)


def is_charged_back(bill: InvoiceStatus) -> bool:
    """Tell whether a chargeback took back a payment of an invoice."""
    return any(paid.why == "chargeback" and paid.is_back_by(bill.day) for paid in bill.billed.payments)


def asked_for(bills: Sequence[InvoiceStatus]) -> Facts:
    """Return the facts for a letter about payments: the invoices, and the sums to pay."""
    return {"overdue": owed(bills), "invoices": [invoice_line(each) for each in bills]}
