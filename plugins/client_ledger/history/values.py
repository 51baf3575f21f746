"""Reduce a value of the format to its meaning, regardless of how it is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TypeAlias, get_args, get_type_hints

from pydantic import PlainValidator

from client_ledger.book import client, contract
from client_ledger.book.model_fields import words_of
from client_ledger.book.parsing import parse_hours, parse_money, parse_yes_no
from client_ledger.book.records import Payment
from client_ledger.frontmatter.nodes import ListNode, MapNode, Node, Scalar

MODELS: tuple[type, ...] = (
    client.Client,
    contract.Contract,
    contract.LateFee,
    contract.Platform,
    Payment,
    *client.RECORDS.values(),
    *contract.RECORDS.values(),
)
# Fields that hold records; `hours` is also a field of a record.
HOLDERS = frozenset({*client.RECORDS, *contract.RECORDS}) - {"hours"}


def fields_read_by(parse: Callable[..., object]) -> frozenset[str]:
    """Return the names of the fields, of any model, that a parser of book.fields reads."""
    return frozenset(
        name
        for model in MODELS
        for name, hint in get_type_hints(model, include_extras=True).items()
        if name not in HOLDERS and parse in _parsers(hint)
    )


def _parsers(hint: object) -> list[object]:
    found: list[object] = [part.func for part in getattr(hint, "__metadata__", ()) if isinstance(part, PlainValidator)]
    for part in get_args(hint):
        found += _parsers(part)
    return found


@cache
def choices() -> frozenset[str]:
    """Return the names of the fields whose value is one of a fixed set of words."""
    names = {
        name
        for model in MODELS
        for name in get_type_hints(model)
        if name not in {"place", "places"} and words_of(model, name)
    }
    return frozenset(names | {"sign"})


Facts: TypeAlias = tuple[tuple[str, str], ...]

ANSWERS = {"true": "yes", "on": "yes", "yes": "yes", "false": "no", "off": "no", "no": "no"}
YES_NO = fields_read_by(parse_yes_no)
NUMBERS = fields_read_by(parse_money) | fields_read_by(parse_hours)
DECIMAL = re.compile(r"\d{1,15}(\.\d{1,20})?", re.ASCII)
CLOCK = re.compile(r"(\d{1,5}):([0-5]\d)", re.ASCII)


def record_facts(node: MapNode) -> Facts:
    """Return a record's fields."""
    return facts_of({name: canonical(name, _text(name, value)) for name, value in node.entries.items()})


def facts_of(values: dict[str, str]) -> Facts:
    """Return the given values, sorted by name."""
    return tuple(sorted((name, text) for name, text in values.items() if text))


def flattened(name: str, node: Node) -> dict[str, str]:
    """Return a field's text; for a map, each value's text under a dotted name."""
    if isinstance(node, MapNode):
        found: dict[str, str] = {}
        for key, value in node.entries.items():
            found |= flattened(f"{name}.{key}", value)
        return found
    return {name: canonical(name.rpartition(".")[2], _text(name, node))}


def _text(name: str, node: Node) -> str:
    """Return a value as text: one line for each item of a list, `name value` pairs for a map."""
    if isinstance(node, Scalar):
        return node.value.strip() if name == "evidence" else " ".join(node.value.split())
    if isinstance(node, ListNode):
        return "\n".join(_text(name, item) for item in node.items)
    values = ((name, canonical(name, _text(name, value))) for name, value in node.entries.items())
    return ", ".join(f"{name} {text}" for name, text in sorted(values) if text)


def canonical(name: str, text: str) -> str:
    """Return a value's text in one canonical form: unwrapped, `true` as `yes`, `1800.00` as `1800`."""
    if name == "evidence" or "\n" in text:
        return text.strip()
    text = " ".join(text.split())
    if name in YES_NO:
        text = ANSWERS.get(text.lower(), text)
    if name in NUMBERS:
        if clock := CLOCK.fullmatch(text):
            hours = int(clock[1]) + Fraction(int(clock[2]), 60)
            text = str(float(hours)) if hours * 100 == int(hours * 100) else text
        if DECIMAL.fullmatch(text):
            text = f"{Decimal(text).normalize():f}"
    if name == "at" and text[10:11] == "T":
        text = f"{text[:10]} {text[11:]}"
    return text
