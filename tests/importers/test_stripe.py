"""Stripe's invoices and payments."""

from pathlib import Path

import pytest

from client_ledger.importers.importer import Return
from importing import FIELDS, FIXTURES, INVOICES, fixture, ledger, read, run, written
from writing import CLIENT


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


OPEN = "invoices:\n  - id: AC-0001\n    issued: 2026-03-03\n    amount: 1200\n"


def test_what_was_paid_since_is_recorded_with_the_new_invoices(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + OPEN + "---\n")
    output = run(site_file, "stripe", FIXTURES / "stripe.csv").output
    assert output.startswith("read 3 invoices; added 2, 1 already there\n")
    assert "invoice AC-0001 was paid on 2026-03-10, and that is recorded too" in output
    text = written(site_file)["contracts/acme-site.md"].decode()
    assert text == FIELDS + OPEN + (
        "    paid: 2026-03-10\n"
        "  - {id: AC-0002, issued: 2026-03-09, amount: 300.00}\n"
        "  - {id: AC-0004, issued: 2026-03-09, amount: 5.00, void: yes}\n"
        "---\n"
    )
    again = run(site_file, "stripe", FIXTURES / "stripe.csv").output
    assert "added 0, 3 already there" in again
    assert "paid" not in again


@pytest.mark.parametrize("only", [(), ("--only", "Acme")])
def test_what_stands_in_another_contract_of_the_client_is_marked_there(only: tuple[str, ...], tmp_path: Path):
    site_file = ledger(tmp_path)
    (tmp_path / "ledger/contracts/acme-2.md").write_text(FIELDS + OPEN + "---\n")
    output = run(site_file, "stripe", FIXTURES / "stripe.csv", *only).output
    assert output.startswith("read 3 invoices; added 2, 1 already there\n")
    assert "invoice AC-0001 was paid on 2026-03-10, and that is recorded too" in output
    files = written(site_file)
    assert files["contracts/acme-2.md"].decode() == FIELDS + OPEN + "    paid: 2026-03-10\n---\n"
    assert b"AC-0001" not in files["contracts/acme-site.md"]


def test_what_is_in_another_currency_there_is_not(tmp_path: Path):
    site_file = ledger(tmp_path)
    other = (FIELDS + "currency: USD\n" + OPEN + "---\n").encode()
    (tmp_path / "ledger/contracts/acme-2.md").write_bytes(other)
    output = run(site_file, "stripe", FIXTURES / "stripe.csv").output
    assert "skipped 1: it is in EUR, the contract in USD (line 2)" in output
    assert written(site_file)["contracts/acme-2.md"] == other


def test_what_stands_with_another_client_is_not_taken_for_the_same(tmp_path: Path):
    site_file = ledger(tmp_path)
    (tmp_path / "ledger/clients/globex.md").write_text(CLIENT.replace("Acme", "Globex Ltd"))
    second = OPEN.removeprefix("invoices:\n").replace("0001", "0002")
    other = (FIELDS.replace("acme", "globex") + OPEN + second + "---\n").encode()
    (tmp_path / "ledger/contracts/globex-app.md").write_bytes(other)
    output = run(site_file, "stripe", FIXTURES / "stripe.csv").output
    assert output.startswith("read 3 invoices; added 1, 0 already there\n")
    assert "skipped 2: its number is already in contracts/globex-app.md of Globex Ltd (line 2, 3)" in output
    assert "note: " not in output
    assert written(site_file)["contracts/globex-app.md"] == other


def test_what_was_paid_but_cannot_be_marked_is_told(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + "invoices: i.csv\n---\n")
    (tmp_path / "ledger/contracts/i.csv").write_text("id,issued,amount\nAC-0001,2026-03-03,1200\n")
    output = run(site_file, "stripe", FIXTURES / "stripe.csv").output
    assert "invoice AC-0001 was paid on 2026-03-10; record it by hand: contracts/i.csv has no column `paid`" in output


def test_the_balance_says_what_the_customer_paid_and_in_what():
    reading = read("stripe", fixture("stripe.balance.csv"))
    incomes, back = reading.items[:2], reading.items[2:]
    assert [(str(each.day), str(each.amount), each.currency) for each in incomes] == [
        ("2026-03-21", "200.50", "EUR"),
        ("2026-03-21", "300.00", "EUR"),
    ]
    assert [(str(each.day), str(each.amount), each.of, each.why) for each in back] == [
        ("2026-03-22", "100.00", "py_1", "refund")
    ]
    assert reading.skipped == [(5, "its type is payout")]


@pytest.mark.parametrize(
    ("source", "description", "of"),
    [
        ("re_1", "REFUND FOR CHARGE (Invoice 0008)", "py_1"),
        ("re_1", "Refund of ch_1", "ch_1"),
        ("ch_1", "Refund", "ch_1"),
        ("re_1", "Refund", ""),
    ],
)
def test_a_refund_names_its_payment_in_its_text_or_its_source(source: str, description: str, of: str):
    text = fixture("stripe.balance.csv").splitlines()[:3]
    text.append(f"txn_9,refund,{source},-9,0,,,-9,eur,2026-03-22 10:00,2026-03-28 00:00,{description},,,,,")
    assert read("stripe", "\n".join(text)).items[-1].of == of


def test_a_refund_of_nothing_is_left_out():
    text = fixture("stripe.balance.csv").replace("-100", "0")
    assert (4, "its type is payment refund") in read("stripe", text).skipped


def test_so_does_the_itemised_report():
    reading = read("stripe", fixture("stripe.itemised.csv"))
    income, refund = reading.items
    assert (str(income.day), str(income.amount), income.reference.splitlines()[0]) == ("2026-03-21", "200.50", "0007")
    assert (str(refund.amount), refund.of, reading.skipped) == ("100.00", "", [])


def test_payments_less_what_was_given_back(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    output = run(site_file, "stripe", FIXTURES / "stripe-payments.csv").output
    assert output.startswith("read 3 payments; added 2, 0 already there\n")
    assert "its status is failed (line 4)" in output
    assert "it is in USD, invoice 0007 in EUR (line 5)" in output
    text = written(site_file)["contracts/acme-site.md"].decode()
    assert "amount: 1200.50, payments: [{date: 2026-03-21, amount: 200.50}]}" in text
    back = "{date: 2026-03-21, amount: 100.00, returned: 2026-03-21, why: refund}"
    assert f"amount: 300, payments: [{back}, {{date: 2026-03-21, amount: 200.00}}]" in text


def test_an_invoice_with_tax_is_recorded_net_with_its_share():
    text = (
        "id,Number,Created (UTC),Total,Tax,Currency,Status\n"
        "in_1,A-1,2026-03-02 10:00,1190.00,190.00,eur,open\nin_2,A-2,2026-03-02 10:00,100.00,,eur,open\n"
    )
    bills = read("stripe", text).items
    assert [(str(each.amount), each.vat) for each in bills] == [("1000.00", "19%"), ("100.00", "")]


@pytest.mark.parametrize(
    ("status", "paid_at", "paid"),
    [("paid", "2026-03-10 10:00", "2026-03-10"), ("paid", "", "None"), ("uncollectible", "2026-03-10 10:00", "None")],
)
def test_only_a_paid_invoice_has_the_day_it_was_paid(status: str, paid_at: str, paid: str):
    head = "id,Number,Created (UTC),Total,Currency,Status,Paid At (UTC)\n"
    (bill,) = read("stripe", f"{head}in_1,A-1,2026-03-02 10:00,100.00,eur,{status},{paid_at}\n").items
    assert str(bill.paid) == paid


@pytest.mark.parametrize(
    ("kind", "amount", "description", "become"),
    [
        ("adjustment", -9, "Chargeback withdrawal for ch_1", "chargeback"),
        ("adjustment", -9, "Correction", "its type is adjustment"),
        ("charge", 9, "Advice on a dispute", "payment"),
    ],
)
def test_a_chargeback_is_an_adjustment_that_says_so(kind: str, amount: int, description: str, become: str):
    row = f"txn_9,{kind},ch_1,{amount},0,,,{amount},eur,2026-03-22 10:00,2026-03-28 00:00,{description},,,,,"
    reading = read("stripe", f"{fixture('stripe.balance.csv').splitlines()[0]}\n{row}\n")
    found = [each.why if isinstance(each, Return) else "payment" for each in reading.items]
    assert found + [why for _, why in reading.skipped] == [become]
