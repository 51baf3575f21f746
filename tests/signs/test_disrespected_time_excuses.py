import pytest

from judging import WEEKDAYS, ago, client, measured, out_of_hours, reading, wrote

SIGN = "disrespected-time"
PARIS = ()
NEW_YORK = ("timezone: America/New_York",)


# Paris leaves summer time on 2026-10-25 and New York on 2026-11-01: six hours apart, five in between.
@pytest.mark.parametrize(
    ("at", "count"),
    [
        ("2026-10-22 22:59", 0),  # 16:59 in New York
        ("2026-10-22 23:00", 1),
        ("2026-10-27 21:59", 0),  # 16:59
        ("2026-10-27 22:00", 1),  # 17:00
        ("2026-10-30 22:30", 1),
        ("2026-11-03 22:00", 0),  # 16:00
        ("2026-11-03 22:59", 0),
        ("2026-11-03 23:00", 1),
        ("2026-11-03 08:30", 1),  # 02:30
        ("2026-11-14 20:00", 1),  # a Saturday in both
        ("2026-11-15 20:00", 1),
    ],
)
def test_a_client_far_away_is_excused_in_its_own_working_hours(tmp_path, at, count):
    assert out_of_hours(tmp_path, NEW_YORK, wrote(at)) == count


# New York springs forward on 2026-03-08 and Paris on 2026-03-29.
@pytest.mark.parametrize(
    ("at", "count"),
    [
        ("2026-03-05 22:59", 0),
        ("2026-03-05 23:00", 1),
        ("2026-03-16 21:59", 0),
        ("2026-03-16 22:00", 1),
        ("2026-03-31 22:59", 0),
        ("2026-03-31 23:00", 1),
    ],
)
def test_summer_time_is_each_sides_own(tmp_path, at, count):
    assert out_of_hours(tmp_path, NEW_YORK, wrote(at), day="2026-04-01") == count


@pytest.mark.parametrize(
    ("lines", "at", "count"),
    [
        # Friday 18:30 in New York
        ((*NEW_YORK, "working_hours: {mon-fri: 09:00-20:00}"), "2026-11-14 00:30", 0),
        ((*NEW_YORK, "working_hours: {mon-fri: 09:00-18:30}"), "2026-11-14 00:30", 1),
        # Saturday 10:00 in New York, where the client works on Saturdays, and where it does not
        ((*NEW_YORK, "working_hours: {mon-sun: 09:00-20:00}"), "2026-11-14 16:00", 0),
        ((*NEW_YORK, "working_hours: {mon-fri: 09:00-20:00}"), "2026-11-14 16:00", 1),
        # Monday 09:30 in Sydney
        (("timezone: Australia/Sydney",), "2026-11-15 23:30", 0),
        # Saturday 09:30 in Sydney
        (("timezone: Australia/Sydney",), "2026-11-13 23:30", 1),
        # The client's default hours end at 17:00 in Paris too, but hers end at 22:00
        (("working_hours: {mon-fri: 09:00-22:00}",), "2026-11-10 21:59", 0),
        (("working_hours: {mon-fri: 09:00-22:00}",), "2026-11-10 22:00", 1),
        # It does not work on Wednesdays
        (("working_hours: {mon-tue: 09:00-22:00, thu-fri: 09:00-22:00}",), "2026-11-11 20:00", 1),
    ],
)
def test_the_clients_own_week_decides_the_excuse(tmp_path, lines, at, count):
    assert out_of_hours(tmp_path, lines, wrote(at)) == count


def test_asking_for_a_reply_now_takes_the_excuse_away(tmp_path):
    acme = client(*NEW_YORK, messages=wrote("2026-11-10 20:00", flags="reply: now"))
    one = reading(tmp_path, SIGN, acme)
    assert measured(one, "out_of_hours_days", "demands", "intrusions") == (1, 1, 1)


@pytest.mark.parametrize(
    ("at", "other", "days"),
    [
        ("2026-11-10 20:00-05:00", "2026-11-11 23:30", 1),  # 02:00 on the 11th in Paris
        ("2026-11-10 20:00-05:00", "2026-11-10 23:30", 2),
        ("2026-11-10 23:15:00Z", "2026-11-11 23:30", 1),
        ("2026-11-10 21:30Z", "2026-11-10 23:30", 1),  # 22:30
        ("2026-11-10 23:10", "2026-11-10 23:59:59", 1),
    ],
)
def test_days_are_the_freelancers(tmp_path, at, other, days):
    messages = wrote(at, other)
    assert out_of_hours(tmp_path, NEW_YORK, messages) == days


@pytest.mark.parametrize(("count", "days"), [(1, 0), (2, 0), (3, 1), (4, 2)])
def test_the_first_two_urgent_messages_are_excused(tmp_path, count, days):
    messages = wrote(*(f"{day} 22:00" for day in WEEKDAYS[:count]), flags="urgent: yes")
    assert out_of_hours(tmp_path, PARIS, messages) == days


def test_the_first_two_are_the_earliest_however_they_are_written(tmp_path):
    messages = [
        *wrote("2026-11-05 22:00", "2026-11-04 22:00", flags="urgent: yes"),
        *wrote("2026-11-03 22:00", flags="urgent: yes, reply: now"),
    ]
    one = reading(tmp_path, SIGN, client(messages=messages))
    assert measured(one, "out_of_hours_days", "demands") == (1, 0)


def test_the_hour_that_comes_twice_in_autumn_keeps_its_order(tmp_path):
    messages = [
        *wrote("2026-10-25 02:10+01:00", flags="urgent: yes, reply: now"),  # the third, after the clocks went back
        *wrote("2026-10-25 02:30+02:00", "2026-10-25 02:50+02:00", flags="urgent: yes"),
    ]
    one = reading(tmp_path, SIGN, client(messages=messages))
    assert measured(one, "out_of_hours_days", "demands") == (1, 1)


def test_urgent_messages_excused_otherwise_or_in_hours_do_not_use_the_two_up(tmp_path):
    times = (
        "2026-11-03 10:00",  # in the freelancer's hours
        "2026-11-03 20:00",  # 14:00 in New York
        "2026-11-04 20:00",
        "2026-11-05 23:30",
        "2026-11-06 23:30",
    )
    assert out_of_hours(tmp_path, NEW_YORK, wrote(*times, flags="urgent: yes")) == 0


def test_an_urgent_demand_in_the_clients_hours_uses_one_up(tmp_path):
    messages = [
        *wrote("2026-11-03 20:00", flags="urgent: yes, reply: now"),
        *wrote("2026-11-04 23:30", "2026-11-05 23:30", flags="urgent: yes"),
    ]
    assert out_of_hours(tmp_path, NEW_YORK, messages) == 1


def test_urgent_messages_before_the_window_do_not_use_the_two_up(tmp_path):
    times = (f"{ago(31)} 22:00", f"{ago(30)} 22:00", "2026-11-03 22:00", "2026-11-04 22:00")
    assert out_of_hours(tmp_path, PARIS, wrote(*times, flags="urgent: yes")) == 0


def test_an_excused_message_leaves_the_days_other_message(tmp_path):
    messages = wrote("2026-11-03 22:00", flags="urgent: yes") + wrote("2026-11-03 23:00")
    assert out_of_hours(tmp_path, PARIS, messages) == 1
