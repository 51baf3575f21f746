"""What to collect before leaving: open invoices of any age, work not invoiced, deposits; each sum is explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from client_ledger.book.billed_invoice import currency_of
from client_ledger.book.contract import RUNNING, Contract
from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.income.to_invoice import ToInvoice, agreed
from client_ledger.judging.judgement import JudgedClient
from client_ledger.signs.harmful_work import asks_for_harm
from client_ledger.text.message import Amount, Message, Quantity, Share, decimal, msg


@dataclass(frozen=True, slots=True)
class ToAgree:
    """A sum that depends on the contract's text or the progress of the work; it does not count as owed."""

    contract: Contract
    text: Message


def open_invoices(judged: JudgedClient) -> tuple[InvoiceStatus, ...]:
    """Return all open invoices, however old, the longest due first."""
    found = (each for each in judged.timeline.invoices_on(judged.status.day) if each.is_open)
    return tuple(sorted(found, key=lambda each: (each.due, each.record.id)))


def to_invoice(judged: JudgedClient) -> tuple[ToInvoice, ...]:
    """Return what was earned and not invoiced, by contract, without deposits for work that harms others."""
    day, found = judged.status.day, judged.to_invoice
    asked_for = (each for each in found if not each.rounds_to_nothing)
    return tuple(each for each in asked_for if each.kind != "deposit" or not asks_for_harm(each.contract, day))


def to_agree(judged: JudgedClient) -> tuple[ToAgree, ...]:
    """Return the rest of fixed prices, kill fees and unpaid hours: sums to agree on, not yet owed."""
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
        text = msg("deposit of {share}: ask for it as the contract says, and invoice it", share=Share(contract.deposit))
        yield ToAgree(contract, text)
    if contract.kill_fee:
        whole = Fraction(contract.price) if left is None else left
        fee = Amount(decimal(agreed(contract.kill_fee, whole)), currency)
        text = msg(
            "kill fee of {fee}: the client owes it if they end the contract; if you end it, read the clause", fee=fee
        )
        yield ToAgree(contract, text)
    unpaid = sum(
        (each.unpaid for each in timeline.hours.between(date.min, day) if each.contract is contract), Fraction(0)
    )
    if unpaid:
        text = msg(
            "you worked {hours} hours beyond what is paid: ask whether they will be paid", hours=Quantity(unpaid)
        )
        yield ToAgree(contract, text)
