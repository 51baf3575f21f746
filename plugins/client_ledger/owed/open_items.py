"""What to collect before leaving: open invoices of any age, work not invoiced, deposits; each sum with its working."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from client_ledger.book.contract import RUNNING, Contract
from client_ledger.book.invoice_status import InvoiceStatus, currency_of
from client_ledger.judging.judgement import JudgedClient
from client_ledger.owed.uninvoiced_retainer import months_not_invoiced
from client_ledger.signs.harmful_work import asks_for_harm
from client_ledger.text.message import Amount, Message, Quantity, Share, Value, decimal, msg

Kind = Literal["hours", "months", "deposit"]


@dataclass(frozen=True, slots=True)
class ToInvoice:
    """Something owed that no invoice asks for yet, in the contract's currency, and how it was reckoned."""

    contract: Contract
    kind: Kind
    amount: Fraction
    currency: str
    rate: Decimal
    working: tuple[Message, ...]

    @property
    def in_base(self) -> Fraction:
        """The amount in the base currency."""
        return self.amount * Fraction(self.rate)


@dataclass(frozen=True, slots=True)
class ToAgree:
    """A sum that depends on what the contract says or how far the work is; not counted with what is owed."""

    contract: Contract
    text: Message


def open_invoices(judged: JudgedClient) -> tuple[InvoiceStatus, ...]:
    """Return all that is open, however old, the longest due first."""
    found = (each for each in judged.timeline.invoices_on(judged.status.day) if each.is_open)
    return tuple(sorted(found, key=lambda each: (each.due, each.record.id)))


def to_invoice(judged: JudgedClient) -> tuple[ToInvoice, ...]:
    """Return what was worked or agreed and is not invoiced, by contract."""
    return tuple(each for contract in judged.timeline.contracts for each in _of(contract, judged))


def _of(contract: Contract, judged: JudgedClient) -> Iterator[ToInvoice]:
    timeline, day = judged.timeline, judged.status.day
    currency, rate = currency_of(contract, timeline.client, timeline.settings), timeline.rate_of(contract, day)
    worked = Fraction(0)
    if contract.billing == "hourly" and (found := _hours(contract, day, currency)):
        worked, working = found
        yield ToInvoice(contract, "hours", worked, currency, rate, working)
    if contract.stage not in RUNNING:
        return
    if contract.billing == "retainer" and (found := months_not_invoiced(contract, day, currency)):
        worked, working = found
        yield ToInvoice(contract, "months", worked, currency, rate, working)
    if not asks_for_harm(contract, day) and (found := _deposit(contract, day, currency, worked)):
        yield ToInvoice(contract, "deposit", found[0], currency, rate, found[1])


def _hours(contract: Contract, day: date, currency: str) -> tuple[Fraction, tuple[Message, ...]] | None:
    """Return the hours' worth that no invoice covers.

    Where every invoice names its period, month by month; else all hours against all invoices. Hours marked
    `paid: no` are worked for nothing and are not asked for.
    """
    invoices = [each for each in contract.invoices if each.issued <= day and not each.void]
    by_month = bool(invoices) and all(each.period for each in invoices)
    worked: defaultdict[str, Fraction] = defaultdict(Fraction)
    invoiced: defaultdict[str, Fraction] = defaultdict(Fraction)
    for record in contract.hours:
        if record.date <= day and record.paid is not False:
            worked[f"{record.date:%Y-%m}" if by_month else ""] += record.hours
    for invoice in invoices:
        invoiced[str(invoice.period) if by_month else ""] += Fraction(invoice.amount)
    total, working = Fraction(0), []
    for period in sorted(worked):
        worth = worked[period] * Fraction(contract.price)
        left = worth - invoiced[period]
        if left <= 0:
            continue
        total += left
        values: dict[str, Value] = {
            "hours": Quantity(worked[period]),
            "rate": Amount(contract.price, currency),
            "worth": Amount(decimal(worth), currency),
            "invoiced": Amount(decimal(invoiced[period]), currency),
            "left": Amount(decimal(left), currency),
        }
        sum_ = msg("{hours} h × {rate} = {worth}, less {invoiced} invoiced: {left}", **values)
        working.append(msg("{month}: {sum}", month=period, sum=sum_) if by_month else sum_)
    return (total, tuple(working)) if total else None


def agreed(part: Decimal | Fraction | None, whole: Fraction) -> Fraction:
    """Return a sum that is written as money or as a share of a whole, in the contract's currency."""
    if part is None:
        return Fraction(0)
    return Fraction(part) if isinstance(part, Decimal) else part * whole


def _deposit(
    contract: Contract, day: date, currency: str, worked: Fraction
) -> tuple[Fraction, tuple[Message, ...]] | None:
    """Return the part of the agreed deposit that neither an invoice nor the sums above ask for."""
    promised = agreed(contract.deposit, Fraction(contract.value or 0))
    invoiced = sum((each.amount for each in contract.invoices if each.issued <= day and not each.void), Decimal(0))
    left = promised - Fraction(invoiced) - worked
    if left <= 0:
        return None
    working = msg(
        "deposit of {agreed}, less {asked} invoiced or to invoice above",
        agreed=Amount(decimal(promised), currency),
        asked=Amount(decimal(Fraction(invoiced) + worked), currency),
    )
    return left, (working,)


def to_agree(judged: JudgedClient) -> tuple[ToAgree, ...]:
    """Return what is left of fixed prices, kill fees and hours without pay: sums to talk about, not yet owed."""
    return tuple(each for contract in judged.timeline.contracts for each in _to_agree(contract, judged))


def _to_agree(contract: Contract, judged: JudgedClient) -> Iterator[ToAgree]:
    if contract.stage not in RUNNING:
        return
    timeline, day = judged.timeline, judged.status.day
    currency = currency_of(contract, timeline.client, timeline.settings)
    invoices = [each for each in contract.invoices if each.issued <= day and not each.void]
    invoiced = sum((each.amount for each in invoices), Decimal(0))
    left = max(Fraction(contract.price) - Fraction(invoiced), Fraction(0)) if contract.billing == "fixed" else None
    harmful = asks_for_harm(contract, day)
    if left and not harmful:
        text = msg(
            "{left} of the fixed price of {price} is not invoiced: agree which part is done, and invoice it",
            left=Amount(decimal(left), currency),
            price=Amount(contract.price, currency),
        )
        yield ToAgree(contract, text)
    if isinstance(contract.deposit, Fraction) and contract.billing != "fixed" and not invoices and not harmful:
        text = msg(
            "deposit of {share}: ask for it as the contract has it, and invoice it", share=Share(contract.deposit)
        )
        yield ToAgree(contract, text)
    if contract.kill_fee:
        whole = Fraction(contract.price) if left is None else left
        fee = Amount(decimal(agreed(contract.kill_fee, whole)), currency)
        text = msg("kill fee of {fee}: owed when the client ends it; when you do, read the clause", fee=fee)
        yield ToAgree(contract, text)
    unpaid = sum(
        (each.unpaid for each in timeline.hours.between(date.min, day) if each.contract is contract), Fraction(0)
    )
    if unpaid:
        text = msg("{hours} hours were worked beyond what is paid: ask whether they will be", hours=Quantity(unpaid))
        yield ToAgree(contract, text)
