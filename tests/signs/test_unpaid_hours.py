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


def test_hours_included_in_a_month_mean_nothing_without_a_retainer(tmp_path):
    hourly = contract("billing: hourly", "hours_per_month: 10", hours=worked((5, "90")))
    assert measured(reading(tmp_path, SIGN, client(), hourly), "unpaid_hours") == (0,)
