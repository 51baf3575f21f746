"""The fields of a model, and what each may hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Literal, get_args, get_origin, get_type_hints

GIVEN_BY_READER = frozenset({"id", "place", "places", "body"})
_NAMES: dict[type, tuple[str, ...]] = {}
_PARTS: dict[type, dict[str, type]] = {}


def field_names(model: type) -> tuple[str, ...]:
    """Return the names of the fields that may be in a file."""
    if model not in _NAMES:
        names = tuple(field.name for field in dataclasses.fields(model))
        skipped = GIVEN_BY_READER if "places" in names else {"place"}
        _NAMES[model] = tuple(name for name in names if name not in skipped)
    return _NAMES[model]


def parts_of(model: type) -> dict[str, type]:
    """Return the model of each field that holds a map of fields, or a list of them."""
    if model not in _PARTS:
        inner = {name: filter(dataclasses.is_dataclass, _classes(hint)) for name, hint in get_type_hints(model).items()}
        _PARTS[model] = {name: part for name, found in inner.items() for part in found}
    return _PARTS[model]


def part_named(name: str) -> type:
    """Return the nested model of this name, among those found so far."""
    return next(part for parts in _PARTS.values() for part in parts.values() if part.__name__ == name)


def _classes(hint: object) -> Iterator[type]:
    if isinstance(hint, type):
        yield hint
    for part in get_args(hint):
        yield from _classes(part)


def words_of(model: type, name: str) -> tuple[str, ...]:
    """Return the words allowed in a field of a model; none if it is not a choice."""
    hint = get_type_hints(model)[name]
    return tuple(_words(hint))


def _words(hint: object) -> Iterable[str]:
    if get_origin(hint) is Literal:
        yield from get_args(hint)
    else:
        for part in get_args(hint):
            yield from _words(part)
