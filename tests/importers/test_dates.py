"""Dates and clock times as other programs write them."""

from datetime import time

import pytest

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.dates import Dates, Order, parse_clock


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("12:00 AM", time(0)),
        ("12:05 pm", time(12, 5)),
        ("1:05 pm", time(13, 5)),
        ("11:30:05 p.m.", time(23, 30, 5)),
        ("23:30:05.123", time(23, 30, 5)),
    ],
)
def test_clock_times(text: str, clock: time):
    assert parse_clock(text) == clock


@pytest.mark.parametrize("text", ["9", "13:00 PM", "0:30 AM", "25:00", "noon"])
def test_what_is_no_time_is_none(text: str):
    with pytest.raises(ValueError, match="is not a time"):
        parse_clock(text)


@pytest.mark.parametrize(
    ("text", "order"),
    [("soon", None), ("13 Foo 2026", None), ("31/02/2026", None), ("2026-13-01", None), ("26-13-02", "ymd")],
)
def test_what_is_no_date_is_none(text: str, order: Order | None):
    with pytest.raises(ValueError, match=f"'{text}' is not a date"):
        Dates([], order).day(text)


def test_an_empty_cell_is_said_to_be_one():
    with pytest.raises(ValueError, match="it has no date"):
        Dates([]).day(" ")
    with pytest.raises(ValueError, match="it has no time of day"):
        parse_clock("")


def test_dots_are_day_first_unless_they_cannot_be():
    assert Dates(["02.03.2026"]).day("02.03.2026").isoformat() == "2026-03-02"
    assert Dates(["02.03.2026", "03.13.2026"]).day("02.03.2026").isoformat() == "2026-02-03"
    assert Dates(["02.03.2026", "04/05/2026"]).day("04/05/2026").isoformat() == "2026-05-04"


@pytest.mark.parametrize(("none", "day"), [("99/99/2026", "13/01/2026"), ("01/32/2026", "13/01/2026")])
def test_a_date_that_is_none_decides_nothing(none: str, day: str):
    assert Dates([none, day]).day("02/03/2026").isoformat() == "2026-03-02"


@pytest.mark.parametrize(
    ("last", "text", "day"),
    [
        ("31/12/2026", "02/03/2026", "2026-03-02"),
        ("12/31/2026", "02/03/2026", "2026-02-03"),
        ("32-12-31", "26-02-03", "2026-02-03"),
    ],
)
def test_the_last_day_of_a_year_decides_the_order_of_all(last: str, text: str, day: str):
    assert Dates([last, text]).day(text).isoformat() == day


def test_two_figures_of_a_year_may_stand_at_either_end():
    with pytest.raises(
        EditRefused, match="'26-03-02' can mean day-first or year-first; choose with --date-order dmy or"
    ):
        Dates(["26-03-02"])


def test_a_year_of_two_figures_may_be_meant_where_day_and_month_are_equal():
    with pytest.raises(EditRefused, match="'03-03-02' can mean day-first or month-first or year-first"):
        Dates(["03-03-02"])


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-02", "2026-03-02T00:00:00"),
        ("2026-03-02T09:30:15", "2026-03-02T09:30:15"),
        ("3/2/26 19:30", "2026-02-03T19:30:00"),
        ("2 Mar 2026, 7:30 pm", "2026-03-02T19:30:00"),
        ("March 2, 2026 07:30", "2026-03-02T07:30:00"),
    ],
)
def test_a_clock_time_follows_its_date(text: str, moment: str):
    assert Dates([], "dmy").moment(text).isoformat() == moment


def test_year_first_with_two_figures_is_said_not_guessed():
    assert Dates(["26-03-02"], "ymd").day("26-03-02").isoformat() == "2026-03-02"


def test_equal_day_and_month_need_no_order():
    assert Dates(["03/03/2026"]).day("03/03/2026").isoformat() == "2026-03-03"
