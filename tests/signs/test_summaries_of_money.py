"""What the signs of work and money say in one sentence, and of the records behind it."""

import pytest

from judging import SOUND, D, ago, client, contract, extras, reading, said

TWO_LATE = "2 of 2 invoices late, by 15 days on average"
LONGER = "set `since` if you have worked together for longer"
ON_TOP = "extra requests worth 10% of the agreed hours"
ONE_EXTRA = "1 extra request without a change order"
CHARGED_BACK = "{date: 2026-10-01, amount: 90, returned: 2026-11-01, why: chargeback}"


def invoice(days, number=1, **more):
    """An invoice of 90 due so many days ago, with the rest of its record."""
    rest = "".join(f", {key}: {value}" for key, value in more.items())
    return f"id: {number}, issued: {ago(days + 30)}, due: {ago(days)}, amount: 90{rest}"


@pytest.mark.parametrize(
    ("invoices", "summary", "evidence"),
    [
        ([invoice(50, paid=ago(50))], "1 invoice due in 365 days, not late", []),
        ([invoice(50, n, paid=ago(49)) for n in (1, 2)], "2 invoices due in 365 days, none late", []),
        (
            [invoice(2)],
            "1 invoice due in 365 days, not late; 90.00 EUR open within the days of grace",
            ["invoice 1, due 2026-11-18: 90.00 EUR open, 2 days past due"],
        ),
        (
            [invoice(1)],
            "1 invoice due in 365 days, not late; 90.00 EUR open within the days of grace",
            ["invoice 1, due 2026-11-19: 90.00 EUR open, 1 day past due"],
        ),
        ([invoice(0)], "1 invoice due in 365 days, not late", []),
        (
            [invoice(50, paid=ago(30)), invoice(60, 2, paid=ago(60))],
            "1 of 2 invoices late, by 20 days; nothing overdue",
            ["invoice 1, due 2026-10-01: paid 2026-10-21, 20 days late"],
        ),
        (
            [invoice(50, 1, paid=ago(30)), invoice(10, 2)],
            f"{TWO_LATE}; 90.00 EUR open, the oldest 10 days past due",
            [
                "invoice 2, due 2026-11-10: 90.00 EUR open, 10 days past due",
                "invoice 1, due 2026-10-01: paid 2026-10-21, 20 days late",
            ],
        ),
        (
            [invoice(20, 1), invoice(10, 2)],
            f"{TWO_LATE}; 180.00 EUR open, the oldest 20 days past due; nothing was ever paid",
            [
                "invoice 2, due 2026-11-10: 90.00 EUR open, 10 days past due",
                "invoice 1, due 2026-10-31: 90.00 EUR open, 20 days past due",
            ],
        ),
        (
            [invoice(50, written_off=ago(40)), invoice(60, 2, paid=ago(60))],
            "1 of 2 invoices late, by 10 days; nothing overdue; 90.00 EUR written off",
            ["invoice 1, due 2026-10-01: 90.00 EUR written off on 2026-10-11"],
        ),
        (
            [invoice(-11, payments="[" + CHARGED_BACK + "]")],
            "0 invoices due in 365 days, none late; 1 payment charged back",
            ["invoice 1, due 2026-12-01: 90.00 EUR open; a payment was charged back"],
        ),
        (
            [invoice(15, payments="[" + CHARGED_BACK + ", {date: 2026-11-05, amount: 90}]")],
            "1 invoice due in 365 days, not late; 1 payment charged back",
            ["invoice 1, due 2026-11-05: paid 2026-11-05; a payment was charged back"],
        ),
        (
            [invoice(15, payments="[" + CHARGED_BACK + ", {date: 2026-11-06, amount: 90}]")],
            "1 invoice due in 365 days, not late; 1 payment charged back",
            ["invoice 1, due 2026-11-05: paid 2026-11-06, 1 day late; a payment was charged back"],
        ),
    ],
)
def test_late_payments(tmp_path, invoices, summary, evidence):
    assert said(reading(tmp_path, "late-payments", client(), contract(invoices=invoices))) == (summary, evidence)


@pytest.mark.parametrize(
    ("requests", "hours", "summary", "evidence"),
    [
        ([f"date: {D}, text: A page"], [], "no extra request in 90 days", []),
        ([], [f"date: {D}, hours: 9"], "all 9 h of 90 days inside the contract", []),
        (
            extras(1),
            [f"date: {ago(1)}, hours: 9", f"date: {ago(2)}, hours: 1, in_scope: no, task: Logo"],
            f"1 of 10 h outside the contract and {ONE_EXTRA} in 90 days",
            ["asked for “One more page”", "1 h outside the scope: Logo"],
        ),
        (
            [f"date: {D}, text: More, in_scope: no, contract: site-1, hours: 2"],
            [f"date: {ago(2)}, hours: 1.5, in_scope: no"],
            f"1.5 of 1.5 h outside the contract, {ONE_EXTRA} and {ON_TOP} in 90 days",
            ["asked for “More”", "1.5 h outside the scope"],
        ),
    ],
)
def test_scope_creep(tmp_path, requests, hours, summary, evidence):
    own = [each.replace(", contract: site-1", "") for each in requests if "contract: " in each]
    acme = client(requests=[] if own else requests)
    site = contract("hours_budget: 20", hours=hours, requests=own)
    assert said(reading(tmp_path, "scope-creep", acme, site)) == (summary, evidence)


@pytest.mark.parametrize(
    ("hours", "options", "summary", "evidence"),
    [
        ([f"date: {ago(100)}, hours: 9"], "", "no hours in 90 days; effective rate 50.00 EUR an hour", []),
        ([f"date: {D}, hours: 9"], "", "all 9 h of 90 days paid; effective rate 50.00 EUR an hour", []),
        (
            [f"date: {D}, hours: 6", f"date: {ago(1)}, hours: 2, paid: no, task: Fixes"],
            "target_rate: 75",
            "2 of 8 h unpaid in 90 days (25%); effective rate 37.50 EUR an hour, 50% of your target",
            ["2 of 2 h unpaid: Fixes"],
        ),
        (
            [f"date: {D}, hours: 1, paid: no"],
            "",
            "fewer than 8 h in the last 90 days; log `hours`",
            ["1 of 1 h unpaid"],
        ),
    ],
)
def test_unpaid_hours(tmp_path, hours, options, summary, evidence):
    site = contract("billing: hourly", hours=hours)
    assert said(reading(tmp_path, "unpaid-hours", client(), site, options=options)) == (summary, evidence)


OLD = "since: 2020-01-01"


@pytest.mark.parametrize(
    ("lines", "site", "summary"),
    [
        ((OLD,), contract("stage: completed"), "no contract is open"),
        ((OLD,), contract(), "neither hours nor an invoice recorded yet"),
        (("since: 2026-08-01",), contract(hours=[f"date: {D}, hours: 1"]), "only 2 full months since the start"),
        (("since: 2026-09-30",), contract(hours=[f"date: {D}, hours: 1"]), "only 1 full month since the start"),
        (("since: 2026-10-01",), contract(hours=[f"date: {D}, hours: 1"]), "no full month since the start yet"),
        ((), contract(hours=[f"date: {D}, hours: 1"]), f"no full month is recorded yet; {LONGER}"),
        (
            (),
            contract(hours=["date: 2026-09-30, hours: 1"]),
            f"only 1 full month is recorded; {LONGER}",
        ),
        (
            (OLD,),
            contract("end: 2027-01-20", hours=[f"date: 2026-{month:02}-15, hours: 1" for month in range(5, 11)]),
            "work in each month from 2026-05 to 2026-10; 2 months booked ahead",
        ),
        (
            (OLD,),
            contract(hours=["date: 2026-06-30, hours: 1"]),
            "5 of the 6 months from 2026-05 to 2026-10 without work; nothing booked ahead",
        ),
        ((OLD,), contract(hours=[f"date: {D}, hours: 1"]), "no work from 2026-05 to 2026-10; nothing booked ahead"),
    ],
)
def test_unsteady_work(tmp_path, lines, site, summary):
    assert reading(tmp_path, "unsteady-work", client(*lines), site)["summary"] == summary


def test_unsteady_work_shows_the_months_without_any_the_latest_first(tmp_path):
    hours = [f"date: 2026-{month:02}-15, hours: 1" for month in (4, 5, 7, 8, 9)]
    one = reading(tmp_path, "unsteady-work", client(OLD), contract(hours=hours))
    assert said(one)[1] == ["2026-10: neither hours nor an invoice", "2026-06: neither hours nor an invoice"]


@pytest.mark.parametrize(
    ("contracts", "summary", "evidence"),
    [
        ([contract("stage: lead")], "no contract is signed or active", []),
        ([contract(*SOUND)], "all essentials are written and signed", []),
        (
            [contract(*SOUND[1:]), contract(*SOUND[2:], "title: Shop")],
            "2 of 10 essentials not written in “Shop”",
            ["Site does not say: objectives", "Shop does not say: objectives and deliverables"],
        ),
        (
            [
                contract(*SOUND, hours=["date: 2025-12-14, hours: 1"]),
                contract(*SOUND, "title: Shop", hours=["date: 2025-12-13, hours: 1"]),
                contract(*SOUND, "title: Care", hours=["date: 2025-12-15, hours: 1"]),
            ],
            "work on 2 contracts began before they were signed",
            ["Site: work began before it was signed", "Shop: work began before it was signed"],
        ),
    ],
)
def test_contract_gaps(tmp_path, contracts, summary, evidence):
    assert said(reading(tmp_path, "contract-gaps", client(), *contracts)) == (summary, evidence)
