"""What was earned and never invoiced, reckoned by hand."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from acting import OPTIONS, client, contract, judged, ledger
from client_ledger.income import to_invoice as income
from client_ledger.judging.judgement import judge_project
from client_ledger.owed.open_items import to_invoice
from client_ledger.project import open_project
from writing import write_site

DAY = "2026-03-15"


def left(folder, *lines, acme=None, day=DAY, **records):
    """What is left to invoice of one contract, in its currency, 0 where nothing is."""
    found = to_invoice(judged(folder, ledger(acme or client(), contract(*lines, **records)), day).clients["acme"])
    return sum((each.amount for each in found), Fraction(0))


def retainer(*lines):
    return ("billing: retainer", "monthly: 400", *lines)


def test_hours_that_are_paid_for_count_against_all_that_was_invoiced(tmp_path):
    hours = ["date: 2026-01-10, hours: 10", "date: 2026-02-10, hours: 8", "date: 2026-02-11, hours: 3, paid: no"]
    invoices = ["id: A, issued: 2026-01-31, amount: 500"]
    # (10 + 8) × 50 − 500
    assert left(tmp_path, hours=hours, invoices=invoices) == 400


def test_a_credit_note_is_invoiced_no_more(tmp_path):
    lines = ("credit_notes: [{id: C, issued: 2026-02-01, invoice: A, amount: 100}]",)
    hours, invoices = ["date: 2026-01-10, hours: 10"], ["id: A, issued: 2026-01-31, amount: 500"]
    assert left(tmp_path, *lines, hours=hours, invoices=invoices) == 100


def test_vat_is_left_out(tmp_path):
    hours, invoices = ["date: 2026-01-10, hours: 10"], ["id: A, issued: 2026-01-31, amount: 400"]
    assert left(tmp_path, "vat: 20%", hours=hours, invoices=invoices) == 100


@pytest.mark.parametrize(
    ("lines", "invoices", "amount"),
    [
        (("start: 2025-12-01",), [], 1200),  # December to February: the month of the day is not over
        (("start: 2025-12-01",), ["id: A, issued: 2026-01-02, amount: 400, period: 2025-12"], 800),
        (("start: 2025-12-01",), ["id: A, issued: 2026-03-01, amount: 400"], 1200),  # for March, not for these months
        (("start: 2026-01-16",), [], Fraction(16, 31) * 400 + 400),
        (("start: 2025-12-01", "end: 2026-01-15"), [], 400 + Fraction(15, 31) * 400),
        (("start: 2025-12-01", "end: 2026-01-31"), ["id: A, issued: 2026-02-20, amount: 400"], 400),  # after the end
        (("start: 2026-01-01", "end: 2026-02-14"), [], 400 + 200),  # 14 of the 28 days of February
        ((), [], 0),  # it never began
        ((), ["id: A, issued: 2026-01-05, amount: 400"], 400),  # from the month of the first invoice
    ],
)
def test_a_retainers_months_count_from_its_start_to_the_month_before(tmp_path, lines, invoices, amount):
    assert left(tmp_path, *retainer(*lines), invoices=invoices) == amount


def test_the_recorded_last_day_ends_a_retainer(tmp_path):
    acme = client("decisions: [{date: 2026-01-10, decision: leave, last_day: 2026-01-31}]")
    assert left(tmp_path, *retainer("start: 2026-01-01"), acme=acme) == 400


def test_the_earlier_of_the_end_and_the_recorded_last_day_ends_a_retainer(tmp_path):
    acme = client("decisions: [{date: 2026-01-10, decision: leave, last_day: 2026-01-31}]")
    assert left(tmp_path, *retainer("start: 2026-01-01", "end: 2026-02-28"), acme=acme) == 400


def test_a_decision_of_the_day_itself_ends_a_retainer(tmp_path):
    acme = client(f"decisions: [{{date: {DAY}, decision: leave, last_day: 2026-01-31}}]")
    assert left(tmp_path, *retainer("start: 2026-01-01"), acme=acme) == 400


@pytest.mark.parametrize(
    ("hours", "amount"),
    [
        (["date: 2026-01-10, hours: 1", "date: 2026-02-14, hours: 1"], 400 + 200),  # 14 of the 28 days of February
        (["date: 2026-02-14, hours: 1", f"date: {DAY}, hours: 1"], 800),  # the month of the day is left out
        (["date: 2026-02-14, hours: 1", "date: 2026-03-16, hours: 1"], 400 + 200),  # tomorrow's are not known yet
        ([], 0),
    ],
)
def test_a_retainer_that_ended_on_no_written_day_ends_with_its_last_hours(tmp_path, hours, amount):
    lines = retainer("stage: terminated", "start: 2026-01-01")
    assert left(tmp_path, *lines, hours=hours) == amount


@pytest.mark.parametrize(
    ("invoice", "amount"),
    [
        ("issued: 2026-02-14, amount: 100", 400 + 200 - 100),  # 14 of the 28 days of February
        ("issued: 2026-03-02, amount: 100, period: 2026-02", 800 - 100),
    ],
)
def test_a_retainer_that_ended_on_no_written_day_ends_with_its_last_invoice(tmp_path, invoice, amount):
    lines = retainer("stage: completed", "start: 2026-01-01")
    assert left(tmp_path, *lines, invoices=[f"id: A, {invoice}"]) == amount


def test_the_end_of_a_completed_retainer_counts_whatever_was_worked_before(tmp_path):
    lines = retainer("stage: completed", "start: 2026-01-01", "end: 2026-02-28")
    assert left(tmp_path, *lines, hours=["date: 2026-01-10, hours: 1"]) == 800


def test_a_retainer_without_a_start_begins_with_the_month_of_its_first_hours(tmp_path):
    hours = ["date: 2026-01-20, hours: 1", "date: 2025-12-10, hours: 1", "date: 2026-02-02, hours: 1"]
    assert left(tmp_path, *retainer(), hours=hours) == 1200


def test_of_two_decisions_on_one_day_the_last_written_counts(tmp_path):
    leave = "{date: 2026-01-10, decision: leave, last_day: 2026-01-31}"
    keep = "{date: 2026-01-10, decision: keep}"
    lines = retainer("start: 2026-01-01")
    assert left(tmp_path, *lines, acme=client(f"decisions: [{keep}, {leave}]")) == 400
    assert left(tmp_path, *lines, acme=client(f"decisions: [{leave}, {keep}]")) == 800


@pytest.mark.parametrize(
    ("stage", "amount"),
    [("completed", 8500), ("active", 1300), ("signed", 1300), ("terminated", 0), ("lead", 0), ("lost", 0)],
)
def test_a_finished_price_and_the_deposit_of_a_running_one_are_left_to_invoice(tmp_path, stage, amount):
    lines = (f"stage: {stage}", "billing: fixed", "value: 9000", "deposit: 20%")
    assert left(tmp_path, *lines, invoices=["id: A, issued: 2026-01-31, amount: 500"]) == amount


def test_more_invoiced_than_earned_is_nothing_to_invoice(tmp_path):
    hours, invoices = ["date: 2026-01-10, hours: 1"], ["id: A, issued: 2026-01-31, amount: 500"]
    assert left(tmp_path, hours=hours, invoices=invoices) == 0


def test_what_is_invoiced_to_the_cent_is_not_listed(tmp_path):
    hours, invoices = ["date: 2026-01-10, hours: 10"], ["id: A, issued: 2026-01-31, amount: 500"]
    files = ledger(client(), contract(hours=hours, invoices=invoices))
    assert [*to_invoice(judged(tmp_path, files, DAY).clients["acme"])] == []


def test_what_comes_after_the_day_does_not_exist(tmp_path):
    assert left(tmp_path, hours=["date: 2026-03-16, hours: 1"], day=str(date(2026, 3, 15))) == 0


def test_the_hours_of_the_day_itself_count(tmp_path):
    assert left(tmp_path, hours=["date: 2026-03-15, hours: 1"], day="2026-03-15") == 50


def test_the_smallest_rest_is_left_to_invoice(tmp_path):
    hours, invoices = ["date: 2026-01-10, hours: 1"], ["id: A, issued: 2026-01-31, amount: 49.50"]
    assert left(tmp_path, hours=hours, invoices=invoices) == Fraction(1, 2)


@pytest.mark.parametrize(("invoiced", "rest"), [("33.33", 0), ("33.32", Fraction(1, 75))])
def test_what_rounding_an_invoice_leaves_is_nothing_to_invoice(tmp_path, invoiced, rest):
    hours, invoices = ["date: 2026-01-10, hours: 0:40"], [f"id: A, issued: 2026-01-31, amount: {invoiced}"]
    assert left(tmp_path, hours=hours, invoices=invoices) == rest


def test_a_running_price_without_a_deposit_has_nothing_to_invoice(tmp_path):
    assert left(tmp_path, "billing: fixed", "value: 9000") == 0


@pytest.mark.parametrize(("currency", "in_base"), [("EUR", 500), ("USD", 400)])
def test_the_rest_is_in_the_base_currency_at_the_days_rate(tmp_path, currency, in_base):
    files = ledger(client(), contract(f"currency: {currency}", hours=["date: 2026-01-10, hours: 10"]))
    (found,) = to_invoice(judged(tmp_path, files, DAY).clients["acme"])
    assert (found.amount, found.in_base) == (500, in_base)


def test_without_a_rate_the_rest_is_nothing_in_the_base_currency(tmp_path):
    files = ledger(client(), contract("currency: JPY", hours=["date: 2026-01-10, hours: 10"]))
    project = open_project(write_site(tmp_path, files, OPTIONS))
    (found,) = to_invoice(judge_project(project, date.fromisoformat(DAY)).clients["acme"])
    assert (found.amount, found.in_base) == (500, 0)


@pytest.mark.parametrize(
    ("currency", "amount", "is_nothing"),
    [
        ("EUR", "0.0049", True),
        ("EUR", "0.0042", True),
        ("EUR", "0.005", False),
        ("EUR", "0.006", False),
        ("JPY", "0.49", True),
        ("JPY", "0.5", False),
        ("BHD", "0.00049", True),
        ("BHD", "0.0005", False),
    ],
)
def test_less_than_half_of_the_smallest_unit_is_nothing_to_invoice(tmp_path, currency, amount, is_nothing):
    hours = ["date: 2026-01-10, hours: 10"]
    (found,) = to_invoice(judged(tmp_path, ledger(client(), contract(hours=hours)), DAY).clients["acme"])
    assert replace(found, amount=Fraction(amount), currency=currency).rounds_to_nothing is is_nothing


def test_what_is_invoiced_to_the_last_cent_leaves_nothing(tmp_path):
    site = contract(hours=["date: 2026-01-10, hours: 10"], invoices=["id: A, issued: 2026-01-31, amount: 500"])
    project = judged(tmp_path, ledger(client(), site), DAY).project
    found = project.ledger.contracts["site-1"]
    acme, settings = project.ledger.clients["acme"], project.site.settings
    left_of = [
        income.to_invoice(found, acme, bills, settings, date(2026, 3, 15)) for bills in (project.bills["site-1"], ())
    ]
    assert [each and each.amount for each in left_of] == [None, 500]
