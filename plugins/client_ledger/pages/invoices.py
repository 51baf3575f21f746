"""The state of each invoice on the day judged, and when it was or must be paid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Literal

from client_ledger.book.invoice_status import InvoiceStatus, status_on
from client_ledger.judging.judgement import JudgedClient
from client_ledger.judging.late_fees import LateFeeDue
from client_ledger.pages.past import past_invoices
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.text.message import Amount, Label, Message, msg, plural_msg

State = Literal["void", "written-off", "paid", "paid-late", "due", "overdue"]


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """An invoice as of a day, with the fee due on it and the day its money is expected."""

    invoice: InvoiceStatus
    state: State
    fee: LateFeeDue | None
    expected_on: date

    @property
    def expected(self) -> Fraction:
        """The part of the open balance that will be income, less the platform's fee, in the base currency."""
        status = self.invoice
        if not status.payable:
            return Fraction(0)
        return status.open_in_base * Fraction(status.net) / Fraction(status.payable) * status.contract.net_share

    @property
    def is_open(self) -> bool:
        """Whether the client still owes something for it."""
        return self.state in ("due", "overdue")

    @property
    def comes_later(self) -> bool:
        """Whether an open invoice is expected to be paid after its due day."""
        return self.is_open and self.expected_on > self.invoice.due

    @property
    def sentence(self) -> Message:
        """When it was paid, or must be paid."""
        settled, days = self.invoice.settled_on or self.invoice.due, self.invoice.days_late
        match self.state:
            case "void":
                return msg("void")
            case "written-off":
                lost = Amount(self.invoice.lost, self.invoice.currency)
                return msg(
                    "written off {day}, {lost} lost", day=self.invoice.written_off or self.invoice.due, lost=lost
                )
            case "paid" | "paid-late" if days <= 0:
                return msg("paid {day}", day=settled)
            case "paid" | "paid-late":
                return plural_msg("paid {day}, {count} day late", "paid {day}, {count} days late", days, day=settled)
            case _:
                return open_sentence(days)

    @property
    def notes(self) -> tuple[Message, ...]:
        """Further events: credit notes, part payments, returned payments, reminders, a dispute, an exchange rate."""
        return tuple(_notes(self.invoice))


@dataclass(frozen=True, slots=True)
class SettledYear:
    """Settled invoices of a past year, which are on the page of that year."""

    year: int
    lines: tuple[InvoiceLine, ...]

    @property
    def net(self) -> Fraction:
        """Their net amounts less credit notes, in the base currency."""
        return sum((line.invoice.net_in_base for line in self.lines), Fraction(0))


@dataclass(frozen=True, slots=True)
class InvoiceList:
    """Invoices, the latest first: those to show on the page itself, and those on pages of past years."""

    shown: tuple[InvoiceLine, ...]
    years: tuple[SettledYear, ...]


def open_sentence(days: int) -> Message:
    """Return how many days past due an open invoice is, or in how many it falls due."""
    if days > 0:
        return plural_msg("{count} day past due", "{count} days past due", days)
    return plural_msg("due in {count} day", "due in {count} days", -days) if days else msg("due today")


def _notes(invoice: InvoiceStatus) -> Iterator[Message]:
    billed, day, currency = invoice.billed, invoice.day, invoice.currency
    for note in billed.credit_notes:
        if note.issued <= day:
            amount = Amount(note.amount, currency)
            yield msg("credit note {id} of {day}: {amount}", id=note.id, day=note.issued, amount=amount)
    if len(invoice.payments) > 1 or not invoice.settled_on:
        for paid in invoice.payments:
            yield msg("{amount} paid on {day}", amount=Amount(paid.amount, currency), day=paid.day)
    for paid in billed.payments:
        if paid.returned and paid.why and paid.is_back_by(day):
            amount = Amount(paid.amount, currency)
            yield msg("{amount} went back on {day} ({why})", amount=amount, day=paid.returned, why=Label(paid.why))
    if reminded := tuple(sorted(each for each in billed.record.reminders if each <= day)):
        yield msg("reminded on {days}", days=reminded)
    if billed.record.disputed:
        yield msg("disputed: {why}", why=billed.record.disputed)
    if rate := billed.record.exchange_rate:
        yield msg("its own exchange rate: {rate}", rate=str(rate))


def invoice_lines(judged: JudgedClient) -> tuple[InvoiceLine, ...]:
    """Return a client's invoices issued up to the day judged, the latest issued first."""
    day, limits = judged.status.day, judged.judge.limits
    grace = limits.get(LATE_PAYMENTS.name, LATE_PAYMENTS.limits).grace_days
    fees = {id(fee.invoice.record): fee for fee in judged.late_fees}
    found = (status_on(billed, day) for billed in judged.timeline.invoices if billed.record.issued <= day)
    lines = (
        InvoiceLine(each, _state(each, grace), fees.get(id(each.record)), judged.expected_on(each)) for each in found
    )
    return tuple(sorted(lines, key=lambda line: (line.invoice.record.issued, line.invoice.record.id), reverse=True))


def _state(status: InvoiceStatus, grace: int) -> State:
    if not status.counts:
        return "void"
    if status.settled_on:
        return "paid-late" if status.is_late(grace) else "paid"
    if status.written_off:
        return "written-off"
    return "overdue" if status.is_past_due else "due"


def invoice_list(judged: JudgedClient, lines: Sequence[InvoiceLine]) -> InvoiceList:
    """Return a client's invoices, or some of them, without those that are on pages of past years."""
    past = {status for year in past_invoices(judged.timeline.invoices, judged.status.day).values() for status in year}
    by_year = groupby(
        (line for line in lines if line.invoice in past), key=lambda line: line.invoice.record.issued.year
    )
    years = tuple(SettledYear(year, tuple(found)) for year, found in by_year)
    return InvoiceList(tuple(line for line in lines if line.invoice not in past), years)


def oldest_first(lines: tuple[InvoiceLine, ...], state: State) -> tuple[InvoiceLine, ...]:
    """Return the lines of one state by due day."""
    return tuple(sorted((line for line in lines if line.state == state), key=lambda line: line.invoice.due))
