"""Watson's JSON."""

from importing import fixture, hours, read

ENTRIES = [("2026-03-02", "1.5", "acme: design"), ("2026-03-03", "0.734722", "acme")]


def test_frames_keep_their_uuid():
    reading = read("watson", fixture("watson.json"))
    assert hours(reading) == ENTRIES
    assert [item.id[:4] for item in reading.items] == ["4f1c", "b7e0"]
    assert reading.skipped == [(3, "its time is negative")]


def test_the_frames_file_is_read_too():
    text = '[[1772438400, 1772443800, "acme", "4f1c", ["design"], 1772443800]]'
    reading = read("watson", text)
    assert hours(reading) == [("2026-03-02", "1.5", "acme: design")]
    assert reading.items[0].id == "4f1c"


def test_a_frame_that_cannot_be_read_is_left_out():
    reading = read("watson", fixture("watson.json").replace("2026-03-02T09:00:00+01:00", "soon"))
    assert (reading.unit, reading.skipped[0]) == ("frame", (1, "'soon' is not a time"))


def test_a_frame_of_no_time_is_left_out():
    text = '[[1772438400, 1772438400, "acme", "4f1c", ["design"], 1772443800]]'
    assert read("watson", text).skipped == [(1, "it took no time")]
