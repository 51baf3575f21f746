from decimal import Decimal

import pytest

from judging import D, ago, client, contract, measured, reading

SIGN = "unpaid-hours"
HOURLY = "billing: hourly"
RATE_70 = "target_rate: 70"


def worked(*hours):
    """Hours records from tuples of days ago, hours, and the rest of the record."""
    return [", ".join((f"date: {ago(days)}, hours: {count}", *more)) for days, count, *more in hours]


@pytest.mark.parametrize(
    ("paid", "unpaid", "share", "level"),
    [
        ("20", "", 0, "clear"),
        ("19.1", "0.9", 0.045, "clear"),
        ("19", "1", 0.05, "watch"),
        ("17.1", "2.9", 0.145, "watch"),
        ("17", "3", 0.15, "warning"),
        ("14.1", "5.9", 0.295, "warning"),
        ("14", "6", 0.3, "critical"),
        ("", "20", 1, "critical"),
    ],
)
def test_each_share_raises_its_level(tmp_path, paid, unpaid, share, level):
    hours = [(1, paid)] * bool(paid) + [(1, unpaid, "paid: no")] * bool(unpaid)
    one = reading(tmp_path, SIGN, client(), contract(HOURLY, hours=worked(*hours)))
    assert one["level"] == level
    assert measured(one, "hours", "unpaid_hours", "unpaid_share") == (20, float(unpaid or 0), share)


@pytest.mark.parametrize(("hours", "level"), [("7.9", "unknown"), ("8", "critical"), ("8:00", "critical")])
def test_eight_hours_are_needed_to_tell(tmp_path, hours, level):
    unpaid = contract(HOURLY, hours=worked((1, hours, "paid: no")))
    assert reading(tmp_path, SIGN, client(), unpaid)["level"] == level


def test_eight_hours_of_a_longer_window_are_enough_without_a_rate(tmp_path):
    site = contract(HOURLY, hours=worked((380, "8")))
    one = reading(tmp_path, SIGN, client(), site, options="signs: {unpaid-hours: {window_days: 400}}")
    assert (one["level"], *measured(one, "hours", "effective_rate")) == ("clear", 8, None)


def test_without_hours_it_is_unknown_and_has_no_rate(tmp_path):
    one = reading(tmp_path, SIGN, client(f"reviewed: {D}"), contract())
    assert one["level"] == "unknown"
    assert one["measures"] == {
        "hours": 0,
        "unpaid_hours": 0,
        "unpaid_share": 0,
        "effective_rate": None,
        "rate_share": None,
    }


@pytest.mark.parametrize(
    ("days", "hours", "rate"),
    [(0, 8, 50), (89, 8, 50), (90, 0, 50), (364, 0, 50), (365, 0, None), (-1, 0, None)],
)
def test_hours_count_in_the_last_90_days_and_for_the_rate_in_365(tmp_path, days, hours, rate):
    one = reading(tmp_path, SIGN, client(), contract(HOURLY, hours=worked((days, "8"))))
    assert one["level"] == ("clear" if rate else "unknown")
    assert measured(one, "hours", "effective_rate") == (hours, rate)


BUDGET = ("value: 1000", "hours_budget: 10")


@pytest.mark.parametrize(
    ("hours", "unpaid"),
    [
        ([(5, "10")], 0),
        ([(5, "12")], 2),
        ([(5, "6"), (4, "6")], 2),
        ([(4, "6"), (5, "6", "paid: yes")], 2),  # the earlier one was paid
        ([(5, "6"), (4, "6", "paid: yes")], 0),
        ([(4, "6", "paid: yes"), (5, "6")], 0),
        ([(5, "10", "paid: yes"), (4, "8")], 8),
        ([(5, "6", "paid: no"), (4, "6")], 8),
        ([(5, "6", "paid: yes"), (5, "6")], 2),  # on one day the order of the file counts
        ([(5, "6"), (5, "6", "paid: yes")], 0),
        ([(5, "9"), (4, "2"), (3, "3")], 4),
        ([(5, "9:30"), (4, "1:30")], 1),
        ([(200, "10"), (10, "8")], 8),  # before the window, but of the budget
        ([(200, "4"), (10, "8")], 2),
        ([(10, "9"), (-1, "9")], 0),
    ],
)
def test_hours_beyond_a_fixed_prices_budget_are_unpaid(tmp_path, hours, unpaid):
    one = reading(tmp_path, SIGN, client(), contract(*BUDGET, hours=worked(*hours)))
    assert measured(one, "unpaid_hours") == (unpaid,)


def test_a_fixed_price_without_a_budget_pays_every_hour(tmp_path):
    one = reading(tmp_path, SIGN, client(), contract(hours=worked((5, "500"))))
    assert (one["level"], *measured(one, "hours", "unpaid_hours")) == ("clear", 500, 0)


def test_each_contract_has_its_own_budget(tmp_path):
    contracts = [contract(*BUDGET, hours=worked((5, "9"))), contract(*BUDGET, hours=worked((5, "11")))]
    one = reading(tmp_path, SIGN, client(), *contracts)
    assert measured(one, "hours", "unpaid_hours", "unpaid_share") == (20, 1, 0.05)


def test_hours_out_of_scope_use_the_budget_too(tmp_path):
    hours = worked((5, "6", "in_scope: no"), (4, "6"))
    one = reading(tmp_path, SIGN, client(), contract(*BUDGET, hours=hours))
    assert measured(one, "unpaid_hours") == (2,)


RETAINER = ("billing: retainer", "hours_per_month: 10")


@pytest.mark.parametrize(
    ("hours", "unpaid"),
    [
        (["2026-11-05, hours: 10"], 0),
        (["2026-11-05, hours: 10.5"], 0.5),
        (["2026-10-31, hours: 9", "2026-11-01, hours: 9"], 0),
        (["2026-10-05, hours: 12", "2026-11-05, hours: 8"], 2),
        (["2026-10-05, hours: 12", "2026-11-05, hours: 13"], 5),
        (["2026-10-20, hours: 6", "2026-10-05, hours: 6, paid: yes"], 2),
        (["2026-10-20, hours: 6, paid: yes", "2026-10-05, hours: 6"], 0),
        (["2026-10-05, hours: 6, paid: no", "2026-10-20, hours: 6"], 8),
        (["2026-08-10, hours: 10", "2026-08-25, hours: 8"], 8),  # the month began before the window
        (["2026-08-10, hours: 15", "2026-09-25, hours: 8"], 0),
    ],
)
def test_hours_beyond_a_retainers_month_are_unpaid(tmp_path, hours, unpaid):
    records = [f"date: {record}" for record in hours]
    one = reading(tmp_path, SIGN, client(), contract(*RETAINER, hours=records))
    assert measured(one, "unpaid_hours") == (unpaid,)


def test_a_retainer_without_included_hours_pays_every_hour(tmp_path):
    one = reading(tmp_path, SIGN, client(), contract("billing: retainer", hours=worked((5, "90"))))
    assert measured(one, "unpaid_hours") == (0,)


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


@pytest.mark.parametrize(
    ("target", "unpaid", "level"), [("90", 0, "clear"), ("100", 0, "clear"), ("101", 2, "warning")]
)
def test_hours_beyond_the_price_are_unpaid_only_while_the_target_is_missed(tmp_path, target, unpaid, level):
    site = contract("value: 1200", "hours_budget: 10", hours=worked((5, "12")))
    one = reading(tmp_path, SIGN, client(), site, options=f"target_rate: {target}")
    assert (one["level"], *measured(one, "unpaid_hours")) == (level, unpaid)


@pytest.mark.parametrize(
    ("setting", "level"),
    [("{watch: {rate_share: 50%}}", "clear"), ("{critical: {rate_share: 120%}}", "critical"), ("{}", "watch")],
)
def test_the_limit_on_the_rate_can_be_changed(tmp_path, setting, level):
    options = f"{RATE_70}\nsigns: {{unpaid-hours: {setting}}}"
    site = contract(HOURLY, "rate: 60", hours=worked((1, "20")))
    assert reading(tmp_path, SIGN, client(), site, options=options)["level"] == level


@pytest.mark.parametrize(
    ("setting", "level"),
    [
        ("{warning: {unpaid_share: 21%}}", "watch"),
        ("{warning: {unpaid_share: 20%}}", "warning"),
        ("{critical: {unpaid_share: 20%}}", "critical"),
        ("{window_days: 10}", "clear"),
        ("{window_days: 11}", "warning"),
    ],
)
def test_limits_and_window_can_be_changed(tmp_path, setting, level):
    hours = worked((10, "8"), (10, "2", "paid: no"))
    options = f"signs: {{unpaid-hours: {setting}}}"
    one = reading(tmp_path, SIGN, client(), contract(HOURLY, hours=hours), options=options)
    assert one["level"] == level
