"""Where the charts' marks stand: heights in proportion, gaps for the unknown, labels that never meet."""

import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client_ledger.pages import chart_layout
from client_ledger.pages.bullet_layout import LimitTick, Zone, bullet
from client_ledger.pages.chart_layout import FLOOR, TOP

CSS = Path(__file__).resolve().parents[2] / "theme/client_ledger_theme/assets/charts.css"
MACROS = [CSS.parent.parent / f"partials/{name}.html" for name in ("charts", "message_times")]
LABEL_GAP = 14
amounts = st.lists(st.fractions(0, 10**7, max_denominator=100), min_size=1, max_size=13)


def test_bars_rise_in_proportion_and_the_highest_fills_the_height():
    chart = chart_layout.bars([[Fraction(50), Fraction(100), Fraction(0)]])
    half, whole, none = chart.bars[0]
    assert (whole.y, whole.height) == (TOP, FLOOR - TOP)
    assert half.height == (FLOOR - TOP) // 2
    assert (none.y, none.height) == (FLOOR, 0)


def test_a_cent_is_still_seen():
    assert chart_layout.bars([[Fraction(1, 100), Fraction(10**6)]]).bars[0][0].height == 1


def test_a_goal_above_all_bars_sets_the_scale():
    chart = chart_layout.bars([[Fraction(10)]], Fraction(40))
    assert chart.goal.y == TOP
    assert chart.bars[0][0].height == (FLOOR - TOP) // 4


def test_a_second_series_stands_in_front_of_the_first_and_is_narrower():
    behind, before = (bars[0] for bars in chart_layout.bars([[Fraction(2)], [Fraction(1)]]).bars)
    assert behind.x < before.x
    assert before.x + before.width < behind.x + behind.width


@settings(max_examples=20, deadline=None)
@given(amounts, st.fractions(1, 10**7, max_denominator=100))
def test_the_lines_of_the_scale_are_even_and_neither_they_nor_the_goal_leave_the_drawing(values, goal):
    chart = chart_layout.stacked([values], goal)
    heights = [tick.y for tick in chart.ticks]
    gaps = [lower - higher for lower, higher in pairwise(heights)]
    assert max(gaps, default=0) - min(gaps, default=0) <= 1
    assert all(gap >= LABEL_GAP for gap in gaps)
    assert all(TOP <= y <= FLOOR for y in [chart.goal.y, *heights])


@settings(max_examples=20, deadline=None)
@given(amounts)
def test_bars_stay_right_of_the_scale_and_left_of_the_goals_label(values):
    for goal, edge in ((None, 100.01), (Fraction(10), 92.01)):
        for bar in chart_layout.stacked([values], goal).bars[0]:
            assert bar.x >= chart_layout.SCALE_LANE
            assert bar.x + bar.width <= edge


def test_a_month_of_the_year_before_is_a_thin_mark_wider_than_its_bar_and_sets_the_scale():
    chart = chart_layout.stacked([[Fraction(10), Fraction(10)]], None, [Fraction(40), Fraction(0)])
    mark, none = chart.marks
    assert (mark.y, mark.height, none.height) == (TOP, chart_layout.THIN, 0)
    assert mark.width > chart.bars[0][0].width
    assert chart.bars[0][0].height == (FLOOR - TOP) // 4


def test_an_amount_is_written_over_its_bar_or_over_a_mark_close_above_it():
    far = chart_layout.stacked([[Fraction(10)]], None, [Fraction(40)])
    near = chart_layout.stacked([[Fraction(39)]], None, [Fraction(40)])
    assert far.tops == (far.bars[0][0].y,)
    assert near.tops == (TOP,)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(*[st.fractions(0, 500, max_denominator=4)] * 3), min_size=1, max_size=13))
def test_piled_bars_touch_without_gap_or_overlap(piles):
    chart = chart_layout.stacked(list(zip(*piles, strict=True)))
    for lower, middle, upper in zip(*chart.bars, strict=True):
        assert lower.y + lower.height == FLOOR
        assert middle.y + middle.height == lower.y
        assert upper.y + upper.height == middle.y


def test_charts_without_any_amount_are_flat():
    chart = chart_layout.bars([[Fraction(0)] * 12])
    assert {bar.height for bar in chart.bars[0]} == {0}
    assert [tick.value for tick in chart.ticks] == [0]
    assert chart_layout.stacked([[Fraction(0)]]).bars[0][0].height == 0


@settings(max_examples=20, deadline=None)
@given(st.fractions(Fraction(1, 100), 10**9, max_denominator=100))
def test_a_scale_has_few_round_values(top):
    values = chart_layout.round_values(top)
    assert 2 <= len(values) <= chart_layout.TICKS + 1
    assert values[0] == 0
    assert values[-1] <= top


def test_a_trend_breaks_where_the_score_is_unknown():
    line = chart_layout.line([None, 100, 50, None, 0], 0, 100, 10, 110)
    assert [[(point.x, point.y) for point in run] for run in line.runs] == [[(25, 10), (50, 60)], [(100, 110)]]
    assert line.last.value == 0
    assert chart_layout.line([None, None], 0, 100, 10, 110).last is None


def test_a_bullet_graph_has_a_zone_for_each_level_and_room_past_the_last_limit():
    drawn = bullet(Fraction(3), [("watch", Fraction(1)), ("warning", Fraction(2)), ("critical", Fraction(4))])
    assert drawn.zones == (
        Zone("clear", 0, 20),
        Zone("watch", 20, 20),
        Zone("warning", 40, 40),
        Zone("critical", 80, 20),
    )
    assert drawn.value == 60


def test_a_bullet_graph_of_what_must_not_fall_below_is_worst_on_the_left():
    drawn = bullet(Fraction("0.9"), [("warning", Fraction(1)), ("critical", Fraction("0.7"))], below=True)
    assert [zone.level for zone in drawn.zones] == ["critical", "warning", "clear"]
    assert drawn.value == 72


def test_each_limit_has_a_tick_of_its_level_and_a_label_right_under_it():
    limits = [("watch", Fraction(1)), ("warning", Fraction(2)), ("critical", Fraction(4))]
    assert bullet(Fraction(3), limits).ticks == (
        LimitTick("watch", 20, 20),
        LimitTick("warning", 40, 40),
        LimitTick("critical", 80, 80),
    )


def test_labels_of_limits_close_together_stand_side_by_side_within_the_graph():
    limits = [("watch", Fraction(1)), ("warning", Fraction(2)), ("critical", Fraction(3))]
    left = bullet(Fraction(100), limits).ticks
    assert [tick.label for tick in left] == [7, 21, 35]
    right = bullet(None, [("watch", Fraction(99)), ("warning", Fraction(100))]).ticks
    assert [tick.label for tick in right] == [79, 93]


def test_a_limit_of_two_levels_has_one_tick_the_worse_ones():
    ticks = bullet(None, [("watch", Fraction(4)), ("warning", Fraction(4))]).ticks
    assert [tick.level for tick in ticks] == ["warning"]


def test_a_level_with_a_lower_limit_than_a_milder_one_covers_it():
    drawn = bullet(Fraction(1), [("watch", Fraction(3)), ("critical", Fraction(2))])
    assert [zone.level for zone in drawn.zones] == ["clear", "critical", "critical"]


def test_an_unknown_value_has_limits_and_no_mark():
    drawn = bullet(None, [("watch", Fraction(1))])
    assert drawn.value is None
    assert [zone.level for zone in drawn.zones] == ["clear", "watch"]


def test_a_limit_of_zero_leaves_no_empty_zone():
    assert bullet(Fraction(0), [("watch", Fraction(0))]).zones == (Zone("watch", 0, 100),)


@pytest.mark.parametrize(("value", "length"), [(0, 0), (1, 0.5), (500, 50), (1000, 100)])
def test_the_length_of_a_bar_shows_even_a_little(value, length):
    assert chart_layout.part(Fraction(value), Fraction(1000)) == length
    assert chart_layout.part(Fraction(value), Fraction(0)) == 0


def test_the_styles_give_each_drawing_the_height_it_is_drawn_for():
    macros = "".join(file.read_text(encoding="utf-8") for file in MACROS)
    drawn = dict(re.findall(r'class="plot (\w+)" width="100%" height="(\d+)"', macros))
    styled = dict(re.findall(r"figure\.chart > svg\.(\w+) \{ height: (\d+)px", CSS.read_text(encoding="utf-8")))
    assert drawn == styled
    assert drawn["months"] == str(chart_layout.HEIGHT)
