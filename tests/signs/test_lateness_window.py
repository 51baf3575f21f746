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
