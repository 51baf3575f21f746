"""The steps of leaving, and the remarks about its last day."""

import pytest

from acting import client, contract, ledger, plan
from client_ledger.leaving.checklist import checklist

DAY = "2026-03-01"


def steps(folder, acme, *contracts):
    return [str(step) for step in checklist(plan(folder, ledger(acme, *contracts), DAY))]


def left(last_day=None):
    return client(decisions=[f"date: 2026-02-01, decision: leave{f', last_day: {last_day}' if last_day else ''}"])


@pytest.mark.parametrize(("stage", "is_open"), [("proposal", True), ("active", False), ("lost", False)])
def test_open_offers_are_withdrawn(tmp_path, stage, is_open):
    step = "Withdraw your open offers, and set their `stage` to lost"
    assert (step in steps(tmp_path, client(), contract(f"stage: {stage}"))) is is_open


@pytest.mark.parametrize(
    ("last_day", "status", "is_asked"),
    [(None, "active", True), ("2026-04-30", "active", False), (None, "former", False)],
)
def test_a_decision_without_a_last_day_gets_one_until_the_client_is_a_former_one(tmp_path, last_day, status, is_asked):
    acme = left(last_day).replace("name: Acme", f"name: Acme\nstatus: {status}")
    asked = [step for step in steps(tmp_path, acme, contract("notice: 14")) if step.startswith("Set the decision's")]
    assert asked == (["Set the decision's `last_day`: 2026-03-15"] if is_asked else [])


@pytest.mark.parametrize(
    ("acme", "line", "is_due"),
    [
        (client(), "late_fee: {flat: 15}", True),
        (client("country: PT"), "payment_terms: 30", True),
        (client(), "payment_terms: 30", False),
    ],
)
def test_fees_of_the_contract_and_interest_of_the_law_are_decided_on(tmp_path, acme, line, is_due):
    site = contract(line, invoices=["id: A, issued: 2026-01-01, due: 2026-01-31, amount: 600"])
    step = "Decide whether to claim the fees and interest, and put them on an invoice"
    assert (step in steps(tmp_path, acme, site)) is is_due


@pytest.mark.parametrize(
    ("last_day", "step"),
    [
        ("2026-02-28", "Send the last invoice"),
        ("2026-03-01", "Send the last invoice on 2026-03-01"),
        ("2026-03-02", "Send the last invoice on 2026-03-02"),
    ],
)
def test_the_last_invoice_is_sent_on_the_last_day_of_a_contract(tmp_path, last_day, step):
    found = steps(tmp_path / "contract", left(last_day), contract())
    assert [each for each in found if each.startswith("Send the last invoice")] == [step]
    assert not [each for each in steps(tmp_path / "none", left(last_day)) if each.startswith("Send")]


def cautions(folder, acme, *contracts):
    return [str(each) for each in plan(folder, ledger(acme, *contracts), DAY).cautions]


def test_contracts_that_end_on_the_last_day_itself_run_until_then(tmp_path):
    one, other = contract("notice: 90", "end: 2026-04-29"), contract("title: Care", "notice: 90", "end: 2026-04-10")
    assert cautions(tmp_path / "before", left("2026-04-30"), one, other) == [
        "every running contract ends before then, the last on 2026-04-29"
    ]
    assert cautions(tmp_path / "until", left("2026-04-29"), one, other) == []


def test_the_longest_notice_that_runs_beyond_the_last_day_is_told(tmp_path):
    contracts = contract("notice: 60"), contract("title: Care", "notice: 75"), contract("title: Shop", "notice: 61")
    [caution] = cautions(tmp_path, left("2026-03-20"), *contracts)
    assert caution.startswith("75 days of notice from 2026-02-01 (Care) run until 2026-04-17")
