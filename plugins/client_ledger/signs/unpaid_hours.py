"""Work goes unpaid, or pays too little for what it takes."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from client_ledger.book.billed_invoice import currency_of
from client_ledger.book.contract import OPEN, Contract
from client_ledger.book.records import Hours
from client_ledger.signs.letter_lines import worked_lines
from client_ledger.signs.levels import Level, Limits, Measure, at_least, below
from client_ledger.signs.sign import Case, Evidence, Facts, Finding, Sign
from client_ledger.signs.timeline import HoursEntry, Timeline
from client_ledger.signs.view import View
from client_ledger.text.message import Message, Quantity, Share, decimal, msg

ENOUGH_HOURS = 8
RATE_WINDOW_DAYS = 365


def contract_rate(contract: Contract, view: View) -> Fraction:
    """Return a contract's income per hour: net, less the platform's fee, in the base currency."""
    days, first = view.timeline.hours_of[contract.id], view.day - timedelta(days=RATE_WINDOW_DAYS - 1)
    all_hours, hours = days.total("hours", date.min, view.day), days.total("hours", first, view.day)
    price = Fraction(contract.price) * Fraction(view.timeline.rate_of(contract, view.day)) * contract.net_share
    if contract.billing == "hourly":
        return price * days.total("paid", first, view.day) / hours
    if contract.billing == "retainer":
        return price * _months_paid(contract, days.between(first, view.day), first, view.day) / hours
    if contract.stage in OPEN:
        return price / max(all_hours, contract.hours_budget or Fraction(0))
    return _brought(contract, view) * contract.net_share / all_hours


def _brought(contract: Contract, view: View) -> Fraction:
    """Return the income of a fixed-price contract that no longer runs; for a completed one, its expected income.

    Net, before the platform's fee, in the base currency. Of a written-off invoice only the payments count.
    """
    statuses = [each for each in view.timeline.invoices_on(view.day) if each.contract is contract]
    invoiced, rest = Fraction(0), Fraction(contract.price)
    for each in statuses:
        net, credited = Fraction(each.net), Fraction(each.billed.net_credited_by(view.day))
        brought = each.net_paid if each.written_off else net
        invoiced += brought * Fraction(each.billed.rate)
        rest -= credited + (max(net - each.net_paid, Fraction(0)) if each.written_off else 0)
    if contract.stage != "completed":
        return invoiced
    # The last invoice may not be written yet.
    return max(invoiced, rest * Fraction(view.timeline.rate_of(contract, view.day)))


def _months_paid(contract: Contract, worked: Sequence[Hours], first: date, last: date) -> Fraction:
    """Return the number of retainer months in which there was work, by their share of days."""
    start, end = max(contract.start or first, first), min(contract.end or last, last)
    months = Fraction(0)
    for year, month in sorted({(each.date.year, each.date.month) for each in worked}):
        length = monthrange(year, month)[1]
        days = (min(end, date(year, month, length)) - max(start, date(year, month, 1))).days + 1
        months += Fraction(max(days, 0), length)
    return months


def rate_parts(view: View) -> tuple[Fraction, Fraction]:
    """Return the income from the hours of the last 365 days, net, in the base currency, and these hours."""
    first = view.day - timedelta(days=RATE_WINDOW_DAYS - 1)
    brought = hours = Fraction(0)
    for contract in view.timeline.contracts:
        worked = view.timeline.hours_of.get(contract.id)
        if worked and (own := worked.total("hours", first, view.day)):
            brought += contract_rate(contract, view) * own
            hours += own
    return brought, hours


def effective_rate(view: View) -> Fraction | None:
    """Return the income per hour of the last 365 days, in the base currency; None if there are too few hours."""
    brought, hours = rate_parts(view)
    return brought / hours if hours >= ENOUGH_HOURS else None


def measure(view: View, limits: Limits) -> Finding:
    """Measure the unpaid share of the window's hours, and the income per hour of the last year."""
    rate, target = effective_rate(view), view.settings.target_rate
    rate_share = rate / Fraction(target) if rate is not None and target else None
    hours = view.total("hours", limits.window_days, view.timeline.hours)
    unpaid = view.total("refused", limits.window_days, view.timeline.hours)
    # A bad estimate that still earns the target rate is not exploitation.
    counts_beyond = rate_share is None or rate_share < 1
    if counts_beyond:
        unpaid += view.total("beyond", limits.window_days, view.timeline.hours)
    share = unpaid / hours if hours >= ENOUGH_HOURS else Fraction(0)
    measures: dict[str, Measure] = {
        "hours": Quantity(hours),
        "unpaid_hours": Quantity(unpaid),
        "unpaid_share": Share(share),
    }
    if rate is not None:
        measures["effective_rate"] = Quantity(rate)
    if rate_share is not None:
        measures["rate_share"] = Share(rate_share)
    return Finding(
        measures,
        lambda: _summary(view, measures, limits.window_days),
        lambda: [
            _evidence(each, unpaid)
            for each in reversed(view.last(limits.window_days, view.timeline.hours))
            if (unpaid := each.unpaid if counts_beyond else each.refused)
        ],
        None
        if hours >= ENOUGH_HOURS or rate is not None
        else msg(
            "fewer than {hours} h in the last {days} days; log `hours`",
            hours=ENOUGH_HOURS,
            days=limits.window_days,
        ),
        # After a boundary the rate is not compared, because it depends on agreements from before.
        {} if view.after is None else {"rate_share": None},
    )


def _summary(view: View, measures: Mapping[str, Measure], days: int) -> Message:
    hours, unpaid = measures["hours"], measures["unpaid_hours"]
    rate, of_target = measures.get("effective_rate"), measures.get("rate_share")
    if hours == Quantity(Fraction(0)):
        summary = msg("no hours in {days} days", days=days)
    elif unpaid != Quantity(Fraction(0)):
        summary = msg(
            "{unpaid} of {hours} h unpaid in {days} days ({share})",
            unpaid=unpaid,
            hours=hours,
            days=days,
            share=measures["unpaid_share"],
        )
    else:
        summary = msg("all {hours} h of {days} days paid", hours=hours, days=days)
    if not isinstance(rate, Quantity):
        return summary
    an_hour = view.settings.amount(decimal(rate.value))
    if of_target is None:
        return msg("{sentence}; effective rate {rate} an hour", sentence=summary, rate=an_hour)
    return msg(
        "{sentence}; effective rate {rate} an hour, {share} of your target",
        sentence=summary,
        rate=an_hour,
        share=of_target,
    )


def _evidence(each: HoursEntry, unpaid: Fraction) -> Evidence:
    record = each.record
    values = {"unpaid": Quantity(unpaid), "hours": Quantity(record.hours)}
    if record.task:
        text = msg("{unpaid} of {hours} h unpaid: {task}", **values, task=record.task)
    else:
        text = msg("{unpaid} of {hours} h unpaid", **values)
    return Evidence(record.place, record.date, text)


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


def _turns(timeline: Timeline, limits: Limits, day: date) -> Iterator[date]:
    yield from timeline.hours.edges(limits.window_days)
    yield from timeline.hours.edges(RATE_WINDOW_DAYS)
    for billed in timeline.invoices:
        yield from billed.change_days
        if billed.record.written_off:
            yield billed.record.written_off
    worked = [contract for contract in timeline.contracts if contract.hours]
    for contract in worked:
        currency = currency_of(contract, timeline.client, timeline.settings)
        yield from (since for since, _ in timeline.settings.exchange_rates.get(currency, ()))
    # A retainer's income per hour changes with its share of a month.
    if any(contract.billing == "retainer" for contract in worked):
        yield from (day + timedelta(days=ahead) for ahead in range(1, RATE_WINDOW_DAYS + 1))


def _step(case: Case) -> Message | None:
    rate = case.reading.measures.get("rate_share")
    if isinstance(rate, Share) and rate.value < 1:
        return msg("name a new price or a smaller scope, from a day you choose")
    return msg("agree who pays before you work beyond the budget") if case.reading.level is Level.watch else None


SIGN = Sign(
    name="unpaid-hours",
    measure=measure,
    limits=Limits(
        90,
        {
            Level.watch: (at_least(unpaid_share="0.05"), below(rate_share=1)),
            Level.warning: (at_least(unpaid_share="0.15"), below(rate_share="0.8")),
            Level.critical: (at_least(unpaid_share="0.3"), below(rate_share="0.5")),
        },
        weight=Fraction("7.5"),
    ),
    measures={
        "hours": msg("hours logged"),
        "unpaid_hours": msg("hours unpaid"),
        "unpaid_share": msg("share of hours unpaid"),
        "effective_rate": msg("effective rate, an hour"),
        "rate_share": msg("effective rate, as a share of the target rate"),
    },
    rule=msg("I stop when the agreed hours are used up, until more are agreed."),
    facts=_facts,
    reason=_reason,
    step=_step,
    turns=_turns,
    can_persist=True,
    about_work_to_come=True,
    core=True,
)
