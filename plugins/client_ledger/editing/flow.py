"""Records as one line of YAML in flow style."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

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
