"""Exports that were saved as a spreadsheet: XLSX, ODS and XLS, with what a spreadsheet makes of their cells."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers import spreadsheet
from importing import hours, ledger, read, run
from spreadsheets import changed, date_cell, ods, xls, xlsx

HEAD = ["Date", "Client", "Project", "Task", "Hours", "Notes"]


def row(day: object, worked: object, note: str) -> list[object]:
    return [day, "Acme", "Site", "Design", worked, note]


def test_dates_are_days_whatever_the_spreadsheet_shows():
    rows = [HEAD, row(date_cell(46083), 1.5, "Header"), row(date_cell(46083.5), 2.0, "Footer")]
    entries = [("2026-03-02", "1.5", "Design: Header"), ("2026-03-02", "2", "Design: Footer")]
    assert hours(read("harvest", xlsx({"Hours": rows}))) == entries
    assert hours(read("harvest", xls({"Hours": rows}))) == entries
    assert hours(read("harvest", ods({"Hours": rows}))) == entries


def test_a_date_that_has_lost_its_format_is_no_date_and_is_said_so():
    rows = [HEAD, row(46083.0, 1.5, "Header"), row(date_cell(46083), 2.0, "Footer")]
    for data in (xlsx({"Hours": rows}), xls({"Hours": rows}), ods({"Hours": rows})):
        reading = read("harvest", data)
        assert hours(reading) == [("2026-03-02", "2", "Design: Footer")]
        assert [(line, "46083" in why) for line, why in reading.skipped] == [(2, True)]


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_formula_is_its_last_result_and_an_error_is_nothing(make):
    rows = [
        HEAD,
        row(date_cell(46083), ("=1+0.5", 1.5), "Header"),
        row(date_cell(46083), ("=1/0", None), "Footer"),
        row(date_cell(46083), ("=33.3+66.69", 99.99000000000001), "Sum"),
    ]
    reading = read("harvest", make({"Hours": rows}))
    assert hours(reading) == [("2026-03-02", "1.5", "Design: Header"), ("2026-03-02", "99.99", "Design: Sum")]
    assert reading.skipped == [(3, "it has no duration")]


def test_hours_as_a_length_of_time_are_hours():
    head = [
        "Project",
        "Client",
        "Description",
        "Task",
        "Start Date",
        "Start Time",
        "End Date",
        "End Time",
        "Duration (h)",
    ]
    times = [date_cell(46083), ("clock", 0.375), date_cell(46084), ("clock", 0.4375), ("length", 1.0625)]
    rows = [head, ["Site", "Acme", "Header", "", *times]]
    assert hours(read("clockify", xlsx({"Hours": rows}))) == [("2026-03-02", "25.5", "Header")]
    assert hours(read("clockify", ods({"Hours": rows}))) == [("2026-03-02", "25.5", "Header")]


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_merged_cell_counts_once_and_a_title_above_the_header_is_passed_over(make):
    rows = [["Time report"], [], HEAD, row(date_cell(46083), 1.5, "Header"), row(date_cell(46083), None, "Footer")]
    reading = read("harvest", make({"Hours": rows}, merged=["A1:F1", "E4:E5"]))
    assert hours(reading) == [("2026-03-02", "1.5", "Design: Header")]
    assert reading.skipped == [(5, "it has no duration")]


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_sheet_that_is_hidden_is_not_read(make):
    old, new = [HEAD, row(date_cell(46083), 1.5, "Old")], [HEAD, row(date_cell(46083), 2.0, "New")]
    reading = read("harvest", make({"Old": old, "New": new}, hidden=["Old"]))
    assert hours(reading) == [("2026-03-02", "2", "Design: New")]
    assert reading.notes == []


@pytest.mark.parametrize("make", [xlsx, xls, ods])
def test_of_several_sheets_that_could_be_read_the_others_are_named(make):
    sheets = {"Cover": [["What I did"]], "Jan": [HEAD, row(date_cell(46050), 1.0, "a")], "Feb": [HEAD]}
    reading = read("harvest", make(sheets))
    assert hours(reading) == [("2026-01-28", "1", "Design: a")]
    assert reading.notes == ["only the sheet 'Jan' was read; to import 'Feb' too, save each as a file of its own"]


def test_text_with_a_line_break_or_a_control_character_is_one_text():
    rows = [HEAD, row(date_cell(46083), 1.5, "one\ntwo _x001B_[31m")]
    (entry,) = hours(read("harvest", xlsx({"Hours": rows})))
    assert entry[2].startswith("Design: one two")
    assert "\x1b" not in entry[2]


def test_a_cell_at_the_far_corner_is_refused_before_it_fills_the_memory():
    data = xlsx({"Hours": [HEAD]}, more='<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    with pytest.raises(EditRefused, match="too large for a table of records; export it as CSV"):
        read("harvest", data)


@pytest.mark.parametrize("make", [xlsx, xls])
@pytest.mark.parametrize(("spare", "is_read"), [(0, True), (-1, False)])
def test_a_spreadsheet_as_large_as_may_be_is_read_and_a_larger_one_is_not(make, spare, is_read, monkeypatch):
    data = make({"Hours": [HEAD, row(date_cell(46083), 1.5, "a")]})
    assert spreadsheet.LARGEST == 50_000_000
    monkeypatch.setattr(spreadsheet, "LARGEST", len(data) + spare)
    if is_read:
        assert len(hours(read("harvest", data))) == 1
    else:
        with pytest.raises(EditRefused, match="too large for a table of records; export it as CSV"):
            read("harvest", data)


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 xl/workbook.xml", xlsx({"Hours": [HEAD]})[:-40], xls({"Hours": [HEAD]})[:1500]]
)
def test_a_spreadsheet_that_was_cut_off_is_said_to_be_unreadable(data: bytes, tmp_path: Path):
    (tmp_path / "x.xlsx").write_bytes(data)
    result = run(ledger(tmp_path), "harvest", tmp_path / "x.xlsx")
    assert result.exit_code == 1
    assert "export it as CSV" in result.output


def test_payments_of_a_bank_are_read_from_a_spreadsheet(tmp_path: Path):
    head = ["Booking Date", "Value Date", "Partner Name", "Partner Iban", "Type", "Payment Reference", "Amount (EUR)"]
    rows = [head, [date_cell(46101), date_cell(46101), "Acme", "", "Credit", "0007", 1200.5]]
    for name, data in {"b.xlsx": xlsx({"B": rows}), "b.ods": ods({"B": rows}), "b.xls": xls({"B": rows})}.items():
        (tmp_path / name).write_bytes(data)
        reading = read("n26", data)
        assert [(str(each.day), str(each.amount)) for each in reading.items] == [("2026-03-20", "1200.50")]


@pytest.mark.parametrize(("spare", "is_read"), [(0, True), (-1, False)])
def test_a_spreadsheet_may_unpack_to_its_limit_and_no_further(spare: int, is_read: bool, monkeypatch):
    data = xlsx({"Hours": [HEAD, row(date_cell(46083), 1.5, "a")]})
    with ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(each.file_size for each in archive.infolist())
    monkeypatch.setattr(spreadsheet, "LARGEST_UNPACKED", unpacked + spare)
    if is_read:
        assert len(hours(read("harvest", data))) == 1
    else:
        with pytest.raises(EditRefused, match="too large for a table of records"):
            read("harvest", data)


def test_a_row_that_repeats_itself_a_million_times_is_refused_before_it_fills_the_memory():
    data = ods({"Hours": [HEAD, row("2026-03-02", 1.5, "Header")]})
    many = changed(data, "content.xml", b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000">')
    assert many != data
    with pytest.raises(EditRefused, match="too large"):
        spreadsheet.sheets("hours.ods", many)


def test_a_spreadsheet_with_a_password_is_said_to_have_one():
    locked = changed(
        ods({"Hours": [HEAD]}),
        "META-INF/manifest.xml",
        b"</manifest:manifest>",
        b"<manifest:encryption-data/></manifest:manifest>",
    )
    with pytest.raises(EditRefused, match="it without a password"):
        spreadsheet.sheets("hours.ods", locked)


def test_a_spreadsheet_without_any_cell_is_said_to_be_one(tmp_path: Path):
    (tmp_path / "empty.xlsx").write_bytes(xlsx({"Hours": []}))
    output = run(ledger(tmp_path), "harvest", tmp_path / "empty.xlsx").output
    assert "it is a spreadsheet without a table that can be seen" in output


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_number_is_itself_whatever_sign_the_texts_have(make):
    rows = [HEAD, row(date_cell(46083), 1.125, "Header"), row(date_cell(46083), "2,5", "Footer")]
    for decimal in (None, ","):
        entries = hours(read("harvest", make({"Hours": rows}), decimal=decimal))
        assert [entry[1] for entry in entries] == ["1.125", "2.5"]


def test_the_amounts_of_a_bank_that_writes_commas_are_right_in_a_spreadsheet():
    names = ("Beguenstigter/Zahlungspflichtiger", "Kontonummer/IBAN", "Verwendungszweck")
    head = ["Buchungstag", *names, "Betrag", "Waehrung", "Info"]
    rows = [
        head,
        *([date_cell(46083), "Acme", "DE1", "RE 7", each, "EUR", ""] for each in (1234.5, 99.999, "1.234,50")),
    ]
    reading = read("sparkasse", xlsx({"Umsaetze": rows}))
    assert [str(each.amount) for each in reading.items] == ["1234.50", "1234.50"]
    assert reading.skipped == [(3, "'99.999' has more than two decimals")]
