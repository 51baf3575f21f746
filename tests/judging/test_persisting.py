import pytest

from judging import (
    D,
    acme_of,
    ago,
    client,
    contract,
    flags,
    insisted,
    judge,
    ledger,
    limit,
    reading,
    sign_of,
)


@pytest.mark.parametrize(
    ("stated", "asked", "persists"),
    [
        (D, D, False),
        (ago(1), D, True),
        (ago(1), ago(1), False),
        (ago(2), ago(1), True),
        (ago(179), ago(178), False),  # the request left the 90 days
        (ago(179), D, True),
        (ago(180), D, False),
        (ago(-1), D, False),
    ],
)
def test_a_sign_persists_when_it_warns_after_a_boundary_of_the_last_180_days(tmp_path, stated, asked, persists):
    acme = client(boundaries=limit("unreasonable-requests", stated), requests=insisted(1, asked))
    report = judge(tmp_path, ledger(acme))
    one = sign_of(report, "unreasonable-requests")
    assert one["persists"] is persists
    if asked == D:
        assert one["level"] == ("critical" if persists else "warning")
        assert acme_of(report)["verdict"] == ("plan-exit" if persists else "set-boundary")


def test_what_only_a_watch_remains_after_the_boundary_does_not_persist(tmp_path):
    requests = [*insisted(2, ago(20)), f"date: {ago(2)}, text: Tonight, reasonable: no"]
    acme = client(boundaries=limit("unreasonable-requests", ago(10)), requests=requests)
    one = sign_of(judge(tmp_path, ledger(acme)), "unreasonable-requests")
    assert (one["level"], one["persists"]) == ("critical", False)


@pytest.mark.parametrize("days", [(30, 2), (2, 30)])
def test_any_of_several_boundaries_is_enough(tmp_path, days):
    boundaries = [one for day in days for one in limit("unreasonable-requests", ago(day))]
    acme = client(boundaries=boundaries, requests=insisted(1, ago(20)))
    assert sign_of(judge(tmp_path, ledger(acme)), "unreasonable-requests")["persists"] is True


def test_a_boundary_stands_for_its_own_sign(tmp_path):
    acme = client(boundaries=limit("scope-creep", ago(10)), requests=insisted())
    report = judge(tmp_path, ledger(acme))
    assert not any(one["persists"] for one in acme_of(report)["signs"])


@pytest.mark.parametrize(
    ("sign", "incidents"),
    [
        ("toxic-behaviour", ["date: 2026-11-20, kind: insult, severity: minor"]),
        ("early-red-flags", flags(2)),
    ],
)
def test_a_sign_that_cannot_go_on_after_being_told_never_persists(tmp_path, sign, incidents):
    report = judge(tmp_path, ledger(client(boundaries=limit(sign, ago(10)), incidents=incidents)))
    one = sign_of(report, sign)
    assert (one["level"], one["persists"]) == ("warning", False)
    assert acme_of(report)["verdict"] == "set-boundary"


def persists(tmp_path, sign, acme, *contracts):
    return sign_of(judge(tmp_path, ledger(acme, *contracts)), sign)["persists"]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ([(5, "8", ""), (5, "2", "in_scope: no")], True),
        ([(5, "9", ""), (5, "1", "in_scope: no")], False),
        ([(5, "7.9", "in_scope: no")], False),
        ([(10, "2", "in_scope: no"), (5, "8", "")], False),
        ([(9, "2", "in_scope: no"), (5, "8", "")], True),
    ],
)
def test_scope_creep_persists_by_the_hours_after_the_boundary(tmp_path, hours, expected):
    records = [f"date: {ago(days)}, hours: {count}, {more}".rstrip(", ") for days, count, more in hours]
    acme = client(boundaries=limit("scope-creep", ago(10)))
    assert persists(tmp_path, "scope-creep", acme, contract(hours=records)) is expected


@pytest.mark.parametrize(("first", "expected"), [(2, False), (3, True)])
def test_evenings_after_the_boundary_persist(tmp_path, first, expected):
    evenings = [f"at: 2026-11-{day:02} 22:00, text: Hello" for day in (first, 4, 5, 6)]
    acme = client(boundaries=limit("disrespected-time", "2026-11-02"), messages=evenings)
    assert persists(tmp_path, "disrespected-time", acme) is expected


@pytest.mark.parametrize(
    ("dues", "expected"),
    [((50, 40), True), ((60, 50), False), ((61, 60, 59), False), ((59, 58), True)],
)
def test_late_payments_persist_by_invoices_due_after_the_boundary(tmp_path, dues, expected):
    invoices = [
        f"id: A{days}, issued: {ago(100)}, due: {ago(days)}, amount: 10, paid: {ago(days - 10)}" for days in dues
    ]
    acme = client(boundaries=limit("late-payments", ago(60)))
    assert persists(tmp_path, "late-payments", acme, contract(invoices=invoices)) is expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [("10", "8", True), ("1", "9", False), ("10", "7.9", False), ("3", "8.2", False), ("4", "8", True)],
)
def test_budgets_count_from_the_contracts_first_hour(tmp_path, before, after, expected):
    hours = [f"date: {ago(40)}, hours: {before}", f"date: {ago(5)}, hours: {after}"]
    acme = client(boundaries=limit("unpaid-hours", ago(30)))
    assert persists(tmp_path, "unpaid-hours", acme, contract("hours_budget: 10", hours=hours)) is expected


def test_the_rate_after_the_boundary_is_not_compared(tmp_path):
    hours = [f"date: {ago(5)}, hours: 9.2", f"date: {ago(5)}, hours: 0.8, paid: no"]
    acme = client(boundaries=limit("unpaid-hours", ago(30)))
    site = contract("billing: hourly", "rate: 10", hours=hours)
    one = reading(tmp_path, "unpaid-hours", acme, site, options="target_rate: 100")
    assert (one["level"], one["persists"]) == ("critical", False)
