"""Spreadsheets (XLSX, ODS, XLS) as tables of texts, read by python-calamine (extra `import`)."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zipfile import BadZipFile, ZipFile

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.numbers import Figure
from client_ledger.importers.optional import optional_library
from client_ledger.text.cli_language import tr

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
WORKBOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
OUTLOOK = "__substg1.0_".encode("utf-16-le")
LARGEST, LARGEST_UNPACKED, MOST_CELLS = 50_000_000, 500_000_000, 10_000_000
CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
REPEATED = re.compile(rb'number-rows-repeated="(\d{1,9})"')
MOST_REPEATED = 100_000
# A spreadsheet shows this many digits of a number; the rest are rounding errors.
FIGURES = 15
ODS_DURATION = re.compile(r"PT(\d+)H(\d+)M([\d.]+)S")


def is_spreadsheet(data: bytes) -> bool:
    """Tell whether bytes are a spreadsheet."""
    if data.startswith(b"PK"):
        return b"xl/workbook" in data or b"application/vnd.oasis.opendocument.spreadsheet" in data[:200]
    return data.startswith(OLD_OFFICE) and OUTLOOK not in data and any(name in data for name in WORKBOOKS)


def sheets(name: str, data: bytes) -> dict[str, list[list[str]]]:
    """Return the rows of each visible sheet that is not empty, with every cell as the text that a CSV would have."""
    library = optional_library("python_calamine", tr("to read {name}, a spreadsheet,", name=name))
    if _is_protected(data):
        raise EditRefused(tr("{name} is a protected spreadsheet; save it without a password", name=name))
    if len(data) > LARGEST or not _is_reasonable(data):
        raise EditRefused(tr("{name} is too large for a table of records; export it as CSV", name=name))
    try:
        workbook = library.CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = {
            each.name: workbook.get_sheet_by_name(each.name).to_python(skip_empty_area=False)
            for each in workbook.sheets_metadata
            if each.visible == library.SheetVisibleEnum.Visible and each.typ == library.SheetTypeEnum.WorkSheet
        }
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - the library panics at some damaged files, which is no Exception
        raise EditRefused(
            tr("{name} is a spreadsheet that cannot be read ({reason}); export it as CSV", name=name, reason=str(error))
        ) from None
    texts = {sheet: [[_text(cell) for cell in row] for row in rows] for sheet, rows in found.items()}
    return {sheet: rows for sheet, rows in texts.items() if any(cell for row in rows for cell in row)}


def _is_protected(data: bytes) -> bool:
    """Tell whether an OpenDocument spreadsheet needs a password."""
    with suppress(BadZipFile, NotImplementedError, KeyError, RuntimeError), ZipFile(io.BytesIO(data)) as archive:
        return b"encryption-data" in archive.read("META-INF/manifest.xml")
    return False


def _is_reasonable(data: bytes) -> bool:
    """Tell whether a spreadsheet fits into memory: a single distant cell makes a table of all cells before it."""
    if not data.startswith(b"PK"):
        return True
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            if sum(each.file_size for each in archive.infolist()) > LARGEST_UNPACKED:
                return False
            parts = [archive.read(each) for each in archive.namelist() if each.startswith("xl/worksheets/")]
            if "content.xml" in archive.namelist() and _repeated_rows(archive.read("content.xml")) > MOST_REPEATED:
                return False
    except (BadZipFile, NotImplementedError):
        return True  # the library reports what is wrong with it
    for part in parts:
        cells = [(match[1], int(match[2])) for match in CELL.finditer(part)]
        columns = max((_column(letters) for letters, _ in cells), default=0)
        if columns * max((row for _, row in cells), default=0) > MOST_CELLS:
            return False
    return True


def _repeated_rows(content: bytes) -> int:
    """Return how many rows of an OpenDocument spreadsheet are written once for several and have a value."""
    found = ((match, content.find(b"</table:table-row", match.end())) for match in REPEATED.finditer(content))
    return sum(int(match[1]) for match, end in found if b"office:value" in content[match.end() : end])


def _column(letters: bytes) -> int:
    return sum((letter - ord("A") + 1) * 26**place for place, letter in enumerate(reversed(letters)))


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, (float, int)):
        return Figure(f"{Decimal(f'{cell:.{FIGURES}g}'):f}")
    if isinstance(cell, (datetime, time)):
        return _moment(cell)
    if isinstance(cell, timedelta):
        return _duration(round(cell.total_seconds()))
    if match := ODS_DURATION.fullmatch(str(cell)):
        return _duration(int(match[1]) * 3600 + int(match[2]) * 60 + round(float(match[3])))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _moment(cell: datetime | time) -> str:
    """Return a time to the second, or only the day; a spreadsheet stores it as a fraction of a day."""
    moment = datetime.combine(date(2000, 1, 1), cell) if isinstance(cell, time) else cell
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    if isinstance(cell, time):
        return moment.time().isoformat()
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ")


def _duration(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
