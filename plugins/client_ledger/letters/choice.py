"""Choose the letters for a client's status: the one to send first, and those that do not contradict it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from client_ledger.judging.judgement import JudgedClient
from client_ledger.judging.verdict import Judged
from client_ledger.letters.afterwards import Afterwards
from client_ledger.letters.boundary import afterwards, boundary_letter, title
from client_ledger.letters.chargeback import chargeback
from client_ledger.letters.leaving import after_leaving, leaving_letter, runs
from client_ledger.letters.letter import Letter
from client_ledger.letters.reasons import reasons
from client_ledger.letters.reminders import Reminder, dispute, reminder
from client_ledger.owed.reference_rates import RateTable
from client_ledger.signs.invoice_lines import past_due
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.signs.unsteady_work import SIGN as UNSTEADY_WORK
from client_ledger.text.message import Formatter, Message, msg

ACTING = frozenset({"leave-now", "plan-exit", "set-boundary"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed letter: its purpose, its text, what to record once it is sent, and the sign it is about."""

    title: Message
    letter: Letter
    afterwards: Afterwards | None
    sign: str = ""


def proposals(
    client: JudgedClient, last_day: date, formatter: Formatter, rates: RateTable | None = None
) -> tuple[Proposal, ...]:
    """Return the proposed letters: the deciding sign's first, and none that contradicts another.

    `last_day` is the recorded one, else the earliest that the contracts allow; `rates` give what the law adds to money
    past due.
    """
    money = tuple(_money(client, formatter, rates or RateTable()))
    if client.timeline.client.status == "former":
        return money
    about_signs = (*money, *_boundaries(client, last_day, formatter))
    order = {name: place for place, name in enumerate(client.status.deciding)}
    ranked = sorted(about_signs, key=lambda each: order.get(each.sign, len(order)))
    leaving = tuple(_leaving(client, last_day, formatter))
    if leaving and _collects_first(client) and money:
        return (*money, *leaving, *(each for each in ranked if each not in money))
    return (*leaving, *ranked)


def _collects_first(client: JudgedClient) -> bool:
    """Tell whether money past due is why the verdict is to leave: then it is collected before giving notice."""
    status = client.status
    undecided = client.leaving is None and status.verdict == "plan-exit"
    return undecided and status.deciding[:1] == (LATE_PAYMENTS.name,)


def _money(client: JudgedClient, formatter: Formatter, rates: RateTable) -> Iterator[Proposal]:
    """Yield the letters about money past due: an answer to a chargeback first, then the firmest reminder."""
    if answer := chargeback(client, formatter):
        yield _proposal(answer)
    if asked := reminder(client, rates, formatter):
        yield _proposal(asked)
    if question := dispute(client, formatter):
        yield _proposal(question)


def _proposal(letter: Reminder) -> Proposal:
    return Proposal(letter.title, letter.letter, letter.afterwards, LATE_PAYMENTS.name)


def _leaving(client: JudgedClient, last_day: date, formatter: Formatter) -> Iterator[Proposal]:
    if not _leaves(client):
        return
    record = None if client.leaving else after_leaving(client, last_day)
    yield Proposal(msg("End the work, without reasons"), leaving_letter(client, last_day, formatter), record)
    if reasons(client):
        letter = leaving_letter(client, last_day, formatter, with_reasons=True)
        yield Proposal(msg("End the work, with the reasons"), letter, record)


def _boundaries(client: JudgedClient, last_day: date, formatter: Formatter) -> Iterator[Proposal]:
    """Yield the letters for the signs that a boundary helps with, the worst first."""
    for judged in sorted(client.status.signs, key=lambda each: (-each.counted, -each.weight)):
        if _is_worth_telling(judged, client, last_day) and (letter := boundary_letter(judged, client, formatter)):
            yield Proposal(title(judged, client), letter, afterwards(judged, client, formatter), judged.sign.name)


def _leaves(client: JudgedClient) -> bool:
    return client.leaving is not None or client.status.verdict in {"leave-now", "plan-exit"}


def _is_worth_telling(judged: Judged, client: JudgedClient, last_day: date) -> bool:
    """Tell whether a boundary still helps: not if it was ignored, if the sign is accepted, or if the client is leaving.

    Whoever owes money is asked for it by a reminder, and for no more work; nor is whoever one leaves, or states
    another boundary to.
    Once the last day is over there is nothing left to keep to.
    """
    if client.status.verdict == "leave-now" or judged.persists or judged.accepted_until:
        return False
    if last_day < client.status.day or (_leaves(client) and judged.sign.about_work_to_come):
        return False
    if judged.sign is LATE_PAYMENTS:
        return runs(client)
    return not (judged.sign is UNSTEADY_WORK and (past_due(client.view) or client.status.verdict in ACTING))
