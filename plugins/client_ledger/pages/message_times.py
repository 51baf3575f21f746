"""The times of a client's messages: by weekday and hour, in both time zones, with the shared working hours."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from fractions import Fraction
from functools import lru_cache
from math import isqrt
from zoneinfo import ZoneInfo

from client_ledger.book.settings import USUAL_WEEK
from client_ledger.book.working_hours import WorkingHours
from client_ledger.pages.chart_layout import LANE, short
from client_ledger.signs.timeline import Timeline
from client_ledger.signs.worktime import is_out_of_hours, within
from client_ledger.text.message import Message, Quantity, msg, plural_msg

WINDOW_DAYS = 365
ROW, RADIUS = 20, 8
HOUR = (100 - LANE) / 24
PAIRS_REMEMBERED = 512


class Week:
    """A person's working hours in their time zone; comparable, so that results can be cached."""

    def __init__(self, hours: WorkingHours, zone: ZoneInfo) -> None:
        self.hours = hours
        self.zone = zone
        self._key = tuple(sorted(hours.items())), zone.key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Week) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@dataclass(frozen=True, slots=True)
class Dot:
    """The messages of one weekday and hour; `outside` are those outside the freelancer's working time."""

    weekday: int
    hour: int
    count: int
    outside: int
    x: float
    y: int
    radius: int


@dataclass(frozen=True, slots=True)
class Span:
    """Hours of one weekday in which the freelancer (`mine`) or both (`shared`) work."""

    kind: str
    x: float
    y: int
    width: float


@dataclass(frozen=True, slots=True)
class Clock:
    """A week in one time zone."""

    zone: str
    dots: tuple[Dot, ...]
    spans: tuple[Span, ...]

    @property
    def hours(self) -> tuple[tuple[int, float], ...]:
        """The hours labelled below the week, and their positions."""
        return tuple((hour, short(LANE + HOUR * hour)) for hour in range(0, 24, 3))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A client's messages of the last 365 days, by the freelancer's clock and, if different, the client's."""

    messages: int
    clocks: tuple[Clock, ...]
    sentence: Message


def rhythm(timeline: Timeline, day: date) -> Rhythm:
    """Return the times of a client's messages, as known on a day."""
    client, settings = timeline.client, timeline.settings
    since = day - timedelta(days=WINDOW_DAYS - 1)
    messages = [each for each in client.messages if since <= each.day <= day]
    theirs = ZoneInfo(client.timezone) if client.timezone else settings.zone
    week = USUAL_WEEK if client.working_hours is None else client.working_hours
    weeks = (Week(settings.working_hours, settings.zone), Week(week, theirs))
    monday = day - timedelta(days=day.weekday())
    outside = {each.place for each in messages if is_out_of_hours(each, settings)}
    clocks = []
    for zone in dict.fromkeys([settings.zone, theirs]):
        counts: Counter[tuple[int, int]] = Counter()
        late: Counter[tuple[int, int]] = Counter()
        for each in messages:
            local = each.at.astimezone(zone)
            slot = (local.weekday(), local.hour)
            counts[slot] += 1
            late[slot] += each.place in outside
        clocks.append(Clock(zone.key, _dots(counts, late), _spans(zone, monday, weeks)))
    sentence = plural_msg(
        "{count} message in the last {days} days, {outside} outside your working time; you share {hours} working "
        "hours a week.",
        "{count} messages in the last {days} days, {outside} of them outside your working time; "
        "you share {hours} working hours a week.",
        len(messages),
        days=WINDOW_DAYS,
        outside=len(outside),
        hours=Quantity(_shared(monday, weeks)),
    )
    if not messages:
        sentence = msg("No message is recorded in the last {days} days.", days=WINDOW_DAYS)
    return Rhythm(len(messages), tuple(clocks), sentence)


def _dots(counts: Counter[tuple[int, int]], late: Counter[tuple[int, int]]) -> tuple[Dot, ...]:
    most = max(counts.values(), default=1)
    return tuple(
        Dot(
            weekday,
            hour,
            count,
            late[weekday, hour],
            short(LANE + HOUR * hour + HOUR / 2),
            ROW * weekday + ROW // 2,
            max(isqrt(RADIUS * RADIUS * count // most), 3),
        )
        for (weekday, hour), count in sorted(counts.items())
    )


Weeks = tuple[Week, Week]


def _working(moment: datetime, weeks: Weeks) -> tuple[bool, bool]:
    mine, theirs = weeks
    return within(mine.hours, moment.astimezone(mine.zone)), within(theirs.hours, moment.astimezone(theirs.zone))


def _quarters(zone: tzinfo, monday: date) -> list[datetime]:
    """Return the start of every quarter of an hour of a week by a zone's clock."""
    first = datetime.combine(monday, time(), zone)
    return [first + timedelta(minutes=15 * step) for step in range(7 * 24 * 4)]


@lru_cache(maxsize=PAIRS_REMEMBERED)
def _shared(monday: date, weeks: Weeks) -> Fraction:
    """Return the number of hours a week that both work."""
    both = sum(all(_working(moment.astimezone(UTC), weeks)) for moment in _quarters(weeks[0].zone, monday))
    return Fraction(both, 4)


@lru_cache(maxsize=PAIRS_REMEMBERED)
def _spans(zone: ZoneInfo, monday: date, weeks: Weeks) -> tuple[Span, ...]:
    """Return the working hours by a zone's clock, to the quarter of an hour, in one week."""
    found: list[Span] = []
    working = [_working(moment.astimezone(UTC), weeks) for moment in _quarters(zone, monday)]
    for kind in ("mine", "shared"):
        on = [mine and (kind == "mine" or theirs) for mine, theirs in working]
        for weekday in range(7):
            quarters = [*on[weekday * 96 : weekday * 96 + 96], False]
            start = None
            for at, is_on in enumerate(quarters):
                if is_on and start is None:
                    start = at
                elif not is_on and start is not None:
                    left, width = LANE + HOUR * start / 4, HOUR * (at - start) / 4
                    found.append(Span(kind, short(left), ROW * weekday, short(width)))
                    start = None
    return tuple(found)
