"""Compute the verdict from readings: persistence, acceptance, score, coverage and trend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import lcm
from typing import Literal

from client_ledger.book.records import Boundary
from client_ledger.signs import BY_NAME
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.signs.levels import Level, Limits
from client_ledger.signs.sign import Reading, Sign
from client_ledger.signs.timeline import Timeline
from client_ledger.signs.view import View

VerdictName = Literal["leave-now", "plan-exit", "set-boundary", "watch", "unknown", "keep"]
VERDICTS: tuple[VerdictName, ...] = ("leave-now", "plan-exit", "set-boundary", "watch", "unknown", "keep")
BANDS: Mapping[VerdictName, tuple[int, int]] = {
    "keep": (86, 100),
    "watch": (61, 85),
    "set-boundary": (31, 60),
    "plan-exit": (11, 30),
    "leave-now": (0, 10),
}
"""The lowest and the highest score of each verdict that has one."""
HARM: Mapping[Level, Fraction] = {
    Level.watch: Fraction("0.3"),
    Level.warning: Fraction("0.65"),
    Level.critical: Fraction(1),
}
HARM_IS_FULL_AT = Fraction(1, 3)
ENOUGH_COVERAGE = Fraction(1, 2)
BOUNDARY_COUNTS_DAYS = 180
HOPELESS_AFTER_DAYS = 90
TREND_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Judged:
    """A sign's reading in the verdict.

    `level` is the true level, including persistence; `counted` is the level for verdict and score.
    `ignored` is the boundary after which it went on.
    """

    sign: Sign
    reading: Reading
    level: Level
    counted: Level
    ignored: Boundary | None = None
    accepted_until: date | None = None

    @property
    def persists(self) -> bool:
        """Whether it went on after a boundary."""
        return self.ignored is not None

    @property
    def weight(self) -> Fraction:
        """Its weight in score and coverage."""
        return self.reading.limits.weight


@dataclass(frozen=True, slots=True)
class ClientStatus:
    """A client on one day: the verdict, the signs behind it, the score (0 to 100), and the coverage.

    There is no score if too little is known for a verdict.
    """

    day: date
    signs: tuple[Judged, ...]
    verdict: VerdictName
    deciding: tuple[str, ...]
    score: int | None
    coverage: Fraction


@dataclass(frozen=True, slots=True)
class MonthStatus:
    """A client's status on a day without its readings, as a trend shows it."""

    day: date
    verdict: VerdictName
    score: int | None
    levels: Mapping[str, Level]


class Judge:
    """Judges one client on any day, with the limits in force."""

    def __init__(self, timeline: Timeline, limits: Mapping[str, Limits]) -> None:
        self.timeline = timeline
        self.limits = limits
        self._stood: dict[date, MonthStatus] = {}
        self._levels: dict[tuple[str, date], Level] = {}

    def assess(self, day: date) -> ClientStatus:
        """Return the client's status on a day, from the records dated up to it."""
        view = View(self.timeline, day)
        judged = tuple(self._judge(BY_NAME[name], view) for name in self.limits)
        verdict, deciding = decide(judged)
        return ClientStatus(day, judged, verdict, deciding, score(judged, verdict), coverage(judged))

    def _judge(self, sign: Sign, view: View) -> Judged:
        reading = sign.read(view, self.limits[sign.name])
        ignored = self._ignored_boundary(sign, view)
        level = Level.critical if ignored else reading.level
        until = self._accepted_until(sign, view.day)
        counted = Level.watch if until and level > Level.watch else level
        return Judged(sign, reading, level, counted, ignored, until)

    def stood_on(self, day: date) -> MonthStatus:
        """Return the client's status on a day without its readings, judged once."""
        if day not in self._stood:
            self._stood[day] = month_status(self.assess(day))
        return self._stood[day]

    def level_on(self, sign: Sign, day: date) -> Level:
        """Return a sign's level on a day, including persistence."""
        if known := self._stood.get(day):
            return known.levels[sign.name]
        view = View(self.timeline, day)
        if self._ignored_boundary(sign, view):
            return Level.critical
        return sign.read(view, self.limits[sign.name]).level

    def level_judged_once(self, sign: Sign, day: date) -> Level:
        """Return a sign's level on a day that is asked for in every build, as a month's end is."""
        key = sign.name, day
        if key not in self._levels:
            self._levels[key] = self.level_on(sign, day)
        return self._levels[key]

    def remember(self, known: Iterable[MonthStatus]) -> None:
        """Take over what an earlier run found out by the same records."""
        self._stood.update((each.day, each) for each in known)

    def _ignored_boundary(self, sign: Sign, view: View) -> Boundary | None:
        if not sign.can_persist:
            return None
        for boundary in reversed(view.last(BOUNDARY_COUNTS_DAYS, self.timeline.boundaries)):
            if boundary.sign == sign.name and boundary.date < view.day:
                again = sign.read(replace(view, after=boundary.date), self.limits[sign.name])
                if again.level >= Level.warning:
                    return boundary
        return None

    def _accepted_until(self, sign: Sign, day: date) -> date | None:
        if sign.knock_out:
            return None
        running = (each.until for each in self.timeline.client.accepted if each.sign == sign.name and each.until >= day)
        return max(running, default=None)

    def trend(self, now: ClientStatus) -> list[MonthStatus]:
        """Return the client's status on the last day of each of the 12 months before, and now."""
        firsts = [_first_of_month(now.day, back) for back in range(TREND_MONTHS - 1, -1, -1)]
        return [*(self.stood_on(first - timedelta(days=1)) for first in firsts), month_status(now)]


def month_status(status: ClientStatus) -> MonthStatus:
    """Return a status without its readings."""
    levels = {each.sign.name: each.level for each in status.signs}
    return MonthStatus(status.day, status.verdict, status.score, levels)


def _first_of_month(day: date, back: int) -> date:
    index = day.year * 12 + day.month - 1 - back
    return date(index // 12, index % 12 + 1, 1)


def decide(judged: Iterable[Judged]) -> tuple[VerdictName, tuple[str, ...]]:
    """Return the verdict and the names of the signs that decide it, the most serious first."""
    judged = tuple(judged)
    signs = sorted(judged, key=_gravest_first)
    critical = [each for each in signs if each.counted is Level.critical]
    warning = [each for each in signs if each.counted is Level.warning]
    watch = [each for each in signs if each.counted is Level.watch]
    knocked_out = [each for each in critical if each.sign.knock_out]
    persisting = any(each.persists and each.accepted_until is None for each in signs)
    if knocked_out:
        return "leave-now", _names(knocked_out)
    if persisting or len(critical) > 1 or (critical and len(warning) > 1) or any(map(_is_hopeless, critical)):
        return "plan-exit", _names([*critical, *warning])
    if critical or warning:
        return "set-boundary", _names([*critical, *warning])
    if watch:
        return "watch", _names(watch)
    return ("keep" if _is_enough_known(judged) else "unknown"), ()


def _names(judged: Iterable[Judged]) -> tuple[str, ...]:
    return tuple(each.sign.name for each in judged)


def _gravest_first(judged: Judged) -> tuple[int, bool, Fraction, bool]:
    """Return the sort key of deciding signs: level, persistence, weight, then the order of SIGNS."""
    return -judged.counted, not judged.persists, -judged.weight, not judged.sign.about_conduct


def _is_hopeless(judged: Judged) -> bool:
    """Tell whether an invoice has been overdue for so long that waiting is pointless."""
    if judged.sign is not LATE_PAYMENTS:
        return False
    return (judged.reading.finding.number("oldest_overdue_days") or 0) >= HOPELESS_AFTER_DAYS


def _is_enough_known(judged: Sequence[Judged]) -> bool:
    """Tell whether enough is known to keep a client, especially about work and money."""
    core = [each for each in judged if each.sign.core]
    knows_core = any(each.level is not Level.unknown for each in core) or not core
    return knows_core and coverage(judged) >= ENOUGH_COVERAGE


def coverage(judged: Iterable[Judged]) -> Fraction:
    """Return the weight of the known signs as a share of all signs that are on."""
    judged = tuple(judged)
    weights = _in_whole_numbers(judged)
    known = sum(weight for each, weight in zip(judged, weights, strict=True) if each.level is not Level.unknown)
    return Fraction(known, sum(weights)) if any(weights) else Fraction(0)


def score(judged: Sequence[Judged], verdict: VerdictName) -> int | None:
    """Return the score within the verdict's band, rounded half up; None if the verdict is unknown."""
    if verdict not in BANDS:
        return None
    weights = _in_whole_numbers(judged)
    harm = sum(
        (HARM.get(each.counted, Fraction(0)) * weight for each, weight in zip(judged, weights, strict=True)),
        Fraction(0),
    )
    full = sum(weights) * HARM_IS_FULL_AT
    lowest, highest = BANDS[verdict]
    exact = lowest + (highest - lowest) * (1 - (min(harm / full, Fraction(1)) if full else Fraction(0)))
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def _in_whole_numbers(judged: Sequence[Judged]) -> list[int]:
    """Return the weights as whole numbers in the same proportion, for quick and exact sums."""
    weights = [each.weight for each in judged]
    unit = lcm(*(weight.denominator for weight in weights))
    return [weight.numerator * (unit // weight.denominator) for weight in weights]
