"""All deadlines, from the records alone: what falls due, ends, runs out or needs a look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from client_ledger.book.contract import OPEN, RUNNING, Contract
from client_ledger.book.ended import past_its_end
from client_ledger.book.records import Acceptance, Boundary
from client_ledger.frontmatter.problems import Place
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.reminders.boundaries import checks
from client_ledger.reminders.reviews import in_force, review_of
from client_ledger.text.message import Amount, Label, Message, msg

AHEAD_DAYS = 30
KINDS = (
    "invoice",
    "contract-end",
    "notice",
    "next-action",
    "stalled",
    "boundary",
    "acceptance",
    "last-day",
    "review",
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline with its day (None if it should have one but has not), and the record it comes from.

    `about` is the page of the client or contract, `name` its name. `id` identifies the deadline: it stays
    the same when its line moves or its day changes.
    """

    day: date | None
    kind: str
    text: Message
    name: str
    about: str
    place: Place
    id: str

    @property
    def key(self) -> tuple[date, str, Place]:
        """Its sort key: deadlines without a day come first."""
        return self.day or date.min, self.kind, self.place


def deadlines(judgement: Judgement, days: int = AHEAD_DAYS) -> tuple[Deadline, ...]:
    """Return the deadlines from the day judged to `days` later by day, stalled deals first.

    Things with their own list are left out once their day has come: overdue invoices, reviews, boundaries.
    """
    last = judgement.day + timedelta(days=days)
    return tuple(
        each
        for each in all_deadlines(judgement)
        if each.kind == "stalled" or (each.day and _first(each, judgement.day) <= each.day <= last)
    )


def _first(each: Deadline, day: date) -> date:
    return day + timedelta(days=1) if each.kind in ("boundary", "review") else day


def all_deadlines(judgement: Judgement) -> tuple[Deadline, ...]:
    """Return every deadline by day, past ones included."""
    found: list[Deadline] = []
    for judged in judgement.clients.values():
        found += _invoices(judged)
        if judged.timeline.client.status != "former":
            found += [*_boundaries(judged), *_acceptances(judged), *_last_days(judged), *_reviews(judged)]
            for contract in judged.timeline.contracts:
                found += [*_ends(contract, judgement.day), *_actions(contract, judgement.day)]
    return tuple(sorted(found, key=lambda each: each.key))


def _invoices(judged: JudgedClient) -> Iterator[Deadline]:
    """Yield the open invoices that are not past due; those past due have their own list."""
    client, day = judged.timeline.client, judged.status.day
    for each in judged.timeline.invoices_on(day):
        if each.is_open and not each.is_past_due:
            record = each.record
            amount, expected = Amount(each.open, each.currency), judged.expected_on(each)
            text = msg("invoice {id} is due: {open}", id=record.id, open=amount)
            if expected > each.due:
                text = msg("{due}; expected on {day}, as this client usually pays", due=text, day=expected)
            yield Deadline(each.due, "invoice", text, client.name, client.place.file, record.place, record.id)


def _ends(contract: Contract, day: date) -> Iterator[Deadline]:
    if contract.stage not in RUNNING or not contract.end:
        return
    place, name, about = contract.places.get("end", contract.place), contract.title, contract.place.file
    if question := past_its_end(contract, day):
        yield Deadline(None, "stalled", question, name, about, place, f"{contract.id} end")
        return
    yield Deadline(contract.end, "contract-end", msg("the contract ends"), name, about, place, contract.id)
    if days := contract.notice_on(contract.end):
        notice = contract.end - timedelta(days=days)
        text = msg("last day to give notice before its end on {end}", end=contract.end)
        yield Deadline(notice, "notice", text, name, about, place, contract.id)


def _actions(contract: Contract, day: date) -> Iterator[Deadline]:
    """Yield the next action of an open contract; without an action, or with a past day, it is stalled."""
    name, about, due_on = contract.title, contract.place.file, contract.next_action_on
    if contract.stage not in OPEN:
        return
    if due_on:
        place = contract.places.get("next_action_on", contract.place)
        action = contract.next_action
        text = msg("{action}", action=action) if action else msg("the next action")
        yield Deadline(due_on, "stalled" if due_on < day else "next-action", text, name, about, place, contract.id)
    elif contract.stage not in RUNNING:
        place = contract.places.get("next_action", contract.place)
        text = msg("set a day for its next action") if contract.next_action else msg("has no next action")
        yield Deadline(None, "stalled", text, name, about, place, contract.id)


def _boundaries(judged: JudgedClient) -> Iterator[Deadline]:
    """Yield the day to look again at a boundary, unless it is known to be ignored."""
    client = judged.timeline.client
    for each in checks(judged):
        if each.outcome != "ignored":
            stated = each.boundary
            text = msg("check whether the boundary of {day} held: {sign}", day=stated.date, sign=Label(stated.sign))
            yield Deadline(
                each.look_on,
                "boundary",
                text,
                client.name,
                client.place.file,
                stated.place,
                f"{client.id} {stated.sign} {_nth(stated, client.boundaries)}",
            )


def _acceptances(judged: JudgedClient) -> Iterator[Deadline]:
    client = judged.timeline.client
    for each in in_force(judged):
        text = msg("your acceptance of this sign ends: {sign}", sign=Label(each.sign))
        yield Deadline(
            each.until,
            "acceptance",
            text,
            client.name,
            client.place.file,
            each.place,
            f"{client.id} {each.sign} {_nth(each, client.accepted)}",
        )


def _nth(record: Boundary | Acceptance, records: Iterable[Boundary | Acceptance]) -> int:
    """Return the number of a record among those of its sign, from 1; it stays when the record's day is corrected."""
    return 1 + [each.place for each in records if each.sign == record.sign].index(record.place)


def _last_days(judged: JudgedClient) -> Iterator[Deadline]:
    client, decision = judged.timeline.client, judged.leaving
    if decision and decision.last_day:
        text = msg("your last day")
        yield Deadline(decision.last_day, "last-day", text, client.name, client.place.file, decision.place, client.id)


def _reviews(judged: JudgedClient) -> Iterator[Deadline]:
    client, review = judged.timeline.client, review_of(judged)
    if review:
        place = client.places.get("reviewed", client.place)
        text = msg("review this client (one minute, {last})", last=review.sentence)
        yield Deadline(review.due_on, "review", text, client.name, client.place.file, place, client.id)
