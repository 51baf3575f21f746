"""What each way of billing is expected to bring, month by month, counted by hand."""

import pytest

from judging import MONTHS, ago, client, contract, expected, money, pipeline

HOURLY = "billing: hourly"


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
    assert expected(tmp_path, contract("billing: retainer", *lines)) == months


def test_a_retainers_invoices_do_not_lessen_it(tmp_path):
    retainer = contract(
        "billing: retainer", "monthly: 3000", "end: 2026-12-31", invoices=["id: A1, issued: 2026-11-01, amount: 3000"]
    )
    assert expected(tmp_path, retainer) == {"2026-12": "3000.00"}


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


def test_a_fixed_price_that_ends_on_the_day_is_expected_tomorrow(tmp_path):
    ends_today = contract("value: 3000", "end: 2026-11-29")
    assert expected(tmp_path, ends_today, day="2026-11-29") == {}
    assert expected(tmp_path, ends_today, day="2026-11-30") == {"2026-12": "3000.00"}


def test_nothing_is_expected_after_the_recorded_last_day(tmp_path):
    acme = client(decisions=["date: 2026-11-10, decision: leave, last_day: 2026-12-15"])
    assert expected(tmp_path, contract("billing: retainer", "monthly: 3100"), acme=acme) == {"2026-12": "1500.00"}


def test_hourly_work_is_expected_in_the_base_currency_and_less_the_platforms_fee(tmp_path):
    lines = ("billing: hourly", "rate: 50", "hours_per_week: 7", "end: 2026-12-31")
    platform = ("currency: USD", "platform: {name: Market, fee: 10%}")
    # 31 days of 1 hour at 50 USD, at 0.8 and less 10 %
    assert expected(tmp_path, contract(*lines, *platform), options="exchange_rates: {USD: 0.8}") == {
        "2026-12": "1116.00"
    }
