"""The client wants work that harms others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from client_ledger.book.records import Request
from client_ledger.signs.letter_lines import quote, shown_requests
from client_ledger.signs.levels import Level, Limits, at_least
from client_ledger.signs.sign import Case, Evidence, Facts, Finding, Sign
from client_ledger.signs.timeline import Timeline
from client_ledger.signs.view import View
from client_ledger.text.message import Label, Message, msg, plural_msg

DROPPED_AFTER_DAYS = 90


def measure(view: View, limits: Limits) -> Finding:
    """Count the harmful requests of the window, except those that the client dropped after a refusal."""
    found = [each for each in view.last(limits.window_days, view.timeline.requests) if each.harmful]
    dropped = sum(_is_dropped(each, view.day) for each in found)
    return Finding(
        {"harmful": len(found) - dropped, "dropped": dropped},
        lambda: _summary(len(found) - dropped, dropped, limits.window_days),
        lambda: [_evidence(each) for each in reversed(found)],
    )


def _is_dropped(request: Request, day: date) -> bool:
    """Tell whether the client dropped a request: declined long ago, and not insisted on."""
    long_ago = request.day <= day - timedelta(days=DROPPED_AFTER_DAYS)
    return request.answer == "declined" and not request.insisted and long_ago


def _summary(harmful: int, dropped: int, days: int) -> Message:
    parts = (
        plural_msg("{count} harmful request", "{count} harmful requests", harmful),
        plural_msg(
            "{count} harmful request that was dropped when you declined",
            "{count} harmful requests that were dropped when you declined",
            dropped,
        ),
    )
    found = tuple(part for part in parts if part.count)
    if not found:
        return msg("no harmful request in {days} days", days=days)
    return msg("{found} in {days} days", found=found, days=days)


def _evidence(request: Request) -> Evidence:
    text = msg("{kind}: “{text}”", kind=Label(str(request.harmful)), text=request.text)
    return Evidence(request.place, request.day, text)


def _facts(case: Case) -> Facts:
    return {"facts": [quote(each) for each in shown_requests(case)]}


def _reason(case: Case) -> Message:
    return msg("work I cannot do, asked for on {days}", days=case.days())


def _turns(timeline: Timeline, limits: Limits, _: date) -> Iterator[date]:
    yield from timeline.requests.edges(limits.window_days)
    yield from timeline.requests.edges(DROPPED_AFTER_DAYS)


def _step(_: Case) -> Message:
    return msg("say in writing that you do no such work")


SIGN = Sign(
    name="harmful-output",
    measure=measure,
    limits=Limits(
        365,
        {
            Level.watch: (at_least(dropped=1),),
            Level.warning: (at_least(dropped=2),),
            Level.critical: (at_least(harmful=1),),
        },
        weight=Fraction(10),
    ),
    measures={
        "harmful": msg("harmful requests"),
        "dropped": msg("harmful requests dropped when declined"),
    },
    rule=msg("I make nothing that misleads or harms others."),
    facts=_facts,
    reason=_reason,
    step=_step,
    turns=_turns,
    event=True,
    knock_out=True,
)
