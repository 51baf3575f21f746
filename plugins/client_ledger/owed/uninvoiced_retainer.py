"""The months of a retainer that were worked and that no invoice asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from client_ledger.book.contract import Contract
from client_ledger.book.records import Invoice
from client_ledger.income.pipeline import Month, bounds, month_after, months_between
from client_ledger.text.message import Amount, Message, Quantity, Value, msg, plural_msg


def months_not_invoiced(contract: Contract, day: date, currency: str) -> tuple[Fraction, tuple[Message, ...]] | None:
    """Return what a retainer's months before the day's own come to that no invoice covers, and the working.

    A month that the contract begins or ends in counts by the day. Months before the first that was invoiced are left
    alone: a ledger is often begun after the work. A month that an invoice names as its `period` is covered.
    """
    invoices = [each for each in contract.invoices if each.issued <= day and not each.void]
    first = _first_counted(contract, invoices)
    if first is None or not contract.price:
        return None
    month_before = bounds(month_after((day.year, day.month), -1))[1]
    last = min(month_before, contract.end or month_before)
    named = {each.period for each in invoices if each.period}
    shares = {
        name: _share(month, first, last)
        for month in months_between(first, last)
        if (name := _named(month)) not in named
    }
    others = [each for each in invoices if not each.period]
    until = _asked_until(others, first, last, day)
    months = sum(shares.values(), Fraction(0))
    invoiced = sum((each.amount for each in others if each.issued <= until), Decimal(0))
    left = months * Fraction(contract.price) - Fraction(invoiced)
    if left <= 0:
        return None
    values: dict[str, Value] = {"months": Quantity(months), "monthly": Amount(contract.price, currency)}
    if not others:
        return left, (msg("{list}: {months} × {monthly}, not invoiced", list=tuple(shares), **values),)
    values["invoiced"] = Amount(invoiced, currency)
    if named:
        text = msg(
            "{list}: {months} × {monthly}, less {invoiced} invoiced without a `period`", list=tuple(shares), **values
        )
        return left, (text,)
    text = plural_msg(
        "{months} month from {first} to {last} × {monthly}, less {invoiced} invoiced until {until}",
        "{months} months from {first} to {last} × {monthly}, less {invoiced} invoiced until {until}",
        1 if months == 1 else 2,
        first=first,
        last=last,
        until=until,
        **values,
    )
    return left, (text,)


def _first_counted(contract: Contract, invoices: Sequence[Invoice]) -> date | None:
    """Return the day from which a retainer's months count.

    It is the start, if the first month invoiced is the start's or the next; else the first of that month, or the start
    where that is later.
    """
    if not invoices:
        return contract.start
    invoiced = min(date.fromisoformat(f"{each.period or f'{each.issued:%Y-%m}'}-01") for each in invoices)
    before = bounds(month_after((invoiced.year, invoiced.month), -1))[0]
    if contract.start and contract.start >= before:
        return contract.start
    return invoiced


def _asked_until(invoices: Sequence[Invoice], first: date, last: date, day: date) -> date:
    """Return the day up to which invoices without a `period` are for the months from `first` to `last`.

    Who writes them within the month itself, the last month's too, has asked for the day's own month since then.
    """
    within_the_first = any(each.issued <= bounds((first.year, first.month))[1] for each in invoices)
    within_the_last = any((each.issued.year, each.issued.month) == (last.year, last.month) for each in invoices)
    return bounds((last.year, last.month))[1] if within_the_first and within_the_last else day


def _named(month: Month) -> str:
    return f"{month[0]}-{month[1]:02}"


def _share(month: Month, first: date, last: date) -> Fraction:
    """Return the part of a month from `first` to `last`, both included."""
    begin, end = bounds(month)
    return Fraction((min(end, last) - max(begin, first)).days + 1, (end - begin).days + 1)
