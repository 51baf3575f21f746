"""A file from another program: its bytes, its text, and the text parsed in several formats."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.other_files import kind_of
from client_ledger.importers.spreadsheet import is_spreadsheet, sheets
from client_ledger.importers.table import (
    DELIMITERS,
    FEWEST_COLUMNS,
    LONGEST_PREAMBLE,
    Columns,
    Table,
    column_name,
    first_rows,
    numbered_rows,
    table_below,
    unwrapped,
)
from client_ledger.importers.xml_file import parse_xml
from client_ledger.text.cli_language import tr

WESTERN = "cp1252"
COLUMNS_SHOWN, LONGEST_NAME = 12, 40
ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Export:
    """A file from another program."""

    name: str
    data: bytes
    sheet: str = ""

    def parts(self) -> list[Export]:
        """Return the file itself, or each sheet of a spreadsheet with several as a file."""
        if len(self.sheets) < 2:  # noqa: PLR2004 - several
            return [self]
        return [Export(self.name, self.data, sheet) for sheet in self.sheets]

    @cached_property
    def encoding(self) -> str:
        """The text's encoding; Windows-1252 if it is not Unicode."""
        for mark, encoding in ENCODINGS:
            if self.data.startswith(mark):
                return encoding
        try:
            self.data.decode("utf-8")
        except UnicodeDecodeError:
            return WESTERN
        return "utf-8"

    @cached_property
    def text(self) -> str:
        """The file's text; raise EditRefused if it is not text."""
        try:
            text = self.data.decode(self.encoding)
        except UnicodeDecodeError:
            raise EditRefused(tr("{name} is not a text file; export it as CSV or JSON", name=self.name)) from None
        if "\0" in text:
            raise EditRefused(tr("{name} is not a text file; export it as CSV or JSON", name=self.name))
        return text

    @cached_property
    def is_text(self) -> bool:
        """Whether the file is text."""
        try:
            return "\0" not in self.data.decode(self.encoding)
        except UnicodeDecodeError:
            return False

    @cached_property
    def json(self) -> object:
        """The file's JSON, or None if it is not JSON."""
        if not self.is_text or not self.text.lstrip().startswith(("[", "{")):
            return None
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError):
            return None

    @cached_property
    def xml(self) -> Element | None:
        """The root of the file's XML, or None if it is not XML."""
        return parse_xml(self.data)

    @cached_property
    def sheets(self) -> dict[str, list[list[str]]]:
        """The rows of a spreadsheet's sheets, or of one sheet; none if the file is not a spreadsheet."""
        found = sheets(self.name, self.data) if is_spreadsheet(self.data) else {}
        return {self.sheet: found[self.sheet]} if self.sheet else found

    @cached_property
    def csv(self) -> str:
        """The text as CSV; if every line is one quoted cell, the contents of the cells."""
        return unwrapped(self.text)

    @cached_property
    def heads(self) -> dict[str, list[Columns]]:
        """The first rows as names in lower case, for each sheet or each possible separator."""
        if self.sheets:
            first = {name: rows[:LONGEST_PREAMBLE] for name, rows in self.sheets.items()}
        elif self.is_text:
            first = {delimiter: list(first_rows(self.csv, delimiter)) for delimiter in DELIMITERS}
        else:
            return {}
        return {key: [tuple(map(column_name, row)) for row in rows] for key, rows in first.items()}

    def preview(self, rows: int) -> tuple[list[str], list[list[str]]]:
        """Return the likely header, the first row with nearly the most filled cells, as written, and the rows below."""
        tables = self.sheets or {delimiter: list(first_rows(self.csv, delimiter)) for delimiter in DELIMITERS}
        found = [[(sum(map(bool, map(str.strip, row))), row) for row in first] for first in tables.values()]
        table = max(found, key=lambda table: max((filled for filled, _ in table), default=0), default=[])
        most = max((filled for filled, _ in table), default=0)
        if most < FEWEST_COLUMNS - 1:
            return [], []
        enough = max(most - 1, min(most, FEWEST_COLUMNS))
        index = next(at for at, (filled, _) in enumerate(table) if filled >= enough)
        return table[index][1], [row for _, row in table[index + 1 : index + 1 + rows]]

    def described(self) -> str:
        """Return a description of the file, for a freelancer who exported the wrong one."""
        if not self.sheets and is_spreadsheet(self.data):
            return tr("it is a spreadsheet without a table that can be seen")
        if not self.sheets and (what := kind_of(self.data)):
            return what
        if not self.sheets and not self.is_text:
            return tr("it is not a text file; export it as CSV or JSON")
        if not self.sheets and self.text.lstrip().startswith(("[", "{")):
            try:
                json.loads(self.text)
            except (ValueError, RecursionError) as error:
                return tr("it is JSON that cannot be read ({reason})", reason=str(error))
            return tr("it is JSON of another kind")
        widest: list[str] = []
        tables = self.sheets or {delimiter: list(first_rows(self.csv, delimiter)) for delimiter in DELIMITERS}
        for row in (row for rows in tables.values() for row in rows[:LONGEST_PREAMBLE]):
            names = [cell.strip() for cell in row if cell.strip()]
            if len(names) > len(widest) and all(len(name) <= LONGEST_NAME for name in names):
                widest = names
        if len(widest) < FEWEST_COLUMNS:
            return tr("it is a text without columns; export it as CSV or JSON")
        more = ", …" if len(widest) > COLUMNS_SHOWN else ""
        return tr("its columns are {names}{more}", names=", ".join(widest[:COLUMNS_SHOWN]), more=more)

    def table(self, *required: Columns, separator: str | None = None) -> Table | None:
        """Return the table whose header has at least one name of each group, below any preamble, or None."""
        for delimiter, rows in self.heads.items():
            if separator not in {None, delimiter} and not self.sheets:
                continue
            for index, names in enumerate(rows):
                if all(any(name in names for name in group) for group in required):
                    return table_below(names, index, self._rows_of(delimiter))
        return None

    def _rows_of(self, key: str) -> Iterable[tuple[int, list[str]]]:
        return enumerate(self.sheets[key], 1) if self.sheets else numbered_rows(self.csv, key)
