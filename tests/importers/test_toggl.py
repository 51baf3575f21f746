"""Toggl Track's detailed CSV."""

import csv
import io
from zoneinfo import ZoneInfo

import pytest

from client_ledger.frontmatter.document import EditRefused
from importing import fixture, hours, read

ENTRIES = [
    ("2026-03-02", "1.5", "Header, first draft"),
    ("2026-03-02", "0.734722", "Design: Footer"),
    ("2026-03-03", "0:20", "Calls"),
    ("2026-03-03", "0:20", "Calls"),
    ("2026-03-03", "1", "Shop"),
]


def test_entries_have_their_day_their_exact_time_and_a_task():
    reading = read("toggl", fixture("toggl.csv"))
    assert hours(reading) == ENTRIES
    assert reading.skipped == [(7, "it is still running")]


def test_the_day_is_the_freelancers_where_the_clock_is_anothers():
    reading = read("toggl", fixture("toggl.csv"), zone=ZoneInfo("UTC"))
    assert [item.day.isoformat() for item in reading.items][:2] == ["2026-03-02", "2026-03-03"]
    assert "UTC (as you said" in reading.notes[0]


def test_without_a_zone_it_says_whose_clock_it_took():
    assert "Europe/Paris (yours; change it with --timezone)" in read("toggl", fixture("toggl.csv")).notes[0]


def test_the_newer_header_is_read_by_name():
    text = (
        '"Description","Duration","Member","Project","Start date","Start time","Stop date","Stop time"\n'
        '"Footer","00:44:05","Ida","Site","2026-03-02","11:30:00 PM","2026-03-03","12:14:05 AM"\n'
    )
    assert hours(read("toggl", text)) == [("2026-03-02", "0.734722", "Footer")]


def test_columns_one_chose_need_no_duration_and_a_dash_is_nothing():
    reading = read("toggl", fixture("toggl.columns.csv"))
    assert hours(reading) == [
        ("2026-03-02", "1.5", "Header, first draft"),
        ("2026-03-13", "0.734722", "Footer"),
        ("2026-03-14", "1", "Shop"),
    ]
    assert [item.groups for item in reading.items][::2] == [("Acme", "Site"), ("", "Shop")]
    assert reading.skipped == [(5, "it is still running")]


@pytest.mark.parametrize("duration", ["1:30:00", "90:00 min", "1.50 h", "1,50 h", "1h 30m", "1h30m", "90 min"])
def test_durations_in_any_of_its_formats(duration: str):
    text = fixture("toggl.csv").replace("01:30:00", f'"{duration}"')
    assert hours(read("toggl", text)) == ENTRIES


@pytest.mark.parametrize(
    ("day", "duration"), [("2026-03-29", "4"), ("2026-10-25", "6")], ids=["spring forward", "fall back"]
)
def test_a_night_in_which_the_clock_changes_is_as_long_as_it_was(day: str, duration: str):
    row = f'"Night","Yes","Site","Acme","-","{day}","01:00:00","{day}","06:00:00"\n'
    assert hours(read("toggl", fixture("toggl.columns.csv").splitlines()[0] + "\n" + row))[0][1] == duration


@pytest.mark.parametrize(
    ("start", "end", "lasted"),
    [("02:50:00", "02:10:00", "0:20"), ("01:30:00", "02:10:00", "0:40"), ("03:10:00", "02:50:00", "23:40")],
    ids=["into the second reading", "into the first", "into the next night"],
)
def test_an_hour_that_the_clock_had_twice_may_end_before_it_began(start: str, end: str, lasted: str):
    row = f'"Night","Yes","Site","Acme","-","2026-10-25","{start}","2026-10-25","{end}"\n'
    assert hours(read("toggl", fixture("toggl.columns.csv").splitlines()[0] + "\n" + row))[0][1] == lasted


def test_a_duration_that_is_missing_is_counted_over_midnight():
    text = fixture("toggl.csv").replace("00:44:05", "").replace("2026-03-03,00:14:05", ",00:14:05")
    assert hours(read("toggl", text))[1] == ENTRIES[1]


@pytest.mark.parametrize(
    ("duration", "why"),
    [
        ("00:00:00", "it took no time"),
        ("-01:00:00", "its time is negative"),
        ("soon", "'soon' is not a time"),
        ("1:75", "'1:75' is not a number"),
    ],
)
def test_a_time_that_cannot_be_is_left_out(duration: str, why: str):
    reading = read("toggl", fixture("toggl.csv").replace("01:30:00", duration))
    assert (2, why) in reading.skipped
    assert hours(reading) == ENTRIES[1:]


@pytest.mark.parametrize(
    "day",
    ["13/03/2026", "03/13/2026", "13.03.2026", "13.3.26", '"Mar 13, 2026"', "13-Mar-2026", "2026/3/13"],
)
def test_dates_in_any_order_that_the_file_decides(day: str):
    text = fixture("toggl.csv").replace("2026-03-02", day).replace("2026-03-03", day).replace("2026-03-04", day)
    assert {item.day.isoformat() for item in read("toggl", text).items} == {"2026-03-13"}


def test_dates_that_may_be_either_are_asked_for():
    text = fixture("toggl.csv").replace("2026-03-02", "02/03/2026").replace("2026-03-03", "03/03/2026")
    text = text.replace("2026-03-04", "04/03/2026")
    with pytest.raises(
        EditRefused, match=r"'02/03/2026' can mean day-first or month-first; choose with --date-order .*line 2"
    ):
        read("toggl", text)
    assert {item.day.isoformat() for item in read("toggl", text, order="dmy").items} == {"2026-03-02", "2026-03-03"}
    assert {item.day.isoformat() for item in read("toggl", text, order="mdy").items} == {"2026-02-03", "2026-03-03"}


def test_dates_that_contradict_each_other_are_refused():
    text = fixture("toggl.csv").replace("2026-03-02", "13/03/2026").replace("2026-03-03", "03/14/2026")
    with pytest.raises(EditRefused, match=r"'03/14/2026' has another order .*; correct the file \(line 3\)"):
        read("toggl", text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_does_not_matter(encoding: str):
    text = fixture("toggl.csv").replace("Footer", "Fußzeile")
    assert hours(read("toggl", text.encode(encoding)))[1][2] == "Design: Fußzeile"


def test_neither_do_quotes_separators_and_lines_above():
    rows = list(csv.reader(io.StringIO(fixture("toggl.csv"), newline="")))
    for delimiter in ",;\t":
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(
            [["Detailed report"], [], ["x", "y"], *rows]
        )
        assert hours(read("toggl", text.getvalue())) == ENTRIES


def test_a_row_with_more_cells_than_headings_is_left_out():
    text = fixture("toggl.csv").replace('"Header, first draft"', "Header, first draft")
    reading = read("toggl", text.replace(",,\r\n", ",,9\r\n", 1))
    assert reading.skipped[0] == (2, "it has more cells than the header")
