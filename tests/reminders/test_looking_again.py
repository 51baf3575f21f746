"""Boundaries to look at again, reviews of a minute, and what former clients taught."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from acting import client, contract, judged, ledger
from client_ledger.leaving.postmortem import lessons
from client_ledger.reminders.boundaries import checks, due_checks
from client_ledger.reminders.reviews import recorded_since, review_of, reviews_due

STATED = ["date: 2026-02-01, sign: scope-creep, text: No more"]


def extra(*days):
    return [f"date: {day}, text: One more, in_scope: no" for day in days]


@pytest.mark.parametrize(
    ("requests", "outcome"),
    [
        (extra("2026-01-20", "2026-01-21", "2026-02-01"), "unknown"),
        (["date: 2026-02-03, text: A page"], "held"),
        (extra("2026-02-02"), "slipping"),
        (extra("2026-02-02", "2026-02-10", "2026-02-20"), "ignored"),
    ],
)
def test_whether_a_boundary_held_is_read_from_the_records_after_it(tmp_path, requests, outcome):
    acme = client("reviewed: 2026-02-28", boundaries=STATED, requests=requests)
    (found,) = checks(judged(tmp_path, ledger(acme), "2026-03-03").clients["acme"])
    assert (found.outcome, found.look_on, found.due) == (outcome, date(2026, 3, 3), True)


@pytest.mark.parametrize(("day", "due"), [("2026-03-02", 0), ("2026-03-03", 1), ("2026-04-02", 1), ("2026-04-03", 0)])
def test_a_boundary_is_listed_for_thirty_days_from_the_day_to_look(tmp_path, day, due):
    assert len(due_checks(judged(tmp_path, ledger(client(boundaries=STATED)), day))) == due


def test_a_boundary_is_shown_for_a_hundred_and_eighty_days(tmp_path):
    for day, count in (("2026-07-30", 1), ("2026-07-31", 0)):
        assert len(checks(judged(tmp_path / day, ledger(client(boundaries=STATED)), day).clients["acme"])) == count


def test_a_boundary_for_a_sign_that_is_switched_off_is_not_looked_at(tmp_path):
    files = ledger(client("signs: {scope-creep: off}", boundaries=STATED))
    assert checks(judged(tmp_path, files, "2026-03-03").clients["acme"]) == ()


def test_a_boundary_that_slips_is_told_without_any_review(tmp_path):
    stated = ["date: 2026-02-01, sign: unreasonable-requests, text: No more"]
    acme = client(boundaries=stated, requests=["date: 2026-02-03, text: Now, reasonable: no"])
    (found,) = checks(judged(tmp_path, ledger(acme), "2026-03-03").clients["acme"])
    assert found.outcome == "slipping"


def test_what_records_cannot_tell_is_not_said_to_have_held(tmp_path):
    stated = [
        "date: 2026-02-01, sign: contract-gaps, text: Sign it",
        "date: 2026-03-03, sign: scope-creep, text: No more",
        "date: 2026-03-04, sign: scope-creep, text: Not yet stated",
    ]
    found = checks(judged(tmp_path, ledger(client(boundaries=stated)), "2026-03-03").clients["acme"])
    assert [each.outcome for each in found] == ["too-early", "unknown"]
    assert str(found[1].sentence) == "your records cannot show whether it has held; judge for yourself"


TOO_LITTLE = "it is too early to say: too little is recorded since 2026-02-01"
NEVER_REVIEWED = (
    "it is not known: nothing serious is recorded, and you never reviewed this client; if all is well, run "
    "`client-ledger review`"
)


@pytest.mark.parametrize(
    ("sign", "day", "more", "outcome", "said"),
    [
        ("late-payments", "2026-03-03", (), "unknown", TOO_LITTLE),
        ("toxic-behaviour", "2026-03-03", (), "unknown", NEVER_REVIEWED),
        (
            "toxic-behaviour",
            "2026-05-03",
            (),
            "unknown",
            NEVER_REVIEWED,
        ),
        ("toxic-behaviour", "2026-03-03", ("reviewed: 2026-01-20",), "unknown", TOO_LITTLE),
        ("toxic-behaviour", "2026-03-03", ("reviewed: 2026-02-01",), "unknown", TOO_LITTLE),
        (
            "toxic-behaviour",
            "2026-03-03",
            ("reviewed: 2026-02-02",),
            "held",
            "it has held: no breach is recorded since 2026-02-01",
        ),
        (
            "toxic-behaviour",
            "2026-03-03",
            ("reviewed: 2026-03-01",),
            "held",
            "it has held: no breach is recorded since 2026-02-01",
        ),
    ],
)
def test_silence_is_not_taken_for_a_boundary_that_held(tmp_path, sign, day, more, outcome, said):
    acme = client(*more, boundaries=[f"date: 2026-02-01, sign: {sign}, text: No more"])
    (found,) = checks(judged(tmp_path, ledger(acme), day).clients["acme"])
    assert (found.outcome, str(found.sentence)) == (outcome, said)


@pytest.mark.parametrize(("day", "due"), [("2026-03-31", 0), ("2026-04-01", 1)])
def test_a_review_is_due_ninety_days_after_the_last_one(tmp_path, day, due):
    assert len(reviews_due(judged(tmp_path, ledger(client("reviewed: 2026-01-01")), day))) == due


def test_those_never_reviewed_count_from_their_first_record_and_former_ones_rest(tmp_path):
    others = {
        "bea": client("since: 2025-12-01"),
        "cleo": client(),
        "dan": client("since: 2025-01-01", "status: former"),
        "eve": client("since: 2027-01-01"),
    }
    files = ledger(client("since: 2025-11-01"), **others)
    found = reviews_due(judged(tmp_path, files, "2026-03-01"))
    assert [(each.judged.timeline.client.id, str(each.due_on), str(each.sentence)) for each in found] == [
        ("acme", "2026-01-30", "not reviewed yet"),
        ("bea", "2026-03-01", "not reviewed yet"),
        ("cleo", "2026-03-01", "not reviewed yet"),
    ]


@pytest.mark.parametrize(
    ("reviewed", "said"),
    [
        ("2026-03-02", "not reviewed yet"),  # tomorrow
        ("2026-03-01", "last reviewed today"),
        ("2026-02-28", "last reviewed 1 day ago"),
        ("2026-02-27", "last reviewed 2 days ago"),
    ],
)
def test_a_review_says_how_long_ago_the_last_was(tmp_path, reviewed, said):
    acme = client("since: 2026-01-01", f"reviewed: {reviewed}")
    found = review_of(judged(tmp_path, ledger(acme), "2026-03-01").clients["acme"])
    assert str(found.sentence) == said


def test_a_client_whose_first_record_is_of_the_day_is_reviewed_in_ninety_days(tmp_path):
    found = review_of(judged(tmp_path, ledger(client("since: 2026-03-01")), "2026-03-01").clients["acme"])
    assert found.due_on == date(2026, 5, 30)


def test_a_review_names_what_was_recorded_since(tmp_path):
    acme = client("reviewed: 2026-02-10", messages=["at: 2026-02-10 10:00", "at: 2026-02-11 10:00"])
    site = contract(hours=["date: 2026-02-11, hours: 1", "date: 2026-02-12, hours: 1", "date: 2026-04-01, hours: 1"])
    found = judged(tmp_path, ledger(acme, site), "2026-03-01").clients["acme"]
    assert [str(each) for each in recorded_since(found, review_of(found).last)] == ["1 message", "2 entries of hours"]


FORMER = client(
    "status: former",
    "since: 2025-10-01",
    requests=["date: 2025-12-10, text: Work tonight, reasonable: no"],
    decisions=["date: 2026-01-20, decision: leave, last_day: 2026-01-31"],
)
OLD_SITE = contract(
    "stage: terminated",
    hours=["date: 2025-12-20, hours: 8", "date: 2026-01-05, hours: 2.5, paid: no"],
    invoices=[
        "id: A, issued: 2025-11-01, due: 2025-11-30, amount: 100, paid: 2025-12-10",
        "id: B, issued: 2025-12-01, due: 2025-12-31, amount: 300, payments: [{date: 2026-01-05, amount: 100}]",
        "id: C, issued: 2025-12-01, due: 2025-12-31, amount: 300, void: yes",
    ],
)


def test_a_post_mortem_says_which_signs_showed_first_and_what_it_cost(tmp_path):
    (found,) = lessons(judged(tmp_path, ledger(FORMER, OLD_SITE), "2026-03-01")).clients
    assert found.end == date(2026, 1, 31)
    assert [(each.sign.name, str(each.day), each.days_before) for each in found.seen] == [
        ("late-payments", "2025-12-04", 58),
        ("unreasonable-requests", "2025-12-10", 52),
        ("unpaid-hours", "2026-01-05", 26),
    ]
    assert [each.sign.name for each in found.first] == ["late-payments"]
    assert found.unpaid_hours == Decimal("2.5")
    assert (found.waited, found.late_invoices, found.not_received) == (10 + 60, 2, 200)


def test_all_former_clients_together_tell_the_earliest_sign(tmp_path):
    rude = FORMER.replace("2025-12-10", "2025-10-10")
    files = ledger(FORMER, OLD_SITE, bea=rude, cleo=rude, dan=client("status: former"), eve=client("since: 2026-01-01"))
    found = lessons(judged(tmp_path, files, "2026-03-01"))
    assert [each.judged.timeline.client.id for each in found.clients] == ["cleo", "bea", "acme"]
    first = found.signs[0]
    assert (first.sign.name, first.clients, first.first) == ("unreasonable-requests", 3, 2)
    assert first.mean_days_before == Fraction(113 + 113 + 52, 3)
    assert (found.unpaid_hours, found.waited, found.not_received) == (Decimal("2.5"), 70, 200)


def test_without_a_recorded_last_day_the_last_record_is_the_end(tmp_path):
    gone = client("status: former", "reviewed: 2026-02-20", messages=["at: 2026-01-07 10:00"])
    (found,) = lessons(judged(tmp_path, ledger(gone), "2026-03-01")).clients
    assert (found.end, found.seen) == (date(2026, 1, 7), ())
