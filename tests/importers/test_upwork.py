"""Upwork's transactions."""

from pathlib import Path

import pytest

from client_ledger.importers.importer import Fee, Income
from importing import FIELDS, FIXTURES, INVOICES, fixture, ledger, read, run


def test_the_new_layout_has_the_fee_in_a_line_of_its_own():
    reading = read("upwork", fixture("upwork.csv"))
    incomes = [each for each in reading.items if isinstance(each, Income)]
    assert [(str(each.day), str(each.amount), each.payer) for each in incomes] == [
        ("2026-09-25", "200.00", "Acme Acme"),
        ("2026-09-28", "1300.00", "Brio Brio"),
    ]
    assert [str(each.amount) for each in reading.items if isinstance(each, Fee)] == ["20.00"]
    assert reading.skipped == [(4, "its type is withdrawal")]


def test_the_old_layout():
    income, fee = read("upwork", fixture("upwork.old.csv")).items
    assert (str(income.day), str(income.amount), income.payer) == ("2024-01-09", "500.00", "Acme Acme Ltd")
    assert str(fee.amount) == "100.00"


def test_where_no_column_names_the_client_the_description_does():
    head = "Date,Ref ID,Type,Description,Agency,Amount,Balance\n"
    (income,) = read("upwork", head + '01/15/2026,9,Hourly,"Invoice for Acme - Site",,90.00,90.00\n').items
    assert (str(income.day), income.payer) == ("2026-01-15", "Invoice for Acme - Site")


@pytest.mark.parametrize(
    ("agreed", "is_told"), [("20%", True), ("10.6%", True), ("10.5%", False), ("10%", False), ("9.4%", True)]
)
def test_another_fee_than_the_contract_says_is_noted(tmp_path: Path, agreed: str, is_told: bool):
    site_file = ledger(tmp_path, FIELDS + f"platform: {{fee: {agreed}}}\n" + INVOICES + "---\n")
    output = run(site_file, "upwork", FIXTURES / "upwork.csv", "--only", "acme").output
    assert ("the fees are 10.0% of what was paid, but acme-site says " in output) == is_told


def test_a_contract_without_a_fee_says_that_it_is_nothing(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    output = run(site_file, "upwork", FIXTURES / "upwork.csv", "--only", "nobody", "--only", "acme").output
    assert "the fees are 10.0% of what was paid, but acme-site says 0.0%" in output


def test_fees_of_several_contracts_are_compared_with_none(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + "platform: {fee: 20%}\n" + INVOICES + "---\n")
    (tmp_path / "ledger/contracts/second.md").write_text(FIELDS + "---\n", encoding="utf-8")
    output = run(site_file, "upwork", FIXTURES / "upwork.csv", "--client", "acme", "--only", "acme").output
    assert "it is from Brio Brio" in output
    assert "the fees are" not in output


def test_fees_without_a_payment_tell_nothing_of_the_contract(tmp_path: Path):
    export = tmp_path / "export.csv"
    head = "Date,Ref ID,Type,Description,Agency,Amount,Balance\n"
    export.write_text(head + "01/15/2026,9,Service Fee,Site,,-20.00,90.00\n", encoding="utf-8")
    site_file = ledger(tmp_path, FIELDS + "platform: {fee: 20%}\n" + INVOICES + "---\n")
    result = run(site_file, "upwork", export)
    assert result.exit_code == 0
    assert "the fees are" not in result.output


def test_a_payer_is_taken_where_any_of_the_names_asked_for_is_in_it(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    output = run(site_file, "upwork", FIXTURES / "upwork.csv", "--only", "nobody", "--only", "acme").output
    assert "it is from Acme" not in output
    assert "it is from Brio Brio" in output


@pytest.mark.parametrize(
    ("kind", "amount", "why"),
    [
        ("Hourly", "0.50", None),
        ("Hourly", "0.00", "its type is hourly"),
        ("Refund", "0.50", "its type is refund"),
        ("Refund", "0.00", "its type is refund"),
        ("Service Fee", "0.50", "its type is service fee"),
        ("Service Fee", "0.00", "its type is service fee"),
        ("Withdrawal", "5.00", "its type is withdrawal"),
    ],
)
def test_only_what_was_earned_is_a_payment(kind: str, amount: str, why: str | None):
    head = "Date,Ref ID,Type,Description,Agency,Amount,Balance\n"
    reading = read("upwork", head + f"01/15/2026,9,{kind},Site,,{amount},90.00\n")
    assert reading.skipped == ([(2, why)] if why else [])
    assert [type(each) for each in reading.items] == ([] if why else [Income])
