"""Payments that the ledger has already, and what to tell of one that may be the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from client_ledger.importers.importer import Income


class Recorded(NamedTuple):
    """A payment that the ledger has already."""

    invoice: str
    day: date
    amount: Decimal
    returned: date | None


def may_be(recorded: Recorded, command: str, other: str = "") -> str:
    """Return why a payment near one that is recorded is left out, and what to do in either case."""
    which = f"it may be the payment of invoice {recorded.invoice} that is recorded on {recorded.day}{other}"
    return f"{which}: mend that day, or {command}"


def is_another_part(income: Income, recorded: Recorded) -> str:
    """Return what to tell of a part that is booked near an equal one, which an invoice in instalments may have."""
    return (
        f"the payment on line {income.line} ({income.day}) is booked as another part of invoice {recorded.invoice}, "
        f"beside the same amount recorded on {recorded.day}; if they are one, take one out"
    )
