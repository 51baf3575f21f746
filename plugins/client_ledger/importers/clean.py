"""Clean the texts of imported records, and find days that none can have."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from client_ledger.book.refusals import YEARS
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


def unlikely_day(item: DataclassInstance) -> date | None:
    """Return the first day of a record that its file in the ledger would refuse."""
    days = (getattr(item, each.name) for each in fields(item))
    return next((day for day in days if isinstance(day, date) and day.year not in YEARS), None)
