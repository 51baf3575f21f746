"""A running contract past its end tells one story on all pages: completed, or renewed?"""

from acting import client, contract, judged, ledger, plan
from client_ledger.reminders.deadlines import deadlines

DAY = "2026-11-20"
ASKED = "ended on 2026-11-20: completed, or renewed?"


def told(folder, *lines):
    judgement = judged(folder, ledger(client(), contract(*lines)), DAY)
    notices = [str(each.message) for each in judgement.problems if each.code == "past-end"]
    agenda = [str(each.text) for each in deadlines(judgement) if "ended on" in str(each.text)]
    return notices, agenda


def test_it_is_a_notice_and_waits_for_an_answer_from_the_end_day_on(tmp_path):
    assert told(tmp_path / "on", "end: 2026-11-20") == ([ASKED], [ASKED])
    assert told(tmp_path / "before", "end: 2026-11-21") == ([], [])


def test_of_a_contract_that_does_not_run_nothing_is_asked(tmp_path):
    assert told(tmp_path, "end: 2026-11-20", "stage: completed") == ([], [])


def test_the_exit_plan_asks_the_same(tmp_path):
    found = plan(tmp_path, ledger(client(), contract("title: Shop", "end: 2026-11-01", "notice: 30")), DAY)
    assert [str(each) for each in found.cautions] == [
        "Shop: past the end, and still marked as running. Completed, or renewed?"
    ]
