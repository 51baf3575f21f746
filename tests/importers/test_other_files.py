"""What is said to a file that is none of those that are read, and tables that a spreadsheet has been at."""

from pathlib import Path

import pytest

from importing import fixture, hours, ledger, read, run
from spreadsheets import xlsx


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
