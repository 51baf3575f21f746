"""Signals that come before trouble."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import get_args

from client_ledger.book.contract import RUNNING
from client_ledger.book.kinds import EarlyKind
from client_ledger.book.records import Incident
from client_ledger.signs.invoice_lines import past_due
from client_ledger.signs.levels import Level, Limits, at_least
from client_ledger.signs.sign import Case, Evidence, Facts, Finding, Sign
from client_ledger.signs.timeline import Timeline
from client_ledger.signs.view import View
from client_ledger.text.message import Label, Message, msg, plural_msg

TERMS: dict[str, Message] = {
    "refuses-contract": msg("a contract that we have both signed"),
    "refuses-deposit": msg("a deposit, received before the work begins"),
    "haggling": msg("the price as quoted; a smaller budget means less work"),
    "free-work": msg("pay for every piece of work, trials included"),
    "exposure-pay": msg("payment in money, not in exposure"),
    "ghosting": msg("an answer within five working days; without one, the work pauses and its deadline moves"),
    "micromanaging": msg("your remarks on the results, collected in one message a round"),
    "no-decision-maker": msg("one person who decides and approves"),
    "rights-grab": msg("rights that pass when the work is paid, and only those the contract names"),
    "blames-predecessors": msg("what counts as done, in writing before I start"),
    "holds-payment": msg("each invoice paid when it is due, whatever else is open between us"),
    "changes-terms": msg("the terms as agreed; a change counts once it is in writing"),
    "pay-cut": msg("the price as agreed; a smaller budget means less work"),
}
ENDED_BY_SIGNING = frozenset({"refuses-contract", "refuses-deposit"})
MILDER_ONCE_SIGNED = frozenset({"free-work", "exposure-pay"})
OF_RUNNING_WORK = frozenset({"holds-payment", "changes-terms", "pay-cut"})
TERMS_KINDS = ENDED_BY_SIGNING | MILDER_ONCE_SIGNED | OF_RUNNING_WORK


def measure(view: View, limits: Limits) -> Finding:
    """Count the early red flags in the window, their distinct kinds, and those that risk unpaid work."""
    incidents = view.last(limits.window_days, view.timeline.incidents)
    flags = (incident for incident in incidents if incident.kind in get_args(EarlyKind))
    found = [each for each in flags if not (each.kind in ENDED_BY_SIGNING and _signed_since(each.day, view))]
    kinds = tuple(sorted({incident.kind for incident in found}))
    terms = [each for each in found if risks_unpaid_work(each, view)]
    return Finding(
        {"flags": len(kinds), "times": len(found), "terms_flags": len(terms)},
        lambda: _summary(kinds, len(found), limits.window_days),
        lambda: [Evidence(each.place, each.day, _text(each)) for each in reversed(found)],
    )


def risks_unpaid_work(incident: Incident, view: View) -> bool:
    """Tell whether an early red flag still counts on a day as a risk of unpaid work."""
    if incident.severity == "minor" or (incident.resolved and incident.resolved <= view.day):
        return False
    if incident.kind == "ghosting":
        return view.has_overdue
    if incident.kind in MILDER_ONCE_SIGNED and _signed_since(incident.day, view):
        return False
    return incident.kind in TERMS_KINDS


def _signed_since(day: date, view: View) -> bool:
    """Tell whether a contract was signed on a day or later."""
    return any(each.signed and day <= each.signed <= view.day for each in view.timeline.contracts)


def _summary(kinds: tuple[str, ...], times: int, days: int) -> Message:
    if not kinds:
        return msg("no early red flag in {days} days", days=days)
    return plural_msg(
        "{count} early red flag in {days} days: {kinds}",
        "{count} early red flags in {days} days: {kinds}",
        times,
        days=days,
        kinds=tuple(map(Label, kinds)),
    )


def _text(incident: Incident) -> Message:
    kind = Label(incident.kind)
    return msg("{kind}: {text}", kind=kind, text=incident.text) if incident.text else msg("{kind}", kind=kind)


def _facts(case: Case) -> Facts:
    incidents = case.view.timeline.incidents.between(date.min, case.view.day)
    shown = {each.place for each in case.reading.evidence}
    kinds = dict.fromkeys(each.kind for each in incidents if each.place in shown)
    owing = [msg("what is past due, paid first")] if past_due(case.view) else []
    return {"facts": [*owing, *(TERMS[kind] for kind in kinds)]}


def _reason(_: Case) -> Message:
    return msg("terms on which we could not agree")


def _step(case: Case) -> Message | None:
    view = case.view
    shown = {each.place for each in case.reading.evidence}
    flags = [each for each in view.timeline.incidents.between(date.min, view.day) if each.place in shown]
    kinds = {each.kind for each in flags if risks_unpaid_work(each, view)}
    if kinds & OF_RUNNING_WORK and any(each.stage in RUNNING for each in view.timeline.contracts):
        return msg("keep to the agreed terms or name a new price; begin nothing new until that is settled")
    if kinds == {"free-work"}:
        return msg("offer a small paid trial instead of free work")
    if kinds == {"ghosting"}:
        return msg("ask for the money that is past due, and begin nothing new until it is paid")
    if kinds:
        return msg("begin no work before the terms are signed and the deposit has arrived")
    return msg("ask about it before you sign anything") if case.reading.level is Level.watch else None


def _turns(timeline: Timeline, limits: Limits, _: date) -> Iterator[date]:
    yield from timeline.incidents.edges(limits.window_days)
    yield from (incident.resolved for incident in timeline.incidents.things if incident.resolved)
    yield from (contract.signed for contract in timeline.contracts if contract.signed)
    for billed in timeline.invoices:
        yield from billed.change_days
        if billed.record.written_off:
            yield billed.record.written_off


SIGN = Sign(
    name="early-red-flags",
    measure=measure,
    limits=Limits(
        365,
        {
            Level.watch: (at_least(flags=1),),
            Level.warning: (at_least(flags=2), at_least(times=3), at_least(terms_flags=1)),
            Level.critical: (at_least(flags=4), at_least(terms_flags=3)),
        },
        weight=Fraction("2.5"),
    ),
    measures={
        "flags": msg("different early red flags"),
        "times": msg("early red flags in all"),
        "terms_flags": msg("early red flags that risk unpaid work"),
    },
    rule=msg("Work goes on once our terms are agreed in writing."),
    facts=_facts,
    reason=_reason,
    turns=_turns,
    step=_step,
    about_work_to_come=True,
    event=True,
)
