"""What wants a look of one minute: clients not reviewed for long, and acceptances that run out or are not needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from client_ledger.book.records import Acceptance
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.signs import BY_NAME
from client_ledger.signs.levels import Level
from client_ledger.text.message import Label, Message, msg, plural_msg

REVIEW_AFTER_DAYS = 90
ENDS_SOON_DAYS = 30
SHOWN_AFTER_END_DAYS = 30


@dataclass(frozen=True, slots=True)
class Review:
    """A client to review: since when nothing was reviewed, the day it is due, and what was recorded since.

    `last` is the day of `reviewed`, None before the first review; `days` counts from it or from the first record.
    """

    judged: JudgedClient
    last: date | None
    due_on: date
    days: int

    @property
    def said(self) -> Message:
        """How long ago the last review was."""
        if self.last is None:
            return msg("never reviewed")
        if self.days == 0:
            return msg("last reviewed today")
        return plural_msg("last reviewed {count} day ago", "last reviewed {count} days ago", self.days)


def review_of(judged: JudgedClient) -> Review | None:
    """Return a client's next review; None for a former one, or before anything is recorded of it."""
    client, day = judged.timeline.client, judged.status.day
    last = client.reviewed if client.reviewed and client.reviewed <= day else None
    begun = last or judged.timeline.first_day
    if client.status == "former" or (begun and begun > day):
        return None
    if begun is None:
        return Review(judged, None, day, 0)
    return Review(judged, last, begun + timedelta(days=REVIEW_AFTER_DAYS), (day - begun).days)


def reviews_due(judgement: Judgement) -> tuple[Review, ...]:
    """Return the reviews that are due, the longest ago first."""
    found = (review for judged in judgement.clients.values() if (review := review_of(judged)))
    due = (review for review in found if review.due_on <= judgement.day)
    return tuple(sorted(due, key=lambda each: (each.due_on, each.judged.timeline.client.id)))


def recorded_since(judged: JudgedClient, since: date | None) -> tuple[Message, ...]:
    """Return what was recorded after a day up to the day judged, by kind: what a review looks over."""
    timeline, day = judged.timeline, judged.status.day
    first = since + timedelta(days=1) if since else date.min
    messages = sum(first <= each.day <= day for each in timeline.client.messages)
    found = (
        plural_msg("{count} message", "{count} messages", messages),
        plural_msg("{count} request", "{count} requests", len(timeline.requests.between(first, day))),
        plural_msg("{count} incident", "{count} incidents", len(timeline.incidents.between(first, day))),
        plural_msg("{count} entry of hours", "{count} entries of hours", len(timeline.hours.between(first, day))),
        plural_msg("{count} invoice", "{count} invoices", len(timeline.issued.between(first, day))),
    )
    return tuple(each for each in found if each.count)


QUESTIONS: tuple[Message, ...] = (
    msg("Is every request, message and incident that matters recorded?"),
    msg("Are all hours, invoices and payments entered?"),
    msg("Has what you agreed changed: scope, price, dates, contact?"),
    msg("Would you take this client on again today?"),
)

State = Literal["running", "ends-soon", "ended", "not-needed"]


@dataclass(frozen=True, slots=True)
class Waived:
    """A sign that was accepted, and how that stands: running, ending within 30 days, ended, or not needed."""

    judged: JudgedClient
    acceptance: Acceptance
    state: State
    level: Level

    @property
    def said(self) -> Message:
        """How the acceptance stands, in a sentence."""
        sign, until = Label(self.acceptance.sign), self.acceptance.until
        match self.state:
            case "not-needed":
                return msg("{sign}: accepted until {day}, and clear: remove it", sign=sign, day=until)
            case "ended":
                return msg(
                    "{sign}: accepted until {day}; it stands at {level}: decide anew",
                    sign=sign,
                    day=until,
                    level=Label(self.level.name),
                )
            case "ends-soon":
                days = (until - self.judged.status.day).days
                return plural_msg(
                    "{sign}: accepted for {count} more day, until {day}",
                    "{sign}: accepted for {count} more days, until {day}",
                    days,
                    sign=sign,
                    day=until,
                )
            case _:
                return msg("{sign}: accepted until {day}", sign=sign, day=until)


def waived(judged: JudgedClient) -> Iterator[Waived]:
    """Yield a client's acceptances, of each sign the one that lasts longest.

    Those that ended more than 30 days ago are left out: the ledger's check names them.
    """
    levels = {each.sign.name: each.level for each in judged.status.signs}
    day = judged.status.day
    for each in in_force(judged):
        level = levels.get(each.sign)
        left = (each.until - day).days
        if level is None or BY_NAME[each.sign].knock_out or left < -SHOWN_AFTER_END_DAYS:
            continue
        state: State = "running"
        if left < 0:
            state = "ended"
        elif level is Level.clear:
            state = "not-needed"
        elif left <= ENDS_SOON_DAYS:
            state = "ends-soon"
        yield Waived(judged, each, state, level)


def in_force(judged: JudgedClient) -> tuple[Acceptance, ...]:
    """Return the acceptance of each sign that lasts longest, run out or not: a later one takes the earlier's place."""
    longest: dict[str, Acceptance] = {}
    for each in judged.timeline.client.accepted:
        if each.sign not in longest or each.until >= longest[each.sign].until:
            longest[each.sign] = each
    return tuple(longest.values())


def waived_to_look_at(judgement: Judgement) -> tuple[Waived, ...]:
    """Return the acceptances that ended or are not needed, former clients left out: deadlines name the others."""
    found = (
        each
        for judged in judgement.clients.values()
        if judged.timeline.client.status != "former"
        for each in waived(judged)
        if each.state in ("ended", "not-needed")
    )
    return tuple(sorted(found, key=lambda each: (each.acceptance.until, each.acceptance.place)))
