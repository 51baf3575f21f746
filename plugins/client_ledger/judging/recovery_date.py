"""The recovery date of a sign: the first day its level drops if nothing new is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from client_ledger.judging.verdict import BOUNDARY_COUNTS_DAYS, ClientStatus, Judge, Judged
from client_ledger.signs.levels import Level
from client_ledger.signs.sign import Sign

LOOKED_AHEAD_DAYS = 365


def recovery_date(judge: Judge, status: ClientStatus, judged: Judged) -> date | None:
    """Return the first of the next 365 days on which a firing sign's level is lower; None if there is none."""
    if judged.level <= Level.clear or judged.reading.finding.number("oldest_overdue_days"):
        return None  # an open invoice never clears by itself
    for day in _days_to_try(judge, status, judged.sign):
        if judge.level_on(judged.sign, day) < judged.level:
            return day
    return None


def _days_to_try(judge: Judge, status: ClientStatus, sign: Sign) -> list[date]:
    """Return the days on which a level can change, in order: those when something leaves or enters a window."""
    first, last = status.day + timedelta(days=1), status.day + timedelta(days=LOOKED_AHEAD_DAYS)
    found = {first, *sign.turns(judge.timeline, judge.limits[sign.name], status.day)}
    if sign.can_persist:
        found.update(_turns_of_boundaries(judge, sign))
    return sorted(day for day in found if first <= day <= last)


def _turns_of_boundaries(judge: Judge, sign: Sign) -> Iterator[date]:
    for boundary in judge.timeline.boundaries.things:
        if boundary.sign == sign.name:
            yield boundary.date + timedelta(days=BOUNDARY_COUNTS_DAYS)
