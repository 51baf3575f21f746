"""Invoices of another program become lines of a contract, and those here that were paid since are marked so."""

from __future__ import annotations

from collections.abc import Sequence

from client_ledger.book.contract import Contract
from client_ledger.book.records import Invoice
from client_ledger.editing.document import Refusal
from client_ledger.editing.faults import expect_not_unread, expect_readable
from client_ledger.editing.owners import is_open
from client_ledger.editing.pay import Payment, confirm_paid, paid_in_full, pay
from client_ledger.editing.record import Record, add_records, confirm
from client_ledger.editing.save import Change, joined, preview
from client_ledger.importers.importer import Bill
from client_ledger.importers.outcome import Outcome, Target, counted, listed, values_of
from client_ledger.project import Project


def add_bills(project: Project, target: Target, outcome: Outcome, only: Sequence[str]) -> None:
    """Record the invoices that are new, and the payment of those that were open here."""
    contract = target.contract()
    expect_readable(project, contract, "invoices")
    bills = [item for item in outcome.reading.items if isinstance(item, Bill)]
    outcome.read = counted(len(bills), "invoice", "invoices")
    if len({bill.client for bill in bills}) > 1 and not only:
        names = listed(bill.client or "no one" for bill in bills)
        outcome.notes.append(f"invoices to all clients were taken: {names}; --only NAME takes one")
    mine = [bill for bill in bills if _is_wanted(bill, outcome, only, target.currencies(project)[contract.id])]
    known = {invoice.id: invoice for each in project.ledger.contracts.values() for invoice in each.invoices}
    new = _new(mine, known, outcome)
    expect_not_unread(project, [bill.id for bill in new])
    after, changes = _mark_paid(project, contract, mine, outcome)
    if new:
        owner = after.ledger.contracts[contract.id]
        records = [_record(bill) for bill in new]
        changes += add_records(after, owner, "invoices", records, changes)
        added = values_of(project, contract, "invoices", records)
        confirm(project, preview(project, joined(changes)), owner, "invoices", added)
    outcome.changes = joined(changes)
    outcome.added = len(new)


def _is_wanted(bill: Bill, outcome: Outcome, only: Sequence[str], currency: str) -> bool:
    why = ""
    if only and not any(name.casefold() in bill.client.casefold() for name in only):
        why = f"it is to {bill.client or 'no one'}"
    elif bill.currency and bill.currency != currency:
        why = f"it is in {bill.currency}, the contract in {currency}"
    if why:
        outcome.reading.skip(bill.line, why)
    return not why


def _new(bills: Sequence[Bill], known: dict[str, Invoice], outcome: Outcome) -> list[Bill]:
    new: dict[str, Bill] = {}
    for bill in bills:
        here = known.get(bill.id)
        if here is not None:
            outcome.known += 1
            if here.amount != bill.amount:
                outcome.notes.append(
                    f"{here.place}: invoice {bill.id} is {here.amount:f} here, {bill.amount:f} in the file"
                )
        elif bill.id in new:
            outcome.reading.skip(bill.line, f"invoice {bill.id} stands in the file twice")
        else:
            new[bill.id] = bill
    return list(new.values())


def _mark_paid(
    project: Project, contract: Contract, bills: Sequence[Bill], outcome: Outcome
) -> tuple[Project, list[Change]]:
    """Return the ledger with those invoices paid that are open here and paid in the file, and the changes."""
    paid = {bill.id: bill for bill in bills if bill.paid}
    payments: list[tuple[Invoice, list[Payment]]] = []
    for invoice in contract.invoices:
        bill = paid.get(invoice.id)
        if bill is None or bill.paid is None or not is_open(invoice) or bill.amount != invoice.amount:
            continue
        payment = invoice, [paid_in_full(invoice, bill.paid)]
        try:
            pay(project, contract, [payment])
        except Refusal as refusal:
            outcome.notes.append(f"invoice {invoice.id} was paid on {bill.paid}; mark it so by hand: {refusal}")
            continue
        payments.append(payment)
        outcome.notes.append(f"invoice {invoice.id} was paid on {bill.paid}, which is recorded with it")
    if not payments:
        return project, []
    changes = pay(project, contract, payments)
    after = preview(project, changes)
    confirm_paid(project, after, contract, payments)
    return after, changes


def _record(bill: Bill) -> Record:
    fields = {
        "id": bill.id,
        "issued": bill.issued.isoformat(),
        "amount": f"{bill.amount:f}",
        "due": bill.due.isoformat() if bill.due else "",
        "paid": bill.paid.isoformat() if bill.paid else "",
        "void": "yes" if bill.void else "",
    }
    return {name: value for name, value in fields.items() if value}
