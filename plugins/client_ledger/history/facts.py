"""One version of a file as plain facts, independent of the schema: fields, records, the text below."""

from __future__ import annotations

import csv
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from client_ledger.frontmatter.nodes import MapNode
from client_ledger.frontmatter.reader import FENCE, LARGEST_FILE, decode, read_source
from client_ledger.frontmatter.tree import parse
from client_ledger.history.front import Marks, Part, from_tree, sections
from client_ledger.history.git import Objects
from client_ledger.history.values import Facts, canonical, facts_of, flattened

KEPT = 128


class Versions:
    """Reads versions of files, and keeps the most recent ones."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._kept: OrderedDict[tuple[str, Kind], Version | None] = OrderedDict()

    def read(self, blob: str, kind: Kind) -> Version | None:
        """Return a blob's facts, or None when it cannot be read."""
        key = (blob, kind)
        if key not in self._kept:
            self._kept[key] = read_version(kind, self._objects.read(blob))
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]


Kind: TypeAlias = Literal["client", "contract", "log", "evidence", "page", "settings"]


@dataclass(frozen=True, slots=True)
class Version:
    """A file's facts; `records` are pairs (list, facts), `front` is the front matter's text.

    `marks` has, for each piece of the file, its first line and its records' (line, column) within it, from 0.
    `logs` are the CSV files it names, as written.
    """

    fields: dict[str, str]
    records: list[tuple[str, Facts]]
    marks: tuple[tuple[int, Marks], ...]
    body: str
    front: str
    logs: tuple[str, ...] = ()

    @property
    def places(self) -> list[tuple[int, int]]:
        """Each record's line and column, from 1."""
        return [(first + line + 1, column + 1) for first, marks in self.marks for line, column in marks]


def read_version(kind: Kind, data: bytes | None) -> Version | None:
    """Return a file's facts, or None if it cannot be read."""
    if data is None or len(data) > LARGEST_FILE:
        return None
    text, _ = decode(data, "")
    if text is None:
        return None
    if kind == "log":
        return _read_log(text)
    if kind == "settings":
        return _read_settings(text)
    return _read_document(text, required=kind != "page")


def _read_document(text: str, *, required: bool) -> Version | None:
    lines = text.split("\n")
    close = next((number for number, line in enumerate(lines[1:], 1) if FENCE.fullmatch(line)), None)
    front = "\n".join(lines[1:close]) if close and FENCE.fullmatch(lines[0]) else None
    if front is not None and close and (parts := sections(front)) is not None:
        return _assemble(parts, "\n".join(lines[close + 1 :]).strip("\n"), front)
    source = read_source(text, "", frozenset({"extra"}), required=required)
    if any(problem.code in {"invalid-yaml", "unclosed-front-matter", "empty-file"} for problem in source.problems):
        return None
    if source.front is None:
        return None if required else Version({}, [], (), source.body, "")
    if front is None:
        front = text[: len(text) - len(source.body)].rstrip("\n") if source.body else text
    return _assemble([(0, from_tree(source.front))], source.body, front)


def _assemble(parts: list[tuple[int, Part]], body: str, front: str) -> Version:
    fields: dict[str, str] = {}
    records: list[tuple[str, Facts]] = []
    logs: list[str] = []
    for _, part in parts:
        fields.update(part.fields)
        records += part.records
        logs += part.logs
    marks = tuple((first, part.marks) for first, part in parts if part.marks)
    return Version(fields, records, marks, body, front, tuple(logs))


def _read_log(text: str) -> Version | None:
    try:
        rows = list(_rows(text))
    except csv.Error:
        return None
    if not rows:
        return Version({}, [], (), "", text)
    header = tuple(cell.strip() for cell in rows[0][1])
    name = list_of(header)
    records = [(name, row_facts(header, tuple(cells))) for _, cells in rows[1:]]
    return Version({}, records, ((0, tuple((line - 1, 0) for line, _ in rows[1:])),), "", text)


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return each row that is not blank, with its first line from 1."""
    if '"' not in text:
        return [(number, line.split(",")) for number, line in enumerate(text.split("\n"), 1) if line.strip(" ,")]
    reader = csv.reader(iter([f"{line}\n" for line in text.split("\n")]), strict=True)
    rows = []
    first = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            rows.append((first, cells))
        first = reader.line_num + 1
    return rows


@lru_cache(maxsize=8192)
def row_facts(header: tuple[str, ...], cells: tuple[str, ...]) -> Facts:
    """Return the facts in a row of a CSV file."""
    return facts_of({name: canonical(name, cell.strip()) for name, cell in zip(header, cells, strict=False) if name})


def list_of(header: tuple[str, ...]) -> str:
    """Return the record list that has these fields."""
    for name, field in (("invoices", "issued"), ("messages", "at"), ("hours", "hours"), ("incidents", "kind")):
        if field in header:
            return name
    return "requests"


def _read_settings(text: str) -> Version | None:
    tree, faults = parse(text, any_tag=True)
    if faults or not isinstance(tree, MapNode):
        return None
    fields: dict[str, str] = {}
    plugins = tree.entries.get("plugins")
    for entry in [plugins] if isinstance(plugins, MapNode) else getattr(plugins, "items", []):
        options = entry.entries.get("client-ledger") if isinstance(entry, MapNode) else None
        if isinstance(options, MapNode):
            for name, node in options.entries.items():
                fields |= flattened(name, node)
    return Version({name: value for name, value in fields.items() if value}, [], (), "", "")
