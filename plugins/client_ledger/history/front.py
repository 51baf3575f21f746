"""Read front matter as facts, one top-level entry at a time, so that unchanged entries are not read again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from client_ledger.book import client, contract
from client_ledger.frontmatter.nodes import ListNode, MapNode, Scalar
from client_ledger.frontmatter.tree import UNREADABLE, parse
from client_ledger.history.values import Facts, canonical, facts_of, flattened, record_facts

RECORD_LISTS = frozenset({*client.RECORDS, *contract.RECORDS})
Marks: TypeAlias = tuple[tuple[int, int], ...]

# A flow map of plain or simply quoted texts on one line; it needs no YAML parser.
VALUE = (
    r"""(?:"[^"\\]*"|'[^']*'|[^\s\-?:,\[\]{}#&*!|>'"%@`=~<][^,\[\]{}#:"\\]*(?::[^\s,\[\]{}#:"\\][^,\[\]{}#:"\\]*)*)"""
)
PAIR = re.compile(rf"([a-z_]+): +({VALUE}) *(?:, *|$)")
MOST_RECORDS = 1 << 17  # those of twenty files of ten years, so that each is read once
ITEM = re.compile(r"( *- +)\{([^\n]*)\} *")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of front matter: fields, and records with their (line, column) from 0."""

    fields: tuple[tuple[str, str], ...] = ()
    records: tuple[tuple[str, Facts], ...] = ()
    marks: Marks = ()
    logs: tuple[str, ...] = ()


def is_plain(text: str) -> bool:
    """Tell whether a text has no character that the reader of front matter blanks."""
    return "\t" not in text and not UNREADABLE.search(text)


def merged(parts: Iterable[Part]) -> dict[str, str]:
    """Return the fields of some pieces of front matter."""
    return {name: text for part in parts for name, text in part.fields}


def sections(front: str) -> list[tuple[int, Part]] | None:
    """Return the front matter's top-level entries with their first lines, or None if only YAML can split it."""
    if "&" in front or "*" in front or not is_plain(front):
        return None
    parts: list[tuple[int, Part]] = []
    keys: set[str] = set()
    start = 0
    lines = front.split("\n")
    for number in range(1, len(lines) + 1):
        if number < len(lines) and (not lines[number] or lines[number][0] in " #-"):
            continue
        section = read_section("\n".join(lines[start:number]))
        if section is None or section[0] in keys:
            return None
        if section[0]:
            keys.add(section[0])
            parts.append((start + 1, section[1]))
        start = number
    return parts


@lru_cache(maxsize=512)
def read_section(text: str) -> tuple[str, Part] | None:
    """Return one top-level key and its value, or None if it cannot be read alone."""
    head, _, rest = text.partition("\n")
    name = head.rstrip()[:-1]
    if head.rstrip().endswith(":") and name in RECORD_LISTS:
        records = _one_line_records(name, rest)
        if records is not None:
            return name, records
    tree, faults = parse(text, frozenset({"extra"}))
    if faults:
        return None
    if tree is None:
        return "", Part()
    if not isinstance(tree, MapNode) or len(tree.entries) != 1:
        return None
    return next(iter(tree.entries)), from_tree(tree)


def _one_line_records(name: str, text: str) -> Part | None:
    records: list[tuple[str, Facts]] = []
    marks: list[tuple[int, int]] = []
    indent = None
    for number, line in enumerate(text.split("\n"), 1):
        match = ITEM.fullmatch(line)
        if not match:
            if not line or line.isspace() or line.lstrip().startswith("#"):
                continue
            return None
        if indent is None:
            indent = match[1]
        facts = flow_facts(match[2])
        if facts is None or match[1] != indent:
            return None
        records.append((name, facts))
        marks.append((number, len(indent)))
    return Part((), tuple(records), tuple(marks))


@lru_cache(maxsize=MOST_RECORDS)
def flow_facts(text: str) -> Facts | None:
    """Return the facts of a one-line map in braces, or None for anything else."""
    values: dict[str, str] = {}
    position = 0
    text = text.strip()
    while position < len(text):
        match = PAIR.match(text, position)
        if not match or match[1] in values:
            return _parsed_flow(text)
        value = match[2]
        values[match[1]] = value[1:-1] if value[0] in "\"'" else value
        position = match.end()
    return facts_of({name: canonical(name, value) for name, value in values.items()})


def forget() -> None:
    """Clear the caches used while reading one version after another."""
    read_section.cache_clear()
    flow_facts.cache_clear()


def _parsed_flow(text: str) -> Facts | None:
    tree, faults = parse("{" + text + "}")
    return None if faults or not isinstance(tree, MapNode) else record_facts(tree)


def from_tree(tree: MapNode) -> Part:
    """Return the facts in a tree of front matter."""
    fields: dict[str, str] = {}
    records: list[tuple[str, Facts]] = []
    marks: list[tuple[int, int]] = []
    logs: list[str] = []
    for key, node in tree.entries.items():
        if key not in RECORD_LISTS:
            fields |= flattened(key, node)
            continue
        for item in node.items if isinstance(node, ListNode) else [node]:
            if isinstance(item, MapNode):
                records.append((key, record_facts(item)))
                marks.append((item.start_mark.line, item.start_mark.column))
            elif isinstance(item, Scalar) and item.value.strip():
                logs.append(item.value.strip())
                fields[key] = f"{fields[key]}\n{logs[-1]}" if key in fields else logs[-1]
    given = tuple((name, text) for name, text in fields.items() if text)
    return Part(given, tuple(records), tuple(marks), tuple(logs))
