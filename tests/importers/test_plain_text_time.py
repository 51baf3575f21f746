"""Time that is kept in plain text, or in a calendar."""

import pytest

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


def test_an_org_heading_stands_below_those_of_fewer_stars():
    clock = "CLOCK: [2026-03-02 Mon 09:00]--[2026-03-02 Mon 10:00]"
    (one, two) = read("org", f"* Acme Limited\n** A\n{clock}\n** Logo\n{clock}\n").items
    assert [(each.task, each.groups) for each in (one, two)] == [("A", ("Acme Limited",)), ("Logo", ("Acme Limited",))]


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
    assert reading.skipped == [
        (2, "it lasts whole days"),
        (4, "it repeats, but the file does not say which ones took place; record them by hand"),
        (5, "it was cancelled"),
    ]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("DTSTART:20260302T090000Z", "it has no start or no end"),
        ("DTEND:20260302T090000Z", "it has no start or no end"),
        ("DTSTART;VALUE=DATE:20260302\nDTEND:20260302T090000Z", "it lasts whole days"),
        ("DTSTART:20260302T090000Z\nDTEND:20260302T090000Z", "it took no time"),
        ("DTSTART:20260302T100000Z\nDTEND:20260302T090000Z", "its time is negative"),
    ],
)
def test_an_ics_event_that_is_no_span_of_time_is_left_out_with_the_reason(lines: str, why: str):
    event = f"BEGIN:VEVENT\nUID:e1\nDTSTAMP:20260301T000000Z\n{lines}\nSUMMARY:Call\nEND:VEVENT"
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//EN\n{event}\nEND:VCALENDAR\n"
    assert read("ics", text).skipped == [(1, why)]


def test_timedot_lines_without_a_time_are_told_with_their_number():
    reading = read("timedot", "2026-03-02\nacme:x  Ab\nacme:y  0\nacme:z  .\n")
    assert reading.skipped == [(2, "'Ab' is not a time"), (3, "it took no time")]
    assert hours(reading) == [("2026-03-02", "0.25", "z")]


@pytest.mark.parametrize(("end", "why"), [("09:00", "it took no time"), ("08:00", "its time is negative")])
def test_a_clock_that_took_no_time_or_less_is_left_out_with_the_reason(end: str, why: str):
    org = read("org", f"* Site\nCLOCK: [2026-03-02 Mon 09:00]--[2026-03-02 Mon {end}]\n")
    timeclock = read("timeclock", f"; March\ni 2026-03-02 09:00 acme\no 2026-03-02 {end}\n")
    assert (org.items, org.skipped) == (timeclock.items, timeclock.skipped) == ([], [(2, why)])


def test_a_clock_that_was_never_stopped_is_named_with_its_line():
    text = "i 2026-03-02 09:00 acme\ni 2026-03-02 10:00 acme\no 2026-03-02 11:00\no 2026-03-02 12:00\n"
    reading = read("timeclock", text)
    assert reading.skipped == [(1, "it has no end"), (4, "it has no start")]
    assert hours(reading) == [("2026-03-02", "1", "acme")]


@pytest.mark.parametrize(
    ("time", "lasted"),
    [
        ("2", "2"),
        ("1.5h", "1.5"),
        ("1.250", "1.25"),
        ("1,250h", "1.25"),
        ("90m", "1.5"),
        ("5400s", "1.5"),
        ("1d", "24"),
        (". ..", "0.75"),
    ],
)
def test_a_timedot_number_may_have_its_unit(time: str, lasted: str):
    assert hours(read("timedot", f"2026-03-02\nacme  .\nacme  {time}\n"))[1] == ("2026-03-02", lasted, "acme")


def test_comments_of_timedot_are_no_time():
    assert read("timedot", "2026-03-02\n# acme  ..\n  ; acme  ..\nacme  ..  # calls\n").items[0].line == 4
