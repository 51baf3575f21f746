"""Record that an invoice was paid, in full or in part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from client_ledger.book.billed_invoice import BilledInvoice
from client_ledger.book.contract import Contract
from client_ledger.book.invoice_status import status_on
from client_ledger.book.kinds import Return
from client_ledger.book.records import Invoice
from client_ledger.edits.record import document_of
from client_ledger.edits.save import Change, unsafe
from client_ledger.frontmatter.csv_edits import set_cell
from client_ledger.frontmatter.document import Document, Edit, EditRefused
from client_ledger.frontmatter.list_edits import add_key, append_items, flow_map, set_field
from client_ledger.frontmatter.nodes import MapNode
from client_ledger.frontmatter.spans import Front, entry, front_of, records_at
from client_ledger.project import Project
from client_ledger.text.cli_language import tr


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came in on a day, in the contract's currency, and when and why it was returned, if it was."""

    day: date
    amount: Decimal
    returned: date | None = None
    why: Return | None = None


def paid_in_full(project: Project, invoice: Invoice, day: date) -> Payment:
    """Return the payment of all that is left to pay; raise EditRefused if nothing is left."""
    if invoice.void:
        raise EditRefused(tr("invoice {invoice} is void", invoice=invoice.id))
    status = status_on(project.invoices[invoice.id], date.max)
    if status.settled_on:
        raise EditRefused(
            tr(
                "invoice {invoice} was already paid on {day} ({place})",
                invoice=invoice.id,
                day=status.settled_on,
                place=invoice.place,
            )
        )
    return Payment(day, status.left)


def part_of(whole: Payment, amount: Decimal) -> Payment:
    """Return a part of a payment; raise EditRefused if it is 0 or more than the whole."""
    if amount <= 0:
        raise EditRefused(tr("{amount} is not more than 0", amount=f"{amount:f}"))
    if amount > whole.amount:
        raise EditRefused(
            tr(
                "{amount} is more than the {open} still open",
                amount=f"{amount:f}",
                open=f"{whole.amount:f}",
            )
        )
    return Payment(whole.day, amount)


def pay(project: Project, contract: Contract, payments: Iterable[tuple[Invoice, Sequence[Payment]]]) -> list[Change]:
    """Return the changes that record payments of some of a contract's invoices, each named once."""
    changes: dict[str, tuple[Document, list[Edit]]] = {}
    front: Front | None = None
    records: dict[tuple[int, int], MapNode] = {}
    for invoice, new in payments:
        file = invoice.place.file
        if file not in changes:
            changes[file] = (document_of(project, file), [])
        document, edits = changes[file]
        if file != contract.place.file:
            edits += _pay_in_csv(document, project.invoices[invoice.id], new)
            continue
        if front is None:
            front = front_of(document)
            records = records_at(front, "invoices")
        node = records.get((invoice.place.line, invoice.place.column))
        if node is None:
            raise _unsafe(project, invoice)
        edits += _pay_in_place(front, node, project.invoices[invoice.id], new)
    return [Change(file, document.data, document.edited(edits)) for file, (document, edits) in changes.items()]


def _is_whole(billed: BilledInvoice, new: Sequence[Payment]) -> bool:
    """Tell whether `paid` with a day is equivalent: one payment of all that is payable on that day."""
    is_one = not billed.payments and len(new) == 1 and new[0].returned is None
    return is_one and new[0].amount == status_on(billed, new[0].day).payable


def _pay_in_csv(document: Document, billed: BilledInvoice, new: Sequence[Payment]) -> list[Edit]:
    invoice = billed.record
    if not _is_whole(billed, new):
        hint = tr("write this invoice in the contract's front matter, with `payments`")
        raise EditRefused(tr("{place}: a CSV file cannot hold part payments; {hint}", place=invoice.place, hint=hint))
    return set_cell(document, invoice.place.line, "paid", new[0].day.isoformat())


def _pay_in_place(front: Front, node: MapNode, billed: BilledInvoice, new: Sequence[Payment]) -> list[Edit]:
    invoice = billed.record
    if _is_whole(billed, new):
        return set_field(front, node, "paid", new[0].day.isoformat())
    if invoice.paid:
        raise EditRefused(
            tr(
                "invoice {invoice} was already paid on {day} ({place})",
                invoice=invoice.id,
                day=invoice.paid,
                place=invoice.place,
            )
        )
    items = [flow_map(_fields(payment)) for payment in new]
    if entry(node, "payments") is None:
        return add_key(front, node, "payments", f"[{', '.join(items)}]")
    return append_items(front, node, "payments", items)


def _fields(payment: Payment) -> dict[str, str]:
    fields = {"date": payment.day.isoformat(), "amount": f"{payment.amount:f}"}
    if payment.returned:
        fields |= {"returned": payment.returned.isoformat(), "why": payment.why or ""}
    return fields


def confirm_paid(
    project: Project, after: Project, contract: Contract, payments: Iterable[tuple[Invoice, Sequence[Payment]]]
) -> None:
    """Raise EditRefused unless only these payments change a contract's invoices."""
    added = {
        invoice.id: [(each.day, each.amount, each.returned, each.why) for each in new] for invoice, new in payments
    }
    for invoice in contract.invoices:
        billed = after.invoices.get(invoice.id)
        expected = sorted([*_received(project.invoices[invoice.id]), *added.get(invoice.id, ())], key=_day_and_amount)
        if billed is None or billed.contract.id != contract.id or _received(billed) != expected:
            raise _unsafe(project, invoice)


_Received = tuple[date, Decimal, date | None, str | None]


def _received(billed: BilledInvoice) -> list[_Received]:
    return [(each.day, each.amount, each.returned, each.why) for each in billed.payments]


def _day_and_amount(received: _Received) -> tuple[date, Decimal]:
    return received[:2]


def _unsafe(project: Project, invoice: Invoice) -> EditRefused:
    why = tr(
        "{place}: invoice {invoice} is written in a way that cannot be changed safely",
        place=invoice.place,
        invoice=invoice.id,
    )
    return unsafe(project, why)
