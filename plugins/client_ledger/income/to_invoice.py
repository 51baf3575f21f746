"""What was earned and not invoiced, contract by contract. Nothing else computes this.

Net of VAT, before the platform's fee, never below 0, in the contract's currency.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from client_ledger.book.billed_invoice import BilledInvoice, currency_of
from client_ledger.book.client import Client
from client_ledger.book.contract import RUNNING, Contract
from client_ledger.book.invoice_status import net_invoiced, status_on
from client_ledger.book.settings import Settings
from client_ledger.income.calendar_months import Month, bounds, month_after, months_between
from client_ledger.text.currencies import digits_of
from client_ledger.text.message import Amount, Message, Quantity, decimal, msg

Kind = Literal["hours", "months", "price", "deposit"]


@dataclass(frozen=True, slots=True)
class ToInvoice:
    """What is earned under a contract and not invoiced, in its currency, and how it is calculated.

    `rate` is what one unit of the currency is worth in the base currency on the day. `last_month` is the last of a
    retainer's months.
    """

    contract: Contract
    kind: Kind
    amount: Fraction
    currency: str
    rate: Decimal
    working: tuple[Message, ...]
    last_month: Month | None = None

    @property
    def in_base(self) -> Fraction:
        """The amount in the base currency."""
        return self.amount * Fraction(self.rate)

    @property
    def rounds_to_nothing(self) -> bool:
        """Whether it is less than half a minor unit, as rounding an invoice leaves it."""
        return self.amount < Fraction(1, 2 * 10 ** digits_of(self.currency))


@dataclass(frozen=True, slots=True)
class _Earned:
    kind: Kind
    earned: Fraction
    invoiced: Decimal
    how: Message
    last_month: Month | None = None


def recorded_last_day(client: Client | None, day: date) -> date | None:
    """Return the last day in the client's latest decision up to a day, if it was to leave and gives one."""
    known = [each for each in client.decisions if each.date <= day] if client else []
    latest = max(enumerate(known), key=lambda each: (each[1].date, each[0]), default=None)
    return latest[1].last_day if latest and latest[1].decision == "leave" else None


def to_invoice(
    contract: Contract, client: Client | None, invoices: Sequence[BilledInvoice], settings: Settings, day: date
) -> ToInvoice | None:
    """Return what was earned under a contract by a day and not invoiced; None if nothing is left."""
    if contract.stage not in (*RUNNING, "completed", "terminated"):
        return None
    currency = currency_of(contract, client, settings)
    match contract.billing:
        case "hourly":
            found: _Earned | None = _hours(contract, invoices, currency, day)
        case "retainer":
            found = _months(contract, invoices, currency, day, recorded_last_day(client, day))
        case _:
            found = _price(contract, invoices, currency, day)
    if found is None or (left := found.earned - Fraction(found.invoiced)) <= 0:
        return None
    working = msg("{earned}, less {invoiced} invoiced", earned=found.how, invoiced=Amount(found.invoiced, currency))
    rate = settings.rate(currency, day) or Decimal(0)
    return ToInvoice(contract, found.kind, left, currency, rate, (working,), found.last_month)


def _hours(contract: Contract, invoices: Sequence[BilledInvoice], currency: str, day: date) -> _Earned:
    worked = (each.hours for each in contract.hours if each.date <= day and each.paid is not False)
    hours = sum(worked, Fraction(0))
    how = msg("{hours} h × {rate}", hours=Quantity(hours), rate=Amount(contract.price, currency))
    return _Earned("hours", hours * Fraction(contract.price), net_invoiced(invoices, day), how)


def _price(contract: Contract, invoices: Sequence[BilledInvoice], currency: str, day: date) -> _Earned | None:
    invoiced = net_invoiced(invoices, day)
    if contract.stage == "completed":
        price = msg("the price of {price}", price=Amount(contract.price, currency))
        return _Earned("price", Fraction(contract.price), invoiced, price)
    if contract.stage not in RUNNING:
        return None
    deposit = agreed(contract.deposit, Fraction(contract.price))
    how = msg("the deposit of {deposit}", deposit=Amount(decimal(deposit), currency))
    return _Earned("deposit", deposit, invoiced, how)


def agreed(part: Decimal | Fraction | None, whole: Fraction) -> Fraction:
    """Return a sum given as money or as a share of a whole, in the contract's currency."""
    if part is None:
        return Fraction(0)
    return Fraction(part) if isinstance(part, Decimal) else part * whole


def _months(
    contract: Contract, invoices: Sequence[BilledInvoice], currency: str, day: date, last_day: date | None
) -> _Earned | None:
    """Return the months from the start to the end, or to the month before the day's, the first and last by the day."""
    known = [each for each in invoices if status_on(each, day).counts]
    hours = [each.date for each in contract.hours if each.date <= day]
    months = [*map(_month_of, known), *((each.year, each.month) for each in hours)]
    start = contract.start or (bounds(min(months))[0] if months else None)
    if start is None:
        return None
    end = min((each for each in (contract.end, last_day) if each), default=None)
    until = end
    if until is None and contract.stage not in RUNNING:
        until = max([*hours, *map(_last_day_of, known)], default=None)
        if until is None:
            return None
    before = bounds(month_after((day.year, day.month), -1))[1]
    until = min(until or before, before)
    asked_for = [*months_between(start, until)]
    shares = [_share(month, start, until) for month in asked_for]
    last = (end.year, end.month) if end else None
    theirs = [each for each in known if (min(_month_of(each), last) if last else _month_of(each)) in set(asked_for)]
    count = sum(shares, Fraction(0))
    how = msg(
        "{months} months from {first} to {last} × {monthly}",
        months=Quantity(count),
        first=start,
        last=until,
        monthly=Amount(contract.price, currency),
    )
    last_month = asked_for[-1] if asked_for else None
    return _Earned("months", count * Fraction(contract.price), net_invoiced(theirs, day), how, last_month)


def _month_of(billed: BilledInvoice) -> Month:
    """Return the month an invoice is for: its period, else that of its issue."""
    record = billed.record
    if record.period:
        return int(record.period[:4]), int(record.period[5:])
    return record.issued.year, record.issued.month


def _last_day_of(billed: BilledInvoice) -> date:
    return bounds(_month_of(billed))[1] if billed.record.period else billed.record.issued


def _share(month: Month, first: date, last: date) -> Fraction:
    """Return the part of a month from `first` to `last`, both included."""
    begin, end = bounds(month)
    return Fraction((min(end, last) - max(begin, first)).days + 1, (end - begin).days + 1)
