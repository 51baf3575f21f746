"""Ties money that went back to the payment it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from client_ledger.edits.pay import Payment
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


def parts_of(income: Income, amount: Decimal) -> list[Payment]:
    """Return an amount of a payment as it is written: each part that went back, and what is left."""
    parts, rest = [], amount
    for each in income.returns:
        part = min(each.amount, rest)
        # All that came went back, and with it what the source had kept as a fee.
        part = rest if each.amount == income.amount else part
        if part:
            parts.append(Payment(income.day, part, each.day, each.why))
            rest -= part
    return [*parts, Payment(income.day, rest)] if rest else parts


def went_back(back: Return, invoice: str, income: Income) -> str:
    """Return what to tell of money that went back of a payment which is recorded without that."""
    return (
        f"{back.amount:f} of the payment of {income.day} on invoice {invoice} went back on {back.day}, which is not "
        f"recorded: write `{{date: {income.day}, amount: {back.amount:f}, returned: {back.day}, why: {back.why}}}` "
        "under its `payments`"
    )
