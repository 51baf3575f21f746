"""Over the sample ledger: a record added to any list of any file changes that list's line and no other byte."""

import difflib
from pathlib import Path

import pytest

from client_ledger.book.contract import Contract
from client_ledger.edits.kinds import KINDS, Kind
from client_ledger.edits.record import Owner, add_records, confirm, read_record
from client_ledger.edits.save import preview, read_bytes
from client_ledger.project import Project, open_project

ROOT = Path(__file__).resolve().parents[2]
RECORDS = {
    "invoice": {"id": "X-1", "issued": "2026-11-02", "amount": "10.50"},
    "credit-note": {"id": "X-1", "issued": "2026-11-02", "invoice": "", "amount": "0.01"},
    "hours": {"date": "2026-11-02", "hours": "1:30", "task": "A draft"},
    "request": {"date": "2026-11-02", "text": "One more: page, please"},
    "message": {"at": "2026-11-02 22:41", "reply": "now", "text": "“Now!”"},
    "incident": {"date": "2026-11-02", "kind": "no-show"},
    "boundary": {"date": "2026-11-02", "sign": "late-payments", "text": "Fourteen days"},
    "acceptance": {"sign": "unsteady-work", "until": "2026-12-31", "why": "Two projects a year"},
    "decision": {"date": "2026-11-02", "decision": "keep"},
}


@pytest.fixture(scope="module")
def project() -> Project:
    return open_project(ROOT / "mkdocs.yml")


def owners(project: Project, kind: Kind) -> list[Owner]:
    clients, contracts = list(project.ledger.clients.values()), list(project.ledger.contracts.values())
    if kind.name == "credit-note":
        return [contract for contract in contracts if contract.invoices]
    return {"client": clients, "contract": contracts, "either": [*clients, *contracts]}[kind.owner]


def record_of(kind: Kind, number: int, owner: Owner) -> dict[str, str]:
    record = dict(RECORDS[kind.name])
    if "id" in record:
        record["id"] = f"X-{number}"
    if "invoice" in record and isinstance(owner, Contract):
        record["invoice"] = owner.invoices[0].id
    return record


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_only_the_record_is_new(kind: Kind, project: Project):
    changes = {}
    for number, owner in enumerate(owners(project, kind)):
        record = record_of(kind, number, owner)
        for change in add_records(project, owner, kind.key, [record]):
            changes[change.file] = change
    after = preview(project, changes.values())
    for number, owner in enumerate(owners(project, kind)):
        record = record_of(kind, number, owner)
        assert confirm(project, after, owner, kind.key, [read_record(project, kind.model, record)])
    for change in changes.values():
        assert change.before == read_bytes(project, change.file)
        old, new = change.before.splitlines(keepends=True), change.after.splitlines(keepends=True)
        lines = list(difflib.ndiff([repr(line) for line in old], [repr(line) for line in new]))
        assert [line for line in lines if line.startswith("-")] == [], change.file
        added = [line[2:] for line in lines if line.startswith("+")]
        assert len(added) in {1, 2}
        assert all(kind.key in line for line in added[:-1])
