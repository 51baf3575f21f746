from itertools import pairwise

import pytest

import acting
from judging import MONTHS, D, ago, client, contract, money, pipeline


def received(tmp_path, *contracts, **more):
    return money(pipeline(tmp_path, *contracts, **more)["received"], "amount")


def test_the_months_received_are_the_last_twelve_and_this_one(tmp_path):
    months = [one["month"] for one in pipeline(tmp_path)["received"]]
    assert (len(months), months[0], months[-1]) == (13, "2025-11", "2026-11")
    assert all(first < second for first, second in pairwise(months))


@pytest.mark.parametrize(
    ("invoices", "months"),
    [
        (["amount: 100, paid: 2026-11-20"], {"2026-11": "100.00"}),
        (["amount: 100, paid: 2026-11-21"], {}),
        (["amount: 100"], {}),
        (["amount: 100, paid: 2025-11-01"], {"2025-11": "100.00"}),
        (["amount: 100, paid: 2025-10-31"], {}),
        (
            ["amount: 100, payments: [{date: 2026-09-30, amount: 30}, {date: 2026-10-01, amount: 50.50}]"],
            {"2026-09": "30.00", "2026-10": "50.50"},
        ),
        (["amount: 100, paid: 2026-03-01", "amount: 0.05, paid: 2026-03-31"], {"2026-03": "100.05"}),
    ],
)
def test_payments_are_received_in_their_month(tmp_path, invoices, months):
    records = [f"id: A{number}, issued: 2025-08-01, {invoice}" for number, invoice in enumerate(invoices)]
    assert received(tmp_path, contract("stage: completed", invoices=records)) == months


def test_beside_each_month_received_is_the_same_month_of_the_year_before(tmp_path):
    records = [f"id: A{day}, issued: 2024-08-01, amount: 100, paid: {day}" for day in ("2024-11-01", "2025-11-30")]
    files = acting.ledger(acting.client(), acting.contract(invoices=records))
    before = acting.judged(tmp_path, files, D).pipeline.received_a_year_before
    assert before == (100, *[0] * 11, 100)


def test_what_is_received_is_net_and_in_the_base_currency(tmp_path):
    lines = ("currency: USD", "platform: {name: Market, fee: 10%}")
    paid = contract(*lines, invoices=["id: A1, issued: 2026-09-01, amount: 100, paid: 2026-09-09"])
    assert received(tmp_path, paid, options="exchange_rates: {USD: 0.92}") == {"2026-09": "82.80"}


def test_a_former_clients_payments_were_received(tmp_path):
    paid = contract(invoices=["id: A1, issued: 2026-09-01, amount: 100, paid: 2026-09-09"])
    assert received(tmp_path, paid, acme=client("status: former")) == {"2026-09": "100.00"}


def without(report, name="acme"):
    return next(one for one in report["without"] if one["client"] == name)


def paid(amount, days, number, *lines):
    return contract(*lines, invoices=[f"id: P{number}, issued: {ago(days)}, amount: {amount}, paid: {ago(days)}"])


@pytest.mark.parametrize(
    ("days", "amount", "share"),
    [
        (10, "3000", 0.75),
        (0, "3000", 0.75),
        (364, "3000", 0.75),
        (365, "3000", 0),
        (10, "500", 0.3333),
        (10, "2000", 0.6667),
    ],
)
def test_a_clients_share_is_of_the_income_of_365_days(tmp_path, days, amount, share):
    contracts = [paid(amount, days, 1), paid("1000", 20, 2, "client: other")]
    report = pipeline(tmp_path, *contracts, other=client("name: Other"))
    assert without(report)["share_of_income"] == share
    assert without(report, "other")["share_of_income"] == round(1 - share, 4)


def test_shares_are_of_net_income_in_the_base_currency(tmp_path):
    lines = ("currency: USD", "platform: {name: Market, fee: 50%}")
    contracts = [paid("1000", 10, 1, *lines), paid("360", 10, 2, "client: other")]
    report = pipeline(tmp_path, *contracts, other=client(), options="exchange_rates: {USD: 0.9}")
    assert without(report)["share_of_income"] == 0.5556  # 450 of 810


def test_a_former_client_counts_in_the_whole(tmp_path):
    contracts = [paid("1000", 10, 1), paid("3000", 10, 2, "client: other")]
    report = pipeline(tmp_path, *contracts, other=client("status: former"))
    assert [one["client"] for one in report["without"]] == ["acme"]
    assert without(report)["share_of_income"] == 0.25


def test_shares_without_any_income_are_zero(tmp_path):
    assert without(pipeline(tmp_path, contract()))["share_of_income"] == 0


@pytest.mark.parametrize(
    ("contracts", "day"),
    [
        ([], "2026-11-20"),
        ([("stage: active",)], "2026-11-20"),
        ([("stage: active", "signed: 2026-01-01")], "2026-12-04"),
        ([("stage: signed", "notice: 30")], "2026-12-20"),
        ([("stage: active", "notice: 30"), ("stage: active",)], "2026-12-20"),
        ([("stage: active", "notice: 7"), ("stage: signed", "notice: 0")], "2026-11-27"),
        ([("stage: active", "notice: 7"), ("stage: proposal", "notice: 60")], "2026-11-27"),
        ([("stage: completed", "notice: 60")], "2026-11-20"),
        ([("stage: negotiation", "notice: 60")], "2026-11-20"),
    ],
)
def test_the_last_day_is_the_longest_notice_away(tmp_path, contracts, day):
    report = pipeline(tmp_path, *(contract(*lines) for lines in contracts))
    assert without(report)["last_day"] == day


def test_a_client_shown_among_others_has_the_last_day_it_has_in_the_whole(tmp_path):
    files = acting.ledger(acting.client(), acting.contract("notice: 30"), idle=acting.client())
    whole = acting.judged(tmp_path, files, D)
    last_days = [str(whole.among_others(name, with_deals=False).pipeline.last_day(name)) for name in ("acme", "idle")]
    assert last_days == ["2026-12-20", D]


@pytest.mark.parametrize(("lines", "day"), [((), "2026-11-20"), (("notice: 7",), "2026-11-27")])
def test_an_assumed_notice_binds_nobody_who_must_leave_now(tmp_path, lines, day):
    acme = client(incidents=["date: 2026-11-10, kind: insult, text: Shouted"])
    report = pipeline(tmp_path, contract("signed: 2026-01-01", *lines), acme=acme)
    assert without(report)["last_day"] == day


def test_the_months_without_a_client_are_those_of_the_others(tmp_path):
    contracts = [
        contract("billing: retainer", "monthly: 3100", "notice: 20"),  # until 10 December
        contract("billing: retainer", "monthly: 3000", "stage: proposal"),
        contract("billing: retainer", "monthly: 500", "end: 2027-02-28", "client: other", "notice: 0"),
    ]
    report = pipeline(tmp_path, *contracts, other=client())
    rows = without(report)["months"]
    assert [one["month"] for one in rows] == MONTHS
    # 10 of December's 31 days of both of acme's, the proposal at 30 %
    assert money(rows, "weighted") == {"2026-12": "1790.32", "2027-01": "500.00", "2027-02": "500.00"}
    others = money(without(report, "other")["months"], "weighted")
    assert (others["2026-12"], others["2027-01"]) == ("4000.00", "4000.00")


def test_a_client_without_signed_work_ends_today(tmp_path):
    contracts = [contract("billing: retainer", "monthly: 3000", "stage: negotiation", "notice: 60")]
    assert money(without(pipeline(tmp_path, *contracts))["months"], "weighted") == {}


@pytest.mark.parametrize(
    ("monthly", "end", "count"),
    [
        ("4500", "2027-02-28", 3),
        ("4500", "2027-02-27", 2),
        ("4499.99", "2027-02-28", 0),
        ("4500", "2026-12-30", 0),
        ("4500", "2026-12-31", 1),
        ("9000", "2030-01-01", 12),
    ],
)
def test_the_months_at_the_goal_are_counted_in_a_row_from_the_first(tmp_path, monthly, end, count):
    contracts = [
        contract("billing: retainer", "monthly: 9999", "notice: 0"),
        contract("billing: retainer", "client: other", f"monthly: {monthly}", f"end: {end}"),
    ]
    report = pipeline(tmp_path, *contracts, other=client())
    assert without(report)["months_at_goal"] == count


def test_a_gap_ends_the_row(tmp_path):
    contracts = [
        contract("billing: retainer", "client: other", "monthly: 4500", "end: 2026-12-31"),
        contract("billing: retainer", "client: other", "monthly: 4500", "start: 2027-02-01"),
    ]
    assert without(pipeline(tmp_path, *contracts, other=client()))["months_at_goal"] == 1


@pytest.mark.parametrize("status", ["prospect", "active", "paused"])
def test_every_client_but_a_former_one_can_be_left(tmp_path, status):
    files = [one["client"] for one in pipeline(tmp_path, acme=client(f"status: {status}"))["without"]]
    assert files == ["acme"]
