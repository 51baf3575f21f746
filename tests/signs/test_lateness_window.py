"""Which invoices late-payments looks at: the first and the last day of its window."""

import pytest

from judging import ago, client, contract, measured, reading


def invoices(folder, *records):
    one = reading(folder, "late-payments", client(), contract(invoices=list(records)))
    return measured(one, "invoices")


@pytest.mark.parametrize(("days", "counted"), [(364, 1), (365, 0)])
def test_a_paid_invoice_counts_while_its_due_day_is_in_the_window(tmp_path, days, counted):
    paid = f"id: A, issued: {ago(400)}, due: {ago(days)}, amount: 100, paid: {ago(days)}"
    assert invoices(tmp_path, paid) == (counted,)


@pytest.mark.parametrize(("days", "counted"), [(364, 1), (365, 0)])
def test_a_lost_invoice_counts_while_the_day_it_was_written_off_is_in_the_window(tmp_path, days, counted):
    lost = f"id: A, issued: {ago(700)}, due: {ago(600)}, amount: 100, written_off: {ago(days)}"
    assert invoices(tmp_path, lost) == (counted,)


@pytest.mark.parametrize(("days", "recent"), [(89, 11), (90, 0)])
def test_an_invoice_is_recent_for_90_days_after_it_was_settled(tmp_path, days, recent):
    paid = f"id: A, issued: {ago(days + 40)}, due: {ago(days + 11)}, amount: 100, paid: {ago(days)}"
    one = reading(tmp_path, "late-payments", client(), contract(invoices=[paid]))
    assert measured(one, "worst_days_late", "recent_days_late") == (11, recent)


ALL = ("invoices", "late", "late_share", "mean_days_late", "worst_days_late", "recent_days_late", "lost_share")


def test_without_an_invoice_that_fell_due_every_share_is_nothing(tmp_path):
    back = "payments: [{date: 2026-10-01, amount: 90, returned: 2026-11-01, why: chargeback}]"
    site = contract(invoices=[f"id: 1, issued: 2026-10-01, due: 2026-12-01, amount: 90, {back}"])
    one = reading(tmp_path, "late-payments", client(), site)
    assert measured(one, *ALL, "usual_days", "chargebacks") == (0, 0, 0, 0, 0, 0, 0, None, 1)


def test_an_invoice_that_was_credited_whole_loses_nothing(tmp_path):
    invoices = [f"id: 1, issued: {ago(60)}, due: {ago(30)}, amount: 90, written_off: {ago(10)}"]
    notes = [f"id: C1, issued: {ago(20)}, invoice: 1, amount: 90"]
    one = reading(tmp_path, "late-payments", client(), contract(invoices=invoices, credit_notes=notes))
    assert measured(one, "lost_share") == (0,)


def test_a_sum_of_less_than_one_is_lost_as_any_other(tmp_path):
    lost = f"id: 1, issued: {ago(60)}, due: {ago(30)}, amount: 0.30, written_off: {ago(10)}"
    paid = f"id: 2, issued: {ago(60)}, due: {ago(30)}, amount: 0.60, paid: {ago(30)}"
    one = reading(tmp_path, "late-payments", client(), contract(invoices=[lost, paid]))
    assert measured(one, "written_off", "lost_share") == (1, 0.3333)


def test_who_pays_early_usually_pays_on_the_due_day(tmp_path):
    paid = f"id: 1, issued: {ago(60)}, due: {ago(30)}, amount: 90, paid: {ago(40)}"
    assert measured(reading(tmp_path, "late-payments", client(), contract(invoices=[paid])), "usual_days") == (0,)
