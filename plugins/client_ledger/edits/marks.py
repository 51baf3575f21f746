"""Mark an invoice: written off, reminded, or with a payment returned."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from client_ledger.book.billed_invoice import BilledInvoice, Received
from client_ledger.book.contract import Contract
from client_ledger.book.invoice_status import status_on
from client_ledger.book.records import Invoice
from client_ledger.edits.record import document_of
from client_ledger.edits.save import Change, unsafe
from client_ledger.frontmatter.csv_edits import set_cell
from client_ledger.frontmatter.document import Edit, EditRefused
from client_ledger.frontmatter.list_edits import append_items, flow_map, set_field
from client_ledger.frontmatter.nodes import ListNode, MapNode
from client_ledger.frontmatter.spans import Front, front_of, records_at
from client_ledger.project import Project
from client_ledger.text.cli_language import tr


def write_off(project: Project, contract: Contract, invoice: Invoice, day: date) -> Change:
    """Return the change that writes an invoice off on a day; raise EditRefused if nothing is left to pay."""
    if invoice.written_off:
        raise EditRefused(
            tr(
                "invoice {invoice} was already written off on {day} ({place})",
                invoice=invoice.id,
                day=invoice.written_off,
                place=invoice.place,
            )
        )
    _expect_open(project, invoice)
    if _is_in_csv(contract, invoice):
        return _in_cell(project, invoice, "written_off", day)
    return _in_place(
        project, contract, invoice, lambda front, node: set_field(front, node, "written_off", day.isoformat())
    )


def remind(project: Project, contract: Contract, invoice: Invoice, day: date) -> Change:
    """Return the change that adds a reminder sent on a day; raise EditRefused if nothing is left to pay."""
    _expect_open(project, invoice)
    if day in invoice.reminders:
        raise EditRefused(tr("the reminder of {day} is already recorded ({place})", day=day, place=invoice.place))
    if _is_in_csv(contract, invoice):
        return _in_cell(project, invoice, "reminders", day)
    return _in_place(
        project, contract, invoice, lambda front, node: append_items(front, node, "reminders", [day.isoformat()])
    )


def give_back(
    project: Project,
    contract: Contract,
    invoice: Invoice,
    day: date,
    why: str,
    *,
    paid_on: date | None = None,
    amount: Decimal | None = None,
) -> Change:
    """Return the change that records when and why a payment (the one of a day, or the last), or a part, was returned.

    The part that was not returned becomes a payment of its own.
    """
    if _is_in_csv(contract, invoice):
        hint = tr("write this invoice in the contract's front matter, with `payments`")
        raise EditRefused(
            tr("{place}: a CSV file cannot hold returned payments; {hint}", place=invoice.place, hint=hint)
        )
    payments = [
        each
        for each in project.invoices[invoice.id].payments
        if each.returned is None and paid_on in {None, each.day} and (amount is None or amount <= each.amount)
    ]
    if not payments:
        which = tr(" of {day}", day=paid_on) if paid_on else ""
        which += tr(" of at least {amount}", amount=f"{amount:f}") if amount else ""
        raise EditRefused(tr("invoice {invoice} has no payment{which} to return", invoice=invoice.id, which=which))
    payment = max(payments, key=lambda each: (each.amount == amount, each.day))
    if day < payment.day:
        raise EditRefused(
            tr(
                "the payment of {day} cannot have gone back before that day, on {returned}",
                day=payment.day,
                returned=day,
            )
        )
    back = payment.amount if amount is None else amount
    returned = {"returned": str(day), "why": why}
    rest = [_payment(payment.day, payment.amount - back)] if back < payment.amount else []

    def edits(front: Front, node: MapNode) -> list[Edit]:
        if invoice.paid:
            items = [_payment(payment.day, back) | returned, *rest]
            start, end = front.offset(node.marks["paid"]), front.end(node.entries["paid"])
            return [Edit(start, end, f"payments: [{', '.join(map(flow_map, items))}]")]
        item = _written_payment(invoice, node, payment)
        if item is None:
            raise _unsafe(project, invoice)
        changed = [edit for name, value in returned.items() for edit in set_field(front, item, name, value)]
        if rest:
            written = item.entries["amount"]
            changed.insert(0, Edit(front.start(written), front.end(written), f"{back:f}"))
            changed += append_items(front, node, "payments", [flow_map(each) for each in rest])
        return changed

    return _in_place(project, contract, invoice, edits)


def _payment(day: date, amount: Decimal) -> dict[str, str]:
    return {"date": str(day), "amount": f"{amount:f}"}


def _written_payment(invoice: Invoice, node: MapNode, payment: Received) -> MapNode | None:
    """Return the place of a payment under an invoice's `payments` that was not returned."""
    written = node.entries.get("payments")
    items = written.items if isinstance(written, ListNode) else ()
    for record, item in zip(invoice.payments, items, strict=True):
        is_meant = record.returned is None and (record.date, record.amount) == (payment.day, payment.amount)
        if is_meant and isinstance(item, MapNode):
            return item
    return None


def confirm_marked(project: Project, after: Project, invoice: Invoice, changed: Mapping[str, object]) -> None:
    """Raise EditRefused unless only these fields of this invoice change in the whole ledger."""
    for identity, billed in project.invoices.items():
        new = after.invoices.get(identity)
        if new is None or _received(new) != _received(billed):
            raise _unsafe(project, invoice)
        if _values(new.record, changed if identity == invoice.id else {}) != _values(
            billed.record, changed if identity == invoice.id else {}
        ):
            raise _unsafe(project, invoice)
    written = after.invoices[invoice.id].record
    if any(value is not None and getattr(written, name) != value for name, value in changed.items()):
        raise _unsafe(project, invoice)


def _received(billed: BilledInvoice) -> dict[date, Decimal]:
    """Return what came in on each day; splitting a payment in two does not change this."""
    received: defaultdict[date, Decimal] = defaultdict(Decimal)
    for each in billed.payments:
        received[each.day] += each.amount
    return received


def _values(record: Any, left_out: Mapping[str, object]) -> list[object]:  # noqa: ANN401 - any of the format's records
    names = (each.name for each in dataclasses.fields(record) if each.name != "place" and each.name not in left_out)
    return [getattr(record, name) for name in names]


def _expect_open(project: Project, invoice: Invoice) -> None:
    if not status_on(project.invoices[invoice.id], date.max).is_open:
        raise EditRefused(
            tr("nothing is left to pay on invoice {invoice} ({place})", invoice=invoice.id, place=invoice.place)
        )


def _is_in_csv(contract: Contract, invoice: Invoice) -> bool:
    return invoice.place.file != contract.place.file


def _in_cell(project: Project, invoice: Invoice, column: str, day: date) -> Change:
    document = document_of(project, invoice.place.file)
    edits = set_cell(document, invoice.place.line, column, day.isoformat())
    return Change(document.file, document.data, document.edited(edits))


def _in_place(
    project: Project, contract: Contract, invoice: Invoice, edits: Callable[[Front, MapNode], list[Edit]]
) -> Change:
    document = document_of(project, contract.place.file)
    front = front_of(document)
    node = records_at(front, "invoices").get((invoice.place.line, invoice.place.column))
    if node is None:
        raise _unsafe(project, invoice)
    return Change(document.file, document.data, document.edited(edits(front, node)))


def _unsafe(project: Project, invoice: Invoice) -> EditRefused:
    return unsafe(
        project,
        tr(
            "{place}: invoice {invoice} is written in a way that cannot be changed safely",
            place=invoice.place,
            invoice=invoice.id,
        ),
    )
