"""The layout of the charts: turns numbers into coordinates.

Across, a coordinate is a percentage of the chart's width, so that text keeps its size on every screen;
down, it is a pixel. Both are rounded, so the same ledger always gives the same file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

LANE = Fraction(12)
SCALE_LANE, GOAL_LANE = Fraction(8), Fraction(8)
TOP, FLOOR, HEIGHT = 14, 190, 238
TICKS = 4
LABEL_HEIGHT = 16
"""The pixels that an amount over a bar takes."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: x and width in percent, y and height in pixels."""

    x: float
    y: int
    width: float
    height: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled height of the scale."""

    y: int
    value: Fraction


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars by slot, `bars[series][slot]`, and a thin mark on each slot that has a value to compare with.

    `middles` are the positions of the slots' labels, `tops` the height each slot's amount is written over: its
    bar's, or its mark's where that is so close above that they would touch.
    """

    bars: tuple[tuple[Box, ...], ...]
    marks: tuple[Box, ...]
    middles: tuple[float, ...]
    tops: tuple[int, ...]
    ticks: tuple[Tick, ...]
    goal: Tick | None
    scale: Fraction
    ceiling: int = TOP
    floor: int = FLOOR


@dataclass(frozen=True, slots=True)
class _Slots:
    """Slots of equal width between the lane of the scale and the one of the goal's label."""

    count: int
    right: Fraction

    @property
    def width(self) -> Fraction:
        return (100 - SCALE_LANE - self.right) / max(self.count, 1)

    def box(self, at: int, share: Fraction, under: int, over: int) -> Box:
        """Return a box that takes a share of the slot's width, between two heights."""
        width = self.width * share
        left = SCALE_LANE + self.width * at + (self.width - width) / 2
        return Box(short(left), FLOOR - over, short(width), over - under)


BAR = Fraction(3, 4)
MARK, THIN = Fraction(9, 10), 2


def bars(series: Sequence[Sequence[Fraction]], goal: Fraction | None = None) -> BarChart:
    """Return overlapping series, each narrower than the one before, with a goal line."""
    top = max([Fraction(0), *(value for values in series for value in values), goal or Fraction(0)])
    slots = _slots(len(series[0]), goal)
    drawn = tuple(
        tuple(slots.box(at, BAR / (index + 1), 0, _height(value, top)) for at, value in enumerate(values))
        for index, values in enumerate(series)
    )
    return _chart(drawn, (), slots, top, goal)


def stacked(
    series: Sequence[Sequence[Fraction]], goal: Fraction | None = None, compared: Sequence[Fraction] = ()
) -> BarChart:
    """Return stacked series, the first at the bottom, with a goal line and thin marks to compare with."""
    piles = [tuple(accumulate(values, initial=Fraction(0))) for values in zip(*series, strict=True)]
    top = max([Fraction(0), *(pile[-1] for pile in piles), *compared, goal or Fraction(0)])
    slots = _slots(len(piles), goal)
    drawn = tuple(
        tuple(
            slots.box(at, BAR, _height(pile[index], top), _height(pile[index + 1], top))
            for at, pile in enumerate(piles)
        )
        for index in range(len(series))
    )
    marks = []
    for at, value in enumerate(compared):
        height = _height(value, top)
        marks.append(slots.box(at, MARK, max(height - THIN, 0), height))
    return _chart(drawn, tuple(marks), slots, top, goal)


def _slots(count: int, goal: Fraction | None) -> _Slots:
    return _Slots(count, GOAL_LANE if goal else Fraction(0))


def _chart(
    drawn: tuple[tuple[Box, ...], ...], marks: tuple[Box, ...], slots: _Slots, top: Fraction, goal: Fraction | None
) -> BarChart:
    middles = tuple(short(SCALE_LANE + slots.width * at + slots.width / 2) for at in range(slots.count))
    tops = [min(box.y for box in boxes) for boxes in zip(*drawn, strict=True)]
    for at, box in enumerate(marks):
        tops[at] = box.y if tops[at] - LABEL_HEIGHT < box.y < tops[at] else tops[at]
    mark = Tick(FLOOR - _height(goal, top), goal) if goal else None
    ticks = tuple(Tick(FLOOR - _height(value, top), value) for value in round_values(top))
    return BarChart(drawn, marks, middles, tuple(tops), ticks, mark, top)


def _height(value: Fraction, top: Fraction) -> int:
    if not top or value <= 0:
        return 0
    return max(round(value / top * (FLOOR - TOP)), 1)


def round_values(top: Fraction) -> list[Fraction]:
    """Return 0 and up to four round values below or at `top`, evenly spaced."""
    if top <= 0:
        return [Fraction(0)]
    power = Fraction(10) ** (len(str(int(top))) - 2 if top >= 1 else -2)
    steps = (power * size * step for size in (1, 10, 100) for step in (1, 2, 5))
    step = next(step for step in steps if top / step < TICKS + 1)
    return [step * count for count in range(int(top / step) + 1)]


@dataclass(frozen=True, slots=True)
class Point:
    """A known value: x in the given unit, y in pixels."""

    x: float
    y: int
    value: int


@dataclass(frozen=True, slots=True)
class Line:
    """Values over time; a run is a stretch without gaps, or a single point between unknown values."""

    runs: tuple[tuple[Point, ...], ...]
    xs: tuple[float, ...]
    top: int
    floor: int

    @property
    def last(self) -> Point | None:
        """The latest known point."""
        return self.runs[-1][-1] if self.runs else None


def line(scores: Sequence[int | None], left: int, right: int, top: int, floor: int) -> Line:
    """Return scores from 0 to 100 as runs between two edges; None is a gap."""
    step = Fraction(right - left, max(len(scores) - 1, 1))
    xs = tuple(short(left + step * at) for at in range(len(scores)))
    runs: list[list[Point]] = [[]]
    for x, score in zip(xs, scores, strict=True):
        if score is None:
            runs.append([])
        else:
            runs[-1].append(Point(x, floor - round(Fraction(score, 100) * (floor - top)), score))
    return Line(tuple(tuple(run) for run in runs if run), xs, top, floor)


def part(value: Fraction, whole: Fraction) -> float:
    """Return the length of a bar as a percentage of a whole, at least half a percent unless it is 0."""
    if not whole or value <= 0:
        return 0.0
    return max(short(value / whole * 100), 0.5)


def short(value: Fraction) -> float:
    """Return a coordinate with two decimals."""
    return float(round(value, 2))
