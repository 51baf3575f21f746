"""Which letters a client's standing asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from client_ledger.judging.judgement import JudgedClient
from client_ledger.judging.verdict import Judged
from client_ledger.letters.boundary import Afterwards, afterwards, boundary_letter, reminder
from client_ledger.letters.invoices import past_due
from client_ledger.letters.leaving import after_leaving, leaving_letter, runs
from client_ledger.letters.letter import Letter
from client_ledger.letters.reasons import reasons
from client_ledger.signs.contract_gaps import SIGN as CONTRACT_GAPS
from client_ledger.signs.early_red_flags import SIGN as EARLY_RED_FLAGS
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.signs.unsteady_work import SIGN as UNSTEADY_WORK
from client_ledger.text.message import Phrase, Speaker, Term, phrase

OF_WORK_TO_COME = (UNSTEADY_WORK, CONTRACT_GAPS, EARLY_RED_FLAGS)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A letter to choose: what it is for, its words, and what to record once it is sent, if anything."""

    title: Phrase
    letter: Letter
    afterwards: Afterwards | None


def proposals(client: JudgedClient, last_day: date, speaker: Speaker) -> tuple[Proposal, ...]:
    """Return the letters to choose from, those for leaving first.

    `last_day` is the recorded one, else the earliest the contracts allow. What is past due is asked for by the
    boundary for late payments or, where that is not stated, by a reminder.
    """
    if client.timeline.client.status == "former":
        return tuple(_reminder(client, speaker))
    boundaries = dict(_boundaries(client, last_day, speaker))
    reminders = () if LATE_PAYMENTS.name in boundaries else _reminder(client, speaker)
    return (*_leaving(client, last_day, speaker), *boundaries.values(), *reminders)


def _reminder(client: JudgedClient, speaker: Speaker) -> Iterator[Proposal]:
    if letter := reminder(client, speaker):
        yield Proposal(phrase("Ask for what is open"), letter, None)


def _leaving(client: JudgedClient, last_day: date, speaker: Speaker) -> Iterator[Proposal]:
    if not _leaves(client):
        return
    record = None if client.leaving else after_leaving(client, last_day)
    yield Proposal(phrase("End the work, without reasons"), leaving_letter(client, last_day, speaker), record)
    if reasons(client):
        letter = leaving_letter(client, last_day, speaker, with_reasons=True)
        yield Proposal(phrase("End the work, with the reasons"), letter, record)


def _boundaries(client: JudgedClient, last_day: date, speaker: Speaker) -> Iterator[tuple[str, Proposal]]:
    """Yield the names of the signs that a boundary helps against, the worst first, with its letter."""
    for judged in sorted(client.standing.signs, key=lambda each: (-each.counted, -each.weight)):
        if _is_worth_telling(judged, client, last_day) and (letter := boundary_letter(judged, client, speaker)):
            title = phrase("State the boundary: {sign}", sign=Term(judged.sign.name))
            yield judged.sign.name, Proposal(title, letter, afterwards(judged, client, speaker))


def _leaves(client: JudgedClient) -> bool:
    return client.leaving is not None or client.standing.verdict in {"leave-now", "plan-exit"}


def _is_worth_telling(judged: Judged, client: JudgedClient, last_day: date) -> bool:
    """Tell whether a boundary still helps: not when it was ignored or is accepted, to one who goes only on money.

    Work pauses only where some goes on, and nobody is offered more of it who has yet to pay for the last, or whom one
    leaves. Once the last day is over there is nothing left to keep to.
    """
    if last_day < client.standing.day or (client.leaving and judged.sign in OF_WORK_TO_COME):
        return False
    if judged.sign is LATE_PAYMENTS:
        return not judged.accepted_until and runs(client)
    if judged.sign is UNSTEADY_WORK and past_due(client):
        return False
    return not (client.standing.verdict == "leave-now" or judged.persists or judged.accepted_until)
