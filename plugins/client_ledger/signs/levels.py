"""The levels of a sign, and the limits that decide them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction
from typing import TypeAlias

from client_ledger.text.message import Amount, Quantity, Share


class Level(IntEnum):
    """The level of a sign; unknown is not a good level."""

    unknown = 0
    clear = 1
    watch = 2
    warning = 3
    critical = 4


Measure: TypeAlias = "int | Share | Quantity | Amount"
FIRING = (Level.watch, Level.warning, Level.critical)
WORST_FIRST = FIRING[::-1]


def number(measure: Measure) -> Fraction | int:
    """Return a measure as a bare number."""
    if isinstance(measure, int):
        return measure
    return Fraction(measure.value) if isinstance(measure, Amount) else measure.value


@dataclass(frozen=True, slots=True)
class Condition:
    """A limit on one measure: it holds at or above the limit, or, with `below`, below it.

    A fixed one cannot be changed by the settings.
    """

    measure: str
    limit: Fraction
    below: bool = False
    fixed: bool = False

    def holds(self, value: Fraction | int | None) -> bool:
        """Tell whether the measured value is known and reaches the limit."""
        if value is None:
            return False
        # Comparing the cross product gives the same result as comparing fractions, in a third of the time.
        mine, limit = value.numerator * self.limit.denominator, self.limit.numerator * value.denominator
        return mine < limit if self.below else mine >= limit


Group: TypeAlias = tuple[Condition, ...]
Rules: TypeAlias = Mapping[Level, tuple[Group, ...]]


def at_least(**limits: float | Fraction | str) -> Group:
    """Return conditions that must hold together, each at its limit or above."""
    return tuple(Condition(measure, Fraction(limit)) for measure, limit in limits.items())


def below(**limits: float | Fraction | str) -> Group:
    """Return conditions that must hold together, each below its limit."""
    return tuple(Condition(measure, Fraction(limit), below=True) for measure, limit in limits.items())


@dataclass(frozen=True, slots=True)
class Limits:
    """A sign's limits in force: the window, the grace, the weight and, per level, groups of which one must hold."""

    window_days: int
    rules: Rules
    weight: Fraction
    grace_days: int = 0

    def of(self, measure: str) -> dict[Level, Fraction]:
        """Return each level's limit on a measure."""
        found: dict[Level, Fraction] = {}
        for level, groups in self.rules.items():
            for condition in (condition for group in groups for condition in group):
                if condition.measure == measure:
                    found.setdefault(level, condition.limit)
        return found

    def with_limit(self, level: Level, measure: str, limit: Fraction) -> Limits:
        """Return these limits with every condition on a measure at a level changed, except fixed ones."""
        groups = tuple(
            tuple(replace(each, limit=limit) if each.measure == measure and not each.fixed else each for each in group)
            for group in self.rules[level]
        )
        return replace(self, rules={**self.rules, level: groups})
