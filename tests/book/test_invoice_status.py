"""What of an invoice is asked for, lost, settled and overpaid from one day to the next, counted by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from acting import client, contract, ledger
from client_ledger.book.invoice_status import InvoiceStatus, status_on
from client_ledger.project import open_project
from writing import write_site

OPTIONS = "currency: EUR\ntimezone: Europe/Paris\nexchange_rates: {USD: 0.8}"
USD = "currency: USD"
A1 = "id: A1, issued: 2026-01-10, amount: 100"


def on(folder, day: str, invoice: str, *lines: str, notes: tuple[str, ...] = ()) -> InvoiceStatus:
    """How the only invoice of a ledger stands on a day."""
    files = ledger(client(), contract(*lines, invoices=[invoice], credit_notes=list(notes)))
    project = open_project(write_site(folder, files, OPTIONS))
    assert not project.errors
    (billed,) = project.bills["site-1"]
    return status_on(billed, date.fromisoformat(day))


def test_what_an_invoice_brings_is_its_net_amount_less_its_credit_notes_in_the_base_currency(tmp_path):
    note = "id: N1, issued: 2026-02-01, invoice: A1, amount: 40"
    found = [on(tmp_path / day, day, A1, USD, notes=(note,)) for day in ("2026-01-31", "2026-02-01")]
    assert [(each.net, each.net_in_base) for each in found] == [(100, 80), (60, 48)]


def test_an_invoice_is_lost_from_the_day_it_is_written_off(tmp_path):
    invoice = f"{A1}, payments: [{{date: 2026-02-01, amount: 40}}], written_off: 2026-06-01"
    before = on(tmp_path, "2026-05-31", invoice, USD)
    assert (before.open, before.open_in_base, before.lost) == (60, 48, 0)
    after = on(tmp_path, "2026-06-01", invoice, USD)
    assert (after.open, after.lost, after.lost_in_base) == (0, 60, 48)


@pytest.mark.parametrize("more", ["paid: 2026-07-01, written_off: 2026-06-01", "void: yes, written_off: 2026-06-01"])
def test_what_was_paid_after_all_or_is_void_is_not_lost(tmp_path, more):
    assert on(tmp_path, "2026-07-01", f"{A1}, {more}").lost == 0


@pytest.mark.parametrize(("day", "was_paid"), [("2026-01-31", False), ("2026-02-01", True), ("2026-02-02", True)])
@pytest.mark.parametrize("came", ["payments: [{date: 2026-02-01, amount: 0.01}]", "paid: 2026-02-01"])
def test_an_invoice_was_ever_paid_from_the_day_any_money_came(tmp_path, came, day, was_paid):
    assert on(tmp_path, day, f"{A1}, {came}").was_ever_paid == was_paid


@pytest.mark.parametrize(("day", "was_paid"), [("2026-01-31", False), ("2026-02-01", True)])
def test_an_invoice_that_a_credit_note_settled_counts_as_paid_once(tmp_path, day, was_paid):
    note = "id: C1, issued: 2026-02-01, invoice: A1, amount: 100"
    assert on(tmp_path, day, A1, notes=(note,)).was_ever_paid == was_paid


def test_money_that_bounced_was_paid_once_and_a_payment_of_nothing_never(tmp_path):
    bounced = "payments: [{date: 2026-02-01, amount: 5, returned: 2026-02-02, why: bounced}]"
    assert on(tmp_path, "2026-03-01", f"{A1}, {bounced}").was_ever_paid
    assert not on(tmp_path, "2026-03-01", f"{A1}, payments: [{{date: 2026-02-01, amount: 0}}]").was_ever_paid


def test_an_invoice_is_disputed_where_it_says_so(tmp_path):
    assert not on(tmp_path, "2026-03-01", A1).is_disputed
    assert on(tmp_path, "2026-03-01", f"{A1}, disputed: Wrong hours").is_disputed


@pytest.mark.parametrize(
    ("day", "payable", "in_base"), [("2026-01-31", 120, 96), ("2026-02-01", 108, Fraction("86.4"))]
)
def test_a_credit_note_lowers_what_is_payable_from_its_day_by_its_amount_with_vat(tmp_path, day, payable, in_base):
    note = "id: C1, issued: 2026-02-01, invoice: A1, amount: 10"
    found = on(tmp_path, day, A1, USD, "vat: 20%", notes=(note,))
    assert (found.payable, found.payable_in_base) == (payable, in_base)


def test_without_a_payment_nothing_is_income(tmp_path):
    assert on(tmp_path, "2026-03-01", A1).net_paid == 0


@pytest.mark.parametrize(("came", "surplus"), [("100", "0"), ("100.01", "0.01"), ("130", "30")])
def test_a_cent_too_much_is_an_overpayment(tmp_path, came, surplus):
    invoice = f"{A1}, payments: [{{date: 2026-02-01, amount: {came}}}]"
    assert on(tmp_path, "2026-02-01", invoice).overpaid == Decimal(surplus)


def test_credit_notes_rounded_one_by_one_overpay_nothing(tmp_path):
    notes = (
        "id: C1, issued: 2026-02-01, invoice: A1, amount: 5",
        "id: C2, issued: 2026-02-01, invoice: A1, amount: 5.01",
    )
    found = on(tmp_path, "2026-03-01", A1.replace("100", "10.01"), "vat: 5.5%", notes=notes)
    assert (found.overpaid, found.is_open) == (0, False)


BACK = "returned: 2026-03-01, why"


@pytest.mark.parametrize(
    ("payments", "gap"),
    [
        (f"{{date: 2026-02-01, amount: 100, {BACK}: refund}}", "100"),
        (f"{{date: 2026-02-01, amount: 60, {BACK}: refund}}", "60"),
        (f"{{date: 2026-02-01, amount: 99.99}}, {{date: 2026-02-01, amount: 0.01, {BACK}: refund}}", "0.01"),
        (f"{{date: 2026-02-01, amount: 60, {BACK}: refund}}, {{date: 2026-02-01, amount: 40, {BACK}: bounced}}", "60"),
        (f"{{date: 2026-02-01, amount: 100}}, {{date: 2026-02-01, amount: 30, {BACK}: refund}}", "0"),
        (f"{{date: 2026-02-01, amount: 100, {BACK}: chargeback}}", "0"),
    ],
    ids=["all", "a part", "a cent", "beside one that bounced", "a surplus", "a chargeback"],
)
def test_a_refund_asks_for_a_credit_note_of_what_is_neither_paid_nor_open(tmp_path, payments, gap):
    invoice = f"{A1}, payments: [{payments}]"
    assert on(tmp_path, "2026-03-01", invoice).refunded_without_credit == Decimal(gap)
    assert on(tmp_path, "2026-02-28", invoice).refunded_without_credit == 0


def test_a_refund_of_a_void_or_credited_invoice_asks_for_no_credit_note(tmp_path):
    invoice = f"{A1}, payments: [{{date: 2026-02-01, amount: 100, {BACK}: refund}}]"
    assert on(tmp_path, "2026-03-01", f"{invoice}, void: yes").refunded_without_credit == 0
    note = "id: C1, issued: 2026-03-01, invoice: A1, amount: 100"
    assert on(tmp_path, "2026-03-01", invoice, notes=(note,)).refunded_without_credit == 0


@pytest.mark.parametrize(("credited", "paid", "overpaid"), [("2026-02-01", 108, 0), ("2026-02-02", 120, 12)])
def test_paid_is_a_payment_of_all_that_is_payable_by_then(tmp_path, credited, paid, overpaid):
    note = f"id: C1, issued: {credited}, invoice: A1, amount: 10"
    found = on(tmp_path, "2026-03-01", f"{A1}, paid: 2026-02-01", "vat: 20%", notes=(note,))
    assert (found.paid, found.overpaid, found.settled_on) == (paid, overpaid, date(2026, 2, 1))


@pytest.mark.parametrize(("amount", "came", "net"), [("100", "120", 100), ("100", "60", 50), ("0", "5", 5)])
def test_a_payments_net_value_is_its_share_of_what_is_payable(tmp_path, amount, came, net):
    invoice = f"id: A1, issued: 2026-01-10, amount: {amount}, payments: [{{date: 2026-02-01, amount: {came}}}]"
    assert on(tmp_path, "2026-02-01", invoice, "vat: 20%").net_paid == net


@pytest.mark.parametrize(("day", "net"), [("2026-01-31", 100), ("2026-02-01", 90)])
def test_a_credit_note_lowers_what_was_invoiced_net_from_its_day(tmp_path, day, net):
    note = "id: C1, issued: 2026-02-01, invoice: A1, amount: 10"
    assert on(tmp_path, day, A1, "vat: 20%", notes=(note,)).net == net


@pytest.mark.parametrize(
    ("amount", "came", "is_settled"),
    [("100", "99.99", True), ("100", "99.98", False), ("0.01", "0", False), ("0.02", "0.01", True)],
)
def test_less_than_a_cent_too_much_or_a_last_cent_is_settled(tmp_path, amount, came, is_settled):
    payment = f"payments: [{{date: 2026-02-01, amount: {came}}}]"
    found = on(tmp_path, "2026-02-01", f"id: A1, issued: 2026-01-10, amount: {amount}, {payment}")
    assert (found.settled_on is not None) == is_settled


def test_income_is_net_in_the_base_currency_less_the_fee_and_goes_as_it_came(tmp_path):
    back = f"payments: [{{date: 2026-02-01, amount: 60, {BACK}: bounced}}]"
    found = on(tmp_path, "2026-03-01", f"{A1}, {back}", USD, "vat: 20%", "platform: {fee: 10%}")
    assert found.billed.income == ((date(2026, 2, 1), 36), (date(2026, 3, 1), -36))
