"""The changes of the last days in a client's verdict and signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from client_ledger.judging.judgement import JudgedClient
from client_ledger.judging.verdict import VerdictName
from client_ledger.pages.verdict_changes import Past
from client_ledger.signs.levels import Level
from client_ledger.signs.sign import Sign

CHANGED_IN_DAYS = 7


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A sign whose level has changed."""

    sign: Sign
    before: Level
    after: Level


@dataclass(frozen=True, slots=True)
class Change:
    """A client whose verdict or signs have changed; `before` is None for a new client."""

    judged: JudgedClient
    before: VerdictName | None
    signs: tuple[LevelChange, ...]


def changed(judged: JudgedClient, past: Past | None = None) -> Change | None:
    """Return a client's changes in the last 7 days, None if nothing important changed.

    Without its status in `past`, the client is judged on that day by today's records.
    """
    day = judged.status.day - timedelta(days=CHANGED_IN_DAYS)
    first = judged.timeline.first_day
    if first is None or first > judged.status.day:
        return None
    client = judged.timeline.client.id
    absent = past is not None and client in past.absent
    then = (past.statuses.get(client) if past else None) or judged.judge.stood_on(day)
    levels = {} if absent else then.levels
    pairs = ((each, levels.get(each.sign.name, Level.unknown)) for each in judged.status.signs)
    signs = tuple(
        LevelChange(each.sign, before, each.level)
        for each, before in pairs
        if each.level != before and max(each.level, before) >= Level.watch
    )
    if absent or first > day:
        return Change(judged, None, signs)
    if signs or then.verdict != judged.status.verdict:
        return Change(judged, then.verdict, tuple(sorted(signs, key=lambda each: -each.after)))
    return None
