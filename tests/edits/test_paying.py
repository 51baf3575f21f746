"""`client-ledger paid` changes one line."""

from pathlib import Path

import pytest

from command_line import FIELDS, INVOICES, lines_added, run
from writing import CLIENT, write_site

PAID = [
    ("A-1 2026-03-20", "- {id: A-1, issued: 2026-03-02, amount: 100.50, paid: 2026-03-20}   # first"),
    (
        "A-1 2026-03-20 --amount 40",
        "- {id: A-1, issued: 2026-03-02, amount: 100.50, payments: [{date: 2026-03-20, amount: 40}]}   # first",
    ),
    (
        "A-2 2026-03-20",
        INVOICES.splitlines()[2].strip().replace("40}]", "40}, {date: 2026-03-20, amount: 60}]"),
    ),
    ("3 20/03/2026", "paid: 2026-03-20   # not yet"),
    (
        "A-1 20.3.2026 --amount 40,50",
        "- {id: A-1, issued: 2026-03-02, amount: 100.50, payments: [{date: 2026-03-20, amount: 40.50}]}   # first",
    ),
]


@pytest.mark.parametrize(("typed", "line"), PAID)
def test_paid_changes_one_line(typed: str, line: str, site_file: Path):
    code, output = run(site_file, "paid", *typed.split())
    assert code == 0, output
    assert lines_added(site_file) == [line]
    assert run(site_file, "check")[0] == 0


def test_paid_fills_the_cell_of_a_csv(tmp_path: Path):
    rows = 'id,issued,amount,paid,disputed\r\nB-1,2026-03-02,5,,"no, ""late"""\r\nB-2,2026-03-02,5,2026-03-03,\r\n'
    contract = FIELDS + "invoices: b.csv\n---\n"
    site_file = write_site(
        tmp_path, {"clients/acme.md": CLIENT, "contracts/b.md": contract, "contracts/b.csv": rows.encode()}
    )
    assert run(site_file, "paid", "B-1", "2026-03-20")[0] == 0
    written = (tmp_path / "ledger/contracts/b.csv").read_bytes().decode()
    assert written == rows.replace("5,,", "5,2026-03-20,", 1)
    assert "already" in run(site_file, "paid", "B-2")[1]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("A-4", "invoice A-4 is void"),
        ("A-9", "there is no invoice 'A-9' (did you mean 'A-"),
        ("A-", "'A-' can mean A-1, A-2, A-3, A-4; write more of it"),
        ("A-1 soon", "'soon' is not a date (write YYYY-MM-DD)"),
        ("A-1 2026-03-20 --amount 1,800", "'1,800' can mean 1800 or 1.8; write one of them"),
        ("A-1 03/02/2026", "'03/02/2026' can mean 2026-02-03 or 2026-03-02; write one of them, or use --date-order"),
        ("1-1", "there is no invoice '1-1'"),
        ("A-1 2026-03-20 --amount 0", "0 is not more than 0"),
    ],
)
def test_paid_refuses(typed: str, why: str, site_file: Path):
    code, output = run(site_file, "paid", *typed.split())
    assert code == 1
    assert why in output
    assert lines_added(site_file) == []
