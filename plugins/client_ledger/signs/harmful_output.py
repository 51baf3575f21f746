"""The client wants work that harms others."""

from __future__ import annotations

from fractions import Fraction

from client_ledger.book.records import Request
from client_ledger.signs.letter_lines import quote, shown_requests
from client_ledger.signs.levels import Level, Limits, at_least
from client_ledger.signs.sign import Case, Evidence, Facts, Finding, Sign
from client_ledger.signs.view import View
from client_ledger.text.message import Label, Message, msg, plural_msg


def measure(view: View, limits: Limits) -> Finding:
    """Count the harmful requests of the window."""
    found = [each for each in view.last(limits.window_days, view.timeline.requests) if each.harmful]
    return Finding(
        {"harmful": len(found)},
        lambda: _summary(len(found), limits.window_days),
        lambda: [_evidence(each) for each in reversed(found)],
    )


def _summary(count: int, days: int) -> Message:
    if not count:
        return msg("no harmful request in {days} days", days=days)
    return plural_msg(
        "{count} harmful request in {days} days", "{count} harmful requests in {days} days", count, days=days
    )


def _evidence(request: Request) -> Evidence:
    text = msg("{kind}: “{text}”", kind=Label(str(request.harmful)), text=request.text)
    return Evidence(request.place, request.day, text)


def _facts(case: Case) -> Facts:
    return {"facts": [quote(each) for each in shown_requests(case)]}


def _reason(case: Case) -> Message:
    return msg("work I cannot do, asked for on {days}", days=case.days())


SIGN = Sign(
    name="harmful-output",
    measure=measure,
    limits=Limits(365, {Level.critical: (at_least(harmful=1),)}, weight=Fraction("10")),
    measures={
        "harmful": msg("harmful requests"),
    },
    rule=msg("I make nothing that misleads or harms others."),
    facts=_facts,
    reason=_reason,
    reads=("requests",),
    event=True,
    knock_out=True,
)
