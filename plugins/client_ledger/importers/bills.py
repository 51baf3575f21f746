"""Add another program's invoices to contracts, and mark the ledger's invoices that were paid since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from client_ledger.book.billed_invoice import currency_of
from client_ledger.book.bills import usual_taxes
from client_ledger.book.contract import Contract
from client_ledger.book.records import Invoice
from client_ledger.edits.owners import is_open
from client_ledger.edits.pay import Payment, confirm_paid, paid_in_full, pay
from client_ledger.edits.record import Record, add_records, confirm
from client_ledger.edits.refusals import expect_not_unread, expect_readable
from client_ledger.edits.save import Change, joined, preview
from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.import_result import Outcome, Target, listed, values_of
from client_ledger.importers.importer import Bill
from client_ledger.importers.money import shown
from client_ledger.project import Project
from client_ledger.text.cli_language import tr, tr_many


@dataclass(frozen=True, slots=True)
class Recorded:
    """An invoice of the ledger, and its contract."""

    contract: Contract
    invoice: Invoice


def add_bills(project: Project, target: Target, outcome: Outcome, only: Sequence[str]) -> None:
    """Record new invoices, and the payment of those that were open here."""
    contract = target.contract()
    expect_readable(project, contract, "invoices")
    bills = [item for item in outcome.reading.items if isinstance(item, Bill)]
    outcome.read = tr_many("{count} invoice", "{count} invoices", len(bills))
    if len({bill.client for bill in bills}) > 1 and not only:
        names = listed(bill.client or tr("no one") for bill in bills)
        outcome.notes.append(
            tr("invoices to all these clients were imported: {names}; use --only NAME for one", names=names)
        )
    contracts = project.ledger.contracts.values()
    recorded = {invoice.id: Recorded(each, invoice) for each in contracts for invoice in each.invoices}
    mine = [bill for bill in bills if _is_wanted(project, target, bill, recorded.get(bill.id), outcome, only)]
    known = [(bill, recorded[bill.id]) for bill in mine if bill.id in recorded]
    new = _new([bill for bill in mine if bill.id not in recorded], outcome)
    expect_not_unread(project, [bill.id for bill in new])
    outcome.known += len(known)
    outcome.notes += _changed(project, known)
    after, changes = _mark_paid(project, known, outcome)
    if new:
        owner = after.ledger.contracts[contract.id]
        usual = usual_taxes(contract, target.client, project.settings)
        records = [_record(bill, *usual) for bill in new]
        changes += add_records(after, owner, "invoices", records, changes)
        added = values_of(project, contract, "invoices", records)
        confirm(project, preview(project, joined(changes)), owner, "invoices", added)
    outcome.changes = joined(changes)
    outcome.added = len(new)


def _is_wanted(
    project: Project, target: Target, bill: Bill, here: Recorded | None, outcome: Outcome, only: Sequence[str]
) -> bool:
    """Tell whether a bill is to be imported, and note why not."""
    contract = here.contract if here else target.contract()
    currency = currency_of(contract, target.client, project.settings)
    if only and not any(name.casefold() in bill.client.casefold() for name in only):
        outcome.reading.skip(bill.line, tr("it is to {client}", client=bill.client or tr("no one")))
    elif contract.client != target.client.id:
        other = project.ledger.clients.get(contract.client)
        where = f"{contract.place.file} of {other.name if other else contract.client}"
        outcome.reading.skip(bill.line, tr("its number is already in {where}", where=where))
    elif bill.currency and bill.currency != currency:
        outcome.reading.skip(
            bill.line,
            tr(
                "it is in {currency}, the contract in {contract_currency}",
                currency=bill.currency,
                contract_currency=currency,
            ),
        )
    else:
        return True
    return False


def _new(bills: Sequence[Bill], outcome: Outcome) -> list[Bill]:
    """Return the first bill of each number in the file."""
    new: dict[str, Bill] = {}
    for bill in bills:
        if bill.id in new:
            outcome.reading.skip(bill.line, tr("the file has invoice {bill} twice", bill=bill.id))
        else:
            new[bill.id] = bill
    return list(new.values())


def _changed(project: Project, known: Iterable[tuple[Bill, Recorded]]) -> Iterator[str]:
    """Yield a note for each invoice whose amount here differs from the file's."""
    for bill, recorded in known:
        here = recorded.invoice
        if here.amount != bill.amount:
            currency = project.invoices[bill.id].currency
            yield tr(
                "{place}: invoice {invoice} is {amount} here, {file_amount} in the file",
                place=here.place,
                invoice=bill.id,
                amount=shown(here.amount, currency),
                file_amount=shown(bill.amount, currency),
            )


def _mark_paid(
    project: Project, known: Sequence[tuple[Bill, Recorded]], outcome: Outcome
) -> tuple[Project, list[Change]]:
    """Return the ledger after paying the invoices that are open here and paid in the file, and the changes."""
    paid = {
        here.invoice.id: (bill.paid, here) for bill, here in known if bill.paid and bill.amount == here.invoice.amount
    }
    payments: defaultdict[str, list[tuple[Invoice, list[Payment]]]] = defaultdict(list)
    for day, here in paid.values():
        if not is_open(project, here.invoice.id):
            continue
        payment = here.invoice, [paid_in_full(project, here.invoice, day)]
        try:
            pay(project, here.contract, [payment])
        except EditRefused as refusal:
            outcome.notes.append(
                tr(
                    "invoice {invoice} was paid on {day}; record it by hand: {refusal}",
                    invoice=here.invoice.id,
                    day=day,
                    refusal=refusal,
                )
            )
            continue
        payments[here.contract.id].append(payment)
        outcome.notes.append(
            tr("invoice {invoice} was paid on {day}, and that is recorded too", invoice=here.invoice.id, day=day)
        )
    contracts = [(project.ledger.contracts[each], pairs) for each, pairs in payments.items()]
    changes = [change for contract, pairs in contracts for change in pay(project, contract, pairs)]
    after = preview(project, changes) if changes else project
    for contract, pairs in contracts:
        confirm_paid(project, after, contract, pairs)
    return after, changes


def _record(bill: Bill, usual_vat: Fraction, usual_withholding: Fraction) -> Record:
    """Return the fields to write; that there is no tax needs saying only where there usually is."""
    fields = {
        "id": bill.id,
        "issued": bill.issued.isoformat(),
        "amount": f"{bill.amount:f}",
        "due": bill.due.isoformat() if bill.due else "",
        "paid": bill.paid.isoformat() if bill.paid else "",
        "void": "yes" if bill.void else "",
        "vat": "" if bill.vat == "0%" and not usual_vat else bill.vat,
        "withholding": "" if bill.withholding == "0%" and not usual_withholding else bill.withholding,
    }
    return {name: value for name, value in fields.items() if value}
