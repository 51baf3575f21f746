"""Clean the texts of imported records."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar

from client_ledger.text.clean import clean

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def cleaned(item: T) -> T:
    """Return a frozen record with its texts cleaned, and without blanks at their ends, which no record keeps."""
    texts = {each.name: getattr(item, each.name) for each in fields(item)}
    clear = {name: clean(text).strip() for name, text in texts.items() if isinstance(text, str)}
    changed = {name: text for name, text in clear.items() if text != texts[name]}
    return replace(item, **changed) if changed else item
