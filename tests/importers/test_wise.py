"""Wise's statement and its transfer history."""

from pathlib import Path

from importing import FIELDS, FIXTURES, INVOICES, fixture, ledger, read, run, written


def test_a_statement_is_day_first_and_only_what_came_in(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    output = run(site_file, "wise", FIXTURES / "wise.csv").output
    assert output.startswith("read 2 payments; added 2, 0 there already\n")
    assert "skipped 2: no money came in (line 3, 4)" in output
    text = written(site_file)["contracts/acme-site.md"].decode()
    assert "amount: 1200.50, payments: [{date: 2026-03-04, amount: 200.50}]}" in text
    assert "amount: 300, paid: 2026-03-07}" in text


def test_the_transfer_history():
    reading = read("wise", fixture("wise.history.csv"))
    assert [(str(item.day), str(item.amount), item.reference) for item in reading.items] == [
        ("2026-03-05", "70.00", "0009")
    ]
    assert [why for _, why in reading.skipped] == ["no money came in", "no money came in", "its status is cancelled"]


def test_money_changed_between_ones_own_balances_is_no_payment():
    reading = read("wise", fixture("wise.details.csv"))
    assert [(str(item.day), str(item.amount)) for item in reading.items] == [("2026-03-04", "200.50")]
    assert reading.skipped == [(3, "it is a conversion"), (4, "no money came in")]


def test_a_statement_that_is_named_otherwise_says_so():
    assert read("wise", fixture("wise.csv"), order="dmy").items[0].day.isoformat() == "2026-03-04"
