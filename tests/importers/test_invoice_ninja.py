"""Invoice Ninja's invoices and payments."""

from decimal import Decimal
from pathlib import Path

import pytest

from client_ledger.book.load import load
from importing import FIELDS, FIXTURES, INVOICES, PARIS, fixture, ledger, read, run, written


def test_invoices_without_the_drafts():
    reading = read("invoice-ninja", fixture("invoice-ninja.csv"))
    assert [(bill.id, bill.amount, bill.void) for bill in reading.items] == [
        ("0007", Decimal("1200.50"), False),
        ("0008", Decimal("300.00"), False),
        ("0010", Decimal("70.00"), True),
        ("0012", Decimal("20.00"), False),
    ]
    assert reading.skipped == [(4, "it is a draft"), (6, "its amount is negative")]
    assert "does not say how much of the amounts is tax" in reading.notes[0]
    assert "does not say when these invoices were paid: 0008; import the payments" in reading.notes[1]


@pytest.mark.parametrize(
    ("count", "listed"), [(6, "1, 2, 3, 4, 5, 6; import"), (7, "1, 2, 3, 4, 5, 6, …; import")], ids=["all", "some"]
)
def test_of_many_invoices_without_a_day_of_payment_six_are_named(count: int, listed: str):
    rows = "".join(f"Acme,{number},2026-03-02,5,,Paid,EUR\n" for number in range(1, count + 1))
    head = "Client Name,Invoice Number,Invoice Date,Invoice Amount,Invoice Balance,Invoice Status,Client Currency\n"
    assert f"when these invoices were paid: {listed}" in read("invoice-ninja", head + rows).notes[-1]


def test_they_are_written_a_line_each_and_only_once(tmp_path: Path):
    site_file = ledger(tmp_path)
    first = run(site_file, "invoice-ninja", FIXTURES / "invoice-ninja.csv")
    assert first.output.startswith("read 4 invoices; added 3, 0 already there\n")
    assert "it is in USD, the contract in EUR (line 7)" in first.output
    files = written(site_file)
    assert files["contracts/acme-site.md"].decode() == FIELDS + (
        "invoices:\n"
        "  - {id: 0007, issued: 2026-03-02, amount: 1200.50, due: 2026-03-16}\n"
        "  - {id: 0008, issued: 2026-03-09, amount: 300.00}\n"
        "  - {id: 0010, issued: 2026-03-10, amount: 70.00, void: yes}\n"
        "---\n"
    )
    again = run(site_file, "invoice-ninja", FIXTURES / "invoice-ninja.csv")
    assert "added 0, 3 already there" in again.output
    assert written(site_file) == files


def test_payments_go_to_their_invoice(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    output = run(site_file, "invoice-ninja", FIXTURES / "invoice-ninja-payments.csv").output
    assert output.startswith("read 2 payments; added 2, 0 already there\n")
    invoice = load(tmp_path / "ledger", PARIS).contracts["acme-site"].invoices[0]
    assert [str(each.date) for each in invoice.payments] == ["2026-03-20", "2026-03-27"]
    assert sum(each.amount for each in invoice.payments) == invoice.amount
    again = run(site_file, "invoice-ninja", FIXTURES / "invoice-ninja-payments.csv").output
    assert again.startswith("read 2 payments; added 0, 2 already there\n")


def test_an_invoice_that_differs_here_is_told(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES.replace("1200.50", "1200") + "---\n")
    output = run(site_file, "invoice-ninja", FIXTURES / "invoice-ninja.csv").output
    assert "invoice 0007 is 1,200.00 EUR here, 1,200.50 EUR in the file" in output


@pytest.mark.parametrize("name", ["invoice-ninja.report.csv", "invoice-ninja.fr.csv"])
def test_the_reports_put_the_records_name_before_each_column(name: str):
    reading = read("invoice-ninja", fixture(name))
    first, second = reading.items[:2]
    assert (first.id, str(first.issued), str(first.due), str(first.amount)) == (
        "0007",
        "2026-03-02",
        "2026-03-16",
        "1200.50",
    )
    assert (first.currency, second.id, second.due) == ("EUR", "0008", None)
    assert (4, "it is a draft") in reading.skipped
    assert [bill.id for bill in reading.items if bill.void] == (["0010"] if ".fr." in name else [])
    assert "when these invoices were paid: 0008;" in reading.notes[1]


HEAD = "Client,Invoice Number,Invoice Date,Amount,Balance,Status,Currency"


@pytest.mark.parametrize(
    ("columns", "cells", "net", "vat"),
    [
        ("Total Taxes", "200", "1000", "20%"),
        ("Total Taxes", "0", "1200", "0%"),
        ("Tax Name 1,Tax Rate 1,Tax Rate 2,Total Taxes", "VAT,20,0,200", "1000", "20%"),
        ("Tax Name 1,Tax Rate 1,Tax Rate 2", "VAT,20,0", "1000.00", "20%"),
        ("Tax Rate 1,Tax Rate 2", "5,9.975", "1043.71", "14.975%"),
    ],
)
def test_an_invoice_comes_in_without_its_taxes_and_with_their_share(columns: str, cells: str, net: str, vat: str):
    table = HEAD + f",{columns}\nAcme,0007,2026-03-02,1200,1200,Sent,EUR,{cells}\n"
    reading = read("invoice-ninja", table)
    assert [(str(bill.amount), bill.vat) for bill in reading.items] == [(net, vat)]
    assert reading.notes == []


@pytest.mark.parametrize("columns", ["", ",Tax Rate 1"])
def test_taxes_that_the_file_does_not_say_are_not_guessed(columns: str):
    table = HEAD + columns + "\nAcme,0007,2026-03-02,1200,1200,Sent,EUR"
    reading = read("invoice-ninja", table + columns.replace("Tax Rate 1", "0") + "\n")
    assert [(str(bill.amount), bill.vat) for bill in reading.items] == [("1200", "")]
    assert "export the column Total Taxes too" in reading.notes[0]


def test_what_is_payable_of_a_net_invoice_is_what_was_invoiced(tmp_path: Path):
    site_file = ledger(tmp_path)
    table = HEAD + ",Total Taxes\nAcme,0007,2026-03-02,100.00,0,Paid,EUR,16.67\n"
    (tmp_path / "i.csv").write_text(table)
    run(site_file, "invoice-ninja", tmp_path / "i.csv")
    assert b"{id: 0007, issued: 2026-03-02, amount: 83.33, vat: 20%}" in written(site_file)["contracts/acme-site.md"]
    head = fixture("invoice-ninja-payments.csv").splitlines()[0]
    (tmp_path / "p.csv").write_text(f"{head}\nAcme,2026-03-20,100.00,Bank,Completed,0007\n")
    assert "added 1" in run(site_file, "invoice-ninja", tmp_path / "p.csv").output
    assert b"paid: 2026-03-20" in written(site_file)["contracts/acme-site.md"]
    assert "added 0, 1 already there" in run(site_file, "invoice-ninja", tmp_path / "i.csv").output


def test_the_report_of_payments_takes_off_what_was_given_back():
    reading = read("invoice-ninja", fixture("invoice-ninja-payments.report.csv"))
    assert [(str(income.day), str(income.amount), income.currency) for income in reading.items] == [
        ("2026-03-20", "1200.50", "EUR"),
        ("2026-03-21", "300", "EUR"),
    ]
    command = "client-ledger paid INVOICE {} --returned DATE --why refund"
    assert reading.skipped == [
        (
            4,
            (
                f"it is refunded, but the file does not say when; if the payment is recorded, run "
                f"`{command.format('2026-03-22')}`"
            ),
        )
    ]
    (note,) = reading.notes
    assert note.startswith("100.00 EUR of the payment on line 3 went back, but the file does not say when, so only the")
    assert note.endswith(f"If the whole payment is recorded, run `{command.format('2026-03-21')} --amount 100`")


def test_invoices_of_one_client_can_be_taken_and_a_number_only_once(tmp_path: Path):
    rows = fixture("invoice-ninja.csv") + "Brio SA,0013,2026-03-11,,40.00,40.00,0,Sent,EUR\n"
    (tmp_path / "all.csv").write_text(rows + "Acme GmbH,0008,2026-03-12,,300.00,300.00,0,Sent,EUR\n")
    site_file = ledger(tmp_path)
    everything = run(site_file, "invoice-ninja", tmp_path / "all.csv", "--dry-run").output
    assert (
        "invoices to all these clients were imported: Acme GmbH (5), Brio SA (1); use --only NAME for one" in everything
    )
    assert "invoice 0008 twice (line 9)" in everything
    output = run(site_file, "invoice-ninja", tmp_path / "all.csv", "--only", "acme").output
    assert "added 3" in output
    assert "it is to Brio SA (line 8)" in output


def test_a_payment_that_cannot_be_written_holds_up_no_other(tmp_path: Path):
    contract = FIELDS + 'invoices:\n  - i.csv\n  - {id: "0008", issued: 2026-03-02, amount: 300}\n---\n'
    site_file = ledger(tmp_path, contract)
    (tmp_path / "ledger/contracts/i.csv").write_text("id,issued,amount,paid\n0007,2026-03-02,1200.50,\n")
    head = fixture("invoice-ninja-payments.csv").splitlines()[0]
    payments = f"{head}\nAcme,2026-03-20,200.50,Bank,Completed,0007\nAcme,2026-03-21,300,Bank,Completed,0008\n"
    (tmp_path / "p.csv").write_text(payments)
    output = run(site_file, "invoice-ninja", tmp_path / "p.csv").output
    assert output.startswith("read 2 payments; added 1, 0 already there\n")
    assert "a CSV file cannot hold part payments" in output
    assert b"amount: 300, paid: 2026-03-21}" in written(site_file)["contracts/acme-site.md"]
