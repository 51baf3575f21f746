"""The data of the charts: the ledger's numbers, each with the coordinates of its mark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from client_ledger.income.calendar_months import Month, month_after
from client_ledger.income.pipeline import MONTHS, Pipeline
from client_ledger.judging.judgement import JudgedClient
from client_ledger.judging.verdict import Judged, MonthStatus
from client_ledger.pages import chart_layout
from client_ledger.pages.bullet_layout import Bullet, bullet
from client_ledger.pages.chart_layout import BarChart, Line
from client_ledger.signs.levels import FIRING, Group, Level, number
from client_ledger.signs.measures import Scaled, measure_name, on_scale
from client_ledger.signs.timeline import Timeline
from client_ledger.text.message import Amount, Message, Quantity, decimal, msg, plural_msg

Rows: TypeAlias = "tuple[tuple[Month, tuple[Fraction, ...]], ...]"


@dataclass(frozen=True, slots=True)
class MonthBars:
    """A bar chart of months, its numbers by month for a table, and its message in sentences.

    `totals` are shown above the bars, and `missed` tells for each month whether it misses the goal.
    """

    chart: BarChart
    rows: Rows
    sentences: tuple[Message, ...]
    totals: tuple[Fraction, ...] = ()
    missed: tuple[bool, ...] = ()


def forecast(pipeline: Pipeline) -> MonthBars:
    """Return the months ahead: committed income, and weighted income stacked on it, against the goal."""
    rows = tuple((each.month, (each.weighted, each.committed)) for each in pipeline.months)
    weighted, committed = _sums(rows)
    say = pipeline.settings.whole_amount
    expected = msg(
        "{weighted} is expected over the next 12 months, {committed} of it in signed contracts.",
        weighted=say(decimal(weighted)),
        committed=say(decimal(committed)),
    )
    if weighted and weighted == committed:
        expected = msg(
            "{weighted} is expected over the next 12 months, all of it in signed contracts.",
            weighted=say(decimal(weighted)),
        )
    count = pipeline.months_at_goal([(each.month, each.weighted) for each in pipeline.months])
    sure = [min(each.committed, each.weighted) for each in pipeline.months]
    unsure = [each.weighted - least for each, least in zip(pipeline.months, sure, strict=True)]
    goal = _goal(pipeline)
    chart = chart_layout.stacked([sure, unsure], goal)
    totals = tuple(each.weighted for each in pipeline.months)
    sentences = (expected, *([] if count is None else [at_goal(count)]))
    return MonthBars(chart, rows, sentences, totals, tuple(bool(goal) and total < (goal or 0) for total in totals))


def at_goal(count: int) -> Message:
    """Return the sentence about how many months in a row reach the goal."""
    if not count:
        return msg("Next month is already below the goal.")
    return plural_msg(
        "The goal is reached next month, but not after that.",
        "The goal is reached for {count} months in a row.",
        count,
    )


def received(pipeline: Pipeline) -> MonthBars:
    """Return the income received by month against the goal, with the same month a year before."""
    before = pipeline.received_a_year_before
    rows = tuple((month, (amount, then)) for (month, amount), then in zip(pipeline.received, before, strict=True))
    say = pipeline.settings.amount
    (full, _), now = _sums(rows[:-1]), rows[-1][1][0]
    sentence = msg(
        "{full} came in over the last 12 full months, and {now} so far in this one.",
        full=say(decimal(full)),
        now=say(decimal(now)),
    )
    totals, goal = tuple(amount for _, amount in pipeline.received), _goal(pipeline)
    chart = chart_layout.stacked([totals], goal, before if any(before) else ())
    over = [bool(goal) and total < (goal or 0) for total in totals[:-1]]
    return MonthBars(chart, rows, (sentence,), totals, (*over, False))


def _goal(pipeline: Pipeline) -> Fraction | None:
    goal = pipeline.settings.income_goal
    return Fraction(goal) if goal else None


def _series(rows: Rows) -> list[tuple[Fraction, ...]]:
    return list(zip(*(values for _, values in rows), strict=True))


def _sums(rows: Rows) -> list[Fraction]:
    return [sum(values, Fraction(0)) for values in _series(rows)]


def hours(timeline: Timeline, day: date) -> MonthBars:
    """Return a client's hours of 13 months up to a day: paid in scope, paid out of scope, and unpaid."""
    by_month: defaultdict[Month, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * 3)
    for each in timeline.hours.between(date.min, day):
        sums = by_month[each.record.date.year, each.record.date.month]
        sums[0 if each.record.in_scope else 1] += each.record.hours - each.unpaid
        sums[2] += each.unpaid
    months = [month_after((day.year, day.month), -back) for back in range(MONTHS, -1, -1)]
    rows = tuple((month, tuple(by_month[month])) for month in months)
    inside, outside, unpaid = _sums(rows)
    sentence = msg(
        "{hours} h since {day}: {outside} h of them paid beyond what was agreed, {unpaid} h unpaid.",
        hours=Quantity(inside + outside + unpaid),
        day=date(*months[0], 1),
        outside=Quantity(outside),
        unpaid=Quantity(unpaid),
    )
    return MonthBars(chart_layout.stacked(_series(rows)), rows, (sentence,))


@dataclass(frozen=True, slots=True)
class Trend:
    """The score over 13 points, the statuses behind them, and a sentence about them."""

    line: Line
    statuses: tuple[MonthStatus, ...]
    sentence: Message


def past(judged: JudgedClient) -> tuple[MonthStatus, ...]:
    """Return a client's status over 12 months, unknown before its first record.

    There is no score if too little was known for a verdict.
    """
    first = judged.timeline.first_day
    found = []
    for then in judged.trend.trend:
        if first is None or then.day < first:
            found.append(MonthStatus(then.day, "unknown", None, dict.fromkeys(then.levels, Level.unknown)))
        else:
            found.append(replace(then, score=None) if then.verdict == "unknown" else then)
    return tuple(found)


def trend(statuses: Sequence[MonthStatus]) -> Trend:
    """Return a client's score over time, drawn in percent of the width."""
    drawn = chart_layout.line([each.score for each in statuses], 12, 94, 14, 94)
    return Trend(drawn, tuple(statuses), trend_sentence(statuses))


def trend_sentence(statuses: Sequence[MonthStatus]) -> Message:
    """Return the sentence about the score now and on the first known day of the trend."""
    first = next((each for each in statuses if each.score is not None), None)
    if first is None or first.score is None:
        return msg("Too little is recorded for a score.")
    now = statuses[-1].score
    if now is None:
        return msg("The score is unknown today; it was {score} on {day}.", score=first.score, day=first.day)
    if first is statuses[-1]:
        return msg("The score is {score} of 100, and is known for the first time today.", score=now)
    return msg("The score is {score} of 100; it was {before} on {day}.", score=now, before=first.score, day=first.day)


def sparkline(statuses: Sequence[MonthStatus]) -> Line:
    """Return a client's score over time, drawn small, in pixels."""
    return chart_layout.line([each.score for each in statuses], 4, 92, 4, 20)


@dataclass(frozen=True, slots=True)
class Measured:
    """A sign's measure and its limits in force, all on the limits' scale.

    `with_` are the measures that must reach their limits too in every condition with this one.
    """

    name: Message
    value: Scaled | None
    amount: Amount | None
    limits: dict[str, Scaled]
    below: bool
    with_: tuple[Message, ...]
    bullet: Bullet


def bullets(judged: Judged) -> tuple[Measured, ...]:
    """Return each measure of a sign that has limits as a bullet graph."""
    reading, rules = judged.reading, judged.reading.limits.rules
    groups = [group for level in FIRING for group in rules.get(level, ())]
    below = {condition.measure: condition.below for group in groups for condition in group}
    found = []
    for name, is_below in below.items():
        measure = reading.measures.get(name)
        value = None if measure is None else Fraction(number(measure))
        limits = {level.name: limit for level, limit in reading.limits.of(name).items()}
        found.append(
            Measured(
                measure_name(name),
                None if value is None else on_scale(name, value),
                measure if isinstance(measure, Amount) else None,
                {level: on_scale(name, limit) for level, limit in limits.items()},
                is_below,
                tuple(measure_name(other) for other in _partners(name, groups)),
                bullet(value, list(limits.items()), below=is_below),
            )
        )
    return tuple(found)


def _partners(name: str, groups: list[Group]) -> list[str]:
    """Return the measures that occur with this one in each of its groups of conditions."""
    mine = [{condition.measure for condition in group} - {name} for group in groups if name in _names(group)]
    return sorted(set.intersection(*mine)) if mine else []


def _names(group: Group) -> set[str]:
    return {condition.measure for condition in group}
