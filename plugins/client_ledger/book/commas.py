"""Explain an unquoted comma between braces: it ends the value, and YAML reads the rest as a key."""

from __future__ import annotations

from client_ledger.frontmatter.nodes import MapNode, Scalar
from client_ledger.text.message import Message, msg

LONGEST_QUOTE = 60


def comma_before(node: MapNode, key: str) -> tuple[Message, Message] | None:
    """Return what is wrong and what to write if a key is really the text after a comma in a value, else None."""
    names = list(node.entries)
    index = names.index(key)
    if not (node.flow and index and _has_no_colon(node, key)):
        return None
    field, value = names[index - 1], node.entries[names[index - 1]]
    rest = key if len(key) <= LONGEST_QUOTE else key[: LONGEST_QUOTE - 1] + "…"
    message = msg("{field}: the comma ends the value here, so `{rest}` is read as a key", field=field, rest=rest)
    before = value.value.replace(".", "") if isinstance(value, Scalar) else ""
    if key.isdecimal() and before.isdecimal():
        return message, msg("write the number with a point: {number}", number=f"{before}.{key}")
    return message, msg("put text that holds a comma in quotes")


def _has_no_colon(node: MapNode, key: str) -> bool:
    value, end = node.entries[key], node.key_ends[key]
    start = value.start_mark
    return isinstance(value, Scalar) and not value.value and (start.line, start.column) == (end.line, end.column)
