"""Adds items to a list of a map, in whatever style the list is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

import yaml

from client_ledger.frontmatter.document import Edit, EditRefused
from client_ledger.frontmatter.spans import Front, Node, entry

Field: TypeAlias = "str | list[str] | list[dict[str, str]]"

# What every YAML reader takes for the text as written, also between braces.
PLAIN = re.compile(r"[^\W_](?:[\w .;()/+%€$£’–—…-]|:(?=[^\W_]))*", re.UNICODE)
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


def set_field(front: Front, record: yaml.MappingNode, key: str, value: str) -> list[Edit]:
    """Return the edits that give a record's field a value; raise EditRefused when it has one already."""
    found = entry(record, key)
    if found is None:
        return add_key(front, record, key, value)
    name, old = found
    if not isinstance(old, yaml.ScalarNode) or old.value.strip():
        raise EditRefused(f"`{key}` has a value already")
    colon = front.document.text.index(":", front.end(name)) + 1
    return [Edit(colon, max(colon, front.end(old)), f" {value}")]


REST_OF_LINE = re.compile(r"[ \t]*(?P<comma>,)?[ \t]*(?:(?<=[ \t])#.*)?")


def append_items(front: Front, mapping: yaml.MappingNode | None, key: str, items: list[str]) -> list[Edit]:
    """Return the edits that append items, each in flow style, to the list under `key`, which may be absent."""
    found = entry(mapping, key)
    if found is None:
        return _new_list(front, mapping, key, items)
    name, value = found
    if isinstance(value, yaml.MappingNode):
        raise EditRefused(f"`{key}` is a map; make it a list first")
    if front.document.text[front.start(value)] in "&!":
        raise EditRefused(f"`{key}` has an anchor (&) or a tag (!); remove it first")
    in_flow = bool(mapping and mapping.flow_style)
    if isinstance(value, yaml.ScalarNode):
        edits = [_bracketed(front, value, items)] if in_flow else _scalar_to_list(front, name, value, items)
    elif not value.flow_style:
        edits = _after_last_line(front, value, items)
    elif value.value:
        edits = _into_brackets(front, value, items)
    else:
        edits = _into_empty_brackets(front, name, value, items, in_flow=in_flow)
    return edits


def add_key(front: Front, mapping: yaml.MappingNode | None, key: str, value: str) -> list[Edit]:
    """Return the edit that adds `key: value` to a map that does not have the key, at its end."""
    if mapping is not None and mapping.flow_style:
        if not mapping.value:
            return [Edit(front.start(mapping) + 1, front.start(mapping) + 1, f"{key}: {value}")]
        end = front.end(mapping.value[-1][1])
        return [Edit(end, end, f", {key}: {value}")]
    pad = " " * (mapping.value[0][0].start_mark.column if mapping and mapping.value else 0)
    if mapping is front.root:
        offset = front.document.offset(front.closing)
    else:
        offset = front.document.offset(front.last_line(mapping) + 1) if mapping else 0
    return [Edit(offset, offset, f"{pad}{key}: {value}\n")]


def _new_list(front: Front, mapping: yaml.MappingNode | None, key: str, items: list[str]) -> list[Edit]:
    if mapping is not front.root or (mapping and mapping.flow_style):
        return add_key(front, mapping, key, f"[{', '.join(items)}]")
    pad = " " * (mapping.value[0][0].start_mark.column if mapping and mapping.value else 0)
    offset = front.document.offset(front.closing)
    return [Edit(offset, offset, f"{pad}{key}:\n{_lines(pad + '  ', items)}")]


def _lines(pad: str, items: list[str]) -> str:
    return "".join(f"{pad}- {item}\n" for item in items)


def _bracketed(front: Front, value: yaml.ScalarNode, items: list[str]) -> Edit:
    start, end = front.start(value), front.end(value)
    all_items = [front.document.text[start:end], *items] if value.value.strip() else items
    space = "" if front.document.text[start - 1].isspace() else " "
    return Edit(start, end, f"{space}[{', '.join(all_items)}]")


def _scalar_to_list(front: Front, name: yaml.ScalarNode, value: yaml.ScalarNode, items: list[str]) -> list[Edit]:
    if not value.value.strip():
        return _unfold(front, name, value, items)
    if value.start_mark.line == name.end_mark.line:
        old = front.document.text[front.start(value) : front.end(value)]
        return _unfold(front, name, value, [old, *items])
    after = front.document.offset(front.last_line(value) + 1)
    lines = _lines(" " * value.start_mark.column, items)
    return [Edit(front.start(value), front.start(value), "- "), Edit(after, after, lines)]


def _into_empty_brackets(
    front: Front, name: yaml.ScalarNode, value: yaml.SequenceNode, items: list[str], *, in_flow: bool
) -> list[Edit]:
    inside = front.document.text[front.start(value) + 1 : front.end(value) - 1]
    if in_flow or inside.strip(" "):
        return [Edit(front.start(value) + 1, front.start(value) + 1, ", ".join(items))]
    return _unfold(front, name, value, items)


def _unfold(front: Front, name: yaml.ScalarNode, value: Node, items: list[str]) -> list[Edit]:
    """Take the value from the key's line and write a block list below it."""
    colon = front.document.text.index(":", front.end(name)) + 1
    end = max(colon, front.end(value))
    line = front.last_line(value)
    while line + 1 < front.closing and _is_comment_below(front, line + 1, name.start_mark.column):
        line += 1
    after = front.document.offset(line + 1)
    return [Edit(colon, end, ""), Edit(after, after, _lines(" " * (name.start_mark.column + 2), items))]


def _is_comment_below(front: Front, line: int, column: int) -> bool:
    text = front.document.line(line)
    return text.lstrip().startswith("#") and len(text) - len(text.lstrip()) > column


def _after_last_line(front: Front, value: yaml.SequenceNode, items: list[str]) -> list[Edit]:
    _refuse_alias(value)
    after = front.document.offset(front.last_line(value) + 1)
    return [Edit(after, after, _lines(" " * value.start_mark.column, items))]


def _into_brackets(front: Front, value: yaml.SequenceNode, items: list[str]) -> list[Edit]:
    _refuse_alias(value)
    last = value.value[-1]
    end = front.end(last)
    line_end = front.document.end_of_line(last.end_mark.line)
    before = front.document.line(last.start_mark.line)[: last.start_mark.column]
    rest = REST_OF_LINE.fullmatch(front.document.text, end, line_end)
    if before.strip() or rest is None:
        return [Edit(end, end, "".join(f", {item}" for item in items))]
    comma = [] if rest["comma"] else [Edit(end, end, ",")]
    lines = ",".join(f"\n{before}{item}" for item in items)
    return [*comma, Edit(line_end, line_end, lines + (rest["comma"] or ""))]


def _refuse_alias(value: yaml.SequenceNode) -> None:
    last = value.value[-1]
    if last.start_mark.index < value.start_mark.index or any(item is last for item in value.value[:-1]):
        raise EditRefused("the list ends with an alias (*); write its value out first")
