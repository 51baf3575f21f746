"""The lessons of a former client: which signs showed first, how early, and what it cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby

from client_ledger.income.calendar_months import bounds, months_between
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.signs import BY_NAME
from client_ledger.signs.levels import Level
from client_ledger.signs.sign import Sign


@dataclass(frozen=True, slots=True)
class FirstSeen:
    """The first day a sign was at watch or above, and how many days that was before the end."""

    sign: Sign
    day: date
    days_before: int


@dataclass(frozen=True, slots=True)
class PostMortem:
    """A summary of a former client; money in the base currency.

    `end` is the last day of work: recorded with the decision to leave, else the last record. `waited` are the days
    that all invoices together were paid, or are, past due. `not_received` is what is unpaid past its due day or was
    written off.
    """

    judged: JudgedClient
    end: date
    seen: tuple[FirstSeen, ...]
    unpaid_hours: Fraction
    waited: int
    late_invoices: int
    not_received: Fraction

    @property
    def first(self) -> tuple[FirstSeen, ...]:
        """The signs that showed first: one, or several on one day."""
        return tuple(each for each in self.seen if each.day == self.seen[0].day)


def post_mortem(judged: JudgedClient) -> PostMortem | None:
    """Return a former client's post-mortem; None if nothing is recorded."""
    timeline, day = judged.timeline, judged.status.day
    end = _end(judged)
    if end is None:
        return None
    waits = [each.days_late for each in timeline.invoices_on(day) if each.is_late(0)]
    unpaid = (worked.unpaid for worked in timeline.hours.between(date.min, day))
    invoices = timeline.invoices_on(day)
    missing = (each.open_in_base for each in invoices if each.is_past_due)
    lost = (each.lost_in_base for each in invoices)
    not_received = sum([*missing, *lost], Fraction(0))
    return PostMortem(judged, end, _seen(judged, end), sum(unpaid, Fraction(0)), sum(waits), len(waits), not_received)


def _end(judged: JudgedClient) -> date | None:
    """Return the last day of work with a former client."""
    timeline, day = judged.timeline, judged.status.day
    recorded = [each.last_day for each in timeline.client.decisions if each.decision == "leave" and each.last_day]
    if recorded:
        return min(max(recorded), day)
    days = [*timeline.hours.days, *timeline.issued.days, *timeline.event_days]
    return max((each for each in days if each <= day), default=None)


def _seen(judged: JudgedClient, end: date) -> tuple[FirstSeen, ...]:
    """Return the first day of each sign at watch or above, the earliest first.

    Months are looked at by their last day, and the first one that shows a sign day by day: no sign's window is
    shorter than 30 days unless the settings say so, so that none comes and goes unseen.
    """
    first = judged.timeline.first_day
    if first is None:
        return ()
    found = []
    for name in judged.judge.limits:
        sign = BY_NAME[name]
        for month in months_between(first, end):
            start, last = bounds(month)
            start, last = max(start, first), min(last, end)
            if judged.judge.level_on(sign, last) >= Level.watch:
                day = _first_day(judged, sign, start, last)
                found.append(FirstSeen(sign, day, (end - day).days))
                break
    return tuple(sorted(found, key=lambda each: (each.day, each.sign.name)))


def _first_day(judged: JudgedClient, sign: Sign, start: date, last: date) -> date:
    for ahead in range((last - start).days):
        day = start + timedelta(days=ahead)
        if judged.judge.level_on(sign, day) >= Level.watch:
            return day
    return last


@dataclass(frozen=True, slots=True)
class Earliest:
    """A sign over all former clients: how many showed it, how many first, and its mean days before the end."""

    sign: Sign
    clients: int
    first: int
    mean_days_before: Fraction


@dataclass(frozen=True, slots=True)
class Lessons:
    """All former clients together; `signs` begin with the one that showed first most often."""

    clients: tuple[PostMortem, ...]
    signs: tuple[Earliest, ...]

    @property
    def unpaid_hours(self) -> Fraction:
        """The hours worked without pay."""
        return sum((each.unpaid_hours for each in self.clients), Fraction(0))

    @property
    def waited(self) -> int:
        """The days waited for payments past due."""
        return sum(each.waited for each in self.clients)

    @property
    def not_received(self) -> Fraction:
        """The sum that was never paid, in the base currency."""
        return sum((each.not_received for each in self.clients), Fraction(0))


def lessons(judgement: Judgement) -> Lessons:
    """Return the post-mortems of all former clients, the latest end first, and their common lessons."""
    former = (each for each in judgement.clients.values() if each.timeline.client.status == "former")
    found = [mortem for judged in former if (mortem := post_mortem(judged))]
    found.sort(key=lambda each: (each.end, each.judged.timeline.client.id), reverse=True)
    return Lessons(tuple(found), summed(found))


def summed(mortems: Iterable[PostMortem]) -> tuple[Earliest, ...]:
    """Return each sign that showed, sorted by how many clients showed it first, then by how early."""
    rows = sorted(
        (seen.sign.name, seen.days_before, seen in mortem.first) for mortem in mortems for seen in mortem.seen
    )
    found = []
    for name, group in groupby(rows, key=lambda row: row[0]):
        each = list(group)
        mean = Fraction(sum(days for _, days, _ in each), len(each))
        found.append(Earliest(BY_NAME[name], len(each), sum(first for _, _, first in each), mean))
    return tuple(sorted(found, key=lambda each: (-each.first, -each.mean_days_before, each.sign.name)))
