"""Link returned money to its payment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from client_ledger.book.billed_invoice import BilledInvoice, Received
from client_ledger.edits.pay import Payment
from client_ledger.importers.importer import Income, Return
from client_ledger.importers.recorded import Recorded
from client_ledger.text.cli_language import tr


def tie_returns(incomes: Sequence[Income], returns: Sequence[Return]) -> tuple[list[Income], list[Return]]:
    """Return the payments with their returns, and the returns that no id links to a payment."""
    by_id = {income.id: income for income in incomes if income.id}
    untied = []
    for each in returns:
        income = by_id.get(each.of)
        if income is None or each.currency != income.currency or each.amount > income.kept:
            untied.append(each)
        else:
            by_id[each.of] = replace(income, returns=(*income.returns, each))
    return [by_id.get(income.id, income) for income in incomes], untied


def parts_of(income: Income, amount: Decimal) -> list[Payment]:
    """Split a payment's amount into the parts to record: each return, and what is left."""
    parts, rest = [], amount
    for each in income.returns:
        part = min(each.amount, rest)
        # The whole payment was returned, including the fee that the source had kept.
        part = rest if each.amount == income.amount else part
        if part:
            parts.append(Payment(income.day, part, each.day, each.why))
            rest -= part
    return [*parts, Payment(income.day, rest)] if rest else parts


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Returned money: `amount` of a payment on a day for an invoice, or for none if the invoice is not clear.

    `paid_on` is None if it is not known.
    """

    invoice: str
    paid_on: date | None
    amount: Decimal
    back: Return


def not_marked(income: Income, found: Sequence[Recorded]) -> list[GivenBack]:
    """Return the returns of a payment that its records in the ledger do not show yet."""
    unmarked = [each for each in found if each.returned is None]
    if sum(each.amount for each in found) == income.kept and len(unmarked) == len(found):
        return []  # only the rest of it has been recorded
    whole = next((each for each in income.returns if each.amount == income.amount), None)
    if whole:
        return [GivenBack(each.invoice, each.day, each.amount, whole) for each in unmarked]
    marked = Counter(each.amount for each in found if each.returned)
    only = found[0].invoice if len({each.invoice for each in found}) == 1 else ""
    new = []
    for each in income.returns:
        if marked[each.amount]:
            marked[each.amount] -= 1
        else:
            new.append(GivenBack(only, found[0].day, each.amount, each))
    return new


def command_of(given_back: GivenBack) -> str:
    """Return the command that records a return by hand."""
    paid_on = f" {given_back.paid_on}" if given_back.paid_on else ""
    back = given_back.back
    invoice = given_back.invoice or tr("INVOICE")
    command = f"client-ledger paid {invoice}{paid_on} --returned {back.day} --why {back.why}"
    return tr("run `{command}`", command=f"{command} --amount {given_back.amount:f}")


def may_have_gone_back(back: Return, invoices: Iterable[BilledInvoice]) -> Iterator[tuple[BilledInvoice, Received]]:
    """Yield the recorded earlier payments of exactly the returned amount."""
    for billed in invoices:
        for each in billed.payments if back.currency in {"", billed.currency} else ():
            if each.amount == back.amount and each.day <= back.day:
                yield billed, each
