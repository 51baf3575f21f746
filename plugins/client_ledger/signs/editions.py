"""Edition 1's limits in edition 2 of the rules: new names, a dropped level, and new meanings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from client_ledger.book.validate import is_empty, place_of
from client_ledger.frontmatter.nodes import MapNode, Node
from client_ledger.frontmatter.problems import Problem
from client_ledger.frontmatter.reader import Source
from client_ledger.signs.levels import Level, Limits
from client_ledger.signs.sign import Sign
from client_ledger.text.message import Message, msg

LATE = "late-payments"
GAPS = "contract-gaps"
RENAMED = {("unpaid-hours", "effective_rate"): "rate_share", ("scope-creep", "extra_requests"): "unsized_requests"}
DROPPED = frozenset({("unsteady-work", "warning")})
MEANINGS: dict[str, Message] = {
    "rate_share": msg(
        "what an hour brings, as a share of your target rate; it now decides by itself, even if no hour is unpaid"
    ),
    "unsized_requests": msg(
        "extra requests, except those with known `hours` on a contract with `hours_budget`: these count by their "
        "hours, in `extra_share`"
    ),
    "warning": msg("unsteady work is never more than something to watch now"),
}


@dataclass(frozen=True, slots=True)
class Affected:
    """What edition 2 counts in a ledger and edition 1 did not, so that a limit has another effect.

    `unwritten` tells that a running contract does not state rights or suspension; `oldest_open_days` is how long ago
    the oldest unpaid invoice fell due.
    """

    unwritten: bool
    oldest_open_days: int


def new_meanings(sign: Sign, options: MapNode, limits: Limits, affected: Affected, source: Source) -> Iterator[Problem]:
    """Yield a notice for each limit whose meaning changed in edition 2; `limits` are the others in force."""
    path = f"signs.{sign.name}"
    if sign.name == LATE:
        for level in (Level.warning, Level.critical):
            days = limits.of("mean_days_late")[level]
            if days == sign.limits.of("mean_days_late")[level]:
                yield from _bound_by_days(options.entries.get(level.name), f"{path}.{level.name}", int(days), source)
    window = _given(options, "window_days") if sign.name == LATE else None
    if window is not None and affected.oldest_open_days > limits.window_days:
        field = f"{path}.window_days"
        message = msg("{field}: since edition 2, what is still unpaid counts however old it is", field=field)
        hint = msg("the window applies only to what was settled or written off")
        yield Problem(place_of(source, window.start_mark), "new-meaning", message, hint, "notice")
    watch = options.entries.get("watch")
    gaps = _given(watch, "gaps") if sign.name == GAPS and isinstance(watch, MapNode) else None
    if gaps is not None and affected.unwritten:
        field = f"{path}.watch.gaps"
        message = msg("{field}: since edition 2, missing `rights` and `suspension` count too", field=field)
        hint = msg("write them in the running contracts, or choose a new number")
        yield Problem(place_of(source, gaps.start_mark), "new-meaning", message, hint, "notice")


def _bound_by_days(node: Node | None, path: str, days: int, source: Source) -> Iterator[Problem]:
    """Yield a notice for each limit on late invoices that the default for `mean_days_late` now restricts."""
    if not isinstance(node, MapNode) or _given(node, "mean_days_late") is not None:
        return
    for key in ("late", "late_share"):
        if (value := _given(node, key)) is not None:
            message = msg(
                "{field}: since edition 2, it decides only where late invoices are {days} days late on average",
                field=f"{path}.{key}",
                days=days,
            )
            hint = msg("add `mean_days_late: 0` to decide as before, or the number of days you want")
            yield Problem(place_of(source, value.start_mark), "new-meaning", message, hint, "notice")


def _given(options: MapNode, key: str) -> Node | None:
    node = options.entries.get(key)
    return None if node is None or is_empty(node) else node
