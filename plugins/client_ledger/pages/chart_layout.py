"""Where the marks of the charts stand: numbers in, coordinates out.

Across, a coordinate is a percentage of the chart's width, so that text keeps its size on every screen;
down, it is a pixel. Both are rounded, so the same ledger always gives the same file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise

LANE = Fraction(12)
TOP, FLOOR, HEIGHT = 14, 190, 226
LABEL_GAP = 20
TICKS = 4


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
    """Bars by slot: `bars[series][slot]`; `middles` are where the slots' labels stand."""

    bars: tuple[tuple[Box, ...], ...]
    middles: tuple[float, ...]
    ticks: tuple[Tick, ...]
    goal: Tick | None
    scale: Fraction
    ceiling: int = TOP
    floor: int = FLOOR


def bars(series: Sequence[Sequence[Fraction]], goal: Fraction | None = None) -> BarChart:
    """Return series drawn over each other, each narrower than the one before, with a goal's line."""
    top = max([Fraction(0), *(value for values in series for value in values), *([goal] if goal else [])])
    slot = (100 - LANE) / max(len(series[0]), 1)
    drawn = []
    for index, values in enumerate(series):
        width = slot * Fraction(3, 4) / (index + 1)
        heights = [_height(value, top) for value in values]
        lefts = [LANE + slot * at + (slot - width) / 2 for at in range(len(values))]
        drawn.append(
            tuple(
                Box(short(left), FLOOR - height, short(width), height)
                for left, height in zip(lefts, heights, strict=True)
            )
        )
    return _chart(tuple(drawn), slot, len(series[0]), top, goal)


def stacked(series: Sequence[Sequence[Fraction]]) -> BarChart:
    """Return series piled on each other, the first at the bottom, without gaps between them."""
    piles = [tuple(accumulate(values, initial=Fraction(0))) for values in zip(*series, strict=True)]
    top = max((pile[-1] for pile in piles), default=Fraction(0))
    slot = (100 - LANE) / max(len(piles), 1)
    width = slot * Fraction(3, 4)
    drawn = []
    for index in range(len(series)):
        row = []
        for at, pile in enumerate(piles):
            under, over = _height(pile[index], top), _height(pile[index + 1], top)
            left = LANE + slot * at + (slot - width) / 2
            row.append(Box(short(left), FLOOR - over, short(width), over - under))
        drawn.append(tuple(row))
    return _chart(tuple(drawn), slot, len(piles), top, None)


def _chart(
    drawn: tuple[tuple[Box, ...], ...], slot: Fraction, slots: int, top: Fraction, goal: Fraction | None
) -> BarChart:
    middles = tuple(short(LANE + slot * at + slot / 2) for at in range(slots))
    mark = Tick(FLOOR - _height(goal, top), goal) if goal else None
    ticks = (Tick(FLOOR - _height(value, top), value) for value in round_values(top))
    clear = tuple(tick for tick in ticks if mark is None or abs(tick.y - mark.y) >= LABEL_GAP)
    return BarChart(drawn, middles, clear, mark, top)


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
    """A known value: x in the unit asked for, y in pixels."""

    x: float
    y: int
    value: int


@dataclass(frozen=True, slots=True)
class Line:
    """Values over time; a run is a stretch without gaps, a single point where its neighbours are unknown."""

    runs: tuple[tuple[Point, ...], ...]
    xs: tuple[float, ...]
    top: int
    floor: int

    @property
    def last(self) -> Point | None:
        """The latest known point."""
        return self.runs[-1][-1] if self.runs else None


def line(scores: Sequence[int | None], left: int, right: int, top: int, floor: int) -> Line:
    """Return scores of 0 to 100 as runs between two edges; None is a gap."""
    step = Fraction(right - left, max(len(scores) - 1, 1))
    xs = tuple(short(left + step * at) for at in range(len(scores)))
    runs: list[list[Point]] = [[]]
    for x, score in zip(xs, scores, strict=True):
        if score is None:
            runs.append([])
        else:
            runs[-1].append(Point(x, floor - round(Fraction(score, 100) * (floor - top)), score))
    return Line(tuple(tuple(run) for run in runs if run), xs, top, floor)


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a bullet graph in percent, and the level a value in it stands for."""

    level: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bullet:
    """A measure against its limits: the zones, and the value in percent of the graph; None when unknown."""

    zones: tuple[Zone, ...]
    value: float | None


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
    return Bullet(tuple(zones), None if value is None else short(value / end * 100))


def part(value: Fraction, whole: Fraction) -> float:
    """Return the length of a bar as a percentage of a whole, at least half a percent when there is any."""
    if not whole or value <= 0:
        return 0.0
    return max(short(value / whole * 100), 0.5)


def short(value: Fraction) -> float:
    """Return a coordinate with two decimals."""
    return float(round(value, 2))
