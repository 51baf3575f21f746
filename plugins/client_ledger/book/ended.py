"""A contract that still runs after its end date: it was completed or renewed, and nobody recorded that."""

from __future__ import annotations

from datetime import date

from client_ledger.book.contract import RUNNING, Contract
from client_ledger.text.message import Message, msg


def past_its_end(contract: Contract, day: date) -> Message | None:
    """Return the question to ask about a running contract past its end date; None for any other contract."""
    if contract.stage not in RUNNING or contract.end is None or contract.end > day:
        return None
    return msg("ended on {day}: completed, or renewed?", day=contract.end)
