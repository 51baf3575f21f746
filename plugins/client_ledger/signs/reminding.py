"""The next reminder for an open invoice: friendly, firm, or the final demand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.signs.invoice_lines import open_invoices
from client_ledger.signs.view import View

Tone = Literal["friendly", "firm", "final"]
TONES: tuple[Tone, ...] = ("final", "firm", "friendly")
DAYS_BETWEEN = 7
FINAL_FROM_DAYS = 45
SENT_BEFORE_FINAL = 2


def tone(days_past_due: int, sent: Sequence[date], day: date) -> Tone | None:
    """Return the tone of the next reminder, from those sent; None within 7 days of the last one."""
    known = [each for each in sent if each <= day]
    if known and (day - max(known)).days < DAYS_BETWEEN:
        return None
    if len(known) >= SENT_BEFORE_FINAL or days_past_due >= FINAL_FROM_DAYS:
        return "final"
    return "firm" if known else "friendly"


def reminders_due(view: View, grace_days: int) -> dict[Tone, list[InvoiceStatus]]:
    """Return the invoices to send reminders for on the day, by tone, the firmest first, without disputed ones."""
    late = [each for each in open_invoices(view) if each.is_late(grace_days)]
    asked = [each for each in late if not each.is_disputed]
    by_tone = {each.record.id: tone(each.days_late, sent(each), view.day) for each in asked}
    found = {each: [bill for bill in asked if by_tone[bill.record.id] == each] for each in TONES}
    return {each: sorted(bills, key=lambda bill: (bill.due, bill.record.id)) for each, bills in found.items() if bills}


def next_reminder(bill: InvoiceStatus, day: date) -> date:
    """Return the day of the next reminder for an invoice past due: today, or 7 days after the last one."""
    known = [each for each in sent(bill) if each <= day]
    return max(day, max(known) + timedelta(days=DAYS_BETWEEN)) if known else day


def sent(bill: InvoiceStatus) -> tuple[date, ...]:
    """Return the days on which reminders of an invoice were sent."""
    return bill.record.reminders
