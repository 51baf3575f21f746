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
    assert one["measures"] == {
        "hours": 20,
        "unpaid_hours": float(unpaid or 0),
        "unpaid_share": share,
        "effective_rate": "0.00",
    }


@pytest.mark.parametrize(("hours", "level"), [("7.9", "unknown"), ("8", "critical"), ("8:00", "critical")])
def test_eight_hours_are_needed_to_tell(tmp_path, hours, level):
    unpaid = contract(HOURLY, hours=worked((1, hours, "paid: no")))
    assert reading(tmp_path, SIGN, client(), unpaid)["level"] == level


def test_without_hours_it_is_unknown_and_has_no_rate(tmp_path):
    one = reading(tmp_path, SIGN, client(f"reviewed: {D}"), contract())
    assert one["level"] == "unknown"
    assert one["measures"] == {"hours": 0, "unpaid_hours": 0, "unpaid_share": 0}


@pytest.mark.parametrize(
    ("days", "hours", "rate"),
    [(0, 8, "0.00"), (89, 8, "0.00"), (90, 0, "0.00"), (364, 0, "0.00"), (365, 0, None), (-1, 0, None)],
)
def test_hours_count_in_the_last_90_days_and_for_the_rate_in_365(tmp_path, days, hours, rate):
    one = reading(tmp_path, SIGN, client(), contract(HOURLY, hours=worked((days, "8"))))
    assert one["level"] == ("clear" if hours else "unknown")
    assert (one["measures"]["hours"], one["measures"].get("effective_rate")) == (hours, rate)


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


def invoiced(amount, days=10, more=""):
    return f"id: A{amount}-{days}, issued: {ago(days)}, amount: {amount}{more}"


def rated(tmp_path, *invoices, unpaid="1", lines=(HOURLY,), options=RATE_70):
    hours = worked((1, 20 - float(unpaid)), (1, unpaid, "paid: no"))
    return reading(tmp_path, SIGN, client(), contract(*lines, hours=hours, invoices=invoices), options=options)


@pytest.mark.parametrize(
    ("amount", "unpaid", "rate", "level"),
    [
        ("1400", "1", "70.00", "watch"),
        ("1399.99", "1", "70.00", "warning"),  # 69.9995 is below the target
        ("1399", "1", "69.95", "warning"),
        ("980", "1", "49.00", "warning"),
        ("979.99", "1", "49.00", "critical"),
        ("979", "1", "48.95", "critical"),
        ("979", "0.9", "48.95", "clear"),
        ("100", "0.9", "5.00", "clear"),
        ("1400", "3", "70.00", "warning"),
        ("1400", "6", "70.00", "critical"),
    ],
)
def test_a_low_rate_weighs_once_hours_go_unpaid(tmp_path, amount, unpaid, rate, level):
    one = rated(tmp_path, invoiced(amount), unpaid=unpaid)
    assert (one["level"], *measured(one, "effective_rate")) == (level, rate)


def test_without_a_target_the_rate_is_shown_alone(tmp_path):
    one = rated(tmp_path, invoiced("100"), options="")
    assert (one["level"], *measured(one, "effective_rate")) == ("watch", "5.00")


@pytest.mark.parametrize(
    ("invoices", "rate"),
    [
        ([invoiced("1000")], "50.00"),
        ([invoiced("1000", 364)], "50.00"),
        ([invoiced("1000", 365)], "0.00"),
        ([invoiced("1000", -1)], "0.00"),
        ([invoiced("1000", 0)], "50.00"),
        ([invoiced("1000", 10, ", void: yes")], "0.00"),
        ([invoiced("1000"), invoiced("500", 200, f", paid: {D}")], "75.00"),
        ([invoiced("100.10")], "5.00"),  # 5.005: to the even cent
        ([invoiced("100.30")], "5.02"),  # 5.015
    ],
)
def test_the_rate_is_what_was_invoiced_in_365_days_by_the_hours(tmp_path, invoices, rate):
    assert measured(rated(tmp_path, *invoices), "effective_rate") == (rate,)


def test_the_rate_is_net_of_the_platforms_fee_and_in_the_base_currency(tmp_path):
    lines = (HOURLY, "currency: USD", "platform: {name: Market, fee: 20%}")
    options = "exchange_rates: {USD: 0.90}\ntarget_rate: 70\n"
    one = rated(tmp_path, invoiced("1000"), lines=lines, options=options)
    assert measured(one, "effective_rate") == ("36.00",)  # 1000 x 0.9 x 0.8 / 20


def test_the_rate_counts_the_years_hours(tmp_path):
    hours = worked((1, "10"), (364, "10"), (365, "30"))
    one = reading(tmp_path, SIGN, client(), contract(HOURLY, hours=hours, invoices=[invoiced("1000")]))
    assert measured(one, "hours", "effective_rate") == (10, "50.00")


def test_invoices_of_contracts_without_hours_count_for_the_rate(tmp_path):
    contracts = [contract(HOURLY, hours=worked((1, "10"))), contract(invoices=[invoiced("1000")])]
    assert measured(reading(tmp_path, SIGN, client(), *contracts), "effective_rate") == ("100.00",)


@pytest.mark.parametrize(
    ("setting", "level"),
    [
        ("{warning: {unpaid_share: 21%}}", "watch"),
        ("{warning: {unpaid_share: 20%}}", "warning"),
        ("{critical: {unpaid_share: 20%}}", "critical"),
        ("{window_days: 10}", "unknown"),
        ("{window_days: 11}", "warning"),
    ],
)
def test_limits_and_window_can_be_changed(tmp_path, setting, level):
    hours = worked((10, "8"), (10, "2", "paid: no"))
    options = f"signs: {{unpaid-hours: {setting}}}"
    one = reading(tmp_path, SIGN, client(), contract(HOURLY, hours=hours), options=options)
    assert one["level"] == level
