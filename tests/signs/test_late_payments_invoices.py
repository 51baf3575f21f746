"""Which invoices late-payments looks at, when each is due, and when it is settled."""

import pytest

from judging import D, ago, client, contract, measured, reading
from late_invoices import SIGN, due, on_file, paid_after


@pytest.mark.parametrize(
    ("payments", "mean", "overdue"),
    [
        ([(10, "400"), (40, "600")], 50, "0.00"),  # whichever is written first
        ([(40, "400"), (10, "600")], 50, "0.00"),
        ([(60, "999.98"), (50, "0.02")], 10, "0.00"),
        ([(60, "999.99"), (50, "0.01")], 0, "0.00"),  # a cent is what rounding leaves, and nobody chases it
        ([(60, "1200")], 0, "0.00"),
        ([(55, "700"), (50, "700")], 10, "0.00"),
        ([(50, "500"), (50, "500")], 10, "0.00"),
        ([(50, "400")], 60, "600.00"),
        ([(50, "400"), (0, "599.98")], 60, "0.02"),
        ([(50, "400"), (0, "599.99")], 60, "0.00"),
        ([(50, "400"), (0, "600")], 60, "0.00"),
        ([(50, "400"), (-1, "600")], 60, "600.00"),  # tomorrow's payment does not exist
    ],
)
def test_an_invoice_is_settled_the_day_its_payments_reach_it(tmp_path, payments, mean, overdue):
    paid = ", ".join(f"{{date: {ago(days)}, amount: {amount}}}" for days, amount in payments)
    one = on_file(tmp_path, due(60, f", payments: [{paid}]"))
    assert measured(one, "mean_days_late", "overdue") == (mean, overdue)


@pytest.mark.parametrize(("days", "overdue"), [(0, "0.00"), (-1, "1000.00")])
def test_a_payment_dated_tomorrow_does_not_exist(tmp_path, days, overdue):
    one = on_file(tmp_path, due(20, f", paid: {ago(days)}"))
    assert measured(one, "overdue", "oldest_overdue_days") == (overdue, 20 if days else 0)


def test_an_invoice_issued_tomorrow_does_not_exist_however_early_it_is_due(tmp_path):
    one = on_file(tmp_path, f"issued: {ago(-1)}, due: {ago(9)}, amount: 10", f"issued: {D}, due: {ago(8)}, amount: 20")
    assert measured(one, "invoices", "late", "overdue", "oldest_overdue_days") == (1, 1, "20.00", 8)


def test_void_invoices_do_not_count(tmp_path):
    one = on_file(tmp_path, due(60, ", void: yes"), paid_after(0))
    assert (one["level"], *measured(one, "invoices", "overdue")) == ("clear", 1, "0.00")


def test_disputed_invoices_count(tmp_path):
    one = on_file(tmp_path, due(60, ", disputed: They say it is too much"))
    assert (one["level"], *measured(one, "overdue")) == ("critical", "1000.00")


@pytest.mark.parametrize(
    ("days", "invoices"),
    [(0, 1), (364, 1), (365, 0), (-1, 0)],
)
def test_invoices_due_in_the_last_365_days_count(tmp_path, days, invoices):
    one = on_file(tmp_path, due(days, f", paid: {ago(max(days - 10, 0))}"))
    assert measured(one, "invoices") == (invoices,)
    assert (one["level"] == "unknown") == (invoices == 0)


@pytest.mark.parametrize(
    ("lines", "issued", "oldest"),
    [
        ((), ago(34), 4),
        ((), ago(33), 0),
        (("payment_terms: 14",), ago(18), 4),
        (("payment_terms: 14",), ago(17), 0),
        (("payment_terms: 0",), ago(4), 4),
        (("payment_terms: 60",), ago(64), 4),
    ],
)
def test_an_invoice_is_due_by_the_contracts_terms(tmp_path, lines, issued, oldest):
    one = on_file(tmp_path, f"issued: {issued}, amount: 1000", lines=lines)
    assert measured(one, "oldest_overdue_days") == (oldest,)


def test_a_written_due_day_wins_over_the_terms(tmp_path):
    one = on_file(tmp_path, f"issued: {ago(40)}, due: {ago(20)}, amount: 5", lines=("payment_terms: 5",))
    assert measured(one, "oldest_overdue_days") == (20,)


def test_money_of_all_contracts_is_in_the_base_currency(tmp_path):
    dollars = contract("currency: USD", invoices=[f"id: U1, {due(20)}"])
    euros = contract("stage: completed", invoices=[f"id: E1, issued: {ago(40)}, due: {ago(9)}, amount: 50.55"])
    one = reading(tmp_path, SIGN, client(), dollars, euros, options="exchange_rates: {USD: 0.92}")
    assert measured(one, "invoices", "overdue") == (2, "970.55")


def test_part_payments_are_in_the_contracts_currency(tmp_path):
    payments = f"payments: [{{date: {ago(10)}, amount: 300}}]"
    dollars = contract(invoices=[f"id: U1, {due(20)}, {payments}"])
    acme = client("currency: USD")
    one = reading(tmp_path, SIGN, acme, dollars, options="exchange_rates: {USD: 0.92}")
    assert measured(one, "overdue") == ("644.00",)  # 700 x 0.92


def test_looking_back_sees_what_was_known_that_day(tmp_path):
    one = on_file(tmp_path, "issued: 2026-05-02, due: 2026-06-01, amount: 1000, paid: 2026-07-01", day="2026-06-20")
    assert measured(one, "late", "overdue", "oldest_overdue_days") == (1, "1000.00", 19)
