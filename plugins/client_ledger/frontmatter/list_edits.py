"""Adds items to a list of a map, in whatever style the list is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from client_ledger.frontmatter.document import Edit, EditRefused
from client_ledger.frontmatter.nodes import ListNode, MapNode, Scalar
from client_ledger.frontmatter.spans import Front, entry, is_before
from client_ledger.text.cli_language import tr

Field: TypeAlias = "str | list[str] | list[dict[str, str]]"

# Texts that every YAML reader reads as written, between braces too.
PLAIN = re.compile(r"(?!null\Z)[^\W_](?:[\w .;()/+%€$£’–—…-]|:(?=[^\W_]))*", re.UNICODE)
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def flow_map(values: Mapping[str, Field]) -> str:
    """Return `{key: value, …}` in the order given."""
    return "{" + ", ".join(f"{key}: {flow_value(value)}" for key, value in values.items()) + "}"


def flow_value(value: Field) -> str:
    """Return a text, a list of texts or a list of maps as YAML."""
    if isinstance(value, str):
        return value if PLAIN.fullmatch(value) and value == value.strip() else f'"{_escape(value)}"'
    items = [flow_map(item) if isinstance(item, dict) else flow_value(item) for item in value]
    return items[0] if len(items) == 1 and isinstance(value[0], str) else f"[{', '.join(items)}]"


def _escape(text: str) -> str:
    return "".join(ESCAPES.get(character) or _visible(character) for character in text)


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"  # noqa: PLR2004 - the end of the first plane


def set_field(front: Front, record: MapNode, key: str, value: str) -> list[Edit]:
    """Return the edits that set a record's field; raise EditRefused if it already has a value."""
    old = entry(record, key)
    if old is None:
        return add_key(front, record, key, value)
    if not isinstance(old, Scalar) or old.value.strip():
        raise EditRefused(tr("`{key}` already has a value", key=key))
    colon = front.after_colon(record, key)
    return [Edit(colon, max(colon, front.end(old)), f" {value}")]


REST_OF_LINE = re.compile(r"[ \t]*(?P<comma>,)?[ \t]*(?:(?<=[ \t])#.*)?")


def append_items(front: Front, mapping: MapNode, key: str, items: list[str]) -> list[Edit]:
    """Return the edits that append items in flow style to the list under `key`, which may be absent."""
    value = entry(mapping, key)
    if value is None:
        return _new_list(front, mapping, key, items)
    if isinstance(value, MapNode):
        raise EditRefused(tr("`{key}` holds a single record; make it a list first", key=key))
    if front.document.text[front.start(value)] in "&!":
        raise EditRefused(tr("`{key}` has an anchor (&) or a tag (!); remove it first", key=key))
    if isinstance(value, Scalar):
        edits = [_bracketed(front, value, items)] if mapping.flow else _scalar_to_list(front, mapping, key, items)
    elif not value.flow:
        edits = _after_last_line(front, value, items)
    elif value.items:
        edits = _into_brackets(front, value, items)
    else:
        edits = _into_empty_brackets(front, mapping, key, items)
    return edits


def add_key(front: Front, mapping: MapNode, key: str, value: str) -> list[Edit]:
    """Return the edit that adds `key: value` to a map that does not have the key, at its end."""
    if mapping.flow:
        if not mapping.entries:
            return [Edit(front.start(mapping) + 1, front.start(mapping) + 1, f"{key}: {value}")]
        end = front.end(list(mapping.entries.values())[-1])
        return [Edit(end, end, f", {key}: {value}")]
    line = front.closing if mapping is front.root else front.last_line(mapping) + 1
    offset = front.document.offset(line)
    return [Edit(offset, offset, f"{_indent(mapping)}{key}: {value}\n")]


def remove_key(front: Front, mapping: MapNode, key: str) -> list[Edit]:
    """Return the edit that removes a key and its value from a map."""
    keys, value = list(mapping.entries), mapping.entries[key]
    start = front.offset(mapping.marks[key])
    if not mapping.flow:
        first, below = mapping.marks[key].line, max(mapping.key_ends[key].line, front.last_line(value)) + 1
        return [Edit(front.document.offset(first), front.document.start_of_line(below), "")]
    following = keys[keys.index(key) + 1 :]
    if following:
        return [Edit(start, front.offset(mapping.marks[following[0]]), "")]
    before = keys[: keys.index(key)]
    return [Edit(front.end(mapping.entries[before[-1]]) if before else start, front.end(value), "")]


def listed(front: Front, record: MapNode) -> list[Edit]:
    """Return the edits that turn a single record, found where a list belongs, into a list of one item."""
    start = front.start(record)
    if front.document.text[start] in "&!":
        raise EditRefused(
            tr("{file}: a record has an anchor (&) or a tag (!); remove it first", file=front.document.file)
        )
    if record.flow:
        return [Edit(start, start, "["), Edit(front.end(record), front.end(record), "]")]
    lines = range(record.start_mark.line + 1, front.last_line(record) + 1)
    offsets = [front.document.offset(line) for line in lines if front.document.line(line).strip()]
    return [Edit(start, start, "- "), *(Edit(offset, offset, "  ") for offset in offsets)]


def _indent(mapping: MapNode) -> str:
    """Return the blanks before each key of a map in block style."""
    return " " * next((mark.column for mark in mapping.marks.values()), 0)


def _new_list(front: Front, mapping: MapNode, key: str, items: list[str]) -> list[Edit]:
    if mapping is not front.root or mapping.flow:
        return add_key(front, mapping, key, f"[{', '.join(items)}]")
    pad = _indent(mapping)
    offset = front.document.offset(front.closing)
    return [Edit(offset, offset, f"{pad}{key}:\n{_lines(pad + '  ', items)}")]


def _lines(pad: str, items: list[str]) -> str:
    return "".join(f"{pad}- {item}\n" for item in items)


def _bracketed(front: Front, value: Scalar, items: list[str]) -> Edit:
    start, end = front.start(value), front.end(value)
    all_items = [front.document.text[start:end], *items] if value.value.strip() else items
    space = "" if front.document.text[start - 1].isspace() else " "
    return Edit(start, end, f"{space}[{', '.join(all_items)}]")


def _scalar_to_list(front: Front, mapping: MapNode, key: str, items: list[str]) -> list[Edit]:
    value = mapping.entries[key]
    if isinstance(value, Scalar) and not value.value.strip():
        return _unfold(front, mapping, key, items)
    if value.start_mark.line == mapping.key_ends[key].line:
        old = front.document.text[front.start(value) : front.end(value)]
        return _unfold(front, mapping, key, [old, *items])
    after = front.document.offset(front.last_line(value) + 1)
    lines = _lines(" " * value.start_mark.column, items)
    return [Edit(front.start(value), front.start(value), "- "), Edit(after, after, lines)]


def _into_empty_brackets(front: Front, mapping: MapNode, key: str, items: list[str]) -> list[Edit]:
    value = mapping.entries[key]
    inside = front.document.text[front.start(value) + 1 : front.end(value) - 1]
    if mapping.flow or inside.strip(" "):
        return [Edit(front.start(value) + 1, front.start(value) + 1, ", ".join(items))]
    return _unfold(front, mapping, key, items)


def _unfold(front: Front, mapping: MapNode, key: str, items: list[str]) -> list[Edit]:
    """Take the value from the key's line and write a block list below it."""
    value, column = mapping.entries[key], mapping.marks[key].column
    colon = front.after_colon(mapping, key)
    end = max(colon, front.end(value))
    line = front.last_line(value)
    while _is_comment_below(front, line + 1, column):
        line += 1
    after = front.document.offset(line + 1)
    return [Edit(colon, end, ""), Edit(after, after, _lines(" " * (column + 2), items))]


def _is_comment_below(front: Front, line: int, column: int) -> bool:
    text = front.document.line(line)
    return text.lstrip().startswith("#") and len(text) - len(text.lstrip()) > column


def _after_last_line(front: Front, value: ListNode, items: list[str]) -> list[Edit]:
    _refuse_alias(value)
    after = front.document.offset(front.last_line(value) + 1)
    return [Edit(after, after, _lines(" " * value.start_mark.column, items))]


def _into_brackets(front: Front, value: ListNode, items: list[str]) -> list[Edit]:
    _refuse_alias(value)
    last = value.items[-1]
    end = front.end(last)
    line_end = front.document.end_of_line(last.end_mark.line)
    before = front.document.line(last.start_mark.line)[: last.start_mark.column]
    rest = REST_OF_LINE.fullmatch(front.document.text, end, line_end)
    if before.strip() or rest is None:
        return [Edit(end, end, "".join(f", {item}" for item in items))]
    comma = [] if rest["comma"] else [Edit(end, end, ",")]
    lines = ",".join(f"\n{before}{item}" for item in items)
    return [*comma, Edit(line_end, line_end, lines + (rest["comma"] or ""))]


def _refuse_alias(value: ListNode) -> None:
    last = value.items[-1]
    if is_before(last.start_mark, value.start_mark) or any(item is last for item in value.items[:-1]):
        raise EditRefused(tr("the list ends with an alias (*); write its value out first"))
