"""Bank statements as OFX and QFX."""

from decimal import Decimal
from pathlib import Path

import pytest

from client_ledger.importers.importer import Income
from importing import FIELDS, FIXTURES, INVOICES, fixture, ledger, read, run, written


def test_the_older_form_does_not_close_its_tags():
    reading = read("ofx", (FIXTURES / "ofx.qfx").read_bytes())
    (income,) = reading.items
    assert (str(income.day), str(income.amount), income.currency) == ("2026-03-20", "70.00", "EUR")
    assert (income.payer, income.reference.splitlines()[0], income.id) == ("ACME & CO", "Invoice 0009", "F1")
    assert (income.fee, reading.skipped) == (0, [(2, "no money came in"), (3, "it is interest")])


def test_the_newer_form_is_xml():
    (income,) = read("ofx", fixture("ofx.xml.ofx")).items
    assert (str(income.day), str(income.amount), income.payer) == ("2026-03-21", "300.00", "ACME Ltd")


def test_twice_is_once(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    assert "added 1" in run(site_file, "ofx", FIXTURES / "ofx.qfx").output
    before = written(site_file)
    assert "added 0, 1 already there" in run(site_file, "ofx", FIXTURES / "ofx.qfx").output
    assert written(site_file) == before


@pytest.mark.parametrize(("written", "amount"), [("70.000", "70"), ("70,50", "70.50"), ("1,070.50", "1070.50")])
def test_three_decimals_are_no_thousands(written: str, amount: str):
    reading = read("ofx", fixture("ofx.qfx").replace("<TRNAMT>70.00", f"<TRNAMT>{written}"))
    assert Decimal(amount) in [each.amount for each in reading.items if isinstance(each, Income)]
