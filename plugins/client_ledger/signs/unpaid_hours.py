"""Work goes unpaid, or pays too little for what it takes."""

from __future__ import annotations

from fractions import Fraction

from client_ledger.signs.letter_lines import worked_lines
from client_ledger.signs.levels import Condition, Level, Limits, Measure, at_least
from client_ledger.signs.sign import Case, Evidence, Facts, Finding, Sign
from client_ledger.signs.view import HoursEntry, View
from client_ledger.text.message import Message, Quantity, Share, decimal, msg

ENOUGH_HOURS = 8
RATE_WINDOW_DAYS = 365


def rate_parts(view: View) -> tuple[Fraction, Fraction]:
    """Return what was invoiced over the last 365 days, net, in the base currency, and the hours worked in them."""
    hours = view.total("hours", RATE_WINDOW_DAYS, view.timeline.hours)
    return view.net_issued_in_last(RATE_WINDOW_DAYS), hours


def effective_rate(view: View) -> Fraction | None:
    """Return net invoiced per hour worked over the last 365 days, in the base currency; None without hours."""
    invoiced, hours = rate_parts(view)
    return invoiced / hours if hours else None


def measure(view: View, limits: Limits) -> Finding:
    """Measure the share of the window's hours that is unpaid, and the effective rate of the last year."""
    hours = view.total("hours", limits.window_days, view.timeline.hours)
    unpaid = view.total("unpaid", limits.window_days, view.timeline.hours)
    share = unpaid / hours if hours else Fraction(0)
    measures: dict[str, Measure] = {
        "hours": Quantity(hours),
        "unpaid_hours": Quantity(unpaid),
        "unpaid_share": Share(share),
    }
    compared: dict[str, Fraction | None] = {}
    rate = effective_rate(view)
    if rate is not None:
        measures["effective_rate"] = view.settings.amount(decimal(rate))
        target = view.settings.target_rate
        compared["effective_rate"] = rate / Fraction(target) if target else None
    return Finding(
        measures,
        lambda: _summary(measures, limits.window_days),
        lambda: [
            _evidence(each) for each in reversed(view.last(limits.window_days, view.timeline.hours)) if each.unpaid
        ],
        None
        if hours >= ENOUGH_HOURS
        else msg(
            "fewer than {hours} h in the last {days} days; log `hours`",
            hours=ENOUGH_HOURS,
            days=limits.window_days,
        ),
        compared,
    )


def _summary(measures: dict[str, Measure], days: int) -> Message:
    hours, unpaid, rate = measures["hours"], measures["unpaid_hours"], measures.get("effective_rate")
    if unpaid != Quantity(Fraction(0)):
        summary = msg(
            "{unpaid} of {hours} h unpaid in {days} days ({share})",
            unpaid=unpaid,
            hours=hours,
            days=days,
            share=measures["unpaid_share"],
        )
    else:
        summary = msg("all {hours} h of {days} days paid", hours=hours, days=days)
    return msg("{sentence}; {rate} an hour in effect", sentence=summary, rate=rate) if rate else summary


def _evidence(each: HoursEntry) -> Evidence:
    record = each.record
    if record.task:
        text = msg(
            "{unpaid} of {hours} h unpaid: {task}",
            unpaid=Quantity(each.unpaid),
            hours=Quantity(record.hours),
            task=record.task,
        )
    else:
        text = msg("{unpaid} of {hours} h unpaid", unpaid=Quantity(each.unpaid), hours=Quantity(record.hours))
    return Evidence(record.place, record.date, text)


def _rate_below(share: str) -> tuple[Condition, ...]:
    return (Condition("effective_rate", Fraction(share), below=True), *at_least(unpaid_share="0.05"))


def _facts(case: Case) -> Facts:
    measures = case.reading.measures
    return {"unpaid": measures["unpaid_hours"], "hours": measures["hours"], "facts": worked_lines(case)}


def _reason(case: Case) -> Message:
    measures = case.reading.measures
    return msg(
        "{unpaid} of {hours} h in {days} days without pay",
        unpaid=measures["unpaid_hours"],
        hours=measures["hours"],
        days=case.window,
    )


SIGN = Sign(
    name="unpaid-hours",
    measure=measure,
    limits=Limits(
        90,
        {
            Level.watch: (at_least(unpaid_share="0.05"),),
            Level.warning: (at_least(unpaid_share="0.15"), _rate_below("1")),
            Level.critical: (at_least(unpaid_share="0.3"), _rate_below("0.7")),
        },
        weight=Fraction("7.5"),
    ),
    measures={
        "hours": msg("hours logged"),
        "unpaid_hours": msg("hours unpaid"),
        "unpaid_share": msg("share of hours unpaid"),
        "effective_rate": msg("effective rate, as a share of the target rate"),
    },
    rule=msg("I stop when the agreed hours are used up, until more are agreed."),
    facts=_facts,
    reason=_reason,
    reads=("hours", "issued"),
    can_persist=True,
    about_work_to_come=True,
)
