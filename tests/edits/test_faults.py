"""What a refusal says when the ledger holds an error, or was changed by another while it was read."""

from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from client_ledger.book.records import Hours
from client_ledger.cli import main
from client_ledger.edits.owners import find_invoice
from client_ledger.edits.pay import Payment, confirm_paid, pay
from client_ledger.edits.record import add_records, confirm, read_record
from client_ledger.edits.save import preview
from client_ledger.frontmatter.document import EditRefused
from client_ledger.project import open_project
from writing import CLIENT, CONTRACT, write_site

FIELDS = CONTRACT.removesuffix("---\n")
INVOICES = "invoices:\n  - {id: A-1, issued: 2026-03-02, amount: 5}\n"
HOURS = {"date": "2026-03-02", "hours": "1"}


def site(folder: Path, contract: str, log: str = "") -> Path:
    """Write a ledger of one contract, with a CSV file beside it."""
    files: dict[str, str | bytes] = {"clients/acme.md": CLIENT, "contracts/a.md": contract}
    return write_site(folder, files | ({"contracts/a.csv": log} if log else {}))


def add(site_file: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["add", *arguments, "-f", str(site_file)], catch_exceptions=False)


def test_an_invoice_that_stands_unreadably_is_not_added_again(tmp_path: Path):
    site_file = site(tmp_path, FIELDS + INVOICES.replace("03-02", "02-30") + "---\n")
    result = add(site_file, "invoice", "a", "A-1", "5")
    assert result.exit_code == 1
    assert "'A-1' is in a file with errors; correct this first: ledger/contracts/a.md:8:" in result.output
    assert add(site_file, "invoice", "a", "A-2", "5").exit_code == 0


@pytest.mark.parametrize(
    ("other", "log", "stands"),
    [
        ("rate: 12\n", "", False),
        ("rate: 12.50\n", "", False),
        ("invoices:\n  - {id: 12-b, issued: 2026-02-30, amount: 12}\n", "", False),
        ("invoices:\n  - {id: 12, issued: 2026-02-30, amount: 5}\n", "", True),
        ('invoices:\n  - {"issued":"2026-02-30","id":"12"}\n', "", True),
        ("invoices:\n  - amount: x\n    id: '12' # the first\n", "", True),
        ("invoices:\n  - amount: x\r\n    id: 12\r\n", "", True),
        ("invoices: b.csv\n", "id,issued,amount\n13,2026-03-02,12.50\n14,2026-02-30,x 12\n", False),
        ("invoices: b.csv\n", 'issued,amount,id\r\n2026-02-30,5,"12"\r\n', True),
        ("invoices: b.csv\n", "id,issued,amount\n12,2026-02-30,5\n", True),
    ],
)
def test_a_short_number_stands_there_only_as_an_id(other: str, log: str, stands: bool, tmp_path: Path):
    site_file = site(tmp_path, CONTRACT)
    folder = tmp_path / "ledger/contracts"
    (folder / "b.md").write_bytes((FIELDS + other + "notice: soon\n---\n").encode())
    (folder / "b.csv").write_bytes(log.encode())
    result = add(site_file, "invoice", "a", "12", "5")
    assert ("'12' is in a file with errors" in result.output) == stands
    assert result.exit_code == stands


def test_hours_can_be_added_beside_a_row_that_cannot_be_read(tmp_path: Path):
    site_file = site(tmp_path, FIELDS + "hours: a.csv\n---\n", "date,hours\n2026-03-02,one\n")
    assert add(site_file, "hours", "a", "1", "--date", "2026-03-02").exit_code == 0


def test_a_file_of_which_the_end_is_not_read_is_to_be_mended(tmp_path: Path):
    site_file = site(tmp_path, FIELDS + "hours: a.csv\n---\n", 'date,hours,task\n2026-03-02,1,"open\n')
    result = add(site_file, "hours", "a", "1")
    assert result.exit_code == 1
    assert "nothing was written" in result.output
    assert "correct this first: ledger/contracts/a.csv:2:1: error[invalid-row]" in result.output


@pytest.mark.parametrize("log", ["", "date,hours\n2026-03-01,1\n"], ids=["in place", "in a CSV file"])
def test_hours_that_another_adds_meanwhile_are_said_to_be_the_reason(log: str, tmp_path: Path):
    site_file = site(tmp_path, FIELDS + ("hours: a.csv\n" if log else "") + "---\n", log)
    project = open_project(site_file)
    assert add(site_file, "hours", "a", "2", "--date", "2026-03-03").exit_code == 0
    owner = project.ledger.contracts["a"]
    changes = add_records(project, owner, "hours", [HOURS])
    with pytest.raises(EditRefused, match=r"the ledger has changed in the meantime; run the command again"):
        confirm(project, preview(project, changes), owner, "hours", [read_record(project, Hours, HOURS)])


@pytest.mark.parametrize("before", ["  - {id: A-0, issued: 2026-03-01, amount: 1}\n", ""], ids=["moved", "paid"])
def test_so_is_a_change_of_the_invoices_when_one_is_paid(before: str, tmp_path: Path):
    site_file = site(tmp_path, FIELDS + INVOICES + "---\n")
    project = open_project(site_file)
    paid = INVOICES if before else INVOICES.replace("5}", "5, payments: [{date: 2026-03-04, amount: 1}]}")
    text = FIELDS + paid.replace("invoices:\n", f"invoices:\n{before}") + "---\n"
    (tmp_path / "ledger/contracts/a.md").write_text(text)
    contract, invoice = find_invoice(project, "A-1")
    payments = [(invoice, [Payment(invoice.issued, Decimal(2))])]
    with pytest.raises(EditRefused, match=r"the ledger has changed in the meantime; run the command again"):
        confirm_paid(project, preview(project, pay(project, contract, payments)), contract, payments)
