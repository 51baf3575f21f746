"""PayPal's activity."""

from pathlib import Path

import pytest

from importing import FIELDS, FIXTURES, INVOICES, fixture, ledger, read, run, written


def test_payments_before_the_fee_by_number_or_by_amount(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    output = run(site_file, "paypal", FIXTURES / "paypal.csv").output
    assert output.startswith("read 3 payments; added 2, 0 there already\n")
    text = written(site_file)["contracts/acme-site.md"].decode()
    assert '{id: "0007", issued: 2026-03-02, amount: 1200.50, paid: 2026-03-20}' in text
    assert '{id: "0008", issued: 2026-03-02, amount: 300, paid: 2026-03-21}' in text
    assert "added 0, 2 there already" in run(site_file, "paypal", FIXTURES / "paypal.csv").output


def test_the_same_amount_from_somebody_else_is_not_taken(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    output = run(site_file, "paypal", FIXTURES / "paypal.csv").output
    assert "the amount of invoice 0009, but the payer is not known to be the client" in output
    assert "client-ledger paid 0009 2026-03-23" in output
    named = run(site_file, "paypal", FIXTURES / "paypal.csv", "--only", "somebody else").output
    assert named.startswith("read 3 payments; added 1, 0 there already\n")


def test_what_did_not_come_in_is_left_out():
    reading = read("paypal", fixture("paypal.csv"))
    assert reading.skipped == [(4, "it is a general withdrawal"), (5, "its status is pending")]


@pytest.mark.parametrize(("amount", "sign"), [("2.001,0", None), ("2,001.0", None), ("2001.0", None), ("2.001", ",")])
def test_amounts_in_any_notation(amount: str, sign: str | None):
    head = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net\n"
    text = head + f'2026-03-20,10:00:00,UTC,Acme,Payment,Completed,EUR,"{amount}",0,"{amount}"\n'
    assert read("paypal", text, decimal=sign).items[0].amount == 2001


def test_german_headers():
    head = '"Datum","Uhrzeit","Zeitzone","Name","Typ","Status","Währung","Brutto","Entgelt","Netto","Rechnungsnummer"\n'
    text = head + '"20.03.2026","10:00:00","CET","Acme","Zahlung","Abgeschlossen","EUR","70,00","0,00","70,00","0009"\n'
    (income,) = read("paypal", text.encode("cp1252")).items
    assert (str(income.day), str(income.amount), "0009" in income.reference) == ("2026-03-20", "70.00", True)
