"""Time that is kept in plain text, or in a calendar."""

from importing import fixture, hours, read


def test_org_clocks_belong_to_the_heading_above_them():
    reading = read("org", fixture("org.org"))
    assert hours(reading) == [
        ("2026-03-02", "1.5", "Header"),
        ("2026-03-02", "0.75", "Header"),
        ("2026-03-04", "0:20", "Shop"),
    ]
    assert reading.items[0].groups == ("Acme", "client", "design")
    assert reading.skipped == [(7, "it is still running")]


def test_timeclock_pairs_each_beginning_with_its_end():
    reading = read("timeclock", fixture("timeclock.timeclock"))
    assert hours(reading) == [("2026-03-02", "1.5", "Header, first draft"), ("2026-03-02", "0.75", "site")]
    assert reading.items[0].groups == ("acme", "site")
    assert reading.skipped == [(6, "it is still running")]


def test_timedot_counts_dots_letters_and_numbers():
    reading = read("timedot", fixture("timedot.timedot"))
    assert hours(reading) == [
        ("2026-03-02", "1.5", "design"),
        ("2026-03-02", "0.5", "calls"),
        ("2026-03-02", "1.5", "shop"),
        ("2026-03-03", "0.75", "design"),
    ]


def test_ics_events_are_hours_unless_they_repeat_or_last_whole_days():
    reading = read("ics", fixture("ics.ics"))
    assert hours(reading) == [("2026-03-02", "1.5", "Workshop"), ("2026-03-04", "0.75", "Call")]
    assert reading.items[0].groups == ("Acme", "Design")
    assert [why.partition(":")[0] for _, why in reading.skipped] == [
        "it lasts whole days",
        "it repeats, but the file does not say which ones took place; record them by hand",
        "it was cancelled",
    ]
