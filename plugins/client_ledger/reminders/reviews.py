"""Reviews of one minute: clients not reviewed for long, and acceptances that run out or are not needed."""

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
    """A client to review: the last review, the day the next is due, and the records since.

    `last` is the day of `reviewed`, None before the first review.
    """

    judged: JudgedClient
    last: date | None
    due_on: date

    @property
    def sentence(self) -> Message:
        """How long ago the last review was."""
        if self.last is None:
            return msg("not reviewed yet")
        days = (self.judged.status.day - self.last).days
        if days == 0:
            return msg("last reviewed today")
        return plural_msg("last reviewed {count} day ago", "last reviewed {count} days ago", days)


def review_of(judged: JudgedClient) -> Review | None:
    """Return a client's next review; None for a former client, or without any record."""
    client, day = judged.timeline.client, judged.status.day
    last = client.reviewed if client.reviewed and client.reviewed <= day else None
    begun = last or judged.timeline.first_day
    if client.status == "former" or (begun and begun > day):
        return None
    if begun is None:
        return Review(judged, None, day)
    return Review(judged, last, begun + timedelta(days=REVIEW_AFTER_DAYS))


def reviews_due(judgement: Judgement) -> tuple[Review, ...]:
    """Return the reviews that are due, the longest ago first."""
    found = (review for judged in judgement.clients.values() if (review := review_of(judged)))
    due = (review for review in found if review.due_on <= judgement.day)
    return tuple(sorted(due, key=lambda each: (each.due_on, each.judged.timeline.client.id)))


def recorded_since(judged: JudgedClient, since: date | None) -> tuple[Message, ...]:
    """Return the records after a day up to the day judged, by kind, for a review."""
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
    """An accepted sign, and the state of the acceptance: running, ending within 30 days, ended, or not needed."""

    judged: JudgedClient
    acceptance: Acceptance
    state: State
    level: Level

    @property
    def sentence(self) -> Message:
        """The state of the acceptance, in a sentence."""
        sign, until = Label(self.acceptance.sign), self.acceptance.until
        match self.state:
            case "not-needed":
                return msg("{sign}: accepted until {day}, but clear now: remove the acceptance", sign=sign, day=until)
            case "ended":
                return msg(
                    "{sign}: accepted until {day}; it is at {level} now: decide again",
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
    """Yield a client's acceptances, for each sign the one that lasts longest.

    Those that ended more than 30 days ago are left out; the ledger's check reports them.
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
    """Return for each sign the acceptance that lasts longest, ended or not: a later one replaces an earlier."""
    longest: dict[str, Acceptance] = {}
    for each in judged.timeline.client.accepted:
        if each.sign not in longest or each.until >= longest[each.sign].until:
            longest[each.sign] = each
    return tuple(longest.values())


def waived_to_look_at(judgement: Judgement) -> tuple[Waived, ...]:
    """Return the acceptances that ended or are not needed, except former clients'; deadlines have the others."""
    found = (
        each
        for judged in judgement.clients.values()
        if judged.timeline.client.status != "former"
        for each in waived(judged)
        if each.state in ("ended", "not-needed")
    )
    return tuple(sorted(found, key=lambda each: (each.acceptance.until, each.acceptance.place)))
