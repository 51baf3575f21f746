"""What each sign's letter says of this client: counts, dates, invoices, amounts and hours from its reading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from fractions import Fraction

from client_ledger.book.fields import DAYS_OF_WEEK
from client_ledger.book.records import Request
from client_ledger.book.settings import Settings
from client_ledger.letters.case import Case
from client_ledger.letters.invoices import asked_for, unpunctual
from client_ledger.letters.letter import Facts, quoted
from client_ledger.signs.contract_gaps import essential, missing
from client_ledger.signs.disrespected_time import intruding
from client_ledger.text.message import Message, msg, plural_msg

DAYS = (
    msg("Monday"),
    msg("Tuesday"),
    msg("Wednesday"),
    msg("Thursday"),
    msg("Friday"),
    msg("Saturday"),
    msg("Sunday"),
)


def working_hours(settings: Settings) -> list[Message]:
    """Return the week's working days, those with the same hours together."""
    week = [settings.working_hours.get(day, ()) for day in DAYS_OF_WEEK]
    spans: list[tuple[int, int]] = []
    for index, hours in enumerate(week):
        if hours and spans and spans[-1][1] == index - 1 and week[index - 1] == hours:
            spans[-1] = (spans[-1][0], index)
        elif hours:
            spans.append((index, index))
    return [_span(first, last, week[first]) for first, last in spans]


def _span(first: int, last: int, hours: tuple[tuple[time, time], ...]) -> Message:
    times = ", ".join(f"{start:%H:%M}–{'24:00' if end == time.max else f'{end:%H:%M}'}" for start, end in hours)
    if first == last:
        return msg("{day}: {times}", day=DAYS[first], times=times)
    return msg("{first} to {last}: {times}", first=DAYS[first], last=DAYS[last], times=times)


TERMS: dict[str, Message] = {
    "refuses-contract": msg("a contract that we have both signed"),
    "refuses-deposit": msg("a deposit, received before the work begins"),
    "haggling": msg("the price as quoted; a smaller budget means less work"),
    "free-work": msg("pay for every piece of work, trials included"),
    "exposure-pay": msg("payment in money"),
    "ghosting": msg("an answer within five working days; without one the work pauses and its date moves"),
    "micromanaging": msg("your remarks collected in one message a round, on results"),
    "no-decision-maker": msg("one person who decides and approves"),
    "rights-grab": msg("rights that pass when the work is paid, and only those the contract names"),
    "blames-predecessors": msg("what counts as done, in writing before the start"),
}


def intrusions(case: Case) -> tuple[Message, ...]:
    """Return what disturbed the freelancer's time, without what did not."""
    parts = (
        plural_msg(
            "messages outside my working hours on one day",
            "messages outside my working hours on {count} days",
            case.count("out_of_hours_days"),
        ),
        plural_msg("one request to answer at once", "{count} requests to answer at once", case.count("demands")),
        plural_msg("one meeting missed or late", "{count} meetings missed or late", case.count("missed_meetings")),
    )
    return tuple(part for part in parts if part.count)


def _quote(request: Request) -> Message:
    return msg("{day}: “{text}”", day=request.day, text=quoted(request.text))


def _requests(case: Case) -> list[Request]:
    """Return the requests that are the evidence, the latest first."""
    places = {each.place for each in case.reading.evidence}
    return [each for each in reversed(case.client.timeline.requests.things) if each.place in places]


def additions(case: Case) -> list[Request]:
    """Return the requests that are the evidence and were not declined: those declined were never made."""
    return [each for each in _requests(case) if each.answer != "declined"]


def _unreasonable(case: Case) -> Facts:
    # What harms others has a letter of its own, which does not look for a way.
    requests = [each for each in _requests(case) if not each.harmful]
    return {
        "requests": plural_msg("one request", "{count} requests", len(requests)),
        "facts": [_quote(each) for each in requests],
    }


def _scope(case: Case) -> Facts:
    measures = case.reading.measures
    outside = plural_msg(
        "{outside} of the {hours} hours I worked was outside it.",
        "{outside} of the {hours} hours I worked were outside it.",
        _form(case.reading.finding.number("out_of_scope_hours")),
        outside=measures["out_of_scope_hours"],
        hours=measures["hours"],
    )
    return {
        "facts": [_quote(each) for each in additions(case)] + case.worked(),
        "worked": outside if case.reading.finding.number("out_of_scope_hours") else "",
    }


def _time(case: Case) -> Facts:
    settings = case.client.timeline.settings
    messages = intruding(case.view, case.window)
    lines = [
        msg("{moment}: “{text}”", moment=each.at, text=quoted(each.text))
        if each.text
        else msg("{moment}", moment=each.at)
        for each in reversed(messages)
    ]
    places = {each.place for each in messages}
    met = [each for each in case.reading.evidence if each.place not in places]
    lines += [msg("{day}: {kind}", day=each.day, kind=each.text.values["kind"]) for each in met if each.day]
    return {
        "found": intrusions(case),
        "facts": lines,
        "zone": settings.timezone,
        "working_hours": working_hours(settings),
    }


def _form(number: Fraction | int | None) -> int:
    """Return the count whose plural form a number shown with up to two decimals takes: one and a half is not one."""
    return 1 if number is not None and round(number, 2) == 1 else 2


def _harmful(case: Case) -> Facts:
    return {"facts": [_quote(each) for each in _requests(case)]}


def _unpaid(case: Case) -> Facts:
    measures = case.reading.measures
    return {"unpaid": measures["unpaid_hours"], "hours": measures["hours"], "facts": case.worked()}


def _unsteady(case: Case) -> Facts:
    return {"idle": case.count("idle_months"), "months": case.count("months"), "booked": _booked(case)}


def _booked(case: Case) -> Message:
    ahead = case.reading.finding.number("booked_months")
    if not ahead:
        return msg("Nothing is agreed beyond today.")
    if ahead < 1:
        return msg("What is agreed lasts less than a month.")
    return plural_msg(
        "What is agreed lasts about one month.", "What is agreed lasts about {count} months.", round(ahead)
    )


def _gaps(case: Case) -> Facts:
    day = case.client.status.day
    lines = [
        msg("{title}: {gaps}", title=contract.title, gaps=tuple(essential(name) for name in gaps))
        for contract in case.view.running
        if (gaps := missing(contract, day))
    ]
    return {"facts": lines}


def _flags(case: Case) -> Facts:
    incidents = case.client.timeline.incidents.between(date.min, case.client.status.day)
    shown = {each.place for each in case.reading.evidence}
    kinds = dict.fromkeys(each.kind for each in incidents if each.place in shown)
    return {"facts": [TERMS[kind] for kind in kinds]}


FACTS: dict[str, Callable[[Case], Facts]] = {
    "unreasonable-requests": _unreasonable,
    "scope-creep": _scope,
    "disrespected-time": _time,
    "harmful-output": _harmful,
    "late-payments": lambda case: asked_for(case.client, unpunctual(case)),
    "unpaid-hours": _unpaid,
    "toxic-behaviour": lambda case: {"days": case.days()},
    "unsteady-work": _unsteady,
    "contract-gaps": _gaps,
    "early-red-flags": _flags,
}
