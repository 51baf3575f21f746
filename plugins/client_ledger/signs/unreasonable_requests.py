"""The client makes unreasonable requests, and insists on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from client_ledger.book.records import Request
from client_ledger.signs.letter_lines import quote, shown_requests
from client_ledger.signs.levels import Level, Limits, at_least
from client_ledger.signs.sign import Case, Evidence, Facts, Finding, Sign
from client_ledger.signs.timeline import Timeline
from client_ledger.signs.view import View
from client_ledger.text.message import Message, msg, plural_msg


def measure(view: View, limits: Limits) -> Finding:
    """Count the unreasonable requests of the window, and those the client insisted on."""
    found = [each for each in view.last(limits.window_days, view.timeline.requests) if not each.reasonable]
    insisted = sum(each.insisted for each in found)
    return Finding(
        {"unreasonable": len(found), "insisted": insisted},
        lambda: _summary(len(found), insisted, limits.window_days),
        lambda: [Evidence(each.place, each.day, _text(each)) for each in reversed(found)],
    )


def _summary(count: int, insisted: int, days: int) -> Message:
    if not count:
        return msg("no unreasonable request in {days} days", days=days)
    summary = plural_msg(
        "{count} unreasonable request in {days} days",
        "{count} unreasonable requests in {days} days",
        count,
        days=days,
    )
    return msg("{requests}, {insisted} insisted on", requests=summary, insisted=insisted) if insisted else summary


def _text(request: Request) -> Message:
    if request.insisted:
        return msg("“{text}”, insisted", text=request.text)
    return msg("“{text}”", text=request.text)


def _facts(case: Case) -> Facts:
    # Harmful requests have a letter of their own, which does not offer an alternative.
    requests = [each for each in shown_requests(case) if not each.harmful]
    return {
        "requests": plural_msg("one request", "{count} requests", len(requests)),
        "facts": [quote(each) for each in requests],
    }


def _reason(case: Case) -> Message:
    return plural_msg(
        "one request in {days} days that could not be met in the time and for the price agreed",
        "{count} requests in {days} days that could not be met in the time and for the price agreed",
        case.count("unreasonable"),
        days=case.window,
    )


def _turns(timeline: Timeline, limits: Limits, _: date) -> Iterator[date]:
    yield from timeline.requests.edges(limits.window_days)


def _step(case: Case) -> Message | None:
    return msg("decline the next one, with your reason") if case.reading.level is Level.watch else None


SIGN = Sign(
    name="unreasonable-requests",
    measure=measure,
    limits=Limits(
        90,
        {
            Level.watch: (at_least(unreasonable=1),),
            Level.warning: (at_least(unreasonable=3), at_least(insisted=1)),
            Level.critical: (at_least(unreasonable=5), at_least(insisted=2)),
        },
        weight=Fraction("5"),
    ),
    measures={
        "unreasonable": msg("unreasonable requests"),
        "insisted": msg("of those, insisted on"),
    },
    rule=msg("I answer a request with what is possible, by when and at what price."),
    facts=_facts,
    reason=_reason,
    step=_step,
    turns=_turns,
    event=True,
    can_persist=True,
    about_work_to_come=True,
)
