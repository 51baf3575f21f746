"""Why one lets a client go, in words that can be sent."""

from __future__ import annotations

from collections.abc import Callable

from client_ledger.judging.judgement import JudgedClient
from client_ledger.letters.case import Case
from client_ledger.letters.facts import additions, intrusions
from client_ledger.letters.invoices import unpunctual
from client_ledger.signs.sign import Level
from client_ledger.text.message import Message, msg, plural_msg


def reasons(client: JudgedClient) -> list[Message]:
    """Return a sentence for each sign at warning or critical that leaves something to say, the worst first."""
    worst = sorted(client.status.signs, key=lambda each: (-each.level, -each.weight))
    return [
        reason
        for each in worst
        if each.level >= Level.warning and each.sign.name in REASONS
        if (reason := REASONS[each.sign.name](Case(client, each.reading)))
    ]


def _unreasonable(case: Case) -> Message:
    return plural_msg(
        "one request in {days} days that could not be met in the time and for the price agreed",
        "{count} requests in {days} days that could not be met in the time and for the price agreed",
        case.count("unreasonable"),
        days=case.window,
    )


def _scope(case: Case) -> Message | None:
    parts: list[Message] = []
    hours = case.reading.measures["out_of_scope_hours"]
    if case.reading.finding.number("out_of_scope_hours"):
        parts.append(msg("{hours} h outside our agreement", hours=hours))
    if extra := len(additions(case)):
        parts.append(plural_msg("one addition without a price", "{count} additions without a price", extra))
    return msg("{found} in {days} days", found=tuple(parts), days=case.window) if parts else None


def _late_payments(case: Case) -> Message:
    return plural_msg(
        "one invoice paid late or past due", "{count} invoices paid late or past due", len(unpunctual(case))
    )


def _unpaid(case: Case) -> Message:
    measures = case.reading.measures
    return msg(
        "{unpaid} of {hours} h in {days} days without pay",
        unpaid=measures["unpaid_hours"],
        hours=measures["hours"],
        days=case.window,
    )


REASONS: dict[str, Callable[[Case], Message | None]] = {
    "unreasonable-requests": _unreasonable,
    "scope-creep": _scope,
    "disrespected-time": lambda case: msg("{found} in {days} days", found=intrusions(case), days=case.window),
    "harmful-output": lambda case: msg("work I cannot do, asked for on {days}", days=case.days()),
    "late-payments": _late_payments,
    "unpaid-hours": _unpaid,
    "toxic-behaviour": lambda case: msg("the way I was spoken to on {days}", days=case.days()),
    "unsteady-work": lambda case: msg(
        "{idle} of the last {months} months without work", idle=case.count("idle_months"), months=case.count("months")
    ),
    "early-red-flags": lambda _: msg("terms on which we could not agree"),
}
