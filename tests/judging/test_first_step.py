"""The first thing to do with a client, and what a decision to leave changes."""

from datetime import date

import pytest

from acting import client, contract, judged, ledger
from client_ledger.judging.advice import first_step

DAY = "2026-11-20"
FLAGS = [f"date: 2026-11-10, kind: {kind}" for kind in ("haggling", "micromanaging", "rights-grab", "exposure-pay")]
EXTRAS = ["date: 2026-11-10, text: One more page, in_scope: no"] * 6
WORK = "{{date: 2026-11-{}, text: Work tonight, reasonable: no, insisted: yes}}"


def judged_acme(folder, *lines, site=None, **records):
    files = ledger(client(*lines, **records), site or contract())
    return judged(folder, files, DAY).clients["acme"]


def step(folder, *lines, **records):
    return str(first_step(judged_acme(folder, *lines, **records)))


def test_who_is_to_be_left_asks_for_a_plan(tmp_path):
    found = step(tmp_path, incidents=FLAGS, requests=EXTRAS)
    assert found == "plan your exit: when you could leave, and what to collect first"


def test_with_a_former_client_there_is_nothing_to_do(tmp_path):
    found = step(tmp_path, "status: former", incidents=FLAGS, requests=EXTRAS)
    assert found == "nothing to do: you no longer work for this client"


def test_after_a_boundary_that_was_ignored_the_step_names_its_day(tmp_path):
    boundary = "boundaries: [{date: 2026-11-05, sign: unreasonable-requests, text: No work at night}]"
    found = step(tmp_path, boundary, f"requests: [{WORK.format(10)}]")
    assert found == "it went on after the boundary of 2026-11-05: plan your exit"


def test_of_several_signs_the_gravest_says_the_step(tmp_path):
    # Two flags are a warning, two requests insisted on are critical.
    found = step(tmp_path, f"requests: [{WORK.format(10)}, {WORK.format(11)}]", incidents=FLAGS[:2])
    assert found == "state the boundary, and record it under `boundaries`"


def test_of_several_signs_at_one_level_the_weightiest_says_the_step(tmp_path):
    # Both are at warning; the unreasonable request is listed first and weighs 5, the late invoice 7.5.
    site = contract(invoices=["id: 1, issued: 2026-10-01, due: 2026-10-31, amount: 90"])
    acme = judged_acme(tmp_path, f"requests: [{WORK.format(10)}]", site=site)
    assert acme.status.deciding == ("late-payments", "unreasonable-requests")
    assert str(first_step(acme)) == "send the next reminder, and stop work until it is paid"


def test_where_no_sign_decides_there_is_no_step(tmp_path):
    assert first_step(judged(tmp_path, ledger(client()), DAY).clients["acme"]) is None


@pytest.mark.parametrize(
    ("decisions", "last_day"),
    [
        ("[{date: 2026-11-20, decision: leave, last_day: 2026-12-31}]", date(2026, 12, 31)),
        ("[{date: 2026-11-21, decision: leave, last_day: 2026-12-31}]", None),
        ("[{date: 2026-11-10, decision: leave, last_day: 2026-12-31}, {date: 2026-11-12, decision: keep}]", None),
    ],
)
def test_the_latest_decision_up_to_the_day_tells_whether_one_leaves(tmp_path, decisions, last_day):
    leaving = judged_acme(tmp_path, f"decisions: {decisions}").leaving
    assert (leaving and leaving.last_day) == last_day


@pytest.mark.parametrize(("kind", "days"), [("threat", 0), ("haggling", 14)])
def test_an_assumed_notice_binds_nobody_who_must_leave_now(tmp_path, kind, days):
    signed = contract("signed: 2026-01-01")
    acme = judged_acme(tmp_path, incidents=[f"date: 2026-11-10, kind: {kind}"], site=signed)
    (found,) = acme.timeline.contracts
    assert acme.notice_of(found) == days
