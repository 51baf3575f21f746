"""Small spreadsheets, written byte by byte as other programs write them, for the tests."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from html import escape
from typing import NamedTuple

Sheets = Mapping[str, Sequence[Sequence[object]]]


class Styled(NamedTuple):
    """A number that is shown as a day."""

    number: float


def date_cell(number: float) -> Styled:
    """Return a cell that is shown as a day: the days since 30 December 1899."""
    return Styled(number)


def _zipped(parts: Mapping[str, str], first: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        if first:
            archive.writestr("mimetype", first)
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return data.getvalue()


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DAY, CLOCK, LENGTH = 1, 2, 3


def _xlsx_cell(place: str, value: object) -> str:
    if value is None:
        return f'<c r="{place}"/>'
    if isinstance(value, Styled):
        return f'<c r="{place}" s="{DAY}"><v>{value.number}</v></c>'
    if isinstance(value, tuple):
        what, number = value
        if what in {"clock", "length"}:
            return f'<c r="{place}" s="{CLOCK if what == "clock" else LENGTH}"><v>{number}</v></c>'
        result = 't="e"><f>1/0</f><v>#DIV/0!</v>' if number is None else f"><f>{what[1:]}</f><v>{number!r}</v>"
        return f'<c r="{place}" {result}</c>'
    if isinstance(value, float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def xlsx(sheets: Sheets, *, hidden: Sequence[str] = (), merged: Sequence[str] = (), more: str = "") -> bytes:
    """Return a workbook as Excel writes it; `more` is put behind the rows of every sheet."""
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{each}.xml" ContentType="{TYPE}.worksheet+xml"/>' for each in numbers
    )
    named = "".join(
        f'<sheet name="{name}" sheetId="{each}"{" state=" + chr(34) + "hidden" + chr(34) if name in hidden else ""} '
        f'r:id="r{each}"/>'
        for each, name in zip(numbers, sheets, strict=True)
    )
    related = "".join(
        f'<Relationship Id="r{each}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{each}.xml"/>'
        for each in numbers
    )
    formats = "".join(f'<xf numFmtId="{each}"/>' for each in (0, 14, 21, 46))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}'
        f'<Relationship Id="s" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="4">{formats}</cellXfs></styleSheet>',
    }
    cells = "".join(f'<mergeCell ref="{each}"/>' for each in merged)
    for each, rows in zip(numbers, sheets.values(), strict=True):
        written = "".join(
            f'<row r="{line}">'
            + "".join(_xlsx_cell(f"{chr(ord('A') + place)}{line}", value) for place, value in enumerate(row))
            + "</row>"
            for line, row in enumerate(rows, 1)
        )
        parts[f"xl/worksheets/sheet{each}.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{written}{more}</sheetData>'
            + (f"<mergeCells>{cells}</mergeCells>" if merged else "")
            + "</worksheet>"
        )
    return _zipped(parts)


OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = "".join(f' xmlns:{each}="{OASIS}:{each}:1.0"' for each in ("office", "table", "text", "style"))
NULL_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no time zone


def _ods_cell(value: object) -> str:
    def cell(attributes: str, shown: object) -> str:
        return f"<table:table-cell {attributes}><text:p>{escape(str(shown))}</text:p></table:table-cell>"

    if value is None:
        return "<table:covered-table-cell/>"
    if isinstance(value, Styled):
        day = NULL_DAY + timedelta(days=value.number)
        written = day.date().isoformat() if not value.number % 1 else day.isoformat()
        return cell(f'office:value-type="date" office:date-value="{written}"', f"{day:%d.%m.%y}")
    if isinstance(value, tuple):
        what, number = value
        if number is None:
            return cell('table:formula="of:=1/0" office:value-type="string" office:string-value=""', "#DIV/0!")
        if what in {"clock", "length"}:
            seconds = round(number * 86400)
            length = f"PT{seconds // 3600:02}H{seconds // 60 % 60:02}M{seconds % 60:02}S"
            return cell(f'office:value-type="time" office:time-value="{length}"', length)
        return cell(f'table:formula="of:{what}" office:value-type="float" office:value="{number!r}"', number)
    if isinstance(value, float):
        return cell(f'office:value-type="float" office:value="{value}"', str(value).replace(".", ","))
    return cell('office:value-type="string"', value)


def ods(sheets: Sheets, *, hidden: Sequence[str] = (), merged: Sequence[str] = ()) -> bytes:  # noqa: ARG001
    """Return a spreadsheet as LibreOffice writes it, with the many empty rows at its end."""
    end = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    tables = "".join(
        f'<table:table table:name="{name}"{HIDDEN if name in hidden else ""}>'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        + f"{end}</table:table>"
        for name, rows in sheets.items()
    )
    style = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    return _zipped(
        {
            "content.xml": f"<office:document-content{NAMES}><office:automatic-styles>{style}"
            f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
            "</office:document-content>",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        },
        "application/vnd.oasis.opendocument.spreadsheet",
    )


HIDDEN = ' table:style-name="h"'
SECTOR, NO_SECTOR, END, TABLE = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SMALLEST_STREAM = 4096


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _biff_sheet(rows: Sequence[Sequence[object]]) -> bytes:
    records = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for line, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, (Styled, float)):
                number, form = (value.number, DAY) if isinstance(value, Styled) else (value, 0)
                records += _record(0x0203, struct.pack("<HHHd", line, place, form, number))
            elif value is not None:
                text = str(value).encode("utf-16-le")
                records += _record(0x0204, struct.pack("<HHHHB", line, place, 0, len(text) // 2, 1) + text)
    return records + _record(0x000A, b"")


def xls(sheets: Sheets) -> bytes:
    """Return a workbook of Excel 97: its records in the only stream of a compound file."""
    formats = b"".join(_record(0x00E0, struct.pack("<HH", 0, each) + bytes(16)) for each in (0, 14))
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + formats
    names = [name.encode("ascii") for name in sheets]
    length = len(begin) + sum(4 + 8 + len(name) for name in names) + 4
    bodies, directory = b"", b""
    for name, rows in zip(names, sheets.values(), strict=True):
        place = struct.pack("<IBBBB", length + len(bodies), 0, 0, len(name), 0)
        directory += _record(0x0085, place + name)
        bodies += _biff_sheet(rows)
    stream = begin + directory + _record(0x000A, b"") + bodies
    stream = stream.ljust(max(SMALLEST_STREAM, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    return _compound_file("Workbook", stream)


def _compound_file(name: str, stream: bytes) -> bytes:
    """Return a file of Windows' old file system in a file: a table of sectors, a directory and one stream."""
    sectors = len(stream) // SECTOR
    table = [TABLE, END, *range(3, sectors + 2), END]
    allocation = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")

    def entry(called: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = called.encode("utf-16-le")
        head = text.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(text) + 2 if text else 0, kind, 1, *[NO_SECTOR] * 2, child
        )
        return head + bytes(36) + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 1, END, 0) + entry(name, 2, NO_SECTOR, 2, len(stream))
    directory += entry("", 0, NO_SECTOR, 0, 0) * 2
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, SMALLEST_STREAM, END, 0, END, 0)
    header += struct.pack("<I", 0).ljust(436, b"\xff")
    return header + allocation + directory + stream


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Return a zip file with one of its files changed."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(result, "w") as after:
        for each in before.namelist():
            content = before.read(each)
            after.writestr(each, content.replace(old, new) if each == name else content)
    return result.getvalue()
