"""Spreadsheets (XLSX, ODS, XLS) as tables of texts, read by python-calamine (extra `import`)."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.optional import optional_library

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
WORKBOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
OUTLOOK = "__substg1.0_".encode("utf-16-le")
LARGEST = 50_000_000


def is_spreadsheet(data: bytes) -> bool:
    """Tell whether bytes are a spreadsheet."""
    if data.startswith(b"PK"):
        return b"xl/workbook" in data or b"application/vnd.oasis.opendocument.spreadsheet" in data[:200]
    return data.startswith(OLD_OFFICE) and OUTLOOK not in data and any(name in data for name in WORKBOOKS)


def sheets(name: str, data: bytes) -> dict[str, list[list[str]]]:
    """Return the rows of each sheet by its name, every cell as the text that a CSV would have."""
    library = optional_library("python_calamine", f"{name} is a spreadsheet, and to read it")
    if len(data) > LARGEST:
        raise EditRefused(f"{name} is larger than {LARGEST // 1_000_000} MB; export it as CSV")
    try:
        workbook = library.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {
            sheet: [[_text(cell) for cell in row] for row in workbook.get_sheet_by_name(sheet).to_python()]
            for sheet in workbook.sheet_names
        }
    except (library.CalamineError, OSError, ValueError) as error:
        raise EditRefused(f"{name} is a spreadsheet that cannot be read ({error}); export it as CSV") from None


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)):f}".removesuffix(".0")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)
