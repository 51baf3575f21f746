"""The client insults, threatens or manipulates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import get_args

from client_ledger.book.kinds import ToxicKind
from client_ledger.book.records import Incident
from client_ledger.signs.levels import Level, Limits, at_least
from client_ledger.signs.sign import Case, Evidence, Facts, Finding, Sign
from client_ledger.signs.timeline import Timeline
from client_ledger.signs.view import View
from client_ledger.text.message import Label, Message, msg, plural_msg

GRAVITIES = ("serious", "minor", "past")
MILDER_AFTER_DAYS = (90, 180)


def measure(view: View, limits: Limits) -> Finding:
    """Count the toxic incidents of the window, by severity, and those without evidence."""
    incidents = view.last(limits.window_days, view.timeline.incidents)
    found = [incident for incident in incidents if incident.kind in get_args(ToxicKind)]
    weights = [_gravity(incident, view.day) for incident in found]
    serious, minor, past = (weights.count(gravity) for gravity in GRAVITIES)
    bare = sum(not incident.evidence for incident in found)
    return Finding(
        {"serious": serious, "minor": minor, "past": past, "without_evidence": bare},
        lambda: _summary(serious, minor, past, bare, limits.window_days),
        lambda: [Evidence(each.place, each.day, _text(each)) for each in reversed(found)],
    )


def _gravity(incident: Incident, day: date) -> str:
    """Return the severity of an incident on a day: it falls after the incident is resolved."""
    steps = GRAVITIES.index(incident.severity)
    if incident.resolved:
        steps += sum(incident.resolved <= day - timedelta(days=days) for days in MILDER_AFTER_DAYS)
    return GRAVITIES[min(steps, len(GRAVITIES) - 1)]


def _summary(serious: int, minor: int, past: int, bare: int, days: int) -> Message:
    parts = (
        plural_msg("{count} serious incident", "{count} serious incidents", serious),
        plural_msg("{count} minor incident", "{count} minor incidents", minor),
        plural_msg("{count} incident long resolved", "{count} incidents long resolved", past),
    )
    found = tuple(part for part in parts if part.count)
    if not found:
        return msg("no incident in {days} days", days=days)
    if not bare:
        return msg("{found} in {days} days", found=found, days=days)
    return msg("{found} in {days} days, {bare} without evidence", found=found, days=days, bare=bare)


def _text(incident: Incident) -> Message:
    values = {"kind": Label(incident.kind), "severity": Label(incident.severity)}
    if incident.text:
        return msg("{kind} ({severity}): {text}", **values, text=incident.text)
    return msg("{kind} ({severity})", **values)


def _facts(case: Case) -> Facts:
    return {"days": case.days()}


def _reason(case: Case) -> Message:
    return msg("the way I was spoken to on {days}", days=case.days())


def _turns(timeline: Timeline, limits: Limits, _: date) -> Iterator[date]:
    yield from timeline.incidents.edges(limits.window_days)
    for incident in timeline.incidents.things:
        if incident.resolved:
            yield from (incident.resolved + timedelta(days=days) for days in MILDER_AFTER_DAYS)


def _step(case: Case) -> Message | None:
    return msg("keep what is agreed in writing") if case.reading.level is Level.watch else None


SIGN = Sign(
    name="toxic-behaviour",
    measure=measure,
    limits=Limits(
        365,
        {
            Level.watch: (at_least(past=1),),
            Level.warning: (at_least(minor=1),),
            Level.critical: (at_least(serious=1), at_least(minor=3)),
        },
        weight=Fraction("10"),
    ),
    measures={
        "serious": msg("serious incidents"),
        "minor": msg("minor incidents"),
        "past": msg("incidents long resolved"),
        "without_evidence": msg("incidents without evidence"),
    },
    rule=msg("Insults, threats and contempt end the conversation, then the contract."),
    facts=_facts,
    reason=_reason,
    step=_step,
    turns=_turns,
    event=True,
    knock_out=True,
)
