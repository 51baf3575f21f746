"""What an hour of a client brings, by each contract's price."""

from decimal import Decimal

import pytest

from judging import ago, client, contract, measured, reading

SIGN = "unpaid-hours"


HOURLY = "billing: hourly"


RATE_70 = "target_rate: 70"


def worked(*hours):
    """Hours records from tuples of days ago, hours, and the rest of the record."""
    return [", ".join((f"date: {ago(days)}, hours: {count}", *more)) for days, count, *more in hours]


def rate(tmp_path, *contracts, options="", acme=None):
    one = reading(tmp_path, SIGN, acme or client(), *contracts, options=options)
    return measured(one, "effective_rate")[0]


@pytest.mark.parametrize(
    ("price", "unpaid", "share", "level"),
    [
        ("71", "0.9", 1.0143, "clear"),
        ("70", "0.9", 1, "clear"),
        ("69.99", "0.9", 0.9999, "watch"),
        ("56", "0.9", 0.8, "watch"),
        ("55.99", "0.9", 0.7999, "warning"),
        ("35", "0.9", 0.5, "warning"),
        ("34.99", "0.9", 0.4999, "critical"),
    ],
)
def test_a_rate_below_the_target_raises_the_level_by_itself(tmp_path, price, unpaid, share, level):
    site = contract("billing: fixed", f"value: {20 * Decimal(price)}", hours=worked((1, "19.1"), (1, unpaid)))
    one = reading(tmp_path, SIGN, client(), site, options=RATE_70)
    assert (one["level"], *measured(one, "rate_share")) == (level, share)


def test_without_a_target_the_rate_is_shown_alone(tmp_path):
    one = reading(tmp_path, SIGN, client(), contract("value: 100", hours=worked((1, "20"))))
    assert (one["level"], *measured(one, "effective_rate", "rate_share")) == ("clear", 5, None)


@pytest.mark.parametrize(
    ("lines", "rate_of_it"),
    [
        (("stage: active",), 50),  # 1000 / max(20, nothing)
        (("stage: active", "hours_budget: 40"), 25),  # the hours agreed are still to be worked
        (("stage: active", "hours_budget: 10"), 50),
        (("stage: completed",), 50),  # the last invoice may not be written yet
        (("stage: terminated",), 15),  # 300 invoiced / 20
        (("stage: terminated", "platform: {name: Market, fee: 20%}"), 12),
    ],
)
def test_a_fixed_price_brings_its_value_or_what_was_invoiced_of_it(tmp_path, lines, rate_of_it):
    invoices = [f"id: A1, issued: {ago(10)}, amount: 300", f"id: A2, issued: {ago(9)}, amount: 900, void: yes"]
    assert rate(tmp_path, contract(*lines, hours=worked((1, "20")), invoices=invoices)) == rate_of_it


def test_a_completed_contract_invoiced_above_its_value_brings_what_was_invoiced(tmp_path):
    invoices = [f"id: A1, issued: {ago(10)}, amount: 1200"]
    assert rate(tmp_path, contract("stage: completed", hours=worked((1, "20")), invoices=invoices)) == 60


@pytest.mark.parametrize(
    ("stage", "invoice", "rate_of_it"),
    [
        ("completed", "amount: 1000, credited: 200", 40),  # (1000 - 200) / 20
        ("completed", "amount: 600, written_off: 2026-11-10", 20),  # (1000 - 600) / 20
        ("completed", "amount: 600, payments: [{date: 2026-11-05, amount: 150}], written_off: 2026-11-10", 27.5),
        ("terminated", "amount: 600, payments: [{date: 2026-11-05, amount: 150}], written_off: 2026-11-10", 7.5),
        ("terminated", "amount: 600, credited: 200", 20),
    ],
)
def test_what_was_credited_or_lost_of_a_price_was_not_brought(tmp_path, stage, invoice, rate_of_it):
    amount, _, credited = invoice.partition(", credited: ")
    invoices = [f"id: A1, issued: 2026-11-01, {amount}"]
    notes = [f"id: C1, issued: 2026-11-02, invoice: A1, amount: {credited}"] if credited else []
    site = contract(f"stage: {stage}", hours=worked((1, "20")), invoices=invoices, credit_notes=notes)
    assert rate(tmp_path, site) == rate_of_it


@pytest.mark.parametrize(("stage", "rate_of_it"), [("completed", 25), ("terminated", 12)])
def test_a_finished_price_in_another_currency_counts_at_the_days_rate_and_its_invoices_at_their_own(
    tmp_path, stage, rate_of_it
):
    invoices = [f"id: A1, issued: {ago(10)}, amount: 300, exchange_rate: 0.8"]
    site = contract(f"stage: {stage}", "currency: USD", hours=worked((1, "20")), invoices=invoices)
    # 1000 x 0.5 / 20, and 300 x 0.8 / 20
    assert rate(tmp_path, site, options="exchange_rates: {USD: 0.5}") == rate_of_it


def test_the_invoices_of_other_contracts_are_not_counted_to_a_price(tmp_path):
    invoices = [f"id: A1, issued: {ago(10)}, amount: 300"]
    other = contract("stage: terminated", invoices=[f"id: B1, issued: {ago(10)}, amount: 500"])
    assert rate(tmp_path, contract("stage: terminated", hours=worked((1, "20")), invoices=invoices), other) == 15


def test_hours_that_are_not_paid_lower_an_hourly_rate(tmp_path):
    assert rate(tmp_path, contract(HOURLY, hours=worked((1, "15"), (2, "5", "paid: no")))) == 37.5


@pytest.mark.parametrize(
    ("lines", "rate_of_it"),
    [
        ((), 100),  # all of October: 1000 / 10
        (("start: 2026-10-16",), 51.6129),  # 16 of 31 days
        (("end: 2026-10-10",), 32.2581),  # 10 of 31 days
    ],
)
def test_a_retainer_brings_the_months_it_was_worked_in(tmp_path, lines, rate_of_it):
    assert rate(tmp_path, contract("billing: retainer", *lines, hours=["date: 2026-10-08, hours: 10"])) == rate_of_it


@pytest.mark.parametrize(
    ("lines", "hours", "rate_of_it"),
    [
        ((), ["2026-10-08", "2026-11-02"], 83.3333),  # October and 20 of the 30 days of November: 1000 x 5/3 / 20
        ((), ["2026-10-08", "2026-10-09"], 50),  # October alone
        ((), ["2025-11-25"], 33.3333),  # 10 days of November 2025 are among the last 365
        (("start: 2025-11-01",), ["2025-11-25"], 33.3333),
        (("start: 2025-11-26",), ["2025-11-25"], 16.6667),  # 5 of 30 days
        (("end: 2026-09-30",), ["2026-10-08"], 0),  # worked after the end
        (("start: 2026-10-01", "end: 2026-12-31"), ["2026-11-02"], 66.6667),  # no further than the day
        (("start: 2026-10-08", "end: 2026-10-08"), ["2026-10-08"], 3.2258),  # one of 31 days
    ],
)
def test_a_retainers_months_are_those_worked_in_by_their_share_of_days(tmp_path, lines, hours, rate_of_it):
    retainer = contract("billing: retainer", *lines, hours=[f"date: {day}, hours: 10" for day in hours])
    assert rate(tmp_path, retainer) == rate_of_it


def test_a_retainers_month_that_runs_counts_up_to_the_day(tmp_path):
    retainer = contract("billing: retainer", hours=["date: 2026-11-02, hours: 10"])
    assert rate(tmp_path, retainer) == 66.6667  # 20 of 30 days


def test_the_rate_of_several_contracts_is_weighted_by_their_hours(tmp_path):
    contracts = [
        contract(HOURLY, "rate: 40", hours=worked((1, "5"))),
        contract(HOURLY, "rate: 80", hours=worked((1, "15"))),
    ]
    assert rate(tmp_path, *contracts) == 70


def test_a_price_is_shared_by_the_hours_worked_even_where_they_are_less_than_one(tmp_path):
    contracts = [contract("value: 100", hours=worked((1, "0.5"))), contract(HOURLY, hours=worked((1, "7.5")))]
    assert rate(tmp_path, *contracts) == 59.375  # (100 + 7.5 x 50) / 8


def test_the_rate_is_net_of_the_platforms_fee_and_in_the_base_currency(tmp_path):
    lines = (HOURLY, "currency: USD", "platform: {name: Market, fee: 20%}")
    site = contract(*lines, hours=worked((1, "20")))
    assert rate(tmp_path, site, options="exchange_rates: {USD: 0.90}\ntarget_rate: 70\n") == 36  # 50 x 0.9 x 0.8


def test_the_rate_is_absent_below_eight_hours_in_the_year(tmp_path):
    assert rate(tmp_path, contract(HOURLY, hours=worked((1, "7.9"), (365, "30")))) is None


def test_an_invoice_written_off_and_paid_after_all_leaves_the_rest_of_the_price_to_invoice(tmp_path):
    paid = f"id: A1, issued: {ago(90)}, due: {ago(60)}, amount: 400, written_off: {ago(30)}, paid: {ago(10)}"
    done = contract("stage: completed", invoices=[paid], hours=worked((20, "10")))
    assert rate(tmp_path, done) == 100
