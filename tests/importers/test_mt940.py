"""Bank statements as MT940."""

from pathlib import Path

import pytest

from client_ledger.importers import IMPORTERS
from client_ledger.importers.importer import Income, Return
from client_ledger.importers.source_file import Export
from importing import FIELDS, FIXTURES, INVOICES, fixture, ledger, read, run, written


def test_a_german_statement():
    reading = read("mt940", fixture("mt940.sta"))
    income, back = reading.items
    assert isinstance(income, Income)
    assert isinstance(back, Return)
    assert (str(income.day), str(income.amount), income.currency) == ("2026-03-20", "70.00", "EUR")
    assert (income.payer, income.iban) == ("ACME LTD", "DE89370400440532013000")
    assert income.reference.splitlines()[0] == "Rechnung 0009 vielen Dank"
    assert (str(back.day), str(back.amount), back.of, back.why) == ("2026-03-23", "70.00", income.id, "bounced")
    assert reading.skipped == [(2, "no money came in")]


def test_a_statement_whose_details_are_tagged():
    (income,) = read("mt940", fixture("mt940.swift.sta")).items
    assert (str(income.amount), income.payer, income.iban) == ("300", "ACME LTD", "NL02RABO0123456789")
    assert "factuur 0008" in income.reference


def test_twice_is_once(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    assert "added 1" in run(site_file, "mt940", FIXTURES / "mt940.swift.sta").output
    before = written(site_file)
    assert "added 0, 1 already there" in run(site_file, "mt940", FIXTURES / "mt940.swift.sta").output
    assert written(site_file) == before


@pytest.mark.parametrize(
    ("text", "is_statement"),
    [
        (":25:12345678/0001\n:61:2603200320C70,00NTRFNONREF\n", True),
        (":25:12345678/0001\n", False),
        (":61:2603200320C70,00NTRFNONREF\n", False),
    ],
)
def test_a_statement_names_its_account_and_has_a_transaction(text: str, is_statement: bool):
    assert IMPORTERS["mt940"].recognises(Export("x", text.encode())) == is_statement


@pytest.mark.parametrize(
    ("reference", "identity"), [("R-1//B-7", "R-1"), ("NONREF//B-7", "B-7"), ("NONREF//NONREF", ""), ("NONREF", "")]
)
def test_a_payment_has_the_payer_s_reference_or_else_the_bank_s(reference: str, identity: str):
    text = (FIXTURES / "mt940.swift.sta").read_text().replace("NONREF//26079", reference)
    (income,) = read("mt940", text).items
    assert isinstance(income, Income)
    assert income.id == identity
