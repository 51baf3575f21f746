"""Timewarrior's JSON."""

from importing import fixture, hours, read


def test_utc_becomes_the_freelancers_day_and_the_number_is_no_id():
    reading = read("timewarrior", fixture("timewarrior.json"))
    assert hours(reading) == [("2026-03-02", "1.5", "Header"), ("2026-03-03", "1.168056", "acme")]
    assert [item.id for item in reading.items] == ["", ""]
    assert reading.skipped == [(3, "it is still running")]


def test_an_interval_that_cannot_be_read_is_left_out():
    reading = read("timewarrior", fixture("timewarrior.json").replace("20260302T080000Z", "2026"))
    assert reading.skipped == [(1, "'2026' is not a time"), (3, "it is still running")]


def test_an_interval_of_no_time_is_left_out():
    reading = read("timewarrior", fixture("timewarrior.json").replace("20260302T093000Z", "20260302T080000Z"))
    assert (1, "it took no time") in reading.skipped


def test_an_interval_without_tags_has_none():
    text = fixture("timewarrior.json").replace('["acme","design"]', "null")
    assert read("timewarrior", text).items[0].groups == ()


def test_an_interval_of_a_minute_counts_and_one_that_ends_before_it_begins_does_not():
    def read_until(end: str):
        return read("timewarrior", fixture("timewarrior.json").replace("20260302T093000Z", end))

    assert hours(read_until("20260302T080100Z"))[0] == ("2026-03-02", "0:01", "Header")
    assert read_until("20260302T075900Z").skipped[0] == (1, "its time is negative")
