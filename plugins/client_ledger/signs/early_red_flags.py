"""The signals that come before the trouble."""

from __future__ import annotations

from typing import get_args

from client_ledger.book.records import EarlyKind, Incident
from client_ledger.signs.sign import Evidence, Finding, Level, Limits, Sign, at_least
from client_ledger.signs.view import View
from client_ledger.text.message import Label, Message, msg, plural_msg


def measure(view: View, limits: Limits) -> Finding:
    """Count the distinct kinds of early red flags in the window."""
    incidents = view.last(limits.window_days, view.timeline.incidents)
    found = [incident for incident in incidents if incident.kind in get_args(EarlyKind)]
    kinds = tuple(sorted({incident.kind for incident in found}))
    return Finding(
        {"flags": len(kinds)},
        lambda: _summary(kinds, limits.window_days),
        lambda: [Evidence(each.place, each.day, _text(each)) for each in reversed(found)],
    )


def _summary(kinds: tuple[str, ...], days: int) -> Message:
    if not kinds:
        return msg("no early red flag in {days} days", days=days)
    return plural_msg(
        "{count} early red flag in {days} days: {kinds}",
        "{count} early red flags in {days} days: {kinds}",
        len(kinds),
        days=days,
        kinds=tuple(map(Label, kinds)),
    )


def _text(incident: Incident) -> Message:
    kind = Label(incident.kind)
    return msg("{kind}: {text}", kind=kind, text=incident.text) if incident.text else msg("{kind}", kind=kind)


SIGN = Sign(
    "early-red-flags",
    measure,
    Limits(
        365,
        {
            Level.watch: (at_least(flags=1),),
            Level.warning: (at_least(flags=2),),
            Level.critical: (at_least(flags=4),),
        },
    ),
    reads=("incidents",),
    event=True,
)
