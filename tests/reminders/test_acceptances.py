"""Acceptances that run out, and those not needed."""

from datetime import date

import pytest

from acting import OPTIONS, client, contract, judged, ledger
from client_ledger.judging.judgement import judge_project
from client_ledger.project import open_project
from client_ledger.reminders.deadlines import all_deadlines, deadlines
from client_ledger.reminders.reviews import waived, waived_to_look_at
from writing import write_site


def extra(*days):
    return [f"date: {day}, text: One more, in_scope: no" for day in days]


def test_acceptances_run_out_visibly_and_those_not_needed_are_named(tmp_path):
    acme = client(
        requests=[*extra("2026-02-20", "2026-02-21", "2026-02-22"), "date: 2026-02-22, text: Now, reasonable: no"],
        messages=["at: 2026-02-21 10:00"],
        accepted=[
            "sign: scope-creep, until: 2026-03-31, why: Fun",
            "sign: unreasonable-requests, until: 2026-02-28, why: Fun",
            "sign: late-payments, until: 2026-06-30, why: Fun",
            "sign: early-red-flags, until: 2026-01-29, why: Long over",
        ],
    )
    site = contract(invoices=["id: A, issued: 2026-01-01, due: 2026-01-31, paid: 2026-01-30, amount: 1"])
    project = open_project(write_site(tmp_path, ledger(acme, site), OPTIONS))
    found = judge_project(project, date(2026, 3, 1))
    assert [(each.state, str(each.sentence)) for each in waived(found.clients["acme"])] == [
        ("ends-soon", "scope creep: accepted for 30 more days, until 2026-03-31"),
        ("ended", "unreasonable requests: accepted until 2026-02-28; it is at watch now: decide again"),
        ("not-needed", "late payments: accepted until 2026-06-30, but clear now: remove the acceptance"),
    ]
    assert [each.state for each in waived_to_look_at(found)] == ["ended", "not-needed"]
    assert [str(each.day) for each in deadlines(found) if each.kind == "acceptance"] == ["2026-03-31"]


def test_an_acceptance_that_was_renewed_is_not_said_to_run_out(tmp_path):
    accepted = [f"sign: scope-creep, until: {day}, why: Fun" for day in ("2026-03-31", "2026-06-30", "2026-02-28")]
    acme = client(requests=extra("2026-02-20", "2026-02-21", "2026-02-22"), accepted=accepted)
    found = judged(tmp_path, ledger(acme), "2026-03-01")
    assert [(each.state, str(each.sentence)) for each in waived(found.clients["acme"])] == [
        ("running", "scope creep: accepted until 2026-06-30")
    ]
    assert waived_to_look_at(found) == ()
    assert [str(each.day) for each in all_deadlines(found) if each.kind == "acceptance"] == ["2026-06-30"]


@pytest.mark.parametrize(
    ("until", "states"),
    [
        ("2026-04-01", ["running"]),
        ("2026-03-31", ["ends-soon"]),
        ("2026-03-01", ["ends-soon"]),
        ("2026-02-28", ["ended"]),
        ("2026-01-30", ["ended"]),
        ("2026-01-29", []),  # more than 30 days ago
    ],
)
def test_an_acceptance_ends_soon_for_thirty_days_and_is_named_for_thirty_more(tmp_path, until, states):
    acme = client(requests=extra("2026-02-20"), accepted=[f"sign: scope-creep, until: {until}, why: Fun"])
    project = open_project(write_site(tmp_path, ledger(acme), OPTIONS))
    found = judge_project(project, date(2026, 3, 1)).clients["acme"]
    assert [each.state for each in waived(found)] == states


def test_of_two_acceptances_until_one_day_the_later_written_counts(tmp_path):
    accepted = [f"sign: scope-creep, until: 2026-03-31, why: {why}" for why in ("First", "Second")]
    acme = client(requests=extra("2026-02-20"), accepted=accepted)
    (found,) = waived(judged(tmp_path, ledger(acme), "2026-03-01").clients["acme"])
    assert found.acceptance.why == "Second"
