"""The client asks for what no one could reasonably give, and insists."""

from __future__ import annotations

from client_ledger.book.records import Request
from client_ledger.signs.sign import Evidence, Finding, Level, Limits, Sign, at_least
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


SIGN = Sign(
    "unreasonable-requests",
    measure,
    Limits(
        90,
        {
            Level.watch: (at_least(unreasonable=1),),
            Level.warning: (at_least(unreasonable=3), at_least(insisted=1)),
            Level.critical: (at_least(unreasonable=5), at_least(insisted=2)),
        },
    ),
    reads=("requests",),
    event=True,
    can_persist=True,
)
