"""Which letters a client's status asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from client_ledger.judging.judgement import JudgedClient
from client_ledger.judging.verdict import Judged
from client_ledger.letters.boundary import Afterwards, afterwards, boundary_letter, reminder
from client_ledger.letters.leaving import after_leaving, leaving_letter, runs
from client_ledger.letters.letter import Letter
from client_ledger.letters.reasons import reasons
from client_ledger.signs.invoice_lines import past_due
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.signs.unsteady_work import SIGN as UNSTEADY_WORK
from client_ledger.text.message import Formatter, Label, Message, msg


@dataclass(frozen=True, slots=True)
class Proposal:
    """A letter to choose: what it is for, its words, and what to record once it is sent, if anything."""

    title: Message
    letter: Letter
    afterwards: Afterwards | None


def proposals(client: JudgedClient, last_day: date, formatter: Formatter) -> tuple[Proposal, ...]:
    """Return the letters to choose from, those for leaving first.

    `last_day` is the recorded one, else the earliest the contracts allow. What is past due is asked for by the
    boundary for late payments or, where that is not stated, by a reminder.
    """
    if client.timeline.client.status == "former":
        return tuple(_reminder(client, formatter))
    boundaries = dict(_boundaries(client, last_day, formatter))
    reminders = () if LATE_PAYMENTS.name in boundaries else _reminder(client, formatter)
    return (*_leaving(client, last_day, formatter), *boundaries.values(), *reminders)


def _reminder(client: JudgedClient, formatter: Formatter) -> Iterator[Proposal]:
    if letter := reminder(client, formatter):
        yield Proposal(msg("Ask for what is open"), letter, None)


def _leaving(client: JudgedClient, last_day: date, formatter: Formatter) -> Iterator[Proposal]:
    if not _leaves(client):
        return
    record = None if client.leaving else after_leaving(client, last_day)
    yield Proposal(msg("End the work, without reasons"), leaving_letter(client, last_day, formatter), record)
    if reasons(client):
        letter = leaving_letter(client, last_day, formatter, with_reasons=True)
        yield Proposal(msg("End the work, with the reasons"), letter, record)


def _boundaries(client: JudgedClient, last_day: date, formatter: Formatter) -> Iterator[tuple[str, Proposal]]:
    """Yield the names of the signs that a boundary helps against, the worst first, with its letter."""
    for judged in sorted(client.status.signs, key=lambda each: (-each.counted, -each.weight)):
        if _is_worth_telling(judged, client, last_day) and (letter := boundary_letter(judged, client, formatter)):
            title = msg("State the boundary: {sign}", sign=Label(judged.sign.name))
            yield judged.sign.name, Proposal(title, letter, afterwards(judged, client, formatter))


def _leaves(client: JudgedClient) -> bool:
    return client.leaving is not None or client.status.verdict in {"leave-now", "plan-exit"}


def _is_worth_telling(judged: Judged, client: JudgedClient, last_day: date) -> bool:
    """Tell whether a boundary still helps: not when it was ignored or is accepted, to one who goes only on money.

    Work pauses only where some goes on, and nobody is offered more of it who has yet to pay for the last, or whom one
    leaves. Once the last day is over there is nothing left to keep to.
    """
    if last_day < client.status.day or (client.leaving and judged.sign.about_work_to_come):
        return False
    if judged.sign is LATE_PAYMENTS:
        return not judged.accepted_until and runs(client)
    if judged.sign is UNSTEADY_WORK and past_due(client.view):
        return False
    return not (client.status.verdict == "leave-now" or judged.persists or judged.accepted_until)
