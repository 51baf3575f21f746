"""The work grows beyond what was agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from client_ledger.book.records import Hours, Request
from client_ledger.signs.letter_lines import quote, shown_requests, worked_lines
from client_ledger.signs.levels import Level, Limits, at_least, number
from client_ledger.signs.sign import Case, Evidence, Facts, Finding, Sign, newest_first
from client_ledger.signs.timeline import HoursEntry, Timeline
from client_ledger.signs.view import View
from client_ledger.text.message import Message, Quantity, Share, msg, plural_msg

ENOUGH_HOURS = 8


def measure(view: View, limits: Limits) -> Finding:
    """Measure the share of hours outside the scope, and count the extra requests without a change order."""
    worked = view.last(limits.window_days, view.timeline.hours)
    requests = view.last(limits.window_days, view.timeline.requests)
    extra = [each for each in requests if _is_extra(each)]
    budgeted = {contract.id: contract.hours_budget for contract in view.timeline.contracts if contract.hours_budget}
    sized: dict[str, Fraction] = {}
    unsized = 0
    for each in extra:
        contract = view.timeline.contract_of.get(each.place)
        if each.hours and contract in budgeted:
            sized[contract] = sized.get(contract, Fraction(0)) + each.hours
        else:
            unsized += 1
    extra_share = max((asked / budgeted[contract] for contract, asked in sized.items()), default=Fraction(0))
    hours = view.total("hours", limits.window_days, view.timeline.hours)
    outside_hours = view.total("outside", limits.window_days, view.timeline.hours)
    share = outside_hours / hours if hours >= ENOUGH_HOURS else Fraction(0)
    return Finding(
        {
            "hours": Quantity(hours),
            "out_of_scope_hours": Quantity(outside_hours),
            "out_of_scope_share": Share(share),
            "extra_requests": len(extra),
            "unsized_requests": unsized,
            "extra_share": Share(extra_share),
        },
        lambda: _summary(outside_hours, hours, len(extra), extra_share, limits.window_days),
        lambda: _evidence(worked, extra),
        None
        if worked or requests
        else msg("no hours and no requests in the last {days} days; record some", days=limits.window_days),
    )


def _is_extra(request: Request) -> bool:
    if request.in_scope or request.answer == "change-order":
        return False
    return request.answer != "declined" or request.insisted


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


def _summary(outside: Fraction, hours: Fraction, extra: int, share: Fraction, days: int) -> Message:
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
    if share:
        parts.append(msg("extra requests worth {share} of the agreed hours", share=Share(share)))
    if parts:
        return msg("{found} in {days} days", found=tuple(parts), days=days)
    if hours:
        return msg("all {hours} h of {days} days inside the contract", hours=Quantity(hours), days=days)
    return msg("no extra request in {days} days", days=days)


def additions(case: Case) -> list[Request]:
    """Return the requests among the evidence that were not declined; declined work was never done."""
    return [each for each in shown_requests(case) if each.answer != "declined"]


def _facts(case: Case) -> Facts:
    measures = case.reading.measures
    outside = plural_msg(
        "{outside} of the {hours} hours I worked was outside it.",
        "{outside} of the {hours} hours I worked were outside it.",
        _form(number(measures["out_of_scope_hours"])),
        outside=measures["out_of_scope_hours"],
        hours=measures["hours"],
    )
    return {
        "facts": [quote(each) for each in additions(case)] + worked_lines(case),
        "worked": outside if case.reading.finding.number("out_of_scope_hours") else "",
    }


def _form(hours: Fraction | int) -> int:
    """Return the count that selects the plural form of a number with up to two decimals: 1.5 is not 1."""
    return 1 if round(hours, 2) == 1 else 2


def _reason(case: Case) -> Message | None:
    parts: list[Message] = []
    hours = case.reading.measures["out_of_scope_hours"]
    if case.reading.finding.number("out_of_scope_hours"):
        parts.append(msg("{hours} h outside our agreement", hours=hours))
    if extra := len(additions(case)):
        parts.append(plural_msg("one addition without a price", "{count} additions without a price", extra))
    return msg("{found} in {days} days", found=tuple(parts), days=case.window) if parts else None


def _turns(timeline: Timeline, limits: Limits, _: date) -> Iterator[date]:
    yield from timeline.requests.edges(limits.window_days)
    yield from timeline.hours.edges(limits.window_days)


def _step(case: Case) -> Message | None:
    return msg("answer the next extra request with a price") if case.reading.level is Level.watch else None


SIGN = Sign(
    name="scope-creep",
    measure=measure,
    limits=Limits(
        90,
        {
            Level.watch: (at_least(out_of_scope_share="0.1"), at_least(extra_requests=1)),
            Level.warning: (
                at_least(out_of_scope_share="0.2"),
                at_least(unsized_requests=3),
                at_least(extra_share="0.2"),
            ),
            Level.critical: (
                at_least(out_of_scope_share="0.35"),
                at_least(unsized_requests=6),
                at_least(extra_share="0.5"),
            ),
        },
        weight=Fraction("7.5"),
    ),
    measures={
        "hours": msg("hours logged"),
        "out_of_scope_hours": msg("hours out of scope"),
        "out_of_scope_share": msg("share of hours out of scope"),
        "extra_requests": msg("extra requests without a change order"),
        "unsized_requests": msg("of those, without their hours on a contract with agreed hours"),
        "extra_share": msg("extra hours asked for, as a share of the hours agreed"),
    },
    rule=msg("Additions begin with an approved price and date."),
    facts=_facts,
    reason=_reason,
    step=_step,
    turns=_turns,
    can_persist=True,
    about_work_to_come=True,
    core=True,
)
