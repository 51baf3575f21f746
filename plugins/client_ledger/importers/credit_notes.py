"""Add another program's credit notes to the contracts whose invoices they lower."""

from __future__ import annotations

from client_ledger.edits.record import Record, add_records, confirm
from client_ledger.edits.refusals import expect_not_unread, expect_readable
from client_ledger.edits.save import preview
from client_ledger.importers.import_result import Outcome, Target, values_of
from client_ledger.importers.importer import CreditNote
from client_ledger.project import Project
from client_ledger.text.cli_language import tr, tr_many

KEY = "credit_notes"


def add_credit_notes(project: Project, target: Target, outcome: Outcome) -> None:
    """Record new credit notes, each in the contract of its invoice."""
    notes = [item for item in outcome.reading.items if isinstance(item, CreditNote)]
    outcome.read = tr_many("{count} credit note", "{count} credit notes", len(notes))
    for contract in target.contracts:
        mine = [each for each in notes if each.of in {invoice.id for invoice in contract.invoices}]
        if not mine:
            continue
        expect_readable(project, contract, KEY)
        known = {each.id for each in contract.credit_notes}
        outcome.known += sum(each.id in known for each in mine)
        records: list[Record] = [_record(each) for each in mine if each.id not in known]
        if records:
            expect_not_unread(project, [str(each["id"]) for each in records])
            changes = add_records(project, contract, KEY, records)
            confirm(project, preview(project, changes), contract, KEY, values_of(project, contract, KEY, records))
            outcome.changes += changes
            outcome.added += len(records)
    here = {invoice.id for contract in target.contracts for invoice in contract.invoices}
    for each in notes:
        if each.of not in here:
            outcome.reading.skip(
                each.line,
                tr(
                    "credit note {number} names {invoice}, which is not recorded here",
                    number=each.id,
                    invoice=each.of or tr("no invoice"),
                ),
            )


def _record(note: CreditNote) -> Record:
    return {"id": note.id, "issued": note.issued.isoformat(), "invoice": note.of, "amount": f"{note.amount:f}"}
