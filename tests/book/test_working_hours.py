"""A week of working hours: days by name or from one to another, and times from midnight to midnight."""

from datetime import time

import pytest
from pydantic_core import PydanticCustomError

from client_ledger.book.working_hours import parse_working_hours

NINE, FIVE = time(9), time(17)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("mon", ["mon"]),
        ("tue-thu", ["tue", "wed", "thu"]),
        ("fri-mon", ["fri", "sat", "sun", "mon"]),
        ("mon-sun", ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
        ("tue-mon", ["tue", "wed", "thu", "fri", "sat", "sun", "mon"]),
        ("Mon, wed–thu", ["mon", "wed", "thu"]),
    ],
)
def test_days_run_from_one_to_another_round_the_week(days, expected):
    assert parse_working_hours({days: "09:00-17:00"}) == dict.fromkeys(expected, ((NINE, FIVE),))


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("09:15-12:45", [(time(9, 15), time(12, 45))]),
        ("20:00-24:00", [(time(20), time.max)]),
        ("14:00-18:00, 9:00 - 12:30", [(NINE, time(12, 30)), (time(14), time(18))]),
        (["09:00-17:00"], [(NINE, FIVE)]),
        ("off", []),
    ],
)
def test_times_have_minutes_and_a_day_ends_at_24_00(times, expected):
    assert parse_working_hours({"mon": times}) == {"mon": tuple(expected)}


@pytest.mark.parametrize(
    "week",
    [
        "mon",
        {"mon-abc": "09:00-17:00"},
        {"abc-mon": "09:00-17:00"},
        {"mon-tue, tue": "09:00-17:00"},
        {"mon": "09:00-09:00"},
        {"mon": "17:00-09:00"},
        {"mon": "09:00-24:01"},
        {"mon": "09:00-25:00"},
        {"mon": "09:60-17:00"},
        {"mon": {"from": "09:00"}},
    ],
)
def test_what_is_no_week_of_hours_is_refused(week):
    with pytest.raises(PydanticCustomError):
        parse_working_hours(week)
