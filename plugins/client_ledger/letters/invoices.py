"""What letters say of invoices: those past due however old, those paid late, and what is open in each currency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from client_ledger.judging.judgement import JudgedClient
from client_ledger.letters.case import Case
from client_ledger.letters.letter import Facts
from client_ledger.signs.late_payments import behind
from client_ledger.signs.view import InvoiceStatus, currency_of
from client_ledger.text.message import Amount, Message, msg


def open_invoices(client: JudgedClient) -> list[InvoiceStatus]:
    """Return the invoices that are not void and not wholly paid on the day, due or not."""
    day = client.status.day
    issued = client.timeline.issued.between(date.min, day)
    return [each for each in issued if not each.record.void and each.record.settled_by(day) is None]


def past_due(client: JudgedClient) -> list[InvoiceStatus]:
    """Return the open invoices whose due day is over, however long, the latest due first."""
    return _latest_first([each for each in open_invoices(client) if each.due < client.status.day])


def unpunctual(case: Case) -> list[InvoiceStatus]:
    """Return the invoices past due and those of the window that were paid late, the latest due first."""
    late = behind(case.view.due_in_last(case.window), case.view, case.reading.limits.grace_days)
    return _latest_first([*past_due(case.client), *(each.billed for each in late if each.settled)])


def _latest_first(bills: Sequence[InvoiceStatus]) -> list[InvoiceStatus]:
    return sorted(bills, key=lambda each: (each.due, each.record.id), reverse=True)


def owed(client: JudgedClient, bills: Sequence[InvoiceStatus]) -> tuple[Amount, ...]:
    """Return what is unpaid of some invoices, one amount a currency."""
    totals: dict[str, Decimal] = {}
    for each in bills:
        code = _currency(client, each)
        totals[code] = totals.get(code, Decimal(0)) + each.owed_on(client.status.day)
    return tuple(Amount(total, code) for code, total in sorted(totals.items()) if total)


def invoice_line(client: JudgedClient, each: InvoiceStatus) -> Message:
    """Return an invoice: its number, its due day and what is open of it in its own currency, or when it was paid."""
    number, day = each.record.id, client.status.day
    if paid := each.record.settled_by(day):
        return msg("{id}, due {due}: paid {paid}", id=number, due=each.due, paid=paid)
    amount = Amount(each.owed_on(day), _currency(client, each))
    if each.record.disputed:
        return msg("{id}, due {due}: {open} open, which you dispute", id=number, due=each.due, open=amount)
    return msg("{id}, due {due}: {open} open", id=number, due=each.due, open=amount)


def _currency(client: JudgedClient, each: InvoiceStatus) -> str:
    return currency_of(each.contract, client.timeline.client, client.timeline.settings)


def asked_for(client: JudgedClient, bills: Sequence[InvoiceStatus]) -> Facts:
    """Return what a letter about payments names: the invoices, and what of them is to be paid."""
    return {"overdue": owed(client, bills), "invoices": [invoice_line(client, each) for each in bills]}
