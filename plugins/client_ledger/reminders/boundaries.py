"""The limits that were stated: when to look again, and whether each has held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from client_ledger.book.records import Boundary
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.judging.verdict import BOUNDARY_COUNTS_DAYS
from client_ledger.letters.boundary import LOOK_AGAIN_AFTER_DAYS
from client_ledger.signs import BY_NAME
from client_ledger.signs.levels import Level
from client_ledger.signs.sign import Reading
from client_ledger.signs.view import View
from client_ledger.text.message import Message, msg

LISTED_AFTER_DAYS = 30
# These two are not about what a client does after a boundary.
NOT_TOLD_BY_RECORDS_AFTER = frozenset({"unsteady-work", "contract-gaps"})

Outcome = Literal["held", "slipping", "ignored", "too-early", "unknown"]


@dataclass(frozen=True, slots=True)
class Check:
    """A boundary, the day to look again, and the reading of its sign from the records since.

    `ignored` means the sign persists: warning or worse since. `reading` is None if there are no records since.
    """

    judged: JudgedClient
    boundary: Boundary
    look_on: date
    outcome: Outcome
    reading: Reading | None

    @property
    def due(self) -> bool:
        """Whether the day to look again has come and is at most 30 days past."""
        return 0 <= (self.judged.status.day - self.look_on).days <= LISTED_AFTER_DAYS

    @property
    def sentence(self) -> Message:
        """The sentence about whether it has held."""
        summary = self.reading.summary if self.reading else ""
        match self.outcome:
            case "held":
                return msg("it has held: no breach is recorded since {day}", day=self.boundary.date)
            case "slipping":
                return msg("it is slipping: {summary}", summary=summary)
            case "ignored":
                return msg("it was ignored: {summary}", summary=summary)
            case "too-early":
                return msg("it was stated today; look again on {day}", day=self.look_on)
            case _ if self.reading and (self.reading.finding.unknown or not self.reading.unknown):
                return msg("it is too early to say: too little is recorded since {day}", day=self.boundary.date)
            case _ if self.reading and self.reading.unknown:
                return msg("it is not known: {reason}", reason=self.reading.unknown)
            case _:
                return msg("your records cannot show whether it has held; judge for yourself")


def check(judged: JudgedClient, boundary: Boundary) -> Check | None:
    """Return the check of a boundary; None before its day, or if its sign is off or unknown."""
    day = judged.status.day
    sign, limits = BY_NAME.get(boundary.sign), judged.judge.limits.get(boundary.sign)
    if sign is None or limits is None or boundary.date > day:
        return None
    look_on = boundary.date + timedelta(days=LOOK_AGAIN_AFTER_DAYS)
    if boundary.date == day:
        return Check(judged, boundary, look_on, "too-early", None)
    if sign.name in NOT_TOLD_BY_RECORDS_AFTER:
        return Check(judged, boundary, look_on, "unknown", None)
    reading = sign.read(View(judged.timeline, day, after=boundary.date), limits)
    outcomes: dict[Level, Outcome] = {
        Level.unknown: "unknown",
        Level.clear: "held",
        Level.watch: "slipping",
        Level.warning: "ignored",
        Level.critical: "ignored",
    }
    outcome = outcomes[reading.level]
    if outcome == "held" and sign.event and not _reviewed_since(judged, boundary):
        outcome = "unknown"  # a review before the boundary cannot tell whether it is kept
    return Check(judged, boundary, look_on, outcome, reading)


def _reviewed_since(judged: JudgedClient, boundary: Boundary) -> bool:
    reviewed = judged.timeline.client.reviewed
    return reviewed is not None and reviewed > boundary.date


def checks(judged: JudgedClient) -> tuple[Check, ...]:
    """Return a client's boundaries of the last 180 days, the latest stated first."""
    stated = judged.timeline.boundaries.between(
        judged.status.day - timedelta(days=BOUNDARY_COUNTS_DAYS - 1), judged.status.day
    )
    return tuple(found for boundary in reversed(stated) if (found := check(judged, boundary)))


def due_checks(judgement: Judgement) -> tuple[Check, ...]:
    """Return the boundaries whose day to look again came in the last 30 days, except those of former clients."""
    return by_day(
        found
        for judged in judgement.clients.values()
        if judged.timeline.client.status != "former"
        for found in checks(judged)
        if found.due
    )


def by_day(found: Iterable[Check]) -> tuple[Check, ...]:
    """Return checks in order of the day to look."""
    return tuple(sorted(found, key=lambda each: (each.look_on, each.boundary.place)))
