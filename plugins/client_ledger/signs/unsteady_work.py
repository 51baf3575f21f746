"""Months go by without work, and none is booked ahead."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from client_ledger.book.contract import OPEN
from client_ledger.signs.levels import Level, Limits, at_least, below
from client_ledger.signs.sign import Case, Evidence, Facts, Finding, Sign
from client_ledger.signs.timeline import Timeline
from client_ledger.signs.view import View
from client_ledger.text.message import CalendarMonth, Message, Quantity, msg, plural_msg

MONTHS_LOOKED_AT = 6
ENOUGH_MONTHS = 3
DAYS_OF_A_MONTH = Fraction("30.4375")
Month = tuple[int, int]


def month_of(day: date) -> Month:
    """Return a day's year and month."""
    return day.year, day.month


def month_before(month: Month, count: int) -> Month:
    """Return the month `count` months earlier."""
    index = month[0] * 12 + month[1] - 1 - count
    return index // 12, index % 12 + 1


def months_looked_at(view: View) -> list[Month]:
    """Return the full months before the current one, from the month after the client's first, oldest first."""
    first = view.timeline.first_day
    if first is None:
        return []
    months = [month_before(month_of(view.day), back) for back in range(MONTHS_LOOKED_AT, 0, -1)]
    return [month for month in months if month > month_of(first)]


def booked_months(view: View) -> Fraction:
    """Return how many months ahead the signed and active contracts reach; one without an end counts its notice."""
    ends = [each.end or view.day + timedelta(days=each.notice_on(view.day)) for each in view.running]
    ahead = max(((end - view.day).days for end in ends), default=0)
    return Fraction(max(ahead, 0)) / DAYS_OF_A_MONTH


def measure(view: View, _: Limits) -> Finding:
    """Count the months with neither hours nor an invoice, and measure how far work is booked."""
    months = months_looked_at(view)
    idle = [month for month in months if not _is_busy(month, view)]
    booked = booked_months(view)
    return Finding(
        {"idle_months": len(idle), "months": len(months), "booked_months": Quantity(booked)},
        lambda: _summary(idle, months, booked),
        lambda: [
            Evidence(
                view.client.place,
                date(*month, 1),
                msg("{month}: neither hours nor an invoice", month=CalendarMonth(date(*month, 1))),
            )
            for month in reversed(idle)
        ],
        _unknown(months, view),
    )


def _unknown(months: list[Month], view: View) -> Message | None:
    if not any(contract.stage in OPEN for contract in view.timeline.contracts):
        return msg("no contract is open")
    if not _has_begun(view):
        return msg("neither hours nor an invoice recorded yet")
    return None if len(months) >= ENOUGH_MONTHS else _too_short(len(months), view)


def _has_begun(view: View) -> bool:
    worked, billed = view.timeline.hours.days, view.timeline.billed_months.values()
    return bool(worked and worked[0] <= view.day) or any(issued <= view.day for issued in billed)


def _too_short(months: int, view: View) -> Message:
    if view.client.since:
        told = plural_msg("only {count} full month since the start", "only {count} full months since the start", months)
        return told if months else msg("no full month since the start yet")
    if not months:
        return msg("no full month is recorded yet; set `since` if you have worked together for longer")
    return plural_msg(
        "only {count} full month is recorded; set `since` if you have worked together for longer",
        "only {count} full months are recorded; set `since` if you have worked together for longer",
        months,
    )


def _summary(idle: list[Month], months: list[Month], booked: Fraction) -> Message:
    first, last = (CalendarMonth(date(*month, 1)) for month in (months[0], months[-1]))
    if not idle:
        past = msg("work in each month from {first} to {last}", first=first, last=last)
    elif idle == months:
        past = msg("no work from {first} to {last}", first=first, last=last)
    else:
        past = msg(
            "{idle} of the {months} months from {first} to {last} without work",
            idle=len(idle),
            months=len(months),
            first=first,
            last=last,
        )
    ahead = msg("{booked} months booked ahead", booked=Quantity(booked))
    return msg("{past}; {ahead}", past=past, ahead=ahead if booked else msg("nothing booked ahead"))


def _is_busy(month: Month, view: View) -> bool:
    first_billed = view.timeline.billed_months.get(month)
    if first_billed is not None and first_billed <= view.day:
        return True
    return bool(view.timeline.hours.between(date(*month, 1), date(*month, monthrange(*month)[1])))


def _facts(case: Case) -> Facts:
    return {"idle": case.count("idle_months"), "months": case.count("months"), "booked": _booked(case)}


def _booked(case: Case) -> Message:
    ahead = case.reading.finding.number("booked_months")
    if not ahead:
        return msg("Nothing is booked ahead.")
    if ahead < 1:
        return msg("What is booked lasts less than a month.")
    return plural_msg(
        "What is booked lasts about one month.", "What is booked lasts about {count} months.", round(ahead)
    )


def _reason(case: Case) -> Message:
    return msg(
        "{idle} of the last {months} months without work", idle=case.count("idle_months"), months=case.count("months")
    )


def _step(case: Case) -> Message | None:
    if case.reading.level >= Level.watch:
        return msg("ask how much work is coming, set a day for the answer, and record that limit under `boundaries`")
    return None


def _turns(timeline: Timeline, _: Limits, day: date) -> Iterator[date]:
    yield from (date(*month_before(month_of(day), -ahead), 1) for ahead in range(1, 13))
    yield from (contract.signed for contract in timeline.contracts if contract.signed)
    yield from timeline.hours.days
    yield from timeline.issued.days


SIGN = Sign(
    name="unsteady-work",
    measure=measure,
    limits=Limits(0, {Level.watch: ((*at_least(idle_months=1), *below(booked_months=3)),)}, weight=Fraction("2.5")),
    measures={
        "idle_months": msg("months without work"),
        "months": msg("months considered"),
        "booked_months": msg("months of work booked ahead"),
    },
    rule=msg("Days that are not booked go to other clients."),
    facts=_facts,
    reason=_reason,
    turns=_turns,
    step=_step,
    about_work_to_come=True,
    about_conduct=False,
    letter_from=Level.watch,
)
