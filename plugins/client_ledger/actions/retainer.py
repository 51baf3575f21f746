"""The months of a retainer that were worked and that no invoice asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from client_ledger.book.contract import Contract
from client_ledger.book.phrase import Amount, Phrase, Quantity, phrase
from client_ledger.book.records import Invoice
from client_ledger.pipeline import Month, bounds, month_after, months_between


def months_not_invoiced(contract: Contract, day: date, currency: str) -> tuple[Fraction, tuple[Phrase, ...]] | None:
    """Return what a retainer's months before the day's own come to that no invoice covers, and the working.

    A month that the contract begins or ends in counts by the day. Months before the first that was invoiced are left
    alone: a ledger is often begun after the work.
    """
    invoices = [each for each in contract.invoices if each.issued <= day and not each.void]
    named = {each.period for each in invoices if each.period} if all(each.period for each in invoices) else set()
    first = date.fromisoformat(f"{min(named)}-01") if named else _first_counted(contract, invoices)
    if first is None or not contract.price:
        return None
    month_before = bounds(month_after((day.year, day.month), -1))[1]
    last = min(month_before, contract.end or month_before)
    shares = {_named(month): _share(month, first, last) for month in months_between(first, last)}
    monthly = Amount(contract.price, currency)
    if named or not invoices:
        missing = [name for name in shares if name not in named]
        months = sum((shares[name] for name in missing), Fraction(0))
        text = phrase(
            "{list}: {months} × {monthly}, not invoiced",
            list=tuple(missing),
            months=Quantity(months),
            monthly=monthly,
        )
        return (months * Fraction(contract.price), (text,)) if months else None
    months = sum(shares.values(), Fraction(0))
    # What is invoiced within its own month is not asked of the months before.
    until = month_before if min(each.issued for each in invoices) <= bounds((first.year, first.month))[1] else day
    invoiced = sum((each.amount for each in invoices if each.issued <= until), Decimal(0))
    left = months * Fraction(contract.price) - Fraction(invoiced)
    if left <= 0:
        return None
    text = phrase(
        "{months} months from {first} to {last} × {monthly}, less {invoiced} invoiced until {until}",
        months=Quantity(months),
        first=first,
        last=last,
        monthly=monthly,
        invoiced=Amount(invoiced, currency),
        until=until,
    )
    return left, (text,)


def _first_counted(contract: Contract, invoices: Sequence[Invoice]) -> date | None:
    """Return the day from which a retainer's months count: the start, if the first invoice is of its month or the next.

    Else it is the first of the month of that invoice.
    """
    if not invoices:
        return contract.start
    issued = min(each.issued for each in invoices)
    before = month_after((issued.year, issued.month), -1)
    if contract.start and bounds(before)[0] <= contract.start <= issued:
        return contract.start
    return issued.replace(day=1)


def _named(month: Month) -> str:
    return f"{month[0]}-{month[1]:02}"


def _share(month: Month, first: date, last: date) -> Fraction:
    """Return the part of a month from `first` to `last`, both included."""
    begin, end = bounds(month)
    return Fraction((min(end, last) - max(begin, first)).days + 1, (end - begin).days + 1)
