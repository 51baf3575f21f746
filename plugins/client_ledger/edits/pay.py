"""Records that an invoice was paid, in full or in part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from client_ledger.book.contract import Contract
from client_ledger.book.records import Invoice
from client_ledger.edits.owners import is_open
from client_ledger.edits.record import document_of
from client_ledger.edits.save import Change, unsafe
from client_ledger.frontmatter.csv_edits import set_cell
from client_ledger.frontmatter.document import Document, Edit, EditRefused
from client_ledger.frontmatter.list_edits import add_key, append_items, flow_map, set_field
from client_ledger.frontmatter.spans import Front, entry, front_of, records_at
from client_ledger.frontmatter.tree import MapNode
from client_ledger.project import Project


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came in on a day, in the contract's currency."""

    day: date
    amount: Decimal


def remaining(invoice: Invoice) -> Decimal:
    """Return what is still to be paid."""
    return invoice.amount - sum((amount for _, amount in invoice.received), Decimal(0))


def paid_in_full(invoice: Invoice, day: date) -> Payment:
    """Return the payment of all that is open; raise EditRefused when nothing is."""
    if invoice.void:
        raise EditRefused(f"invoice {invoice.id} is void")
    if not is_open(invoice):
        settled = invoice.settled_by(date.max)
        raise EditRefused(f"invoice {invoice.id} is paid already, on {settled} ({invoice.place})")
    return Payment(day, remaining(invoice))


def part_of(whole: Payment, amount: Decimal) -> Payment:
    """Return a part of a payment; raise EditRefused when it is nothing, or more than the whole."""
    if not 0 < amount <= whole.amount:
        raise EditRefused(f"{amount:f} is not a part of the {whole.amount:f} that is open")
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
            edits += _pay_in_csv(document, invoice, new)
            continue
        if front is None:
            front = front_of(document)
            records = records_at(front, "invoices")
        node = records.get((invoice.place.line, invoice.place.column))
        if node is None:
            raise _unsafe(project, invoice)
        edits += _pay_in_place(front, node, invoice, new)
    return [Change(file, document.data, document.edited(edits)) for file, (document, edits) in changes.items()]


def _is_whole(invoice: Invoice, new: Sequence[Payment]) -> bool:
    return not invoice.received and len(new) == 1 and new[0].amount == invoice.amount


def _pay_in_csv(document: Document, invoice: Invoice, new: Sequence[Payment]) -> list[Edit]:
    if not _is_whole(invoice, new):
        hint = "write this invoice in the contract's front matter, with `payments`"
        raise EditRefused(f"{invoice.place}: a CSV file cannot hold part payments; {hint}")
    return set_cell(document, invoice.place.line, "paid", new[0].day.isoformat())


def _pay_in_place(front: Front, node: MapNode, invoice: Invoice, new: Sequence[Payment]) -> list[Edit]:
    if _is_whole(invoice, new):
        return set_field(front, node, "paid", new[0].day.isoformat())
    if invoice.paid:
        raise EditRefused(f"invoice {invoice.id} is paid already, on {invoice.paid} ({invoice.place})")
    items = [flow_map({"date": payment.day.isoformat(), "amount": f"{payment.amount:f}"}) for payment in new]
    if entry(node, "payments") is None:
        return add_key(front, node, "payments", f"[{', '.join(items)}]")
    return append_items(front, node, "payments", items)


def confirm_paid(
    project: Project, after: Project, contract: Contract, payments: Iterable[tuple[Invoice, Sequence[Payment]]]
) -> None:
    """Raise EditRefused unless only these payments change a contract's invoices."""
    wanted = {
        invoice.id: sorted([*invoice.received, *((each.day, each.amount) for each in new)]) for invoice, new in payments
    }
    found = {invoice.id: invoice for invoice in after.ledger.contracts[contract.id].invoices}
    for invoice in contract.invoices:
        received = wanted.get(invoice.id, list(invoice.received))
        if invoice.id not in found or list(found[invoice.id].received) != received:
            raise _unsafe(project, invoice)


def _unsafe(project: Project, invoice: Invoice) -> EditRefused:
    why = f"{invoice.place}: invoice {invoice.id} is written in a way that cannot be changed safely"
    return unsafe(project, why)
