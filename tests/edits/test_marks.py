"""`client-ledger write-off`, `add reminder`, `add credit-note` and `paid --returned`: one line of one file changes."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from client_ledger.cli import main
from terminals import typed
from writing import CLIENT, CONTRACT, write_site

FIELDS = CONTRACT.removesuffix("---\n")
INVOICES = (
    "invoices:\n"
    "  - {id: A-1, issued: 2026-03-02, amount: 100.50}   # first\n"
    "  - {id: A-2, issued: 2026-03-02, amount: 100, payments: [{date: 2026-03-05, amount: 40}]}\n"
    "  - id: A-3\n    issued: 2026-03-02\n    paid: 2026-03-09   # at last\n    amount: 100\n"
    "  - {id: A-4, issued: 2026-03-02, amount: 100, void: yes}\n"
    "  - {id: A-5, issued: 2026-03-02, amount: 90, reminders: [2026-04-10], written_off: 2026-05-01}\n"
)


@pytest.fixture
def site_file(tmp_path: Path) -> Path:
    return write_site(tmp_path, {"clients/acme.md": CLIENT, "contracts/a.md": FIELDS + INVOICES + "---\n"})


def run(site_file: Path, *arguments: str):
    result = CliRunner().invoke(main, [*arguments, "-f", str(site_file)], catch_exceptions=False)
    return result.exit_code, result.output


def changed(site_file: Path) -> list[str]:
    before = (FIELDS + INVOICES + "---\n").splitlines()
    after = (site_file.parent / "ledger/contracts/a.md").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in after if line not in before]


MARKS = [
    (
        "write-off A-1 01/06/2026",
        "01/06",
        "- {id: A-1, issued: 2026-03-02, amount: 100.50, written_off: 2026-06-01}   # first",
    ),
    (
        "add reminder A-1 2026-04-20",
        "",
        "- {id: A-1, issued: 2026-03-02, amount: 100.50, reminders: [2026-04-20]}   # first",
    ),
    (
        "paid A-2 --returned 2026-03-20 --why chargeback",
        "",
        INVOICES.splitlines()[2].strip().replace("40}]", "40, returned: 2026-03-20, why: chargeback}]"),
    ),
    (
        "paid A-2 --returned 2026-03-20 --why refund --amount 15,50",
        "",
        INVOICES.splitlines()[2]
        .strip()
        .replace("40}]", "15.50, returned: 2026-03-20, why: refund}, {date: 2026-03-05, amount: 24.50}]"),
    ),
    (
        "paid A-3 2026-03-09 --returned 2026-03-20 --why bounced",
        "",
        "payments: [{date: 2026-03-09, amount: 100, returned: 2026-03-20, why: bounced}]   # at last",
    ),
]


@pytest.mark.parametrize(("typed_in", "order", "line"), MARKS)
def test_a_mark_changes_one_line(typed_in: str, order: str, line: str, site_file: Path):
    options = ["--date-order", "dmy"] if order else []
    code, output = run(site_file, *typed_in.split(), *options)
    assert code == 0, output
    assert changed(site_file) == [line]


def test_a_second_reminder_joins_the_first(site_file: Path):
    assert run(site_file, "add", "reminder", "A-1", "2026-04-20")[0] == 0
    assert run(site_file, "add", "reminder", "A-1", "2026-05-20")[0] == 0
    assert "reminders: [2026-04-20, 2026-05-20]}   # first" in changed(site_file)[0]
    assert "is already recorded" in run(site_file, "add", "reminder", "A-1", "2026-05-20")[1]


def test_a_credit_note_lowers_an_invoice(site_file: Path):
    code, output = run(site_file, "add", "credit-note", "a", "C-1", "A-1", "20,50", "--issued", "2026-03-10")
    assert code == 0, output
    assert changed(site_file) == ["credit_notes:", "- {id: C-1, issued: 2026-03-10, invoice: A-1, amount: 20.50}"]


@pytest.mark.parametrize(
    ("typed_in", "why"),
    [
        ("write-off A-3", "nothing is left to pay on invoice A-3"),
        ("write-off A-4", "nothing is left to pay on invoice A-4"),
        ("write-off A-5", "invoice A-5 was already written off on 2026-05-01"),
        ("add reminder A-5", "nothing is left to pay on invoice A-5"),
        ("paid A-1 --returned 2026-04-01 --why refund", "invoice A-1 has no payment to return"),
        ("paid A-2 2026-03-06 --returned 2026-04-01 --why refund", "invoice A-2 has no payment of 2026-03-06"),
        ("paid A-2 --returned 2026-03-01 --why refund", "cannot have gone back before that day, on 2026-03-01"),
        ("paid A-2 --returned 2026-03-20", "use --returned and --why together"),
        ("add credit-note a C-1 A-1 200", "nothing was written"),
    ],
)
def test_what_cannot_be_is_refused(typed_in: str, why: str, site_file: Path):
    code, output = run(site_file, *typed_in.split())
    assert code in {1, 2}
    assert why in output
    assert changed(site_file) == []


def test_in_a_terminal_the_open_invoices_are_listed(site_file: Path):
    said = typed(["write-off", "-f", str(site_file)], ["2"])
    assert "   1  A-1  Acme  100.50 EUR  due 2026-04-01" in said
    assert "invoice A-2 written off on" in said
