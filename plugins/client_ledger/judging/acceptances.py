"""Notices about acceptances of a sign that have ended or are not needed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from client_ledger.frontmatter.problems import Problem
from client_ledger.judging.verdict import ClientStatus, Judge
from client_ledger.signs.levels import Level
from client_ledger.text.message import msg

STALE_ACCEPTANCE_DAYS = 30


def acceptances_to_look_at(status: ClientStatus, judge: Judge) -> Iterator[Problem]:
    """Yield a notice for each acceptance that ended more than 30 days ago, or whose sign is clear."""
    levels = {judged.sign.name: judged.level for judged in status.signs}
    for record in judge.timeline.client.accepted:
        past = status.day - record.until
        if past > timedelta(days=STALE_ACCEPTANCE_DAYS):
            message = msg("your acceptance of {sign} ended on {day}", sign=record.sign, day=record.until)
            hint = msg("renew it or remove it")
            yield Problem(record.place, "stale-acceptance", message, hint, "notice")
        elif record.until >= status.day and levels.get(record.sign) is Level.clear:
            message = msg("you accepted {sign}, but this sign is clear now", sign=record.sign)
            yield Problem(record.place, "unused-acceptance", message, msg("remove it"), "notice")
