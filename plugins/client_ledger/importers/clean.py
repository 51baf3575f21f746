"""Clean the texts of imported records."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TypeVar

from client_ledger.text.clean import clean

T = TypeVar("T")


def cleaned(item: T) -> T:
    """Return a frozen record with its texts cleaned, and without blanks at their ends, which no record keeps."""
    texts = {each.name: getattr(item, each.name) for each in fields(item)}  # type: ignore[arg-type]
    clear = {name: clean(text).strip() for name, text in texts.items() if isinstance(text, str)}
    changed = {name: text for name, text in clear.items() if text != texts[name]}
    return replace(item, **changed) if changed else item  # type: ignore[type-var]
