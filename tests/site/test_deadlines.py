"""What falls due in the 30 days from 20 November 2026."""

import pytest

from client_ledger.history import read_history
from client_ledger.pages.home import Home
from client_ledger.site.contexts import worst_first


@pytest.fixture
def agenda(judged):
    def of(client="", contract="stage: active\nbilling: fixed\nvalue: 1"):
        files = {"clients/a.md": f"name: A\n{client}", "contracts/site.md": f"client: a\ntitle: Site\n{contract}"}
        judgement = judged(files)
        page = Home(judgement, worst_first(judgement), read_history(judgement.project.site))
        return [(each.day and each.day.isoformat(), each.kind, str(each.text)) for each in page.deadlines]

    return of


@pytest.mark.parametrize(("due", "found"), [("2026-11-19", 0), ("2026-11-20", 1), ("2026-12-20", 1), ("2026-12-21", 0)])
def test_an_invoice_due_from_today_to_the_thirtieth_day_is_named(agenda, due, found):
    invoices = f"invoices:\n  - {{id: 1, issued: 2026-11-01, due: {due}, amount: 80}}"
    said = agenda(contract=f"stage: active\nbilling: fixed\nvalue: 1\n{invoices}")
    assert said == [(due, "invoice", "invoice 1 is due: 80.00 EUR")] * found


def test_a_running_contract_ends_and_its_notice_must_go_out_before(agenda):
    assert agenda(contract="stage: active\nend: 2026-12-15\nnotice: 20\nbilling: fixed\nvalue: 1") == [
        ("2026-11-25", "notice", "last day to give notice before its end on 2026-12-15"),
        ("2026-12-15", "contract-end", "the contract ends"),
    ]
    assert agenda(contract="stage: completed\nend: 2026-12-15\nbilling: fixed\nvalue: 1") == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("", (None, "stalled", "has no next action")),
        ("next_action: Call", (None, "stalled", "set a day for its next action")),
        ("next_action: Call\nnext_action_on: 2026-11-19", ("2026-11-19", "stalled", "Call")),
        ("next_action: Call\nnext_action_on: 2026-11-20", ("2026-11-20", "next-action", "Call")),
        ("next_action_on: 2026-11-21", ("2026-11-21", "next-action", "the next action")),
    ],
)
def test_a_lead_without_a_next_action_or_with_its_day_gone_by_is_stalled(agenda, fields, expected):
    assert agenda(contract=f"stage: lead\nbilling: fixed\nvalue: 1\n{fields}") == [expected]


def test_a_boundary_is_looked_at_a_month_after_it_was_stated(agenda):
    said = agenda("boundaries:\n  - {date: 2026-10-25, sign: scope-creep, text: No}")
    assert said == [("2026-11-24", "boundary", "check whether the boundary of 2026-10-25 held: scope creep")]


def test_a_boundary_that_did_not_hold_is_no_deadline_any_more(agenda):
    messages = "\n".join(f"  - {{at: 2026-11-{day} 23:00, reply: now}}" for day in (10, 11, 12, 13))
    client = "boundaries:\n  - {date: 2026-10-25, sign: disrespected-time, text: No}\nmessages:\n"
    assert agenda(client + messages) == []


def test_an_acceptance_runs_out(agenda):
    said = agenda("accepted:\n  - {sign: late-payments, until: 2026-12-01, why: Slow}")
    assert said == [("2026-12-01", "acceptance", "your acceptance of this sign ends: late payments")]


def test_a_former_client_sets_no_deadline_but_an_unpaid_invoice_is_one(agenda):
    invoices = "invoices:\n  - {id: 1, issued: 2026-11-01, due: 2026-11-30, amount: 80}"
    contract = f"stage: active\nend: 2026-12-01\nbilling: fixed\nvalue: 1\n{invoices}"
    assert [kind for _, kind, _ in agenda("status: former", contract)] == ["invoice"]
