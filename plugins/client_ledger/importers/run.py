"""One import from beginning to end: read, compare with the ledger, and say what would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.editing.document import Refusal
from client_ledger.editing.pay import confirm_paid, pay
from client_ledger.editing.record import (
    Owner,
    Record,
    add_records,
    add_to_log,
    confirm,
    model_of,
    read_record,
)
from client_ledger.editing.save import Change, preview
from client_ledger.importers import IMPORTERS
from client_ledger.importers.export import Export
from client_ledger.importers.importer import Bill, Importer, Income, Mail, Options, Reading, Work
from client_ledger.importers.merge import New, new_hours, new_messages
from client_ledger.importers.settle import Settlement
from client_ledger.project import Project

GROUPS_LISTED = 8


@dataclass(slots=True)
class Outcome:
    """What an import read, what it would change, and what the freelancer should know."""

    reading: Reading
    read: str = ""
    added: int = 0
    known: int = 0
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Target:
    """Whose records they become: a client, and the one contract or all of the client's."""

    client: Client
    contracts: tuple[Contract, ...]

    def contract(self) -> Contract:
        """Return the contract; raise Refusal when there is not exactly one."""
        if len(self.contracts) == 1:
            return self.contracts[0]
        identities = ", ".join(contract.id for contract in self.contracts)
        why = f"several contracts ({identities})" if identities else "no contract"
        raise Refusal(f"the client {self.client.id} has {why}; name one with --contract")


def read_export(importer: Importer, export: Export, options: Options) -> Reading:
    """Return what the file holds; raise Refusal when it is another kind, naming the one it looks like."""
    if not importer.recognises(export):
        likely = next((other for other in IMPORTERS.values() if other.recognises(export)), None)
        if likely is not None:
            raise Refusal(
                f"{export.name} is no {importer.title}; it looks like {likely.title}: "
                f"run `client-ledger import {likely.name}`"
            )
        raise Refusal(f"{export.name} is no {importer.title}, nor any other file that can be imported")
    return importer.read(export, options)


def run_import(project: Project, target: Target, reading: Reading, only: Sequence[str]) -> Outcome:
    """Return what a reading changes in the ledger; nothing is written yet."""
    outcome = Outcome(reading)
    kinds = {type(item) for item in reading.items}
    if Work in kinds:
        _add_hours(project, target.contract(), outcome, only)
    elif Mail in kinds:
        mails = [item for item in reading.items if isinstance(item, Mail)]
        outcome.read = f"{len(mails)} mails"
        _add(project, target.client, "messages", new_messages(target.client, mails), outcome)
    elif Bill in kinds:
        _add_invoices(project, target, outcome, only)
    elif Income in kinds:
        _add_payments(project, target, outcome, only)
    return outcome


def _add(project: Project, owner: Owner, key: str, new: New, outcome: Outcome) -> None:
    outcome.known += new.known
    outcome.notes += [f"changed in the source since it was recorded, left as it is: {each}" for each in new.changed]
    if new.records:
        outcome.changes += add_to_log(project, owner, key, new.records)
        outcome.added += len(new.records)
        confirm(preview(project, outcome.changes), owner, key, _values(project, owner, key, new.records))


def _values(project: Project, owner: Owner, key: str, records: Sequence[Record]) -> list[object]:
    model = model_of(owner, key)
    return [read_record(project, model, record) for record in records]


def _add_hours(project: Project, contract: Contract, outcome: Outcome, only: Sequence[str]) -> None:
    found = [item for item in outcome.reading.items if isinstance(item, Work)]
    groups = Counter(
        " / ".join(name for name in work.groups if name) or "without a client or project" for work in found
    )
    wanted = [work for work in found if not only or _is_one_of(work.groups, only)]
    outcome.read = f"{len(wanted)} entries, {_total(wanted)} hours"
    if only:
        outcome.notes.append(f"{len(found) - len(wanted)} entries of other clients or projects left out")
    elif len(groups) > 1:
        listed = ", ".join(f"{name} ({count})" for name, count in groups.most_common(GROUPS_LISTED))
        more = f" and {len(groups) - GROUPS_LISTED} more" if len(groups) > GROUPS_LISTED else ""
        outcome.notes.append(f"all clients and projects were taken: {listed}{more}; --only NAME takes one")
    _add(project, contract, "hours", new_hours(project, contract.hours, wanted), outcome)


def _total(found: Sequence[Work]) -> str:
    return f"{float(sum((work.hours for work in found), Fraction(0))):.3f}"


def _is_one_of(names: Sequence[str], only: Sequence[str]) -> bool:
    return bool({name.casefold() for name in names} & {name.casefold() for name in only})


def _currencies(project: Project, target: Target) -> dict[str, str]:
    usual = target.client.currency or project.settings.currency
    return {contract.id: contract.currency or usual for contract in target.contracts}


def _add_invoices(project: Project, target: Target, outcome: Outcome, only: Sequence[str]) -> None:
    contract = target.contract()
    currency = _currencies(project, target)[contract.id]
    known = {invoice.id: invoice for each in project.ledger.contracts.values() for invoice in each.invoices}
    bills = [item for item in outcome.reading.items if isinstance(item, Bill)]
    outcome.read = f"{len(bills)} invoices"
    records: list[Record] = []
    taken: set[str] = set()
    clients = Counter(bill.client for bill in bills)
    for bill in bills:
        if only and not any(name.casefold() in bill.client.casefold() for name in only):
            outcome.reading.skip(bill.line, f"it is to {bill.client or 'no one'}")
        elif bill.currency and bill.currency != currency:
            outcome.reading.skip(bill.line, f"it is in {bill.currency}, the contract in {currency}")
        elif bill.id in known:
            outcome.known += 1
            if known[bill.id].amount != bill.amount:
                place, amount = known[bill.id].place, known[bill.id].amount
                outcome.notes.append(f"{place}: invoice {bill.id} is {amount:f} here, {bill.amount:f} in the file")
        elif bill.id in taken:
            outcome.reading.skip(bill.line, f"invoice {bill.id} stands in the file twice")
        else:
            taken.add(bill.id)
            records.append(_invoice(bill))
    if len(clients) > 1 and not only:
        listed = ", ".join(f"{name} ({count})" for name, count in clients.most_common(GROUPS_LISTED))
        outcome.notes.append(f"invoices to all clients were taken: {listed}; --only NAME takes one")
    if records:
        outcome.changes += add_records(project, contract, "invoices", records)
        confirm(
            preview(project, outcome.changes),
            contract,
            "invoices",
            _values(project, contract, "invoices", records),
        )
    outcome.added = len(records)
    newly_paid = {bill.id: bill.paid for bill in bills if bill.paid}
    still_open = [i.id for i in contract.invoices if i.id in newly_paid and not i.received and not i.void]
    if still_open:
        outcome.notes += [
            f"run `client-ledger paid {each} {newly_paid[each]}`: paid in the file" for each in still_open
        ]


def _invoice(bill: Bill) -> Record:
    fields = {
        "id": bill.id,
        "issued": bill.issued.isoformat(),
        "amount": f"{bill.amount:f}",
        "due": bill.due.isoformat() if bill.due else "",
        "paid": bill.paid.isoformat() if bill.paid else "",
        "void": "yes" if bill.void else "",
    }
    return {name: value for name, value in fields.items() if value}


def _add_payments(project: Project, target: Target, outcome: Outcome, only: Sequence[str]) -> None:
    settlement = Settlement(target.client, target.contracts, _currencies(project, target), payer_named=bool(only))
    incomes = [item for item in outcome.reading.items if isinstance(item, Income)]
    outcome.read = f"{len(incomes)} payments"
    for income in incomes:
        if only and not any(name.casefold() in income.payer.casefold() for name in only):
            outcome.reading.skip(income.line, f"it is from {income.payer.strip() or 'no one'}")
        else:
            settlement.add(income)
    outcome.known = settlement.result.known
    outcome.reading.skipped += settlement.result.skipped
    new = settlement.result.payments
    for contract in target.contracts:
        mine = [(invoice, new[invoice.id]) for invoice in contract.invoices if invoice.id in new]
        if mine:
            outcome.changes += pay(project, contract, mine)
    after = preview(project, outcome.changes)
    for contract in target.contracts:
        confirm_paid(after, contract, [(each, new[each.id]) for each in contract.invoices if each.id in new])
    outcome.added = sum(len(payments) for payments in new.values())
