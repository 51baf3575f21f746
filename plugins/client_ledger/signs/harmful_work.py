"""Contracts with requests for work that harms others: such work is not finished, handed over or invoiced."""

from __future__ import annotations

from datetime import date

from client_ledger.book.contract import Contract


def asks_for_harm(contract: Contract, day: date) -> bool:
    """Tell whether harmful work was asked for under a contract up to a day."""
    return any(each.harmful and each.date <= day for each in contract.requests)
