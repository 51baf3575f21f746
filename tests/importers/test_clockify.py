"""Clockify's detailed CSV."""

from importing import fixture, hours, read

ENTRIES = [("2026-03-13", "1.5", "Header"), ("2026-03-02", "0.734722", "Design: Footer")]


def test_twelve_hour_clocks_and_month_first_dates():
    reading = read("clockify", fixture("clockify.csv"))
    assert hours(reading) == ENTRIES
    assert reading.skipped == [(4, "it is still running")]


def test_decimal_hours_alone_are_enough():
    text = fixture("clockify.csv").replace('"Duration (h)",', "").replace('"01:30:00",', "").replace('"00:44:05",', "")
    text = text.replace('"00:10:00",', "")
    assert [entry[1] for entry in hours(read("clockify", text))] == ["1.5", "0.73"]
    comma = text.replace('"1.50"', '"1,50"').replace('"0.73"', '"0,73"').replace('"0.17"', '"0,17"')
    assert [entry[1] for entry in hours(read("clockify", comma))] == ["1.5", "0.73"]
