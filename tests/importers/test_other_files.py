"""What is said to a file that is none of those that are read, and tables that a spreadsheet has been at."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.source_file import Export
from client_ledger.text.cli_language import use_language
from client_ledger.text.languages import plain_formatter_in
from importing import fixture, hours, ledger, read, run
from spreadsheets import xlsx


def zipped(name: str) -> bytes:
    """Return a zip file that holds a file of this name."""
    data = io.BytesIO()
    with ZipFile(data, "w") as archive:
        archive.writestr(name, "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is empty"),
        (b"%PDF-1.7\n%\xe2\xe3\n%%EOF\n", "it is a PDF without an e-invoice"),
        (b"%PDF-1.7\n%\xe2\xe3", "it is a damaged PDF; save it again"),
        (b"%PDF-1.7\ntrailer << /Encrypt 5 0 R >>\n%%EOF", "it is a protected PDF; save it without a password"),
        (b'<?xml version="1.0"?>\n<Invoice><ID>1</ID', "its XML is damaged at line 2, column 15"),
        (b"\x89PNG\r\n\x1a\n", "it is a picture"),
        (b"\x1f\x8b\x08\0", "unpack it"),
        (b"\xd0\xcf\x11\xe0" + "__substg1.0_".encode("utf-16-le"), "it is an Outlook mail (.msg); save it as .eml"),
        (b"\xd0\xcf\x11\xe0\0\0", "it is an old Office document"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "it is a protected Office document"),
        (zipped("Index/Document.iwa"), "it is a document of Apple's Numbers"),
        (zipped("notes.txt"), "it is a zip file; unpack it"),
        (b"<html><table><tr><td>Date</td></tr></table></html>", "it is HTML, whatever its name"),
        (b"!Type:Bank\nD3/2/2026\nT70.00\n^\n", "it is a QIF statement"),
        (b"0130004    00001EUR2 00012345678  310526", "it is a bank statement as CFONB 120; use OFX, camt or CSV"),
        (b"01,122099999,123456789,040621,0200,1,65,,2/\n", "it is a bank statement as BAI2; use OFX, camt or CSV"),
        (b"{1:F01BANKDEFFXXXX}{2:I103BANKDEFFXXXXN}", "it is a SWIFT message without a statement"),
        (
            b'\xef\xbb\xbf<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "it is a spreadsheet as XML",
        ),
        (b'<?xml version="1.0"?><feed/>', "it is XML of another kind"),
        (b"Dear all,\nsee you.\n", "it is a text without columns"),
        (b"BEGIN:VCARD\nEND:VCARD\n", "it is an address book"),
        (b"SQLite format 3\0", "it is a database"),
        (
            bytes.fromhex("3082104206092a864886f70d010702a0821033"),
            "it is a signed file (.p7m); extract its content",
        ),
        (bytes.fromhex("308006092a864886f70d010702a08030"), "openssl cms -verify"),
        (b"MIIQQgYJKoZIhvcNAQcCoIIQMzCCEC8CAQExDzANBglghkgBZQMEAgEFADCCAg==", "it is a signed file (.p7m)"),
        (b"\0\x01\x02\x03", "it is not a text file"),
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


def test_a_spreadsheet_of_anything_else_is_told_by_its_columns(tmp_path: Path):
    (tmp_path / "x.xlsx").write_bytes(xlsx({"Hours": [["Project", "Client", "Duration"], ["Site", "Acme", 1.0]]}))
    assert "its columns are Project, Client, Duration" in run(ledger(tmp_path), "toggl", tmp_path / "x.xlsx").output


HOURS = "Date,Client,Project,Task,Hours,Notes\n{},Acme,Site,Design,1,x\n2026-03-02,Acme,Site,Design,1,x\n"


def test_a_day_that_no_record_can_have_keeps_no_other_row_out():
    reading = read("harvest", HOURS.format("1826-03-02"))
    assert hours(reading) == [("2026-03-02", "1", "Design: x")]
    assert reading.skipped == [(2, "1826-03-02 is not a plausible date")]


def test_what_a_date_may_mean_is_said_in_french():
    with use_language(plain_formatter_in("fr")), pytest.raises(EditRefused) as refusal:
        read("harvest", HOURS.format("03/04/2026"))
    assert "le jour d’abord ou le mois d’abord" in str(refusal.value)


def test_the_header_is_found_below_the_lines_about_the_account():
    about = "Statement;;;\nIBAN;DE00;;\n;;;\n"
    header, rows = Export("bank.csv", f"{about}Day;Payer;Text;Sum\n1.3.2026;Acme;;7,00\n".encode()).preview(3)
    assert header == ["Day", "Payer", "Text", "Sum"]
    assert rows == [["1.3.2026", "Acme", "", "7,00"]]
