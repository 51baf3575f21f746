"""The work grows beyond what was agreed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from client_ledger.book.records import Hours, Request
from client_ledger.signs.sign import Evidence, Finding, Level, Limits, Sign, at_least, newest_first
from client_ledger.signs.view import HoursEntry, View
from client_ledger.text.message import Message, Quantity, Share, msg, plural_msg

ENOUGH_HOURS = 8


def measure(view: View, limits: Limits) -> Finding:
    """Measure the share of hours outside the scope, and count the extra requests without a change order."""
    worked = view.last(limits.window_days, view.timeline.hours)
    requests = view.last(limits.window_days, view.timeline.requests)
    extra = [each for each in requests if not each.in_scope and each.answer != "change-order"]
    hours = view.total("hours", limits.window_days, view.timeline.hours)
    outside_hours = view.total("outside", limits.window_days, view.timeline.hours)
    share = outside_hours / hours if hours >= ENOUGH_HOURS else Fraction(0)
    return Finding(
        {
            "hours": Quantity(hours),
            "out_of_scope_hours": Quantity(outside_hours),
            "out_of_scope_share": Share(share),
            "extra_requests": len(extra),
        },
        lambda: _summary(outside_hours, hours, len(extra), limits.window_days),
        lambda: _evidence(worked, extra),
        None
        if worked or requests
        else msg("no hours and no requests in the last {days} days; record some", days=limits.window_days),
    )


def _evidence(worked: Sequence[HoursEntry], extra: Sequence[Request]) -> Iterable[Evidence]:
    outside = [each.record for each in worked if not each.record.in_scope]
    return newest_first(
        [
            *(Evidence(each.place, each.date, _hours_text(each)) for each in outside),
            *(Evidence(each.place, each.day, msg("asked for “{text}”", text=each.text)) for each in extra),
        ]
    )


def _hours_text(record: Hours) -> Message:
    hours = Quantity(record.hours)
    if record.task:
        return msg("{hours} h outside the scope: {task}", hours=hours, task=record.task)
    return msg("{hours} h outside the scope", hours=hours)


def _summary(outside: Fraction, hours: Fraction, extra: int, days: int) -> Message:
    parts: list[Message] = []
    if outside:
        parts.append(
            msg("{outside} of {hours} h outside the contract", outside=Quantity(outside), hours=Quantity(hours))
        )
    if extra:
        parts.append(
            plural_msg(
                "{count} extra request without a change order",
                "{count} extra requests without a change order",
                extra,
            )
        )
    if parts:
        return msg("{found} in {days} days", found=tuple(parts), days=days)
    if hours:
        return msg("all {hours} h of {days} days inside the contract", hours=Quantity(hours), days=days)
    return msg("no extra request in {days} days", days=days)


SIGN = Sign(
    "scope-creep",
    measure,
    Limits(
        90,
        {
            Level.watch: (at_least(out_of_scope_share="0.1"), at_least(extra_requests=1)),
            Level.warning: (at_least(out_of_scope_share="0.2"), at_least(extra_requests=3)),
            Level.critical: (at_least(out_of_scope_share="0.35"), at_least(extra_requests=6)),
        },
    ),
    reads=("hours", "requests"),
    can_persist=True,
)
