"""The letters about money: what is past due at any age, and whom they ask for it in which words."""

from datetime import date

import pytest
from babel import Locale

from acting import client, contract, judged, ledger
from client_ledger.letters.choice import proposals
from client_ledger.text.babel import formatter_of

DAY = "2026-11-27"
REMINDER = "Ask for what is open"
BOUNDARY = "State the boundary: late payments"
OLD = "id: A-1, issued: 2025-05-01, due: 2025-06-01, amount: 7000"
PAID_LATE = [f"id: B-{n}, issued: 2026-06-01, due: 2026-08-0{n}, amount: 100, paid: 2026-10-0{n}" for n in (1, 2)]
NEW = [f"id: C-{n}, issued: 2026-06-01, due: 2026-08-0{n}, amount: 100" for n in (1, 2)]


@pytest.fixture(scope="module")
def english():
    return formatter_of(Locale("en"), [])


def letters(folder, formatter, acme, *contracts, options=None, last_day=None):
    """Return the letters one may choose from, by their titles."""
    judgement = judged(folder, ledger(acme, *contracts), DAY, **({"options": options} if options else {}))
    last = date.fromisoformat(last_day) if last_day else judgement.pipeline.last_day("acme")
    return {formatter.format(each.title): each for each in proposals(judgement.clients["acme"], last, formatter)}


def lines(proposal):
    return [line for line in proposal.letter.text.splitlines() if line.startswith("– ")]


def test_a_debt_older_than_the_window_is_past_due_in_the_boundary_too(tmp_path, english):
    found = letters(tmp_path, english, client(), contract(invoices=[OLD, *PAID_LATE]))
    assert found[BOUNDARY].letter.subject == "Open invoices: €7,000.00"
    assert "Past due as of 27 November 2026: €7,000.00." in found[BOUNDARY].letter.text
    assert lines(found[BOUNDARY]) == [
        "– B-2, due 2 August 2026: paid 2 October 2026",
        "– B-1, due 1 August 2026: paid 1 October 2026",
        "– A-1, due 1 June 2025: €7,000.00 open",
    ]
    assert REMINDER not in found


def test_what_is_past_due_within_the_days_of_grace_is_named(tmp_path, english):
    yesterday = "id: D-1, issued: 2026-11-01, due: 2026-11-26, amount: 50"
    today = "id: D-2, issued: 2026-11-01, due: 2026-11-27, amount: 60"
    found = letters(tmp_path, english, client(), contract(invoices=[yesterday, today, *PAID_LATE]))
    assert found[BOUNDARY].letter.subject == "Open invoices: €50.00"


def test_only_who_owes_nothing_past_due_is_thanked_for_it(tmp_path, english):
    void = f"{OLD}, void: yes"
    found = letters(tmp_path, english, client(), contract(invoices=[void, *PAID_LATE]))
    assert found[BOUNDARY].letter.subject == "Payment on the agreed day"
    assert len(lines(found[BOUNDARY])) == 2


def test_one_who_owes_an_old_debt_is_reminded_and_offered_no_more_time(tmp_path, english):
    site = contract("end: 2026-12-01", invoices=[OLD])
    found = letters(tmp_path, english, client("since: 2023-01-01"), site)
    assert "State the boundary: unsteady work" not in found
    assert found[REMINDER].afterwards is None
    assert found[REMINDER].letter.text.startswith(
        "Hello Acme,\n\nThe following is past due as of 27 November 2026:\n\n"
        "– A-1, due 1 June 2025: €7,000.00 open\n\n"
        "Please pay €7,000.00 by 4 December 2026, or tell me by then on which day it will be paid.\n"
    )


def test_the_letter_about_unsteady_work_comes_back_once_all_is_paid(tmp_path, english):
    site = contract("end: 2026-12-01", invoices=[f"{OLD}, paid: 2025-05-20"])
    assert "State the boundary: unsteady work" in letters(tmp_path, english, client("since: 2023-01-01"), site)


@pytest.mark.parametrize(
    ("lines_of_client", "stage"),
    [
        (["status: former"], "completed"),
        (["accepted: [{sign: late-payments, until: 2027-01-01, why: A friend}]"], "active"),
        ([], "proposal"),
        ([], "completed"),
        (["signs: {late-payments: off}"], "active"),
    ],
)
def test_one_who_owes_and_is_told_no_boundary_is_reminded(tmp_path, english, lines_of_client, stage):
    found = letters(tmp_path, english, client(*lines_of_client), contract(f"stage: {stage}", invoices=[OLD, *NEW]))
    assert BOUNDARY not in found
    assert found[REMINDER].letter.subject == "Open invoices: €7,200.00"
    assert [line.split(",")[0] for line in lines(found[REMINDER])] == ["– C-2", "– C-1", "– A-1"]
    assert "From now on" not in found[REMINDER].letter.text


def test_where_no_contract_runs_and_nothing_is_past_due_no_letter_is_about_money(tmp_path, english):
    found = letters(
        tmp_path, english, client(), contract("stage: proposal"), contract("stage: lost", invoices=PAID_LATE)
    )
    assert BOUNDARY not in found
    assert REMINDER not in found


def test_once_the_last_day_is_over_no_work_pauses(tmp_path, english):
    left = client(
        decisions=["date: 2026-10-01, decision: leave, last_day: 2026-11-01"],
        incidents=["date: 2026-09-30, kind: threat"],
    )
    found = letters(tmp_path, english, left, contract(invoices=NEW), last_day="2026-11-01")
    assert BOUNDARY not in found
    assert REMINDER in found


def test_each_currency_is_asked_for_by_itself(tmp_path, english):
    pounds = contract("currency: GBP", invoices=["id: P-1, issued: 2023-01-01, due: 2023-02-01, amount: 5"])
    found = letters(tmp_path, english, client("status: former"), contract(invoices=[OLD]), pounds)
    assert found[REMINDER].letter.subject == "Open invoices: €7,000.00 and £5.00"


def test_a_dispute_is_named_where_the_invoice_is(tmp_path, english):
    disputed = [f"{each}, disputed: Not as agreed" for each in (OLD, PAID_LATE[0])]
    found = letters(tmp_path, english, client(), contract(invoices=[*disputed, PAID_LATE[1]]))
    assert lines(found[BOUNDARY]) == [
        "– B-2, due 2 August 2026: paid 2 October 2026",
        "– B-1, due 1 August 2026: paid 1 October 2026",
        "– A-1, due 1 June 2025: €7,000.00 open, which you dispute",
    ]
