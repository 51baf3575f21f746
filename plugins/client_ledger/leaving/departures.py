"""The clients that the freelancer has decided to leave, and the months after that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from client_ledger.book.records import Decision
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.leaving.exit_plan import MonthWithout


@dataclass(frozen=True, slots=True)
class Departure:
    """A client that the freelancer has decided to leave but has not left yet, and the recorded last day, if any."""

    judged: JudgedClient
    decision: Decision
    last_day: date | None


def departures(judgement: Judgement) -> tuple[Departure, ...]:
    """Return the clients that the freelancer has decided to leave, by last day, those without one first."""
    found = [
        Departure(judged, decision, decision.last_day)
        for judged in judgement.clients.values()
        if judged.timeline.client.status != "former" and (decision := judged.leaving)
    ]
    return tuple(sorted(found, key=lambda each: (each.last_day or date.min, each.judged.timeline.client.id)))


def months_after_departures(judgement: Judgement) -> tuple[MonthWithout, ...]:
    """Return the months ahead after all recorded last days."""
    ends = {each.judged.timeline.client.id: each.last_day for each in departures(judgement) if each.last_day}
    goal = judgement.pipeline.settings.income_goal
    after = judgement.pipeline.ending(ends)
    return tuple(
        MonthWithout(month, ahead.weighted, without, max(Fraction(goal) - without, Fraction(0)) if goal else None)
        for ahead, (month, without) in zip(judgement.pipeline.months, after, strict=True)
    )
