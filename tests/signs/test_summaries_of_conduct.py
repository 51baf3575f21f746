"""What the signs of conduct say in one sentence, and of the records behind it."""

import pytest

from judging import REVIEWED, D, ago, client, evenings, flags, insisted, reading, said, wrote

ONE_EVENING = "1 day with messages out of hours"


@pytest.mark.parametrize(
    ("lists", "summary", "evidence"),
    [
        ({}, "no message out of hours and no meeting missed in 30 days", []),
        (
            {"messages": evenings(1), "incidents": [f"date: {D}, kind: no-show, text: Alone"]},
            "1 day with messages out of hours and 1 meeting missed or late in 30 days",
            ["no show: Alone", "22:00 “Hello”"],
        ),
        (
            {"messages": [f"at: {D} 22:00, reply: now", f"at: {D} 10:00, text: Hello, reply: now"]},
            f"{ONE_EVENING}, 1 demand for a reply now and 1 message within hours that wanted a reply now in 30 days",
            ["10:00 “Hello”, reply now", "22:00, reply now"],
        ),
        ({"messages": [f"at: {D} 22:00"]}, "1 day with messages out of hours in 30 days", ["22:00"]),
    ],
)
def test_disrespected_time(tmp_path, lists, summary, evidence):
    assert said(reading(tmp_path, "disrespected-time", client(REVIEWED, **lists))) == (summary, evidence)


@pytest.mark.parametrize(
    ("requests", "summary", "evidence"),
    [
        ([], "no unreasonable request in 90 days", []),
        (
            [f"date: {D}, text: By Monday, reasonable: no"],
            "1 unreasonable request in 90 days",
            ["“By Monday”"],
        ),
        (
            [f"date: {ago(1)}, text: By Monday, reasonable: no", *insisted(1)],
            "2 unreasonable requests in 90 days, 1 insisted on",
            ["“Work tonight”, insisted", "“By Monday”"],
        ),
    ],
)
def test_unreasonable_requests(tmp_path, requests, summary, evidence):
    acme = client(REVIEWED, requests=requests)
    assert said(reading(tmp_path, "unreasonable-requests", acme)) == (summary, evidence)


@pytest.mark.parametrize(
    ("requests", "summary", "evidence"),
    [
        ([], "no harmful request in 365 days", []),
        ([f"date: {D}, text: Lie, harmful: fraud"], "1 harmful request in 365 days", ["fraud: “Lie”"]),
        (
            [f"date: {ago(90)}, text: Lie, harmful: fraud, answer: declined"],
            "1 harmful request that was dropped when you declined in 365 days",
            ["fraud: “Lie”"],
        ),
        (
            [f"date: {day}, text: {day}, harmful: fraud, answer: declined" for day in (ago(100), ago(90), ago(89))],
            "1 harmful request and 2 harmful requests that were dropped when you declined in 365 days",
            [f"fraud: “{day}”" for day in (ago(89), ago(90), ago(100))],
        ),
    ],
)
def test_harmful_output(tmp_path, requests, summary, evidence):
    assert said(reading(tmp_path, "harmful-output", client(REVIEWED, requests=requests))) == (summary, evidence)


@pytest.mark.parametrize(
    ("incidents", "summary", "evidence"),
    [
        ([], "no incident in 365 days", []),
        (
            [f"date: {D}, kind: threat, evidence: a.txt"],
            "1 serious incident in 365 days",
            ["threat (serious)"],
        ),
        (
            [f"date: {D}, kind: insult, severity: minor, text: Fool", f"date: {ago(1)}, kind: threat"],
            "1 serious incident and 1 minor incident in 365 days, 2 without evidence",
            ["insult (minor): Fool", "threat (serious)"],
        ),
        (
            [f"date: {ago(200)}, kind: threat, resolved: {ago(180)}"],
            "1 incident long resolved in 365 days, 1 without evidence",
            ["threat (serious)"],
        ),
    ],
)
def test_toxic_behaviour(tmp_path, incidents, summary, evidence):
    (tmp_path / "ledger" / "evidence").mkdir(parents=True)
    (tmp_path / "ledger" / "evidence" / "a.txt").write_text("Chat", encoding="utf-8")
    assert said(reading(tmp_path, "toxic-behaviour", client(REVIEWED, incidents=incidents))) == (summary, evidence)


@pytest.mark.parametrize(
    ("incidents", "summary", "evidence"),
    [
        ([], "no early red flag in 365 days", []),
        (flags(1), "1 early red flag in 365 days: haggling", ["haggling"]),
        (
            [
                f"date: {D}, kind: pay-cut, text: Half",
                f"date: {ago(1)}, kind: haggling",
                f"date: {ago(2)}, kind: haggling",
            ],
            "3 early red flags in 365 days: haggling and pay cut",
            ["pay cut: Half", "haggling", "haggling"],
        ),
    ],
)
def test_early_red_flags(tmp_path, incidents, summary, evidence):
    assert said(reading(tmp_path, "early-red-flags", client(REVIEWED, incidents=incidents))) == (summary, evidence)


NEVER_REVIEWED = (
    "nothing serious is recorded, and you never reviewed this client; if all is well, run `client-ledger review`"
)


@pytest.mark.parametrize(
    ("lines", "summary"),
    [
        ((), NEVER_REVIEWED),
        (
            (f"since: {ago(-1)}", f"reviewed: {ago(-2)}"),
            NEVER_REVIEWED,
        ),
        ((f"reviewed: {ago(90)}",), f"not reviewed since {ago(90)}; if all is well, run `client-ledger review`"),
        ((f"reviewed: {ago(-1)}",), "no message out of hours and no meeting missed in 30 days"),
        ((f"reviewed: {ago(89)}",), "no message out of hours and no meeting missed in 30 days"),
    ],
)
def test_silence_says_when_it_was_last_reviewed(tmp_path, lines, summary):
    assert reading(tmp_path, "disrespected-time", client(*lines, messages=wrote()))["summary"] == summary
