"""Harvest's time report."""

import re

from importing import fixture, hours, read

ENTRIES = [("2026-03-02", "1.33", "Design: Header, second line"), ("2026-03-03", "2", "Design")]


def test_a_note_of_several_lines_becomes_one():
    reading = read("harvest", fixture("harvest.csv"))
    assert hours(reading) == ENTRIES
    assert reading.skipped == [(5, "it took no time")]


def test_newer_columns_and_decimal_commas():
    text = fixture("harvest.csv").replace("Last Name,", "Last Name,Employee Id,").replace("Berg,", "Berg,,")
    assert hours(read("harvest", text)) == ENTRIES
    commas = re.sub(r"(?<=,)(\d+)\.(\d+)(?=,)", r'"\1,\2"', text)
    assert '"1,33"' in commas
    assert hours(read("harvest", commas)) == ENTRIES


def test_the_notes_are_a_column_that_one_may_leave_out():
    reading = read("harvest", "Date,Client,Project,Task,Hours,Email\n2026-01-15,A,P,T,1,a@b.example\n")
    assert hours(reading) == [("2026-01-15", "1", "T")]
