"""The letters that end the work, or that take on nothing new: what they name, and by when they ask for it."""

from datetime import date

import pytest

from acting import client, contract, judged, ledger
from client_ledger.letters.boundary import boundary_letter
from client_ledger.letters.choice import proposals
from client_ledger.letters.reasons import reasons
from client_ledger.signs.levels import Level
from proposed import leaving, lines_of


def bill(number, due, amount=100):
    return f"id: A-{number}, issued: 2026-01-01, due: {due}, amount: {amount}"


@pytest.mark.parametrize(
    ("invoices", "open_", "pay"),
    [
        (["2026-02-01"], "One invoice is still open:", "Please pay it by 8 March 2026."),
        (["2026-03-20"], "One invoice is still open:", "Please pay it by its due date."),
        (
            ["2026-02-01", "2026-02-02"],
            "2 invoices are still open, €200.00 in all:",
            "Please pay them by 8 March 2026.",
        ),
        (
            ["2026-03-20", "2026-03-21"],
            "2 invoices are still open, €200.00 in all:",
            "Please pay each by its due date.",
        ),
        (
            ["2026-02-01", "2026-03-20"],
            "2 invoices are still open, €200.00 in all:",
            "Please pay what is past due by 8 March 2026, and the rest by its due date.",
        ),
    ],
)
def test_what_is_still_open_is_asked_for_by_the_right_day(tmp_path, english, invoices, open_, pay):
    site = contract(invoices=[bill(number, due) for number, due in enumerate(invoices)])
    text = leaving(tmp_path, english, site).text
    assert open_ in text
    assert pay in text


def test_every_open_invoice_is_named_however_many_there_are(tmp_path, english):
    site = contract(invoices=[bill(number, "2026-03-20") for number in range(12)])
    assert len(lines_of(leaving(tmp_path, english, site))) == 12


def test_where_no_contract_runs_the_letter_takes_on_nothing_new_and_withdraws_the_offers(tmp_path, formatter):
    offers = [contract(f"title: {title}", f"stage: {stage}") for title, stage in (("Ø", "lead"), ("Plan", "proposal"))]
    letter = leaving(tmp_path, formatter, *offers, last="2026-03-01")
    assert ("“" if formatter.language == "en" else "«") not in letter.text
    assert "Plan" in letter.text
    assert "Ø" not in letter.text
    assert formatter.formal.day(date(2026, 3, 8)) in letter.text
    assert formatter.formal.day(date(2026, 3, 1)) not in letter.text


def test_the_reasons_are_given_where_no_contract_runs_too(tmp_path, english):
    acme = client(incidents=["date: 2026-02-01, kind: haggling", "date: 2026-02-02, kind: refuses-deposit"])
    letter = leaving(tmp_path, english, contract("stage: proposal"), last="2026-03-01", acme=acme, with_reasons=True)
    assert letter.subject == "I am not taking this further"
    assert lines_of(letter) == ["– terms on which we could not agree"]


@pytest.mark.parametrize("one", ["1", "1.004"])
def test_one_hour_is_said_in_the_singular(tmp_path, english, one):
    hours = [f"date: 2026-02-02, hours: {one}, in_scope: no, task: Extra", "date: 2026-02-03, hours: 7, task: Site"]
    extra = [f"date: 2026-02-{day:02}, text: More, in_scope: no" for day in (3, 4, 5)]
    found = judged(tmp_path, ledger(client(), contract(hours=hours, requests=extra)), "2026-03-01").clients["acme"]
    (scope,) = (each for each in found.status.signs if each.sign.name == "scope-creep")
    assert "1 of the 8 hours I worked was outside it." in boundary_letter(scope, found, english).text


@pytest.mark.parametrize("with_reasons", [False, True])
def test_a_last_day_that_is_over_is_told_as_such_and_nothing_is_promised_until_then(tmp_path, english, with_reasons):
    acme = client(incidents=["date: 2026-02-01, kind: threat"])
    letter = leaving(tmp_path, english, contract(), last="2026-02-20", acme=acme, with_reasons=with_reasons)
    assert letter.subject == "End of our work together"
    assert "My last day for you was 20 February 2026." in letter.text
    assert "I will hand over the files and the access that are yours." in letter.text
    assert "Until then" not in letter.text
    assert ("the way I was spoken to" in letter.text) is with_reasons


@pytest.mark.parametrize("last", ["2026-02-20", "2026-03-20"])
def test_a_decision_that_is_recorded_is_not_recorded_again(tmp_path, english, last):
    def record(folder, **decisions):
        acme = client(incidents=["date: 2026-02-01, kind: threat"], **decisions)
        found = judged(tmp_path / folder, ledger(acme, contract()), "2026-03-01").clients["acme"]
        return next(iter(proposals(found, date.fromisoformat(last), english))).afterwards

    assert record("decided", decisions=[f"date: 2026-02-10, decision: leave, last_day: {last}"]) is None
    assert record("undecided").look_again == date.fromisoformat(last)


def test_one_who_has_decided_to_leave_a_good_client_finds_the_letter(tmp_path, english):
    acme = client(decisions=["date: 2026-02-10, decision: leave, last_day: 2026-03-20"])
    found = judged(tmp_path, ledger(acme, contract()), "2026-03-01").clients["acme"]
    assert [str(each.title) for each in proposals(found, date(2026, 3, 20), english)] == [
        "End the work, without reasons"
    ]


def test_nobody_states_a_boundary_when_the_last_day_is_over(tmp_path, english):
    requests = [f"date: 2026-02-{day:02}, text: A logo, in_scope: no" for day in range(1, 5)]
    acme = client(requests=requests, decisions=["date: 2026-02-10, decision: leave, last_day: 2026-02-20"])
    found = judged(tmp_path, ledger(acme, contract()), "2026-03-01").clients["acme"]
    titles = [str(each.title) for each in proposals(found, date(2026, 2, 20), english)]
    assert titles == ["End the work, without reasons", "End the work, with the reasons"]


def test_one_who_is_to_be_left_is_asked_for_no_work_to_come(tmp_path, english):
    requests = [f"date: 2026-02-{day:02}, text: A logo, in_scope: no" for day in range(1, 5)]
    nights = [f"at: 2026-02-{day:02} 23:00, reply: now" for day in range(2, 6)]
    flags = [f"date: 2026-02-20, kind: {kind}" for kind in ("haggling", "micromanaging")]
    left = ["date: 2026-02-10, decision: leave, last_day: 2026-03-20"]

    def titles(folder, **decisions):
        acme = client(requests=requests, messages=nights, incidents=flags, **decisions)
        found = judged(tmp_path / folder, ledger(acme, contract()), "2026-03-01").clients["acme"]
        return [str(each.title) for each in proposals(found, date(2026, 3, 20), english)]

    assert {"State the boundary: scope creep", "State the boundary: early red flags"} <= {*titles("staying")}
    assert titles("leaving", decisions=left)[2:] == ["State the boundary: disrespected time"]


def test_who_ends_running_work_withdraws_the_open_offers_too(tmp_path, formatter):
    letter = leaving(tmp_path, formatter, contract(), contract("title: Plan", "stage: proposal"), last="2026-03-20")
    assert "Plan" in letter.text


def asked(*answers):
    numbered = enumerate(answers, 2)
    return [f"date: 2026-02-{day:02}, text: Page {day}, in_scope: no, answer: {answer}" for day, answer in numbered]


def test_requests_one_has_declined_are_no_reason_and_no_addition(tmp_path, english):
    requests = asked("declined", "accepted", "declined", "pending", "accepted", "declined", "change-order")
    found = judged(tmp_path, ledger(client(), contract(requests=requests)), "2026-03-01").clients["acme"]
    (scope,) = (each for each in found.status.signs if each.sign.name == "scope-creep")
    assert scope.reading.measures["extra_requests"] == 3
    assert lines_of(boundary_letter(scope, found, english)) == [
        "– 6 February 2026: “Page 6”",
        "– 5 February 2026: “Page 5”",
        "– 3 February 2026: “Page 3”",
    ]
    assert "3 additions without a price in 90 days" in [english.format(each) for each in reasons(found)]


def test_where_all_requests_were_declined_scope_creep_is_neither_a_reason_nor_a_letter(tmp_path, english):
    site = contract(requests=asked(*["declined"] * 4))
    found = judged(tmp_path, ledger(client(), site), "2026-03-01").clients["acme"]
    (scope,) = (each for each in found.status.signs if each.sign.name == "scope-creep")
    assert scope.level is Level.clear
    assert boundary_letter(scope, found, english) is None
    assert reasons(found) == []


def test_invoices_past_due_before_the_window_are_counted_among_the_reasons(tmp_path, english):
    old = "id: A-0, issued: 2024-01-01, due: 2024-02-01, amount: 100"
    found = judged(tmp_path, ledger(client(), contract(invoices=[old, bill(1, "2026-01-20")])), "2026-03-01")
    assert english.format(reasons(found.clients["acme"])[0]) == "2 invoices paid late or past due"
