"""Ties money that went back to the payment it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from client_ledger.importers.importer import Income, Return


def tie_returns(incomes: Sequence[Income], returns: Sequence[Return]) -> tuple[list[Income], list[Return]]:
    """Return the payments, each with what went back of it, and what no id ties to one of them."""
    by_id = {income.id: income for income in incomes if income.id}
    untied = []
    for each in returns:
        income = by_id.get(each.of)
        if income is None or each.currency != income.currency or each.amount > kept(income):
            untied.append(each)
        else:
            by_id[each.of] = replace(income, returns=(*income.returns, each))
    return [by_id.get(income.id, income) for income in incomes], untied


def kept(income: Income) -> Decimal:
    """Return what is left of a payment after all that went back."""
    return income.amount - sum((each.amount for each in income.returns), Decimal(0))
