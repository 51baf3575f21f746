"""The forecast without selected clients, in whole numbers that a script can add exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from client_ledger.income.calendar_months import Month
from client_ledger.income.months_ahead import Without
from client_ledger.income.pipeline import Pipeline
from client_ledger.pages import chart_layout
from client_ledger.pages.chart_layout import BarChart


@dataclass(frozen=True, slots=True)
class Tickable:
    """A selectable client: its loss by month in units, its share in share units, and the total loss."""

    without: Without
    lost: tuple[int, ...]
    share: int
    loss: Fraction


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The months ahead in whole units; `unit` of them make one unit of the base currency.

    Losses add up, because each contract belongs to one client; so any selection is exact.
    """

    unit: int
    months: tuple[Month, ...]
    weighted: tuple[int, ...]
    goal: int | None
    months_at_goal: int | None
    share_unit: int
    clients: tuple[Tickable, ...]
    chart: BarChart


def what_if(pipeline: Pipeline) -> WhatIf:
    """Return the data for the page's script, the client with the largest share of income first."""
    now = [each.weighted for each in pipeline.months]
    goal = None if pipeline.settings.income_goal is None else Fraction(pipeline.settings.income_goal)
    each_without = sorted(pipeline.without_each, key=lambda each: (-each.share_of_income, each.client))
    lost = {
        each.client: [before - after for before, (_, after) in zip(now, each.months, strict=True)]
        for each in each_without
    }
    amounts = [*now, *(amount for amounts in lost.values() for amount in amounts), goal or Fraction(0)]
    unit = lcm(*(amount.denominator for amount in amounts))
    share_unit = lcm(*(each.share_of_income.denominator for each in each_without))
    return WhatIf(
        unit,
        pipeline.months_ahead,
        tuple(int(amount * unit) for amount in now),
        None if goal is None else int(goal * unit),
        pipeline.months_at_goal([(each.month, each.weighted) for each in pipeline.months]),
        share_unit,
        tuple(
            Tickable(
                each,
                tuple(int(amount * unit) for amount in lost[each.client]),
                int(each.share_of_income * share_unit),
                sum(lost[each.client], Fraction(0)),
            )
            for each in each_without
        ),
        chart_layout.bars([now, now], goal),
    )
