"""The table of what was earned and not invoiced: for the exit plan, the money page, a client and a contract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from client_ledger.book.contract import Contract
from client_ledger.book.settings import Settings
from client_ledger.income.to_invoice import Kind, ToInvoice
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.owed.open_items import to_invoice
from client_ledger.pages.blocks import Block, Cell, Table
from client_ledger.text.message import Amount, Message, decimal, msg

WHAT: dict[Kind, Message] = {
    "hours": msg("hours worked"),
    "months": msg("months"),
    "price": msg("the price"),
    "deposit": msg("deposit"),
}


def to_invoice_table(found: Sequence[ToInvoice], settings: Settings) -> Table:
    """Return the table of what is to be invoiced, with its calculation and its sum in the base currency."""
    label = Cell(msg("total, in {currency}", currency=settings.currency))
    total = settings.amount(decimal(sum_in_base(found)))
    return Table(
        msg("Not invoiced yet"),
        (msg("Contract"), msg("What"), msg("Calculation"), msg("Amount")),
        tuple(
            (
                Cell(each.contract.title, about=each.contract.place.file),
                Cell(WHAT[each.kind]),
                Cell(each.working),
                Cell(Amount(decimal(each.amount), each.currency), number=True),
            )
            for each in found
        ),
        (label, Cell(""), Cell(""), Cell(total, number=True)),
    )


def sum_in_base(found: Iterable[ToInvoice]) -> Fraction:
    """Return the sum to be invoiced, in the base currency."""
    return sum((each.in_base for each in found), Fraction(0))


def all_to_invoice(judgement: Judgement) -> tuple[ToInvoice, ...]:
    """Return what is to be invoiced to all clients."""
    return tuple(each for judged in judgement.clients.values() for each in to_invoice(judged))


def to_invoice_blocks(
    whose: Judgement | JudgedClient, settings: Settings, contract: Contract | None = None
) -> tuple[Block, ...]:
    """Return the table of what is to be invoiced to all clients, to one, or under one contract; empty if nothing is."""
    found = to_invoice(whose) if isinstance(whose, JudgedClient) else all_to_invoice(whose)
    shown = [each for each in found if contract is None or each.contract is contract]
    return (to_invoice_table(shown, settings),) if shown else ()
