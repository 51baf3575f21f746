"""The signals that come before the trouble."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import get_args

from client_ledger.book.records import EarlyKind, Incident
from client_ledger.signs.levels import Level, Limits, at_least
from client_ledger.signs.sign import Case, Evidence, Facts, Finding, Sign
from client_ledger.signs.view import View
from client_ledger.text.message import Label, Message, msg, plural_msg

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


def _facts(case: Case) -> Facts:
    incidents = case.view.timeline.incidents.between(date.min, case.view.day)
    shown = {each.place for each in case.reading.evidence}
    kinds = dict.fromkeys(each.kind for each in incidents if each.place in shown)
    return {"facts": [TERMS[kind] for kind in kinds]}


def _reason(_: Case) -> Message:
    return msg("terms on which we could not agree")


def _step(case: Case) -> Message | None:
    if case.reading.level >= Level.warning:
        return msg(
            "before any more work, state your terms (a signed contract, a deposit), and record them under `boundaries`"
        )
    return None


SIGN = Sign(
    name="early-red-flags",
    measure=measure,
    limits=Limits(
        365,
        {
            Level.watch: (at_least(flags=1),),
            Level.warning: (at_least(flags=2),),
            Level.critical: (at_least(flags=4),),
        },
        weight=Fraction("2.5"),
    ),
    measures={
        "flags": msg("different early red flags"),
    },
    rule=msg("Work goes on once our terms are agreed in writing."),
    facts=_facts,
    reason=_reason,
    step=_step,
    about_work_to_come=True,
    reads=("incidents",),
    event=True,
)
