"""The layout of a bullet graph: a measure between its limits, all in percent of the graph's width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from client_ledger.pages.chart_layout import short

LABEL_WIDTH = Fraction(14)
"""What the label of a limit takes of a bullet graph on a phone, in percent."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a bullet graph in percent, and the level of a value in it."""

    level: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class LimitTick:
    """A limit of a bullet graph in percent, and the middle of its label, which keeps clear of the labels beside it."""

    level: str
    x: float
    label: float


@dataclass(frozen=True, slots=True)
class Bullet:
    """A measure against its limits: the zones, and the value in percent of the graph, None if unknown."""

    zones: tuple[Zone, ...]
    ticks: tuple[LimitTick, ...]
    value: float | None

    @property
    def level(self) -> str:
        """The level of the zone that contains the value."""
        reached = [zone.level for zone in self.zones if self.value is not None and zone.x <= self.value]
        return reached[-1] if reached else "unknown"


def bullet(
    value: Fraction | None,
    limits: Sequence[tuple[str, Fraction]],
    *,
    below: bool = False,
    highest: Fraction = Fraction(0),
) -> Bullet:
    """Return a bullet graph; `limits` are levels, mildest first, each holding from its limit, or `below` it.

    Graphs drawn with the same `highest` value, above all limits, share their scale.
    """
    edges = sorted({Fraction(0), *(limit for _, limit in limits)})
    end = max([edges[-1], highest, value or Fraction(0)]) * Fraction(5, 4) or Fraction(1)
    zones = []
    for start, stop in pairwise([*edges, end]):
        past = [level for level, limit in limits if (start < limit if below else start >= limit)]
        zones.append(Zone(["clear", *past][-1], short(start / end * 100), short((stop - start) / end * 100)))
    return Bullet(tuple(zones), _ticks(limits, end), None if value is None else short(value / end * 100))


def _ticks(limits: Sequence[tuple[str, Fraction]], end: Fraction) -> tuple[LimitTick, ...]:
    """Return a tick for each limit, the worst level's where several are the same, from left to right."""
    levels = {limit / end * 100: level for level, limit in limits}
    places = sorted(levels)
    return tuple(
        LimitTick(levels[place], short(place), short(label))
        for place, label in zip(places, _apart(places), strict=True)
    )


def _apart(places: Sequence[Fraction]) -> list[Fraction]:
    """Return places from left to right that leave each label its width and lie as near as that allows."""
    labels = [LABEL_WIDTH / 2 + index * LABEL_WIDTH for index in range(len(places))]
    for index, place in enumerate(places):
        left = labels[index - 1] + LABEL_WIDTH if index else LABEL_WIDTH / 2
        right = 100 - LABEL_WIDTH / 2 - (len(places) - 1 - index) * LABEL_WIDTH
        labels[index] = min(max(place, left), right)
    return labels
