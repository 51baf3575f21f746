import pytest

from judging import MONTHS, client, contract, expected, judge, ledger, pipeline


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


def test_what_is_expected_this_month_shows_in_the_stages(tmp_path):
    late = contract("value: 3000", "end: 2026-11-01")
    assert stage(pipeline(tmp_path, late), "active") == (1, "3000.00", "3000.00")


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
        contract("billing: retainer", "stage: active", "monthly: 3000"),  # 10 of November's 30 days, and 12 months
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
        contract("billing: retainer", "monthly: 1000", "end: 2026-12-31", "platform: {name: Other, fee: 0.1}"),
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
    retainer = contract("billing: retainer", "end: 2026-12-31", *lines)
    options = "exchange_rates: {USD: 0.92, GBP: 1.17}"
    assert expected(tmp_path, retainer, acme=acme, options=options) == {"2026-12": december}


def test_a_missing_exchange_rate_is_a_problem(tmp_path):
    report = judge(tmp_path, ledger(client("currency: USD"), contract()), exit_code=1)
    assert any("USD" in str(one) and one["severity"] == "error" for one in report["problems"])
    assert stage(report["pipeline"], "active") == (1, "0.00", "0.00")


def test_months_are_rounded_only_once(tmp_path):
    contracts = [contract("value: 50", "end: 2026-12-20")] * 3  # 33.333… of each
    assert expected(tmp_path, *contracts) == {"2026-12": "100.00"}
