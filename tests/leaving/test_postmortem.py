"""What a client who was left has cost, counted by hand."""

from datetime import date
from fractions import Fraction

from acting import client, contract, judged, ledger
from client_ledger.leaving.postmortem import lessons, post_mortem

SITE = contract(
    "hours_budget: 10",
    "billing: fixed",
    "value: 900",
    hours=["date: 2026-01-02, hours: 12"],
    invoices=[
        "id: A, issued: 2026-01-01, due: 2026-01-31, amount: 100, paid: 2026-02-01",
        "id: B, issued: 2026-01-01, due: 2026-01-31, amount: 200, paid: 2026-01-31",
        "id: C, issued: 2026-01-01, due: 2026-01-31, amount: 300, written_off: 2026-02-20",
        "id: D, issued: 2026-01-01, due: 2026-02-19, amount: 40",
        "id: E, issued: 2026-01-01, due: 2026-03-01, amount: 50",
    ],
)
LEFT = ["date: 2026-01-10, decision: leave, last_day: 2026-01-20", "date: 2026-01-05, decision: keep"]


def former(*decisions: str) -> str:
    return client("status: former", decisions=list(decisions))


def test_hours_days_waited_and_money_not_received_are_added_up(tmp_path):
    acme = judged(tmp_path, ledger(former(*LEFT), SITE), "2026-03-01").clients["acme"]
    found = post_mortem(acme)
    late = {"A": 1, "C": 20, "D": 10}
    assert (found.unpaid_hours, found.waited, found.late_invoices) == (2, sum(late.values()), len(late))
    assert found.not_received == 300 + 40


def test_the_work_ended_on_the_latest_recorded_day_or_that_of_the_last_record(tmp_path):
    def end(folder, *decisions):
        return post_mortem(
            judged(tmp_path / folder, ledger(former(*decisions), SITE), "2026-03-01").clients["acme"]
        ).end

    assert end("one", *LEFT) == date(2026, 1, 20)
    assert end("two", *LEFT, "date: 2026-01-25, decision: leave, last_day: 2026-02-10") == date(2026, 2, 10)
    assert end("ahead", "date: 2026-02-25, decision: leave, last_day: 2026-03-31") == date(2026, 3, 1)
    assert end("undated", "date: 2026-02-25, decision: leave") == date(2026, 2, 25)


def test_lessons_are_of_former_clients_the_latest_end_first(tmp_path):
    files = ledger(
        former(*LEFT), SITE, bea=former("date: 2026-02-01, decision: leave"), cleo=client("since: 2026-01-01")
    )
    found = lessons(judged(tmp_path, files, "2026-03-01"))
    assert [each.judged.timeline.client.id for each in found.clients] == ["bea", "acme"]
    assert (found.not_received, found.unpaid_hours, found.waited) == (340, 2, 31)


def seen(folder, *lines, end="2026-02-20", day="2026-03-01", **records):
    """Return the name of each sign of a former client, the day it was first seen and its days before the end."""
    left = [f"date: 2026-02-01, decision: leave, last_day: {end}"]
    acme = client("status: former", *lines, decisions=left, **records)
    found = post_mortem(judged(folder, ledger(acme), day).clients["acme"])
    assert found.end == date.fromisoformat(end)
    return [(each.sign.name, str(each.day), each.days_before) for each in found.seen], [
        each.sign.name for each in found.first
    ]


HAGGLING, INSULT = "date: 2026-01-15, kind: haggling", "date: 2026-01-15, kind: insult"
GHOSTING = "date: 2026-01-28, kind: no-show"


def test_each_sign_is_first_seen_on_its_day_and_several_may_be_the_first(tmp_path):
    assert seen(
        tmp_path, incidents=[HAGGLING, INSULT], requests=["date: 2026-02-01, text: x, reasonable: no, insisted: yes"]
    ) == (
        [
            ("early-red-flags", "2026-01-15", 36),
            ("toxic-behaviour", "2026-01-15", 36),
            ("unreasonable-requests", "2026-02-01", 19),
        ],
        ["early-red-flags", "toxic-behaviour"],
    )


def test_a_sign_is_first_seen_on_a_day_within_a_month(tmp_path):
    found, first = seen(tmp_path, incidents=[HAGGLING.replace("15", "05"), INSULT])
    assert found == [("early-red-flags", "2026-01-05", 46), ("toxic-behaviour", "2026-01-15", 36)]
    assert first == ["early-red-flags"]


def test_a_sign_s_lesson_is_how_many_showed_it_how_many_first_and_how_early(tmp_path):
    left = ["date: 2026-02-01, decision: leave, last_day: 2026-02-20"]
    files = ledger(
        client("status: former", decisions=left, incidents=[HAGGLING.replace("15", "05"), INSULT]),
        bea=client("status: former", decisions=left, incidents=[INSULT.replace("15", "16")]),
    )
    found = lessons(judged(tmp_path, files, "2026-03-01")).signs
    assert [(each.sign.name, each.clients, each.first, each.mean_days_before) for each in found] == [
        ("early-red-flags", 1, 1, 46),
        ("toxic-behaviour", 2, 1, Fraction(36 + 35, 2)),
    ]


def test_a_sign_that_is_gone_by_the_end_was_seen(tmp_path):
    found, _ = seen(tmp_path, incidents=[INSULT], end="2027-12-20", day="2028-01-01")
    assert found == [("toxic-behaviour", "2026-01-15", 704)]


def test_a_sign_is_looked_for_from_the_first_day_with_the_client_to_the_last(tmp_path):
    assert seen(tmp_path / "since", "since: 2026-01-20", incidents=[INSULT])[0] == [
        ("toxic-behaviour", "2026-01-20", 31)
    ]
    assert seen(tmp_path / "one", incidents=[INSULT], end="2026-01-15")[0] == [("toxic-behaviour", "2026-01-15", 0)]
    assert seen(tmp_path / "after", incidents=[INSULT], end="2026-01-14")[0] == []
    assert seen(tmp_path / "none")[0] == []
    earlier = "date: 2026-01-10, kind: insult"
    assert seen(tmp_path / "later", "since: 2026-01-20", incidents=[earlier], end="2026-01-15")[0] == []


def test_the_work_ended_on_the_day_itself_if_the_last_record_is_of_that_day(tmp_path):
    acme = client("status: former", incidents=["date: 2026-03-01, kind: insult", "date: 2026-02-01, kind: insult"])
    assert post_mortem(judged(tmp_path, ledger(acme), "2026-03-01").clients["acme"]).end == date(2026, 3, 1)
