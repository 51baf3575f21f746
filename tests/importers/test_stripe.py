"""Stripe's invoices and payments."""

from pathlib import Path

from importing import FIELDS, FIXTURES, INVOICES, fixture, ledger, read, run, written


def test_utc_becomes_the_freelancers_day():
    reading = read("stripe", fixture("stripe.csv"))
    assert [(bill.id, str(bill.issued), str(bill.paid), bill.void) for bill in reading.items] == [
        ("AC-0001", "2026-03-03", "2026-03-10", False),
        ("AC-0002", "2026-03-09", "None", False),
        ("AC-0004", "2026-03-09", "None", True),
    ]
    assert reading.skipped == [(4, "it is a draft")]


def test_invoices_bring_the_day_they_were_paid(tmp_path: Path):
    site_file = ledger(tmp_path)
    assert "added 3" in run(site_file, "stripe", FIXTURES / "stripe.csv").output
    line = b"  - {id: AC-0001, issued: 2026-03-03, amount: 1200.00, due: 2026-03-17, paid: 2026-03-10}\n"
    assert line in written(site_file)["contracts/acme-site.md"]


def test_what_was_paid_since_is_told(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + "invoices:\n  - {id: AC-0001, issued: 2026-03-03, amount: 1200}\n---\n")
    assert "client-ledger paid AC-0001 2026-03-10" in run(site_file, "stripe", FIXTURES / "stripe.csv").output


def test_payments_less_what_was_given_back(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    output = run(site_file, "stripe", FIXTURES / "stripe-payments.csv").output
    assert output.startswith("read 3 payments; added 2, 0 there already\n")
    assert "its status is failed (line 4)" in output
    assert "it is in USD, invoice 0007 in EUR (line 5)" in output
    text = written(site_file)["contracts/acme-site.md"].decode()
    assert "amount: 1200.50, payments: [{date: 2026-03-21, amount: 200.50}]}" in text
    assert "amount: 300, payments: [{date: 2026-03-21, amount: 200.00}]}" in text
