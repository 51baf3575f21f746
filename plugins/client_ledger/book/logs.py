"""Lists of records, in the file itself or in a CSV file whose header row names the fields."""

from __future__ import annotations

import csv
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path, PurePosixPath
from typing import TypeVar

from client_ledger.book.model_fields import field_names
from client_ledger.book.refusals import EditRefused
from client_ledger.book.validate import Context, build, check_keys
from client_ledger.frontmatter.csv_cells import cell_spans
from client_ledger.frontmatter.nodes import BEGINNING, ListNode, MapNode, Mark, Node, Scalar, Spot
from client_ledger.frontmatter.problems import Place, Problem, nearest
from client_ledger.frontmatter.reader import (
    FREE_KEYS,
    UNMERGED,
    Source,
    conflict_mark,
    decode,
    read_text,
    without_controls,
)
from client_ledger.text.message import Message, msg, plural_msg

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Folder:
    """The ledger folder: its path, and the files below it that can be read (relative, with slashes).

    `drafts` are new contents of files, read in place of those on the disk.
    """

    root: Path
    files: frozenset[str]
    drafts: Mapping[str, bytes] = field(default_factory=dict)

    def read(self, file: str) -> tuple[str | None, list[Problem]]:
        """Return a file's text, or None and the reason."""
        if file in self.drafts:
            return decode(self.drafts[file], file)
        return read_text(self.root / file, file)

    def find(self, base: str, path: str) -> str | None:
        """Return a normalised path relative to `base`; None if it leaves the ledger folder."""
        if path.startswith("/") or "\\" in path or "\0" in path:
            return None
        parts: list[str] = [part for part in PurePosixPath(base).parts if part != "."]
        for part in PurePosixPath(path).parts:
            if part == "..":
                if not parts:
                    return None
                parts.pop()
            else:
                parts.append(part)
        return "/".join(parts)

    def evidence_fault(self, path: str) -> EditRefused | None:
        """Return what is wrong with an evidence path, and what to write, or None."""
        found = self.find("evidence", path)
        if found is None or not found.startswith("evidence/"):
            return msg("leaves the evidence folder"), msg("write a path below evidence/")
        if found not in self.files:
            return msg("does not exist in the evidence folder"), msg("write a path below evidence/")
        return None


class Logs:
    """Reads lists of records; `named` maps each CSV file to the file that names it."""

    def __init__(self, folder: Folder, context: Context) -> None:
        self.folder = folder
        self.context = context
        self.named: dict[str, str] = {}

    def records(self, model: type[T], source: Source, name: str, node: Node) -> tuple[T, ...]:
        """Return a field's records in the order written; report what cannot be read."""
        if isinstance(node, MapNode):
            message = msg("{field} must be a list of records, not a single record", field=name)
            source.fault(node.start_mark, "wrong-type", message, msg("put a dash and a space before it: - {{…}}"))
            return ()
        items = node.items if isinstance(node, ListNode) else [node]
        found: list[T] = []
        for index, item in enumerate(items):
            if isinstance(item, Scalar):
                found += self._from_csv(model, source, name, item)
            elif (value := build(model, item, source, self.context, f"{name}[{index}]")) is not None:
                found.append(value)
        return tuple(found)

    def _from_csv(self, model: type[T], source: Source, name: str, node: Scalar) -> Iterator[T]:
        def fault(is_not: Message, write: Message) -> None:
            sentence = msg("{field}: '{value}' {is_not}", field=name, value=node.value, is_not=is_not)
            source.fault(node.start_mark, "invalid-file", sentence, write)

        if not node.value.lower().endswith(".csv"):
            fault(
                msg("is neither a record nor a CSV file"),
                msg("write a list of records, or a file that ends in .csv"),
            )
            return
        path = self.folder.find(str(PurePosixPath(source.file).parent), node.value)
        if path is None:
            fault(msg("leaves the ledger folder"), msg("name a file inside it"))
            return
        if path not in self.folder.files:
            fault(msg("does not exist"), msg("write a path relative to this file"))
            return
        if path in self.named:
            fault(msg("is read a second time here"), msg("name each CSV file once"))
            return
        self.named[path] = source.file
        text, problems = self.folder.read(path)
        source.problems += problems
        if text is not None:
            log = Source(path)
            yield from csv_records(model, text, log, self.context, name)
            source.problems += log.problems


def csv_records(model: type[T], text: str, log: Source, context: Context, name: str) -> Iterator[T]:
    """Yield the records of a CSV text; report each row that cannot be read in `log`, with its line."""
    if conflict := conflict_mark(text):
        log.fault(conflict, "conflict-marker", *UNMERGED)
        return
    rows = _rows(without_controls(log, text), log)
    header = next(rows, None)
    if header is None and log.problems:
        return
    if header is None:
        log.fault(Spot(0, 0), "invalid-header", msg("the file is empty"), _with_header(model))
        return
    fields = _header(model, header, log)
    if fields is None:
        return
    for line, cells in rows:
        if len(cells) != len(fields):
            headings = plural_msg("{count} heading", "{count} headings", len(fields))
            message = plural_msg(
                "{count} cell for {headings}",
                "{count} cells for {headings}",
                len(cells),
                headings=headings,
            )
            hint = msg("put text that holds a comma in double quotes")
            log.fault(Spot(line, 0), "invalid-row", message, hint)
            continue
        node = MapNode(Spot(line, 0))
        for (heading, _), cell in zip(fields, cells, strict=True):
            node.entries[heading] = Scalar(cell[0], cell[1], style='"')  # a cell is text
            node.marks[heading] = cell[1]
        record = build(model, node, log, context, name)
        if record is not None:
            yield record


NOT_COMMAS, SAVE_WITH_COMMAS = msg("the columns are not separated by commas"), msg("save the file with commas")
Cell = tuple[str, Mark]
Row = tuple[int, list[Cell]]


def _rows(text: str, log: Source) -> Iterator[Row]:
    """Yield each row that is not blank, with its first line (from 0) and the place of each cell."""
    lines = text.split("\n")
    reader = csv.reader(iter([f"{line}\n" for line in lines]), strict=True)
    while True:
        first = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if not first and _has_other_separator(lines[0]):
                log.fault(Spot(0, 0), "invalid-header", NOT_COMMAS, SAVE_WITH_COMMAS)
                return
            message = msg("this row is not CSV, and no row below it is read: {reason}", reason=str(error))
            log.fault(Spot(first, 0), "invalid-row", message, msg("close every double quote"))
            return
        if not any(cell.strip() for cell in cells):
            continue
        if '"' in lines[first]:
            marks = _quoted_marks(lines[first : reader.line_num], first)
        else:
            marks = [Spot(first, column) for column in accumulate((len(cell) + 1 for cell in cells), initial=0)]
        yield first, [(cell.strip(), mark) for cell, mark in zip(cells, marks, strict=False)]


def _quoted_marks(lines: list[str], first: int) -> list[Spot]:
    """Return where each cell of a row with quotes begins; a cell may span several lines."""
    text = "\n".join(lines)
    before = [text[:start] for start, _ in cell_spans(text)]
    return [Spot(first + each.count("\n"), len(each) - (each.rfind("\n") + 1)) for each in before]


def _with_header(model: type) -> Message:
    return msg("begin with a header row such as {header}", header=",".join(field_names(model)[:3]))


def _has_other_separator(line: str) -> bool:
    return "," not in line and (";" in line or "\t" in line)


def _header(model: type, header: Row, log: Source) -> list[tuple[str, Mark]] | None:
    line, cells = header
    before = len(log.problems)
    known = [name for name in field_names(model) if name != "payments"]
    if len(cells) == 1 and _has_other_separator(cells[0][0]):
        log.fault(Spot(line, 0), "invalid-header", NOT_COMMAS, SAVE_WITH_COMMAS)
        return None
    if not any(name in known or nearest(name, known) for name, _ in cells):
        message = msg("no cell of the first row is the name of a field")
        log.fault(Spot(line, 0), "invalid-header", message, _with_header(model))
        return None
    node = MapNode(BEGINNING)
    for name, mark in cells:
        if not name:
            message, hint = msg("a column has no name"), msg("name it, or remove it from every row")
            log.fault(mark, "invalid-header", message, hint)
            continue
        if name in node.entries:
            log.fault(mark, "duplicate-key", msg("there are two columns `{key}`", key=name), None)
        node.entries[name] = Scalar(name, mark)
        node.marks[name] = mark
    check_keys(log, node, (*known, *FREE_KEYS))
    return cells if len(log.problems) == before else None


def unused(folder: Folder, named: Container[str]) -> Iterator[Problem]:
    """Yield a notice for each CSV file that no record list names."""
    for file in sorted(folder.files):
        if file.lower().endswith(".csv") and not file.startswith("evidence/") and file not in named:
            message = msg("no client or contract names this file, so its records are not read")
            hint = msg("name it in a client's or a contract's front matter, or move it to evidence/")
            yield Problem(Place(file), "unused-file", message, hint, "notice")
