"""What each sign's letter says of this client: counts, dates, invoices, amounts and hours from its reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from client_ledger.book.phrase import Amount, Phrase, Value, phrase, phrases
from client_ledger.book.records import Request
from client_ledger.judgement import JudgedClient
from client_ledger.letters.hours import working_hours
from client_ledger.signs import late_payments
from client_ledger.signs.contract_gaps import essential, missing
from client_ledger.signs.disrespected_time import intruding
from client_ledger.signs.sign import Evidence, Reading
from client_ledger.signs.view import Billed, View, currency_of

Facts = Mapping[str, "Value | list[Phrase]"]

TERMS: dict[str, Phrase] = {
    "refuses-contract": phrase("a contract that we have both signed"),
    "refuses-deposit": phrase("a deposit, received before the work begins"),
    "haggling": phrase("the price as quoted; a smaller budget means less work"),
    "free-work": phrase("pay for every piece of work, trials included"),
    "exposure-pay": phrase("payment in money"),
    "ghosting": phrase("an answer within five working days; without one the work pauses and its date moves"),
    "micromanaging": phrase("your remarks collected in one message a round, on results"),
    "no-decision-maker": phrase("one person who decides and approves"),
    "rights-grab": phrase("rights that pass when the work is paid, and only those the contract names"),
    "blames-predecessors": phrase("what counts as done, in writing before the start"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One client's reading of one sign, on the day judged."""

    client: JudgedClient
    reading: Reading

    @property
    def view(self) -> View:
        """The client's records as known on the day."""
        day = self.client.standing.day
        return View(self.client.timeline, day, day)

    def count(self, measure: str) -> int:
        """Return a measure that counts."""
        value = self.reading.measures[measure]
        return value if isinstance(value, int) else 0

    @property
    def window(self) -> int:
        """The days the reading looks back."""
        return self.reading.limits.window_days

    def worked(self) -> list[Phrase]:
        """Return the hours among the evidence, the latest first."""
        return [line for each in self.reading.evidence if (line := _worked(each))]

    def days(self) -> tuple[date, ...]:
        """Return the days of the evidence, in order."""
        return tuple(sorted({each.day for each in self.reading.evidence if each.day}))


def owed(client: JudgedClient, bills: Sequence[Billed]) -> tuple[Amount, ...]:
    """Return what is unpaid of some invoices, one amount a currency."""
    totals: dict[str, Decimal] = {}
    for each in bills:
        code = _currency(client, each)
        totals[code] = totals.get(code, Decimal(0)) + each.owed_on(client.standing.day)
    return tuple(Amount(total, code) for code, total in sorted(totals.items()) if total)


def open_invoices(client: JudgedClient) -> list[Billed]:
    """Return the invoices that are not void and not wholly paid on the day, due or not."""
    day = client.standing.day
    issued = client.timeline.issued.between(date.min, day)
    return [each for each in issued if not each.record.void and each.record.settled_by(day) is None]


def invoice_line(client: JudgedClient, each: Billed) -> Phrase:
    """Return an open invoice: its number, its due day and what is open of it, in its own currency."""
    amount = Amount(each.owed_on(client.standing.day), _currency(client, each))
    return phrase("{id}, due {due}: {open} open", id=each.record.id, due=each.due, open=amount)


def _currency(client: JudgedClient, each: Billed) -> str:
    return currency_of(each.contract, client.timeline.client, client.timeline.settings)


def unpunctual(case: Case) -> list[late_payments.Behind]:
    """Return the invoices of the window that were late or are past due, the latest due first."""
    limits = case.reading.limits
    due = case.view.due_in_last(limits.window_days)
    late = late_payments.behind(due, case.view, limits.grace_days)
    return sorted(late, key=lambda each: each.billed.due, reverse=True)


def _late_payments(case: Case) -> Facts:
    shown = unpunctual(case)
    lines = [
        invoice_line(case.client, each.billed)
        if each.settled is None
        else phrase("{id}, due {due}: paid {paid}", id=each.billed.record.id, due=each.billed.due, paid=each.settled)
        for each in shown
    ]
    return {"overdue": owed(case.client, [each.billed for each in shown if each.settled is None]), "invoices": lines}


def intrusions(case: Case) -> tuple[Phrase, ...]:
    """Return what disturbed the freelancer's time, without what did not."""
    parts = (
        phrases(
            "messages outside my working hours on one day",
            "messages outside my working hours on {count} days",
            case.count("out_of_hours_days"),
        ),
        phrases("one request to answer at once", "{count} requests to answer at once", case.count("demands")),
        phrases("one meeting missed or late", "{count} meetings missed or late", case.count("missed_meetings")),
    )
    return tuple(part for part in parts if part.count)


def _quote(request: Request) -> Phrase:
    return phrase("{day}: “{text}”", day=request.day, text=request.text)


def _requests(case: Case) -> list[Request]:
    """Return the requests that are the evidence, the latest first."""
    places = {each.place for each in case.reading.evidence}
    return [each for each in reversed(case.client.timeline.requests.things) if each.place in places]


def _worked(evidence: Evidence) -> Phrase | None:
    values = evidence.text.values
    hours = values.get("unpaid", values.get("hours"))
    if evidence.day is None or hours is None:
        return None
    if "task" in values:
        return phrase("{day}: {task}, {hours} h", day=evidence.day, task=values["task"], hours=hours)
    return phrase("{day}: {hours} h", day=evidence.day, hours=hours)


def _unreasonable(case: Case) -> Facts:
    # What harms others has a letter of its own, which does not look for a way.
    requests = [each for each in _requests(case) if not each.harmful]
    return {
        "requests": phrases("one request", "{count} requests", len(requests)),
        "facts": [_quote(each) for each in requests],
    }


def _scope(case: Case) -> Facts:
    measures = case.reading.measures
    outside = phrases(
        "{outside} of the {hours} hours I worked was outside it.",
        "{outside} of the {hours} hours I worked were outside it.",
        _form(case.reading.finding.number("out_of_scope_hours")),
        outside=measures["out_of_scope_hours"],
        hours=measures["hours"],
    )
    asked = [_quote(each) for each in _requests(case)]
    return {
        "facts": asked + case.worked(),
        "worked": outside if case.reading.finding.number("out_of_scope_hours") else "",
    }


def _time(case: Case) -> Facts:
    settings = case.client.timeline.settings
    messages = intruding(case.view, case.window)
    lines = [
        phrase("{moment}: “{text}”", moment=each.at, text=each.text)
        if each.text
        else phrase("{moment}", moment=each.at)
        for each in reversed(messages)
    ]
    places = {each.place for each in messages}
    met = [each for each in case.reading.evidence if each.place not in places]
    lines += [phrase("{day}: {kind}", day=each.day, kind=each.text.values["kind"]) for each in met if each.day]
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


def _booked(case: Case) -> Phrase:
    ahead = case.reading.finding.number("booked_months")
    if not ahead:
        return phrase("Nothing is agreed beyond today.")
    if ahead < 1:
        return phrase("What is agreed lasts less than a month.")
    return phrases("What is agreed lasts about one month.", "What is agreed lasts about {count} months.", round(ahead))


def _gaps(case: Case) -> Facts:
    day = case.client.standing.day
    lines = [
        phrase("{title}: {gaps}", title=contract.title, gaps=tuple(essential(name) for name in gaps))
        for contract in case.view.running
        if (gaps := missing(contract, day))
    ]
    return {"facts": lines}


def _flags(case: Case) -> Facts:
    incidents = case.client.timeline.incidents.between(date.min, case.client.standing.day)
    shown = {each.place for each in case.reading.evidence}
    kinds = dict.fromkeys(each.kind for each in incidents if each.place in shown)
    return {"facts": [TERMS[kind] for kind in kinds]}


FACTS: dict[str, Callable[[Case], Facts]] = {
    "unreasonable-requests": _unreasonable,
    "scope-creep": _scope,
    "disrespected-time": _time,
    "harmful-output": _harmful,
    "late-payments": _late_payments,
    "unpaid-hours": _unpaid,
    "toxic-behaviour": lambda case: {"days": case.days()},
    "unsteady-work": _unsteady,
    "contract-gaps": _gaps,
    "early-red-flags": _flags,
}
