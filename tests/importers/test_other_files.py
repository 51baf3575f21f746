"""What is said to a file that is none of those that are read, and tables that a spreadsheet has been at."""

import io
import zipfile
from pathlib import Path

import pytest

from importing import fixture, hours, ledger, read, run


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "it is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "it is a picture"),
        (b"\x1f\x8b\x08\0", "unpack it"),
        (b"\xd0\xcf\x11\xe0" + "__substg1.0_".encode("utf-16-le"), "it is a mail of Outlook (.msg); save it as .eml"),
        (b"\xd0\xcf\x11\xe0\0\0", "it is an old Office document"),
        (b"<html><table><tr><td>Date</td></tr></table></html>", "it is HTML, whatever its name"),
        (b"!Type:Bank\nD3/2/2026\nT70.00\n^\n", "it is a statement as QIF"),
        (b"BEGIN:VCARD\nEND:VCARD\n", "it is an address book"),
        (b"SQLite format 3\0", "it is a database"),
        (b"\0\x01\x02\x03", "it is no text"),
    ],
)
def test_it_says_what_a_file_is_and_the_way_round(data: bytes, said: str, tmp_path: Path):
    (tmp_path / "x.xls").write_bytes(data)
    result = run(ledger(tmp_path), "toggl", tmp_path / "x.xls")
    assert result.exit_code == 1
    assert said in result.output
    assert "docs/importing.md" in result.output


def test_a_csv_whose_every_line_became_one_quoted_cell_is_unwrapped():
    lines = fixture("harvest.csv").splitlines()
    plain = [line for line in lines if '"' not in line]
    wrapped = "".join('"{}"\r\n'.format(line.replace('"', '""')) for line in plain)
    assert hours(read("harvest", wrapped)) == hours(read("harvest", "\n".join(plain) + "\n"))
    assert len(read("harvest", wrapped).items) == 1


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(rows: list[list[str | float]]) -> bytes:
    """Return a spreadsheet of one sheet as XLSX: texts as texts, numbers as numbers."""

    def cell(value: str | float) -> str:
        return f"<c><v>{value}</v></c>" if isinstance(value, float) else f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    sheet = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        '<sheets><sheet name="Hours" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return data.getvalue()


def test_an_export_that_was_saved_as_a_spreadsheet_is_read_as_the_table_it_was():
    head = ["Date", "Client", "Project", "Task", "Hours", "Notes"]
    data = workbook([["Time report"], head, ["2026-03-02", "Acme", "Site", "Design", 1.5, "Header"]])
    assert hours(read("harvest", data)) == [("2026-03-02", "1.5", "Design: Header")]


def test_a_spreadsheet_of_anything_else_is_told_by_its_columns(tmp_path: Path):
    (tmp_path / "x.xlsx").write_bytes(workbook([["Project", "Client", "Duration"], ["Site", "Acme", 1.0]]))
    assert "its columns are Project, Client, Duration" in run(ledger(tmp_path), "toggl", tmp_path / "x.xlsx").output
