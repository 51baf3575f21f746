"""What a warning sign is: limits that can be changed, a measurement, and the reading they give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from client_ledger.frontmatter.problems import Place
from client_ledger.signs.view import View
from client_ledger.text.message import Amount, Message, Quantity, Share, msg


class Level(IntEnum):
    """How far a sign has gone; unknown is no level of good."""

    unknown = 0
    clear = 1
    watch = 2
    warning = 3
    critical = 4


Measure: TypeAlias = "int | Share | Quantity | Amount"
FIRING = (Level.watch, Level.warning, Level.critical)
WORST_FIRST = FIRING[::-1]


@dataclass(frozen=True, slots=True)
class Condition:
    """A limit on one measure: it holds at the limit and above, or, with `below`, under it."""

    measure: str
    limit: Fraction
    below: bool = False

    def holds(self, finding: Finding) -> bool:
        """Tell whether the measured value is known and past the limit."""
        value = finding.number(self.measure)
        if value is None:
            return False
        # The cross product says the same as comparing the fractions, in a third of the time.
        mine, limit = value.numerator * self.limit.denominator, self.limit.numerator * value.denominator
        return mine < limit if self.below else mine >= limit


Group: TypeAlias = tuple[Condition, ...]
Rules: TypeAlias = Mapping[Level, tuple[Group, ...]]


def at_least(**limits: float | Fraction | str) -> Group:
    """Return conditions that must hold together, each at its limit or above."""
    return tuple(Condition(measure, Fraction(limit)) for measure, limit in limits.items())


@dataclass(frozen=True, slots=True)
class Limits:
    """A sign's numbers in force: the window, the grace and, per level, the groups of which one must hold."""

    window_days: int
    rules: Rules
    grace_days: int = 0
    weight: Fraction | None = None

    def of(self, measure: str) -> dict[Level, Fraction]:
        """Return each level's limit on a measure."""
        found: dict[Level, Fraction] = {}
        for level, groups in self.rules.items():
            for condition in (condition for group in groups for condition in group):
                if condition.measure == measure:
                    found.setdefault(level, condition.limit)
        return found

    def with_limit(self, level: Level, measure: str, limit: Fraction) -> Limits:
        """Return these limits with the first condition on a measure at a level changed."""
        groups = []
        done = False
        for group in self.rules[level]:
            changed = []
            for condition in group:
                mine = not done and condition.measure == measure
                changed.append(replace(condition, limit=limit) if mine else condition)
                done = done or mine
            groups.append(tuple(changed))
        return replace(self, rules={**self.rules, level: tuple(groups)})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One dated record that made a reading, with its place."""

    place: Place
    day: date | None
    text: Message


def number(measure: Measure) -> Fraction | int:
    """Return a measure as a bare number."""
    if isinstance(measure, int):
        return measure
    return Fraction(measure.value) if isinstance(measure, Amount) else measure.value


def newest_first(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence in order of day, the latest first."""
    return tuple(sorted(evidence, key=lambda each: (each.day or date.min, each.place), reverse=True))


@dataclass(frozen=True, slots=True)
class Finding:
    """What a sign measured: named numbers, and how to say them and show the records behind them.

    `unknown` says why too little is recorded to tell. `compared` replaces a measure where its limit
    is on another scale, or takes it out of the comparison with None. Most days judged are never shown,
    so sentence and evidence are made when asked for.
    """

    measures: dict[str, Measure]
    summary: Callable[[], Message]
    evidence: Callable[[], Iterable[Evidence]] = tuple
    unknown: Message | None = None
    compared: dict[str, Fraction | None] = field(default_factory=dict)

    def number(self, measure: str) -> Fraction | int | None:
        """Return a measure as the bare number its limits are compared with; None when it is not known."""
        if measure in self.compared:
            return self.compared[measure]
        value = self.measures.get(measure)
        return None if value is None else number(value)


@dataclass(frozen=True, slots=True)
class Sign:
    """One warning sign.

    An *event* sign reads clear only while events are kept. A *knock-out* decides alone when critical.
    A *persisting* sign is about what a client can go on doing after being told. `reads` names the kinds of
    records of a timeline whose days can change its level.
    """

    name: str
    measure: Callable[[View, Limits], Finding]
    limits: Limits
    reads: tuple[str, ...] = ()
    event: bool = False
    knock_out: bool = False
    can_persist: bool = False

    def read(self, view: View, limits: Limits) -> Reading:
        """Return the sign's own reading of a client's records."""
        finding = self.measure(view, limits)
        level = Level.unknown if finding.unknown else level_of(finding, limits)
        unknown = finding.unknown
        if self.event and level is Level.clear and not view.kept:
            level, unknown = Level.unknown, not_kept(view)
        return Reading(self.name, level, finding, limits, unknown)


@dataclass(frozen=True)
class Reading:
    """A sign as it stands for one client on one day."""

    sign: str
    level: Level
    finding: Finding
    limits: Limits
    unknown: Message | None = None

    @property
    def measures(self) -> dict[str, Measure]:
        """The named numbers."""
        return self.finding.measures

    @cached_property
    def summary(self) -> Message:
        """The numbers in one sentence, or why they are not known."""
        return self.unknown or self.finding.summary()

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The records that made it, the latest first."""
        return tuple(self.finding.evidence())


def level_of(finding: Finding, limits: Limits) -> Level:
    """Return the highest level of which a group of conditions holds, clear when none does."""
    for level in WORST_FIRST:
        for group in limits.rules.get(level, ()):
            for condition in group:
                if not condition.holds(finding):
                    break
            else:
                return level
    return Level.clear


def not_kept(view: View) -> Message:
    """Return why silence means nothing here, and what would make it mean something."""
    if view.last_event is None:
        return msg("nothing recorded yet; if all is well, set `reviewed`")
    return msg("nothing recorded since {day}; if all is well, set `reviewed`", day=view.last_event)
