"""From readings to a verdict: persisting, accepted, score, coverage, trend and the day a sign would clear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import lcm
from typing import Literal

from client_ledger.book.records import Boundary
from client_ledger.signs import BY_NAME
from client_ledger.signs.levels import Level, Limits
from client_ledger.signs.sign import Reading, Sign
from client_ledger.signs.unsteady_work import SIGN as UNSTEADY_WORK
from client_ledger.signs.view import Timeline, View

VerdictName = Literal["leave-now", "plan-exit", "set-boundary", "watch", "unknown", "keep"]
VERDICTS: tuple[VerdictName, ...] = ("leave-now", "plan-exit", "set-boundary", "watch", "unknown", "keep")
POINTS: Mapping[Level, int] = {Level.clear: 100, Level.watch: 70, Level.warning: 35, Level.critical: 0}
KNOCKED_OUT_AT_MOST = 10
ENOUGH_COVERAGE = Fraction(1, 2)
BOUNDARY_COUNTS_DAYS = 180
TREND_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Judged:
    """A sign's reading in the verdict.

    `level` is the true level, persisting included; `counted` is what verdict and score read it as.
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
        """Whether it went on after a boundary was stated."""
        return self.ignored is not None

    @property
    def weight(self) -> Fraction:
        """Its weight in score and coverage."""
        return self.reading.limits.weight


@dataclass(frozen=True, slots=True)
class ClientStatus:
    """A client on one day: the verdict, the signs behind it, the score (0 to 100) and how much is known."""

    day: date
    signs: tuple[Judged, ...]
    verdict: VerdictName
    deciding: tuple[str, ...]
    score: int | None
    coverage: Fraction

    @property
    def shown_score(self) -> int | None:
        """The score as people see it: none where too little is known for a verdict, for it would look good."""
        return None if self.verdict == "unknown" else self.score


@dataclass(frozen=True, slots=True)
class MonthStatus:
    """How a client stood on a day, without the readings behind it: what a trend shows."""

    day: date
    verdict: VerdictName
    score: int | None
    levels: Mapping[str, Level]


class Judge:
    """Judges one client on any day, with the limits in force."""

    def __init__(self, timeline: Timeline, limits: Mapping[str, Limits]) -> None:
        self.timeline = timeline
        self.limits = limits

    def assess(self, day: date, known: date | None = None) -> ClientStatus:
        """Return how the client stands on a day, by the records dated up to `known` (the day itself)."""
        view = View(self.timeline, day, known or day)
        judged = tuple(self._judge(BY_NAME[name], view) for name in self.limits)
        judged = tuple(_capped(each, judged) if each.sign is UNSTEADY_WORK else each for each in judged)
        verdict, deciding = decide(judged)
        return ClientStatus(day, judged, verdict, deciding, score(judged), coverage(judged))

    def _judge(self, sign: Sign, view: View) -> Judged:
        reading = sign.read(view, self.limits[sign.name])
        ignored = self._ignored_boundary(sign, view)
        level = Level.critical if ignored else reading.level
        until = self._accepted_until(sign, view.day)
        counted = Level.watch if until and level > Level.watch else level
        return Judged(sign, reading, level, counted, ignored, until)

    def level_on(self, sign: Sign, day: date, known: date) -> Level:
        """Return a sign's level on a day, persisting included, by the records dated up to `known`."""
        return self._judge(sign, View(self.timeline, day, known)).level

    def read_on(self, sign: Sign, day: date, known: date) -> Level:
        """Return the level of a sign's own reading on a day, by the records dated up to `known`."""
        return sign.read(View(self.timeline, day, known), self.limits[sign.name]).level

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
        """Return how the client stood on the last day of each of the 12 months before, and stands now."""
        firsts = [_first_of_month(now.day, back) for back in range(TREND_MONTHS - 1, -1, -1)]
        return [*(stood(self.assess(first - timedelta(days=1))) for first in firsts), stood(now)]


def stood(status: ClientStatus) -> MonthStatus:
    """Return a status without its readings."""
    levels = {each.sign.name: each.level for each in status.signs}
    return MonthStatus(status.day, status.verdict, status.score, levels)


def _first_of_month(day: date, back: int) -> date:
    index = day.year * 12 + day.month - 1 - back
    return date(index // 12, index % 12 + 1, 1)


def _capped(unsteady: Judged, judged: Iterable[Judged]) -> Judged:
    """Return unsteady work as watch at most where nothing else is wrong with the client."""
    others = (each.reading.level for each in judged if each.sign is not UNSTEADY_WORK)
    if any(level > Level.clear for level in others) or unsteady.level <= Level.watch:
        return unsteady
    reading = replace(unsteady.reading, level=Level.watch)
    return replace(unsteady, reading=reading, level=Level.watch, counted=Level.watch)


def decide(judged: Iterable[Judged]) -> tuple[VerdictName, tuple[str, ...]]:
    """Return the verdict and the names of the signs that decide it, the heaviest first."""
    judged = tuple(judged)
    firing = (each for each in judged if each.counted > Level.clear)
    signs = sorted(firing, key=lambda each: (-each.counted, not each.persists, -each.weight))
    critical = [each.sign.name for each in signs if each.counted is Level.critical]
    warning = [each.sign.name for each in signs if each.counted is Level.warning]
    watch = [each.sign.name for each in signs if each.counted is Level.watch]
    knocked_out = [each.sign.name for each in signs if each.sign.knock_out and each.level is Level.critical]
    persisting = [each.sign.name for each in signs if each.persists and each.accepted_until is None]
    if knocked_out:
        return "leave-now", tuple(knocked_out)
    if persisting or len(critical) > 1 or (critical and len(warning) > 1):
        return "plan-exit", tuple(dict.fromkeys([*persisting, *critical, *warning]))
    if critical or warning:
        return "set-boundary", (*critical, *warning)
    if watch:
        return "watch", tuple(watch)
    return ("unknown" if coverage(judged) < ENOUGH_COVERAGE else "keep"), ()


def coverage(judged: Iterable[Judged]) -> Fraction:
    """Return the weight of the signs that are not unknown as a share of all that are on."""
    judged = tuple(judged)
    weights = _in_whole_numbers(judged)
    known = sum(weight for each, weight in zip(judged, weights, strict=True) if each.level is not Level.unknown)
    return Fraction(known, sum(weights)) if any(weights) else Fraction(0)


def score(judged: Iterable[Judged]) -> int | None:
    """Return the weighted mean of the known signs' points, halves rounded up; None when nothing is known."""
    known = [each for each in judged if each.counted is not Level.unknown]
    weights = _in_whole_numbers(known)
    weight = sum(weights)
    if not weight:
        return None
    points = sum(POINTS[each.counted] * part for each, part in zip(known, weights, strict=True))
    rounded = (2 * points + weight) // (2 * weight)
    out = any(each.sign.knock_out and each.level is Level.critical for each in known)
    return min(rounded, KNOCKED_OUT_AT_MOST) if out else rounded


def _in_whole_numbers(judged: Sequence[Judged]) -> list[int]:
    """Return the weights in the same proportion as whole numbers, of which many sums are quick and exact."""
    weights = [each.weight for each in judged]
    unit = lcm(*(weight.denominator for weight in weights))
    return [weight.numerator * (unit // weight.denominator) for weight in weights]
