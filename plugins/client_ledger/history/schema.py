"""What the format's models say of their fields, by name alone, for files older than the models."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import get_args, get_type_hints

from pydantic import PlainValidator

from client_ledger.book import client, contract
from client_ledger.book.records import Payment
from client_ledger.book.validate import words_of

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
    """Return the names of the fields that hold one of the format's own words."""
    names = {
        name
        for model in MODELS
        for name in get_type_hints(model)
        if name not in {"place", "places"} and words_of(model, name)
    }
    return frozenset(names | {"sign"})
