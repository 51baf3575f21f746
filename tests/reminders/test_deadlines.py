"""Deadlines from the records alone, and as a calendar that another program reads."""

from datetime import date, timedelta

import vobject
from babel import Locale

import catalogue
from acting import client, contract, judged, ledger
from client_ledger.reminders.calendar import calendar
from client_ledger.reminders.deadlines import all_deadlines, deadlines
from client_ledger.text.babel import formatter_of
from client_ledger.text.message import Formatter

ACME = client(
    "since: 2026-01-01",
    "reviewed: 2026-02-20",
    boundaries=["date: 2026-02-10, sign: scope-creep, text: No more"],
    accepted=["sign: unsteady-work, until: 2026-03-20, why: Small"],
    decisions=["date: 2026-02-25, decision: leave, last_day: 2026-03-25"],
)
SITE = contract(
    "end: 2026-03-30",
    "notice: 20",
    "next_action: Send it",
    "next_action_on: 2026-03-04",
    hours=["date: 2026-02-20, hours: 9"],
    invoices=[
        "id: A, issued: 2026-02-15, due: 2026-03-17, amount: 90.10, payments: [{date: 2026-02-20, amount: 0.10}]",
        "id: B, issued: 2026-01-15, due: 2026-02-14, amount: 90",
    ],
)
LEAD = contract("title: Lead", "stage: lead", "next_action: Call", "next_action_on: 2026-02-20")
IDLE = contract("title: Idle", "stage: proposal")


def test_all_kinds_of_deadlines_come_in_order_of_day_with_what_is_stalled_in_front(tmp_path):
    found = deadlines(judged(tmp_path, ledger(ACME, SITE, LEAD, IDLE), "2026-03-01"))
    assert [(str(each.day), each.kind, each.name, str(each.text)) for each in found] == [
        ("None", "stalled", "Idle", "has no next action"),
        ("2026-02-20", "stalled", "Lead", "Call"),
        ("2026-03-04", "next-action", "Site", "Send it"),
        ("2026-03-10", "notice", "Site", "last day to give notice before its end on 2026-03-30"),
        ("2026-03-12", "boundary", "Acme", "check whether the boundary of 2026-02-10 held: scope creep"),
        ("2026-03-17", "invoice", "Acme", "invoice A is due: 90.00 EUR"),
        ("2026-03-20", "acceptance", "Acme", "your acceptance of this sign ends: unsteady work"),
        ("2026-03-25", "last-day", "Acme", "your last day"),
        ("2026-03-30", "contract-end", "Site", "the contract ends"),
    ]
    assert {(each.place.file, each.about) for each in found} == {
        ("clients/acme.md", "clients/acme.md"),
        *((f"contracts/site-{number}.md", f"contracts/site-{number}.md") for number in (1, 2, 3)),
        ("contracts/site-1.md", "clients/acme.md"),
    }


def test_the_next_thirty_days_end_with_the_thirtieth(tmp_path):
    for day, count in (("2026-02-28", 1), ("2026-02-27", 0)):
        site = contract("end: 2026-03-30", "notice: 0")
        assert len(deadlines(judged(tmp_path / day, ledger(client(), site), day))) == count


def test_a_next_action_of_the_day_itself_is_not_stalled(tmp_path):
    for day, kind in (("2026-02-20", "next-action"), ("2026-02-21", "stalled")):
        (found,) = deadlines(judged(tmp_path / day, ledger(client(), LEAD), day))
        assert (str(found.day), found.kind) == ("2026-02-20", kind)


def test_a_boundary_is_a_deadline_until_the_day_to_look_has_come(tmp_path):
    acme = client(boundaries=["date: 2026-02-10, sign: scope-creep, text: No more"])
    for day, kinds in (("2026-03-11", ["boundary"]), ("2026-03-12", [])):
        assert [each.kind for each in deadlines(judged(tmp_path / day, ledger(acme), day))] == kinds


def test_the_end_of_a_contract_that_has_not_begun_is_no_deadline(tmp_path):
    lead = contract("stage: lead", "end: 2026-03-10", "next_action: Call", "next_action_on: 2026-03-05")
    found = deadlines(judged(tmp_path, ledger(client(), lead), "2026-03-01"))
    assert [each.kind for each in found] == ["next-action"]


def test_a_review_is_due_ninety_days_after_the_last(tmp_path):
    (found,) = (each for each in all_deadlines(judged(tmp_path, ledger(ACME), "2026-03-01")) if each.kind == "review")
    assert found.day == date(2026, 5, 21)
    assert str(found.text) == "review this client (one minute, last reviewed 9 days ago)"


def test_of_former_clients_only_open_invoices_are_left(tmp_path):
    former = ACME.replace("name: Acme", "name: Acme\nstatus: former")
    found = judged(tmp_path, ledger(former, SITE, LEAD, IDLE), "2026-03-01")
    assert [each.kind for each in all_deadlines(found)] == ["invoice"]


def events(judgement):
    parsed = vobject.readOne(calendar(judgement, Formatter()).decode())
    assert parsed.behavior.name == "VCALENDAR"
    return {each.uid.value: each for each in parsed.vevent_list}


def test_the_calendar_read_by_another_program_holds_every_deadline_ahead(tmp_path):
    acme = ACME.replace("name: Acme", 'name: "Ac,me; & Söhne\\\\ with a name long enough to be folded over two lines"')
    judgement = judged(tmp_path, ledger(acme, SITE, LEAD, IDLE), "2026-03-01")
    found = sorted((each.dtstart.value, each.summary.value) for each in events(judgement).values())
    ahead = [each for each in all_deadlines(judgement) if each.kind == "stalled" or each.day >= judgement.day]
    assert found == sorted(
        (max(each.day or judgement.day, judgement.day), f"{each.name}: {each.text}") for each in ahead
    )
    assert len(found) == 10
    assert {each.description.value for each in events(judgement).values()} == {str(each.place) for each in ahead}


def test_each_event_lasts_one_day_and_none_is_past(tmp_path):
    acme = ACME.replace("2026-03-20", "2026-02-28")  # this acceptance has run out
    found = events(judged(tmp_path, ledger(acme, SITE, LEAD, IDLE), "2026-03-01")).values()
    assert {each.dtend.value - each.dtstart.value for each in found} == {timedelta(days=1)}
    assert not any("acceptance" in each.summary.value for each in found)


def test_an_event_keeps_its_identity_from_one_release_to_the_next(tmp_path):
    acme = client(boundaries=[f"date: 2026-02-{day}, sign: scope-creep, text: No more" for day in (10, 20)])
    found = events(judged(tmp_path, ledger(acme, SITE), "2026-03-01"))
    # Made with sha256sum of `invoice`, a line feed and `A`, and of `boundary`, a line feed and `acme scope-creep 2`.
    assert found["5b2812f86860652cfba12f1f2b921c31@client-ledger"].summary.value == "Acme: invoice A is due: 90.00 EUR"
    second = found["ac66f2ab316c942ac93f5d100beafcc8@client-ledger"]
    assert second.summary.value == "Acme: check whether the boundary of 2026-02-20 held: scope creep"


def test_the_calendar_keeps_to_the_lengths_and_line_ends_of_its_format(tmp_path):
    acme = ACME.replace("name: Acme", f"name: {'Größenwahnsinnige Äpfel ' * 9}")
    data = calendar(judged(tmp_path, ledger(acme, SITE), "2026-03-01"), Formatter())
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert data.count(b"\n") == data.count(b"\r\n")
    data.decode("utf-8")
    assert {line.decode("utf-8") for line in data.split(b"\r\n")}


def test_the_calendar_speaks_french(tmp_path):
    french = formatter_of(Locale("fr"), [str(catalogue.LOCALES)])
    parsed = vobject.readOne(calendar(judged(tmp_path, ledger(ACME, SITE), "2026-03-01"), french).decode())
    said = {each.summary.value for each in parsed.vevent_list}
    assert "Acme\xa0: votre dernier jour" in said
    assert "Acme\xa0: échéance de la facture A\xa0: 90,00\xa0€" in said


def test_an_event_keeps_its_identity_when_its_day_or_its_line_changes(tmp_path):
    before = events(judged(tmp_path / "before", ledger(ACME, SITE, LEAD), "2026-03-01"))
    acme = ACME.replace("2026-03-20", "2026-03-21").replace("date: 2026-02-10", "date: 2026-02-11")
    moved = SITE.replace("2026-03-04", "2026-03-09").replace("due: 2026-03-17", "due: 2026-03-18")
    after = events(judged(tmp_path / "after", ledger(acme, f"---\nextra: {{a: b}}\n{moved[4:]}", LEAD), "2026-03-01"))
    assert set(before) == set(after)
    changed = {after[uid].summary.value for uid in before if before[uid].dtstart.value != after[uid].dtstart.value}
    assert changed == {
        "Site: Send it",
        "Acme: invoice A is due: 90.00 EUR",
        "Acme: your acceptance of this sign ends: unsteady work",
        "Acme: check whether the boundary of 2026-02-11 held: scope creep",
    }


def test_the_calendar_is_the_same_when_nothing_has_changed(tmp_path):
    first = calendar(judged(tmp_path / "a", ledger(ACME, SITE), "2026-03-01"), Formatter())
    assert first == calendar(judged(tmp_path / "b", ledger(ACME, SITE), "2026-03-01"), Formatter())
    assert b"BEGIN:VCALENDAR\r\n" in first


def test_a_ledger_without_deadlines_has_an_empty_calendar(tmp_path):
    assert b"VEVENT" not in calendar(judged(tmp_path, {}, "2026-03-01"), Formatter())
