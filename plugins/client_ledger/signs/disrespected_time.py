"""The client writes at night, wants answers now, and does not come to meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import get_args

from client_ledger.book.kinds import MeetingKind
from client_ledger.book.records import ClientMessage, Incident
from client_ledger.signs.levels import Level, Limits, at_least
from client_ledger.signs.sign import Case, Evidence, Facts, Finding, Sign, newest_first
from client_ledger.signs.timeline import Timeline
from client_ledger.signs.view import View
from client_ledger.signs.worktime import Excuse, working_hours
from client_ledger.text.message import Label, Message, msg, plural_msg
from client_ledger.text.quoting import quoted

URGENT_MESSAGES_EXCUSED = 2


def intruding(view: View, days: int) -> list[ClientMessage]:
    """Return the out-of-hours messages of the window without an excuse, by time."""
    found, urgent = [], 0
    for message, excuse in view.last(days, view.timeline.messages):
        if excuse is Excuse.urgent:
            urgent += 1
        if excuse is None or (excuse is Excuse.urgent and urgent > URGENT_MESSAGES_EXCUSED):
            found.append(message)
    return found


def measure(view: View, limits: Limits) -> Finding:
    """Count the days with out-of-hours messages, the demands among them, and the missed meetings."""
    messages = intruding(view, limits.window_days)
    incidents = view.last(limits.window_days, view.timeline.incidents)
    missed = [incident for incident in incidents if incident.kind in get_args(MeetingKind)]
    days = len({message.day for message in messages})
    demands = sum(message.reply == "now" for message in messages)
    interruptions = view.last(limits.window_days, view.timeline.interruptions)
    return Finding(
        {
            "out_of_hours_days": days,
            "demands": demands,
            "interruptions": len(interruptions),
            "missed_meetings": len(missed),
            "intrusions": days + len(missed),
        },
        lambda: _summary(days, demands, len(interruptions), len(missed), limits.window_days),
        lambda: newest_first(
            [
                *(Evidence(each.place, each.day, _message_text(each)) for each in (*messages, *interruptions)),
                *(Evidence(each.place, each.day, _incident_text(each)) for each in missed),
            ]
        ),
    )


def _summary(days: int, demands: int, interruptions: int, missed: int, window: int) -> Message:
    parts = (
        plural_msg("{count} day with messages out of hours", "{count} days with messages out of hours", days),
        plural_msg("{count} demand for a reply now", "{count} demands for a reply now", demands),
        plural_msg(
            "{count} message within hours that wanted a reply now",
            "{count} messages within hours that wanted a reply now",
            interruptions,
        ),
        plural_msg("{count} meeting missed or late", "{count} meetings missed or late", missed),
    )
    found = tuple(part for part in parts if part.count)
    if not found:
        return msg("no message out of hours and no meeting missed in {days} days", days=window)
    return msg("{found} in {days} days", found=found, days=window)


def _incident_text(incident: Incident) -> Message:
    kind = Label(incident.kind)
    return msg("{kind}: {text}", kind=kind, text=incident.text) if incident.text else msg("{kind}", kind=kind)


def _message_text(message: ClientMessage) -> Message:
    time = f"{message.at:%H:%M}"
    if message.text and message.reply == "now":
        return msg("{time} “{text}”, reply now", time=time, text=message.text)
    if message.text:
        return msg("{time} “{text}”", time=time, text=message.text)
    return msg("{time}, reply now", time=time) if message.reply == "now" else msg("{time}", time=time)


def intrusions(case: Case) -> tuple[Message, ...]:
    """Return the evidence of disturbances only."""
    parts = (
        plural_msg(
            "messages outside my working hours on one day",
            "messages outside my working hours on {count} days",
            case.count("out_of_hours_days"),
        ),
        plural_msg("one request to answer at once", "{count} requests to answer at once", case.count("demands")),
        plural_msg(
            "one message in my working hours that wanted an answer at once, without an emergency",
            "{count} messages in my working hours that wanted an answer at once, without an emergency",
            case.count("interruptions"),
        ),
        plural_msg("one meeting missed or late", "{count} meetings missed or late", case.count("missed_meetings")),
    )
    return tuple(part for part in parts if part.count)


def _facts(case: Case) -> Facts:
    settings = case.view.timeline.settings
    interrupting = case.view.last(case.window, case.view.timeline.interruptions)
    messages = sorted((*intruding(case.view, case.window), *interrupting), key=lambda each: each.at)
    lines = [
        msg("{moment}: “{text}”", moment=each.at, text=quoted(each.text))
        if each.text
        else msg("{moment}", moment=each.at)
        for each in reversed(messages)
    ]
    places = {each.place for each in messages}
    met = [each for each in case.reading.evidence if each.place not in places]
    lines += [msg("{day}: {kind}", day=each.day, kind=each.text.values["kind"]) for each in met if each.day]
    return {
        "found": intrusions(case),
        "facts": lines,
        "zone": settings.timezone,
        "working_hours": working_hours(settings),
    }


def _reason(case: Case) -> Message:
    return msg("{found} in {days} days", found=intrusions(case), days=case.window)


def _turns(timeline: Timeline, limits: Limits, _: date) -> Iterator[date]:
    yield from timeline.messages.edges(limits.window_days)
    yield from timeline.interruptions.edges(limits.window_days)
    yield from timeline.incidents.edges(limits.window_days)


def _step(case: Case) -> Message | None:
    if case.reading.level is Level.watch:
        return msg("say when you work, and how to reach you in an emergency")
    return None


SIGN = Sign(
    name="disrespected-time",
    measure=measure,
    limits=Limits(
        30,
        {
            Level.watch: (at_least(intrusions=2), at_least(interruptions=5)),
            Level.warning: (at_least(intrusions=4), at_least(demands=3), at_least(interruptions=10)),
            Level.critical: (at_least(intrusions=8),),
        },
        weight=Fraction("5"),
    ),
    measures={
        "out_of_hours_days": msg("days with out-of-hours messages"),
        "demands": msg("out-of-hours messages wanting a reply now"),
        "interruptions": msg("messages within hours wanting a reply now, without an emergency"),
        "missed_meetings": msg("missed meetings"),
        "intrusions": msg("days with out-of-hours messages, and missed meetings"),
    },
    rule=msg("I read and answer in my working hours; meetings are moved a day ahead."),
    facts=_facts,
    reason=_reason,
    step=_step,
    turns=_turns,
    event=True,
    can_persist=True,
)
