"""A version of a file as bytes with the places of its sections, so that each part can be read alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from client_ledger.frontmatter.reader import FENCE, LARGEST_FILE
from client_ledger.history.facts import Kind, list_of, row_facts
from client_ledger.history.front import RECORD_LISTS, Part, flow_facts, is_plain, merged, read_section
from client_ledger.history.values import Facts

Records: TypeAlias = list[tuple[str, Facts]]
HEAD = re.compile(rb"([A-Za-z_]+): *\n")
FIRST_ITEM = re.compile(rb"(?: *(?:#[^\n]*)?\n)*( *- )")
SECTION_START = re.compile(r"^(?:[^ #\-\n]|-{3,}[ \t]*$)", re.MULTILINE)
BLANK = re.compile(r"(?: *(?:#[^\n]*)?(?:\n|$))*")
FLOW = re.compile(r" *\{([^\n]*)\} *")


class Section(NamedTuple):
    """A top-level entry of front matter, or the rows of a CSV file, from a byte of the file on.

    With a `dash` (the line end, indent and dash before each record), it has records that are read one by one
    and not kept here; without it, `part` holds all its facts.
    """

    start: int
    name: str
    dash: bytes | None = None
    part: Part = Part()


@dataclass(frozen=True, slots=True)
class Outline:
    """A version of a file as bytes with its sections; `close` is the end of the front matter or of the rows."""

    kind: Kind
    data: bytes
    sections: tuple[Section, ...]
    close: int
    header: tuple[str, ...] = ()

    @property
    def body(self) -> bytes:
        """The text below the front matter."""
        return self.data[self.close :].partition(b"\n")[2].strip(b"\n")

    @property
    def fields(self) -> dict[str, str]:
        """The fields outside records."""
        return merged(section.part for section in self.sections)


def outline_of(kind: Kind, data: bytes) -> Outline | None:
    """Return a version's outline, or None if it must be read in full."""
    if b"\r" in data or b"\0" in data or data[:1] not in b"-abcdefghijklmnopqrstuvwxyz" or len(data) > LARGEST_FILE:
        return None
    if kind == "log":
        return _log_outline(data)
    return _document_outline(kind, data) if kind in {"client", "contract", "page"} else None


def _log_outline(data: bytes) -> Outline | None:
    head, _, _ = data.partition(b"\n")
    header = tuple(cell.strip() for cell in head.decode("utf-8", "replace").split(","))
    if b'"' in data or not text_of(data) or not head.strip(b" ,") or not data.endswith(b"\n"):
        return None
    return Outline("log", data, (Section(0, list_of(header), b"\n"),), len(data), header)


def _document_outline(kind: Kind, data: bytes) -> Outline | None:
    text = text_of(data)
    lines = text.split("\n") if text else [""]
    if not FENCE.fullmatch(lines[0]):
        return None
    close = next((number for number, line in enumerate(lines[1:], 1) if FENCE.fullmatch(line)), None)
    if close is None or not is_plain("\n".join(lines[1:close])):
        return None
    starts = [number for number in range(1, close) if lines[number] and lines[number][0] not in " #-"]
    if starts[:1] != [1]:
        return None
    sections: list[Section] = []
    position = len(lines[0].encode()) + 1
    for start, end in zip(starts, [*starts[1:], close], strict=True):
        piece = "".join(f"{line}\n" for line in lines[start:end]).encode()
        section = section_of(position, piece)
        if section is None or section.name in {each.name for each in sections}:
            return None
        sections.append(section)
        position += len(piece)
    return Outline(kind, data, tuple(sections), position)


def section_of(start: int, piece: bytes) -> Section | None:
    """Return the section for a piece of front matter; its records are read one by one if possible."""
    head = HEAD.match(piece)
    if head and (name := head[1].decode()) in RECORD_LISTS:
        first = FIRST_ITEM.match(piece, head.end())
        dash = b"\n" + first[1] if first else b""
        if dash and records_on(name, dash, piece[head.end() :]) is not None:
            return Section(start, name, dash)
    found = read_section(piece.decode().removesuffix("\n"))
    return Section(start, found[0], None, found[1]) if found and found[0] else None


def is_one_section(piece: bytes) -> bool:
    """Tell whether all lines after the first belong to the section that it begins."""
    text = text_of(piece)
    if text is None or not is_plain(text):
        return False
    first, _, rest = text.partition("\n")
    return SECTION_START.match(first) is not None and not FENCE.match(first) and not SECTION_START.search(rest)


def records_of(section: Section, data: bytes) -> Records | None:
    """Return all records of a section from its lines after the first."""
    return records_on(section.name, section.dash, data) if section.dash else list(section.part.records)


def records_on(name: str, dash: bytes, data: bytes) -> Records | None:
    """Return the records on some lines, or None if one of them cannot be read alone."""
    text = text_of(data)
    if text is None or not is_plain(text) or SECTION_START.search(text):
        return None
    mark = dash.decode()
    lead, *items = f"\n{text}".removesuffix("\n").split(mark)
    if not BLANK.fullmatch(lead):
        return None
    found: Records = []
    for item in items:
        facts = _facts(name, mark, item)
        if facts is None:
            return None
        found.append((name, facts))
    return found


@lru_cache(maxsize=8192)
def _facts(name: str, mark: str, item: str) -> Facts | None:
    """Return the facts of a record from the text after its dash, or None if it cannot be read alone."""
    line, _, rest = item.partition("\n")
    if (flow := FLOW.fullmatch(line)) and BLANK.fullmatch(rest):
        return flow_facts(flow[1])
    found = read_section(f"{name}:{mark}{item}")
    records = found[1].records if found else ()
    return records[0][1] if found and len(records) == 1 and not found[1].fields else None


def rows_on(header: tuple[str, ...], name: str, data: bytes) -> Records | None:
    """Return the records on some lines of a CSV file, or None if they must be read with all the others."""
    text = text_of(data)
    if text is None or '"' in text or (text and not text.endswith("\n")):
        return None
    rows = [line.split(",") for line in text.split("\n") if line.strip(" ,")]
    return [(name, row_facts(header, tuple(cells))) for cells in rows]


def text_of(data: bytes) -> str | None:
    """Return bytes as text, or None if they need the full decoder."""
    try:
        return None if b"\r" in data or b"\0" in data else data.decode()
    except UnicodeDecodeError:
        return None


def forget() -> None:
    """Clear the cache of records."""
    _facts.cache_clear()
