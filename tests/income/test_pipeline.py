import pytest

from judging import ago, client, contract, judge, ledger, money, pipeline

MONTHS = [
    "2026-12",
    "2027-01",
    "2027-02",
    "2027-03",
    "2027-04",
    "2027-05",
    "2027-06",
    "2027-07",
    "2027-08",
    "2027-09",
    "2027-10",
    "2027-11",
]
RETAINER = "billing: retainer"
HOURLY = "billing: hourly"


def expected(tmp_path, *contracts, **more):
    """What each coming month is expected to bring."""
    return money(pipeline(tmp_path, *contracts, **more)["months"], "weighted")


def stage(report, name):
    row = next(one for one in report["stages"] if one["stage"] == name)
    return row["contracts"], row["value"], row["weighted"]


def test_the_months_are_the_twelve_after_the_days_own(tmp_path):
    assert [one["month"] for one in pipeline(tmp_path)["months"]] == MONTHS


def test_an_empty_ledger_expects_nothing(tmp_path):
    report = judge(tmp_path, {})["pipeline"]
    assert [one["month"] for one in report["months"]] == MONTHS
    assert {(one["committed"], one["weighted"], one["coverage"]) for one in report["months"]} == {("0.00", "0.00", 0)}
    assert report["without"] == []


# Fixed prices


@pytest.mark.parametrize(
    ("lines", "invoices", "months"),
    [
        # 3000 over the 30 days from 21 November to 20 December
        (("value: 3000", "start: 2026-11-01", "end: 2026-12-20"), (), {"2026-12": "2000.00"}),
        (("value: 3000", "start: 2026-11-21", "end: 2026-12-20"), (), {"2026-12": "2000.00"}),
        # 3100 over the 31 days of December
        (("value: 3100", "start: 2026-12-01", "end: 2026-12-31"), (), {"2026-12": "3100.00"}),
        (("value: 3100", "end: 2026-12-21"), (), {"2026-12": "2100.00"}),
        # One day
        (("value: 999.99", "start: 2027-04-10", "end: 2027-04-10"), (), {"2027-04": "999.99"}),
        # 365 days, 91 of them before December 2027
        (
            ("value: 3650", "start: 2027-09-01", "end: 2028-08-30"),
            (),
            {"2027-09": "300.00", "2027-10": "310.00", "2027-11": "300.00"},
        ),
        # 900 over 90 days: 10 in November, 31, 31, 18
        (("value: 900",), (), {"2026-12": "310.00", "2027-01": "310.00", "2027-02": "180.00"}),
        (
            ("value: 900", "start: 2026-12-11"),
            (),
            {"2026-12": "210.00", "2027-01": "310.00", "2027-02": "280.00", "2027-03": "100.00"},
        ),
        (("value: 3000", "start: 2026-01-01", "end: 2026-11-19"), (), {}),  # all of it on 21 November
        (("value: 3000", "end: 2026-12-20"), ("issued: 2026-11-20, amount: 600",), {"2026-12": "1600.00"}),
        (("value: 3000", "end: 2026-12-20"), ("issued: 2026-11-21, amount: 600",), {"2026-12": "2000.00"}),
        (
            ("value: 3000", "end: 2026-12-20"),
            ("issued: 2020-01-01, amount: 600, void: yes",),
            {"2026-12": "2000.00"},
        ),
        (
            ("value: 3000", "end: 2026-12-20"),
            ("issued: 2024-01-01, amount: 600", "issued: 2026-10-01, amount: 300, paid: 2026-10-02"),
            {"2026-12": "1400.00"},
        ),
        (("value: 3000", "end: 2026-12-20"), ("issued: 2026-10-01, amount: 3000",), {}),
        (("value: 3000", "end: 2026-12-20"), ("issued: 2026-10-01, amount: 4000",), {}),
    ],
)
def test_a_fixed_prices_rest_is_spread_evenly_over_its_days(tmp_path, lines, invoices, months):
    records = [f"id: A{number}, {invoice}" for number, invoice in enumerate(invoices)]
    assert expected(tmp_path, contract(*lines, invoices=records)) == months


def test_a_price_billed_beyond_its_value_takes_nothing_from_others(tmp_path):
    contracts = [
        contract("value: 100", "end: 2026-12-20", invoices=["id: A1, issued: 2026-10-01, amount: 4000"]),
        contract("value: 3000", "end: 2026-12-20"),
    ]
    assert expected(tmp_path, *contracts) == {"2026-12": "2000.00"}


def test_the_rest_of_a_contract_whose_end_is_past_is_expected_tomorrow(tmp_path):
    late = contract("value: 3000", "end: 2026-11-01")
    report = pipeline(tmp_path, late, day="2026-11-30")
    assert money(report["months"], "weighted") == {"2026-12": "3000.00"}


def test_what_is_expected_this_month_shows_in_the_stages(tmp_path):
    late = contract("value: 3000", "end: 2026-11-01")
    assert stage(pipeline(tmp_path, late), "active") == (1, "3000.00", "3000.00")


# Retainers


@pytest.mark.parametrize(
    ("lines", "months"),
    [
        (("monthly: 3000",), dict.fromkeys(MONTHS, "3000.00")),
        (("monthly: 3000", "end: 2026-12-15"), {"2026-12": "1451.61"}),  # 15 of 31 days
        (("monthly: 3000", "end: 2027-01-31"), {"2026-12": "3000.00", "2027-01": "3000.00"}),
        (
            ("monthly: 2800", "start: 2027-02-15", "end: 2027-03-31"),
            {"2027-02": "1400.00", "2027-03": "2800.00"},
        ),
        (("monthly: 3000", "end: 2026-11-19"), {}),
        (("monthly: 3000", "start: 2027-11-30"), {"2027-11": "100.00"}),
        (("monthly: 3000", "start: 2027-12-01"), {}),
    ],
)
def test_a_retainer_brings_its_month_by_the_day(tmp_path, lines, months):
    assert expected(tmp_path, contract(RETAINER, *lines)) == months


def test_a_retainers_invoices_do_not_lessen_it(tmp_path):
    retainer = contract(
        RETAINER, "monthly: 3000", "end: 2026-12-31", invoices=["id: A1, issued: 2026-11-01, amount: 3000"]
    )
    assert expected(tmp_path, retainer) == {"2026-12": "3000.00"}


# Hourly work


@pytest.mark.parametrize(
    ("lines", "hours", "months"),
    [
        # 70 x 10 / 7 = 100 a day
        (
            ("rate: 70", "hours_per_week: 10", "end: 2027-01-10"),
            (),
            {"2026-12": "3100.00", "2027-01": "1000.00"},
        ),
        (
            ("rate: 70", "hours_per_week: 10", "start: 2026-12-31", "end: 2027-01-01"),
            (),
            {"2026-12": "100.00", "2027-01": "100.00"},
        ),
        (("rate: 70", "hours_per_week: 1", "end: 2026-12-01"), (), {"2026-12": "10.00"}),
        # Expected hours win over those logged
        (("rate: 70", "hours_per_week: 1", "end: 2026-12-01"), ((5, 90),), {"2026-12": "10.00"}),
        # 90 hours in 90 days: one a day
        (("rate: 70", "end: 2027-01-10"), ((5, 90),), {"2026-12": "2170.00", "2027-01": "700.00"}),
        (("rate: 70", "end: 2026-12-10"), ((89, 45), (0, 45)), {"2026-12": "700.00"}),
        (("rate: 70", "end: 2026-12-10"), ((89, 45), (90, 45)), {"2026-12": "350.00"}),
        (("rate: 70", "end: 2026-12-10"), ((-1, 45), (3, 45)), {"2026-12": "350.00"}),
        (("rate: 70", "end: 2026-12-10"), (), {}),
    ],
)
def test_hourly_work_goes_on_as_expected_or_as_in_the_last_90_days(tmp_path, lines, hours, months):
    records = [f"date: {ago(days)}, hours: {count}" for days, count in hours]
    assert expected(tmp_path, contract(HOURLY, *lines, hours=records)) == months


def test_hourly_work_without_an_end_goes_on(tmp_path):
    months = expected(tmp_path, contract(HOURLY, "rate: 70", "hours_per_week: 10"))
    assert list(months) == MONTHS
    assert (months["2026-12"], months["2027-02"], months["2027-11"]) == ("3100.00", "2800.00", "3000.00")


# Stages and likelihood


@pytest.mark.parametrize(
    ("lines", "committed", "weighted"),
    [
        (("stage: lead",), "0.00", "310.00"),
        (("stage: proposal",), "0.00", "930.00"),
        (("stage: negotiation",), "0.00", "1860.00"),
        (("stage: signed",), "3100.00", "3100.00"),
        (("stage: active",), "3100.00", "3100.00"),
        (("stage: completed",), "0.00", "0.00"),
        (("stage: lost",), "0.00", "0.00"),
        (("stage: terminated",), "0.00", "0.00"),
        (("stage: lost", "probability: 50%"), "0.00", "0.00"),
        (("stage: active", "probability: 50%"), "3100.00", "1550.00"),  # what is committed is not weighed
        (("stage: lead", "probability: 45%"), "0.00", "1395.00"),
        (("stage: lead", "probability: 0.45"), "0.00", "1395.00"),
        (("stage: negotiation", "probability: 0%"), "0.00", "0.00"),
        (("stage: proposal", "probability: 100%"), "0.00", "3100.00"),
    ],
)
def test_each_stage_has_its_likelihood(tmp_path, lines, committed, weighted):
    december = contract("value: 3100", "start: 2026-12-01", "end: 2026-12-31", *lines)
    first = pipeline(tmp_path, december)["months"][0]
    assert (first["committed"], first["weighted"]) == (committed, weighted)


def test_coverage_is_the_share_of_the_goal_that_is_likely(tmp_path):
    december = ("value: 3100", "start: 2026-12-01", "end: 2026-12-31")
    contracts = [contract(*december), contract(*december, "stage: proposal")]
    report = pipeline(tmp_path, *contracts)
    assert report["income_goal"] == "4500.00"
    assert report["months"][0] == {
        "month": "2026-12",
        "committed": "3100.00",
        "weighted": "4030.00",
        "coverage": 0.8956,
    }
    assert report["months"][1]["coverage"] == 0


def test_coverage_may_exceed_one(tmp_path):
    december = contract("value: 9000", "start: 2026-12-01", "end: 2026-12-31")
    assert pipeline(tmp_path, december)["months"][0]["coverage"] == 2


def test_the_stages_count_and_sum_the_open_contracts(tmp_path):
    contracts = [
        contract("stage: proposal", "value: 8000"),
        contract("stage: proposal", "value: 4000", "end: 2027-03-01"),
        contract("stage: lead", "value: 500"),
        contract("stage: negotiation", "value: 1000", "probability: 70%"),
        contract("stage: signed", "value: 1000", invoices=["id: A1, issued: 2026-11-01, amount: 400"]),
        contract(RETAINER, "stage: active", "monthly: 3000"),  # 10 of November's 30 days, and 12 months
    ]
    report = pipeline(tmp_path, *contracts)
    assert stage(report, "proposal") == (2, "12000.00", "3600.00")
    assert stage(report, "lead") == (1, "500.00", "50.00")
    assert stage(report, "negotiation") == (1, "1000.00", "700.00")
    assert stage(report, "signed") == (1, "600.00", "600.00")
    assert stage(report, "active") == (1, "37000.00", "37000.00")


def test_a_stages_value_ends_with_the_last_month_shown(tmp_path):
    # 3650 over the 365 days from 1 September 2027: 91 of them before December
    long = contract("stage: proposal", "value: 3650", "start: 2027-09-01", "end: 2028-08-30")
    assert stage(pipeline(tmp_path, long), "proposal") == (1, "910.00", "273.00")


def test_a_platforms_fee_is_taken_off(tmp_path):
    fee = "platform: {name: Market, fee: 20%}"
    contracts = [
        contract("value: 3000", "end: 2026-12-20", fee, invoices=["id: A1, issued: 2026-11-01, amount: 600"]),
        contract(RETAINER, "monthly: 1000", "end: 2026-12-31", "platform: {name: Other, fee: 0.1}"),
    ]
    # 2400 / 30 x 20 x 0.8 + 1000 x 0.9
    assert expected(tmp_path, *contracts) == {"2026-12": "2180.00"}


@pytest.mark.parametrize(
    ("acme", "lines", "december"),
    [
        (client(), ("currency: USD",), "920.00"),
        (client("currency: USD"), (), "920.00"),
        (client("currency: USD"), ("currency: GBP",), "1170.00"),
        (client("currency: USD"), ("currency: EUR",), "1000.00"),
        (client("currency: USD"), ("platform: {name: Market, fee: 10%}",), "828.00"),
    ],
)
def test_money_is_converted_to_the_base_currency(tmp_path, acme, lines, december):
    retainer = contract(RETAINER, "end: 2026-12-31", *lines)
    options = "exchange_rates: {USD: 0.92, GBP: 1.17}"
    assert expected(tmp_path, retainer, acme=acme, options=options) == {"2026-12": december}


def test_a_missing_exchange_rate_is_a_problem(tmp_path):
    report = judge(tmp_path, ledger(client("currency: USD"), contract()), exit_code=1)
    assert any("USD" in str(one) and one["severity"] == "error" for one in report["problems"])


def test_months_are_rounded_only_once(tmp_path):
    contracts = [contract("value: 50", "end: 2026-12-20")] * 3  # 33.333… of each
    assert expected(tmp_path, *contracts) == {"2026-12": "100.00"}
