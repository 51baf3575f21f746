"""How much depends on a client: told beside a step to leave or to stop, and of clients with much of the income."""

import pytest

from acting import client, contract, judged, ledger
from client_ledger.leaving.dependence import dependence

DAY = "2026-11-20"
THREAT = ["date: 2026-11-02, kind: threat"]
PAID = "issued: 2026-10-01, amount: {amount}, paid: 2026-10-20"


def told(folder, acme, *contracts, goal="1000", **others):
    files = ledger(acme, *contracts, **{name: client() for name in others})
    files |= {f"contracts/{name}.md": text for name, text in others.items()}
    judgement = judged(folder, files, DAY, f"currency: EUR\ntimezone: Europe/Paris\nincome_goal: {goal}")
    return [str(each) for each in dependence(judgement.clients["acme"], judgement.pipeline)]


def retainer(who, monthly):
    lines = (f"client: {who}", "billing: retainer", f"monthly: {monthly}", "start: 2026-01-01", "notice: 0")
    return contract(*lines, invoices=[f"id: {who}, " + PAID.format(amount=monthly)])


@pytest.mark.parametrize(("others", "share"), [(1500, "40%"), (1501, None)])
def test_it_is_told_from_a_share_of_income_of_40_percent_on(tmp_path, others, share):
    found = told(tmp_path, client(), retainer("acme", 1000), bolt=retainer("bolt", others))
    assert bool(found) == bool(share)
    assert not share or found[0] == f"{share} of your income in the last 365 days came from this client"


def test_beside_a_step_to_leave_it_is_told_at_any_share_with_what_to_find_first(tmp_path):
    found = told(tmp_path, client(incidents=THREAT), retainer("acme", 300), bolt=retainer("bolt", 800))
    assert found == [
        "27% of your income in the last 365 days came from this client",
        "without this client you miss your goal by 200 EUR in 2026-12: find that work first",
    ]


def test_beside_a_step_to_stop_work_it_is_told_too(tmp_path):
    late = contract("notice: 0", invoices=["id: A-1, issued: 2026-08-01, due: 2026-09-01, amount: 500"])
    assert told(tmp_path, client(), late, bolt=retainer("bolt", 1000)) == [
        "without this client your goal is still met in all of the next 12 months"
    ]


@pytest.mark.parametrize(("due", "is_told"), [("2026-10-13", True), ("2026-11-13", False)])
def test_late_payments_at_a_warning_are_enough_and_a_watch_is_not(tmp_path, due, is_told):
    late = contract("notice: 0", invoices=[f"id: A-1, issued: 2026-08-01, due: {due}, amount: 500"])
    assert bool(told(tmp_path, client(), late, bolt=retainer("bolt", 1000))) is is_told


def test_a_goal_that_is_just_met_with_the_client_is_missed_without(tmp_path):
    found = told(tmp_path, client(incidents=THREAT), retainer("acme", 300), bolt=retainer("bolt", 700))
    assert found[1] == "without this client you miss your goal by 300 EUR in 2026-12: find that work first"


@pytest.mark.parametrize(("goal", "missing"), [("900.5", "0.50 EUR"), ("901", "1 EUR"), ("901.8", "2 EUR")])
def test_what_is_missing_is_told_without_cents_from_one_on(tmp_path, goal, missing):
    found = told(tmp_path, client(incidents=THREAT), retainer("acme", 300), bolt=retainer("bolt", 900), goal=goal)
    assert found[1].startswith(f"without this client you miss your goal by {missing} in ")


def test_where_the_goal_is_missed_anyway_both_sums_are_told(tmp_path):
    found = told(tmp_path, client(incidents=THREAT), retainer("acme", 300), bolt=retainer("bolt", 600))
    assert found[1] == "without this client you miss your goal by 400 EUR in 2026-12, and with them by 100 EUR"


def test_without_a_goal_only_the_share_is_told(tmp_path):
    assert len(told(tmp_path, client(incidents=THREAT), retainer("acme", 300), goal="0")) == 1


def test_of_a_former_client_nothing_is_told(tmp_path):
    assert told(tmp_path, client("status: former", incidents=THREAT), retainer("acme", 300)) == []
