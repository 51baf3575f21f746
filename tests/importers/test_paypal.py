"""PayPal's activity."""

from pathlib import Path

import pytest

from importing import FIELDS, FIXTURES, INVOICES, fixture, ledger, read, run, written


def test_payments_before_the_fee_by_number_or_by_amount(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    output = run(site_file, "paypal", FIXTURES / "paypal.csv").output
    assert output.startswith("read 3 payments; added 2, 0 there already\n")
    text = written(site_file)["contracts/acme-site.md"].decode()
    assert '{id: "0007", issued: 2026-03-02, amount: 1200.50, paid: 2026-03-21}' in text
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


def test_a_french_export_with_what_never_reached_the_balance():
    reading = read("paypal", fixture("paypal.fr.csv"))
    (income,) = reading.items
    assert (str(income.day), str(income.amount)) == ("2026-03-20", "1200.50")
    assert "0007" in income.reference
    assert reading.skipped == [(3, "it does not change the balance"), (4, "no money came in")]


def test_a_statement_names_the_kind_in_its_description():
    reading = read("paypal", fixture("paypal.statement.csv"))
    assert [str(income.amount) for income in reading.items] == ["1200.50"]
    assert reading.skipped == [(3, "it is a bankgutschrift auf paypal-konto"), (4, "no money came in")]


@pytest.mark.parametrize(
    ("zone", "day", "is_said"),
    [
        ("PDT", "2026-03-21", False),
        ("GMT+01:00", "2026-03-20", False),
        ("Europe/Berlin", "2026-03-20", False),
        ("XYZ", "2026-03-20", True),
        ("No/Where", "2026-03-20", True),
    ],
)
def test_the_zone_of_each_row_is_its_own(zone: str, day: str, is_said: bool):
    reading = read("paypal", fixture("paypal.csv").replace("PDT", zone))
    assert str(reading.items[0].day) == day
    assert any("names no time zone" in note for note in reading.notes) == is_said


@pytest.mark.parametrize("kind", ["Payment Review Release", "Payment Refund", "Hold on Balance", "Bank Deposit"])
def test_money_that_only_passes_through_is_nobodys_payment(kind: str):
    reading = read("paypal", fixture("paypal.csv").replace("Invoice payment", kind))
    assert (3, f"it is a {kind.lower()}") in reading.skipped
