"""What is written of an invoice that a file holds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from client_ledger.importers.import_result import Target
from client_ledger.importers.importer import Bill, Reading
from client_ledger.importers.run import run_import
from client_ledger.project import open_project
from importing import FIELDS, ledger

BILL = Bill(2, "A-1", date(2026, 3, 2), Decimal(100), "EUR", "Acme")


@pytest.mark.parametrize("tax", ["vat", "withholding"])
@pytest.mark.parametrize(("usual", "share", "written"), [("", "20%", "20%"), ("", "0%", ""), ("20%", "0%", "0%")])
def test_a_tax_is_written_unless_it_is_nothing_where_nothing_is_usual(
    tax: str, usual: str, share: str, written: str, tmp_path: Path
):
    own = f"{tax}: {usual}\n" if usual else ""
    project = open_project(ledger(tmp_path, FIELDS + own + "---\n"))
    target = Target(project.ledger.clients["acme"], tuple(project.contracts_of["acme"]))
    bill = replace(BILL, **{tax: share})
    (change,) = run_import(project, target, Reading([bill]), ()).changes
    fields = "{id: A-1, issued: 2026-03-02, amount: 100" + (f", {tax}: {written}" if written else "") + "}"
    assert fields in change.after.decode()
