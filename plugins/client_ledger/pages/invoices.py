"""How each invoice stands on the day judged, and when it was or has to be paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from client_ledger.judging.judgement import JudgedClient
from client_ledger.judging.late_fees import LateFeeDue
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.signs.view import InvoiceStatus, currency_of
from client_ledger.text.message import Message, msg, plural_msg

State = Literal["void", "paid", "paid-late", "due", "overdue"]


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """An invoice as of a day; `open` is the unpaid balance in the contract's currency.

    `days` counts from the due day to the day it was settled, or to the day judged; below 0 is early.
    """

    billed: InvoiceStatus
    currency: str
    state: State
    settled: date | None
    days: int
    open: Decimal
    fee: LateFeeDue | None

    @property
    def open_in_base(self) -> Decimal:
        """The unpaid balance in the ledger's base currency."""
        return self.open * self.billed.rate

    @property
    def expected(self) -> Fraction:
        """The unpaid balance less the platform's fee, in the base currency."""
        return Fraction(self.open_in_base) * self.billed.contract.kept

    @property
    def said(self) -> Message:
        """When it was paid, or has to be."""
        match self.state:
            case "void":
                return msg("void")
            case "paid" | "paid-late" if self.settled is None or self.days <= 0:
                return msg("paid {day}", day=self.settled or self.billed.due)
            case "paid" | "paid-late":
                return plural_msg(
                    "paid {day}, {count} day late", "paid {day}, {count} days late", self.days, day=self.settled or ""
                )
            case "overdue":
                return plural_msg("{count} day past due", "{count} days past due", self.days)
            case _:
                return (
                    plural_msg("due in {count} day", "due in {count} days", -self.days)
                    if self.days
                    else msg("due today")
                )


def invoice_lines(judged: JudgedClient) -> tuple[InvoiceLine, ...]:
    """Return a client's invoices issued up to the day judged, the latest issued first."""
    timeline, day = judged.timeline, judged.status.day
    limits = judged.judge.limits
    grace = limits.get(LATE_PAYMENTS.name, LATE_PAYMENTS.limits).grace_days
    fees = {id(fee.billed.record): fee for fee in judged.late_fees}
    lines = []
    for billed in timeline.invoices:
        record = billed.record
        if record.issued > day:
            continue
        settled = record.settled_by(day)
        days = ((settled or day) - billed.due).days
        unpaid = Decimal(0) if settled or record.void else max(record.amount - record.received_by(day), Decimal(0))
        currency = currency_of(billed.contract, timeline.client, timeline.settings)
        state = _state(record.void, settled, days, grace)
        lines.append(InvoiceLine(billed, currency, state, settled, days, unpaid, fees.get(id(record))))
    return tuple(sorted(lines, key=lambda line: (line.billed.record.issued, line.billed.record.id), reverse=True))


def _state(void: bool, settled: date | None, days: int, grace: int) -> State:
    if void:
        return "void"
    if settled:
        return "paid-late" if days > grace else "paid"
    return "overdue" if days > 0 else "due"


def oldest_first(lines: tuple[InvoiceLine, ...], state: State) -> tuple[InvoiceLine, ...]:
    """Return the lines of one state, those due first in front."""
    return tuple(sorted((line for line in lines if line.state == state), key=lambda line: line.billed.due))
