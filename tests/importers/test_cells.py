"""What a spreadsheet's cells become, and how many of them are read."""

import pytest

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers import spreadsheet
from spreadsheets import changed, date_cell, ods, xlsx

SECOND = 1 / 86400


def cells(make, *row):
    return spreadsheet.sheets("a", make({"A": [row]}))["A"][0]


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_day_is_told_without_its_hour_only_at_midnight(make):
    assert cells(make, date_cell(46083), date_cell(46083.5)) == ["2026-03-02", "2026-03-02 12:00:00"]


def test_a_time_of_day_is_rounded_to_the_second():
    times = [("clock", 0.375 + part * SECOND) for part in (0, 0.1, 0.499, 0.501, 0.9)]
    assert cells(xlsx, *times) == ["09:00:00", "09:00:00", "09:00:00", "09:00:01", "09:00:01"]


def test_a_number_is_told_without_its_rounding_error():
    assert cells(xlsx, 99.99000000000001, 0.1 + 0.2, 1e-7, 123456789.125) == [
        "99.99",
        "0.3",
        "0.0000001",
        "123456789.125",
    ]


def test_a_length_of_time_is_told_in_hours_minutes_and_seconds():
    lengths = [("length", seconds * SECOND) for seconds in (3600, 3723, 59, 91803)]
    assert cells(xlsx, *lengths) == ["1:00:00", "1:02:03", "0:00:59", "25:30:03"]
    assert cells(ods, lengths[-1]) == ["25:30:03"]


@pytest.mark.parametrize("make", [xlsx, ods])
def test_empty_rows_and_columns_above_and_before_a_table_are_kept(make):
    assert spreadsheet.sheets("a", make({"A": [[], [None, "b"]]})) == {"A": [["", ""], ["", "b"]]}


@pytest.mark.parametrize(("cell", "count"), [("C4", 12), ("Z1", 26), ("AB2", 56), ("BA1", 53), ("AAA1", 703)])
def test_a_table_is_as_large_as_its_farthest_cell_makes_it(cell, count, monkeypatch):
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    data = xlsx({"A": []}, more=f'<row r="{row}"><c r="{cell}"><v>1</v></c></row>')
    monkeypatch.setattr(spreadsheet, "MOST_CELLS", count)
    assert len(spreadsheet.sheets("a", data)["A"]) == int(row)
    monkeypatch.setattr(spreadsheet, "MOST_CELLS", count - 1)
    with pytest.raises(EditRefused, match="too large"):
        spreadsheet.sheets("a", data)


def test_rows_that_are_written_once_for_several_are_counted(monkeypatch):
    data = ods({"A": [["a", 1.5]]})
    many = changed(data, "content.xml", b"<table:table-row>", b'<table:table-row table:number-rows-repeated="7">')
    monkeypatch.setattr(spreadsheet, "MOST_REPEATED", 7)
    assert len(spreadsheet.sheets("a", many)["A"]) == 7
    monkeypatch.setattr(spreadsheet, "MOST_REPEATED", 6)
    with pytest.raises(EditRefused, match="too large"):
        spreadsheet.sheets("a", many)


def test_a_damaged_spreadsheet_is_not_said_to_be_too_large():
    with pytest.raises(EditRefused, match="cannot be read"):
        spreadsheet.sheets("a", xlsx({"A": [["a"]]})[:-40])
