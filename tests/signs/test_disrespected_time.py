import pytest

from judging import REVIEWED, D, ago, client, evenings, measured, out_of_hours, reading, wrote

SIGN = "disrespected-time"
PARIS = ()


@pytest.mark.parametrize(
    ("days", "level"),
    [(1, "clear"), (2, "watch"), (3, "watch"), (4, "warning"), (7, "warning"), (8, "critical")],
)
def test_each_number_of_evenings_raises_its_level(tmp_path, days, level):
    messages = evenings(days)
    one = reading(tmp_path, SIGN, client(REVIEWED, messages=messages))
    assert one["level"] == level
    assert one["measures"] == {
        "out_of_hours_days": days,
        "demands": 0,
        "interruptions": 0,
        "missed_meetings": 0,
        "intrusions": days,
    }


@pytest.mark.parametrize(("count", "level"), [(2, "clear"), (3, "warning"), (4, "warning"), (9, "warning")])
def test_three_demands_are_a_warning_even_in_one_evening(tmp_path, count, level):
    messages = wrote(*(f"2026-11-10 22:{minute:02}" for minute in range(count)), flags="reply: now")
    one = reading(tmp_path, SIGN, client(REVIEWED, messages=messages))
    assert one["level"] == level
    assert measured(one, "out_of_hours_days", "demands", "intrusions") == (1, count, 1)


@pytest.mark.parametrize("kind", ["no-show", "late-to-meeting", "last-minute-cancellation"])
@pytest.mark.parametrize(("count", "level"), [(1, "clear"), (2, "watch"), (4, "warning"), (8, "critical")])
def test_missed_meetings_are_intrusions(tmp_path, kind, count, level):
    incidents = [f"date: {ago(3)}, kind: {kind}, severity: minor"] * count
    one = reading(tmp_path, SIGN, client(REVIEWED, incidents=incidents))
    assert one["level"] == level
    assert measured(one, "missed_meetings", "intrusions") == (count, count)


def test_other_incidents_are_no_missed_meetings(tmp_path):
    one = reading(tmp_path, SIGN, client(incidents=[f"date: {D}, kind: ghosting", f"date: {D}, kind: insult"]))
    assert measured(one, "missed_meetings") == (0,)


def test_evenings_and_missed_meetings_add_up(tmp_path):
    acme = client(messages=wrote("2026-11-10 22:00"), incidents=["date: 2026-11-10, kind: no-show"])
    one = reading(tmp_path, SIGN, acme)
    assert (one["level"], *measured(one, "intrusions")) == ("watch", 2)


@pytest.mark.parametrize(
    ("time", "count"),
    [("08:59", 1), ("09:00", 0), ("17:59", 0), ("18:00", 1), ("00:00", 1), ("23:59", 1)],
)
def test_working_hours_include_their_start_and_not_their_end(tmp_path, time, count):
    assert out_of_hours(tmp_path, PARIS, wrote(f"2026-11-10 {time}")) == count


SPLIT = """
working_hours:
  mon-thu: 09:00-12:30, 14:00-18:00
  fri: 09:00-16:00
"""


@pytest.mark.parametrize(
    ("at", "count"),
    [
        ("2026-11-12 12:29", 0),  # a Thursday
        ("2026-11-12 12:30", 1),
        ("2026-11-12 13:59", 1),
        ("2026-11-12 14:00", 0),
        ("2026-11-12 17:59", 0),
        ("2026-11-13 13:00", 0),  # a Friday
        ("2026-11-13 15:59", 0),
        ("2026-11-13 16:00", 1),
        ("2026-11-14 10:00", 1),  # a Saturday
        ("2026-11-15 10:00", 1),
    ],
)
def test_each_weekday_has_its_own_hours(tmp_path, at, count):
    assert out_of_hours(tmp_path, PARIS, wrote(at, flags="reply: now"), SPLIT) == count


def test_a_message_at_lunch_is_excused_by_the_clients_own_hours(tmp_path):
    assert out_of_hours(tmp_path, PARIS, wrote("2026-11-12 13:00"), SPLIT) == 0


def test_messages_in_working_hours_may_demand_a_reply(tmp_path):
    messages = wrote("2026-11-10 10:00", "2026-11-11 11:00", "2026-11-12 12:00", flags="reply: now")
    one = reading(tmp_path, SIGN, client(REVIEWED, messages=messages))
    assert one["level"] == "clear"
    assert measured(one, "out_of_hours_days", "demands") == (0, 0)


@pytest.mark.parametrize(
    ("options", "at", "count"),
    [
        ("", "2026-11-11 10:00", 0),
        ("holidays: FR", "2026-11-11 10:00", 1),  # Armistice
        ("holidays: FR", "2026-11-12 10:00", 0),
        ("holidays: DE", "2026-11-11 10:00", 0),
        ("holidays: DE", "2026-11-18 10:00", 0),
        ("holidays: DE-SN", "2026-11-18 10:00", 1),  # Repentance day, in Saxony alone
        ("days_off: [2026-11-02/2026-11-04, 2026-11-06]", "2026-10-30 10:00", 0),
        ("days_off: [2026-11-02/2026-11-04, 2026-11-06]", "2026-11-02 10:00", 1),
        ("days_off: [2026-11-02/2026-11-04, 2026-11-06]", "2026-11-04 10:00", 1),
        ("days_off: [2026-11-02/2026-11-04, 2026-11-06]", "2026-11-05 10:00", 0),
        ("days_off: [2026-11-02/2026-11-04, 2026-11-06]", "2026-11-06 10:00", 1),
    ],
)
def test_holidays_and_days_off_have_no_working_hours(tmp_path, options, at, count):
    assert out_of_hours(tmp_path, PARIS, wrote(at, flags="reply: now"), options) == count


def test_a_client_at_work_on_a_holiday_is_excused(tmp_path):
    assert out_of_hours(tmp_path, PARIS, wrote("2026-11-11 10:00"), "holidays: FR") == 0


def test_a_holidays_evening_is_not_excused(tmp_path):
    assert out_of_hours(tmp_path, PARIS, wrote("2026-11-11 17:00"), "holidays: FR") == 1


@pytest.mark.parametrize(
    ("at", "count"),
    [
        (f"{ago(29)} 00:00", 1),
        (f"{ago(30)} 23:59", 0),
        (f"{ago(0)} 23:59", 1),
        (f"{ago(-1)} 00:00", 0),
    ],
)
def test_messages_count_in_the_last_30_days(tmp_path, at, count):
    assert out_of_hours(tmp_path, PARIS, wrote(at)) == count


@pytest.mark.parametrize(("days", "count"), [(0, 1), (29, 1), (30, 0), (-1, 0)])
def test_missed_meetings_count_in_the_last_30_days(tmp_path, days, count):
    acme = client(f"reviewed: {D}", incidents=[f"date: {ago(days)}, kind: no-show"])
    assert measured(reading(tmp_path, SIGN, acme), "missed_meetings") == (count,)


@pytest.mark.parametrize(("days", "level"), [(30, "clear"), (89, "clear"), (90, "unknown")])
def test_silence_is_clear_while_the_client_is_reviewed(tmp_path, days, level):
    acme = client(f"reviewed: {ago(days)}", messages=wrote(f"{ago(95)} 23:00"))
    assert reading(tmp_path, SIGN, acme)["level"] == level


@pytest.mark.parametrize(
    ("count", "level"), [(4, "clear"), (5, "watch"), (6, "watch"), (9, "watch"), (10, "warning"), (11, "warning")]
)
def test_messages_in_working_hours_that_want_a_reply_now_interrupt(tmp_path, count, level):
    messages = wrote(*(f"2026-11-10 10:{minute:02}" for minute in range(count)), flags="reply: now")
    one = reading(tmp_path, SIGN, client(REVIEWED, messages=messages))
    assert (one["level"], *measured(one, "interruptions", "intrusions")) == (level, count, 0)


@pytest.mark.parametrize("flags", ["reply: now, urgent: yes", "reply: whenever"])
def test_an_emergency_or_a_patient_message_interrupts_nobody(tmp_path, flags):
    one = reading(tmp_path, SIGN, client(messages=wrote("2026-11-10 10:00", flags=flags)))
    assert measured(one, "interruptions") == (0,)


@pytest.mark.parametrize(
    ("options", "level"),
    [
        ("signs: {disrespected-time: {window_days: 60}}", "watch"),
        ("signs: {disrespected-time: {watch: {intrusions: 1}}}", "watch"),
        ("signs: {disrespected-time: {critical: {intrusions: 1}}}", "critical"),
        ("signs: {disrespected-time: {warning: {demands: 1}}}", "warning"),
        ("signs: {disrespected-time: {window_days: 5, watch: {intrusions: 1}}}", "clear"),
    ],
)
def test_limits_and_window_can_be_changed(tmp_path, options, level):
    messages = wrote("2026-11-10 22:00", "2026-10-08 22:00", flags="reply: now")
    assert reading(tmp_path, SIGN, client(REVIEWED, messages=messages), options=options)["level"] == level
