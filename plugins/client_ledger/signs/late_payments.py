"""The client pays late, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from client_ledger.signs.invoice_lines import asked_for, latest_first, past_due
from client_ledger.signs.levels import Level, Limits, at_least
from client_ledger.signs.sign import Case, Evidence, Facts, Finding, Sign, newest_first
from client_ledger.signs.view import InvoiceStatus, View
from client_ledger.text.message import Amount, Message, Quantity, Share, msg, plural_msg


@dataclass(frozen=True, slots=True)
class LateInvoice:
    """An invoice that was settled late, or is unpaid past its day; `open` is in the base currency."""

    billed: InvoiceStatus
    settled: date | None
    days_late: int
    open: Decimal


def behind(due: Iterable[InvoiceStatus], view: View, grace_days: int) -> list[LateInvoice]:
    """Return the invoices that were settled past their grace, and those still to be paid after their day."""
    last = min(view.day, view.known)
    found = []
    for billed in due:
        if billed.settled is not None and billed.settled <= last:
            if billed.settled_late > grace_days:
                found.append(LateInvoice(billed, billed.settled, billed.settled_late, Decimal(0)))
        elif billed.due < view.day:
            found.append(LateInvoice(billed, None, (view.day - billed.due).days, billed.open_on(last)))
    return found


def measure(view: View, limits: Limits) -> Finding:
    """Measure how many of the window's invoices were late, how late, and what is overdue."""
    due = view.due_in_last(limits.window_days)
    all_behind = behind(due, view, limits.grace_days)
    late = [each for each in all_behind if each.days_late > limits.grace_days]
    past_due = [each for each in all_behind if each.settled is None]
    oldest = max((each.days_late for each in late if each.settled is None), default=0)
    mean = Fraction(sum(each.days_late for each in late), len(late)) if late else Fraction(0)
    share = Fraction(len(late), len(due)) if due else Fraction(0)
    overdue = view.settings.amount(sum((each.open for each in past_due), Decimal(0)))
    return Finding(
        {
            "invoices": len(due),
            "late": len(late),
            "late_share": Share(share),
            "mean_days_late": Quantity(mean),
            "worst_days_late": max((each.days_late for each in late), default=0),
            "overdue": overdue,
            "oldest_overdue_days": oldest,
        },
        lambda: _summary(len(due), late, mean, oldest, overdue, limits.window_days),
        lambda: _evidence(all_behind, view),
        None if due else msg("no invoice fell due in the last {days} days; record `invoices`", days=limits.window_days),
    )


def _evidence(shown: list[LateInvoice], view: View) -> Iterable[Evidence]:
    return newest_first(Evidence(each.billed.record.place, each.billed.due, _text(each, view)) for each in shown)


def _summary(due: int, late: list[LateInvoice], mean: Fraction, oldest: int, overdue: Amount, days: int) -> Message:
    if late:
        paid = plural_msg(
            "{late} of {count} invoice late, {by}",
            "{late} of {count} invoices late, {by}",
            due,
            late=len(late),
            by=plural_msg("by {count} day", "by {count} days", round(mean))
            if len(late) == 1
            else plural_msg("by {count} day on average", "by {count} days on average", round(mean)),
        )
    else:
        paid = plural_msg(
            "{count} invoice due in {days} days, not late",
            "{count} invoices due in {days} days, none late",
            due,
            days=days,
        )
    if oldest:
        oldest_days = plural_msg("the oldest {count} day past due", "the oldest {count} days past due", oldest)
        return msg("{paid}; {overdue} open, {oldest}", paid=paid, overdue=overdue, oldest=oldest_days)
    if overdue.value:
        return msg("{paid}; {overdue} open within the days of grace", paid=paid, overdue=overdue)
    return msg("{paid}; nothing overdue", paid=paid) if late else paid


def _text(each: LateInvoice, view: View) -> Message:
    invoice = each.billed.record
    if each.settled is None:
        return plural_msg(
            "invoice {id}, due {due}: {open} open, {count} day past due",
            "invoice {id}, due {due}: {open} open, {count} days past due",
            each.days_late,
            id=invoice.id,
            due=each.billed.due,
            open=view.settings.amount(each.open),
        )
    return plural_msg(
        "invoice {id}, due {due}: paid {paid}, {count} day late",
        "invoice {id}, due {due}: paid {paid}, {count} days late",
        each.days_late,
        id=invoice.id,
        due=each.billed.due,
        paid=each.settled,
    )


def unpunctual(case: Case) -> list[InvoiceStatus]:
    """Return the invoices past due and those of the window that were paid late, the latest due first."""
    late = behind(case.view.due_in_last(case.window), case.view, case.reading.limits.grace_days)
    return latest_first([*past_due(case.view), *(each.billed for each in late if each.settled)])


def _facts(case: Case) -> Facts:
    return asked_for(case.view, unpunctual(case))


def _reason(case: Case) -> Message:
    return plural_msg(
        "one invoice paid late or past due", "{count} invoices paid late or past due", len(unpunctual(case))
    )


SIGN = Sign(
    name="late-payments",
    measure=measure,
    limits=Limits(
        365,
        {
            Level.watch: (at_least(late=1, late_share="0.2"), at_least(oldest_overdue_days=1)),
            Level.warning: (at_least(late=2, late_share="0.4"), at_least(oldest_overdue_days=30)),
            Level.critical: (at_least(late=3, late_share="0.6"), at_least(oldest_overdue_days=60)),
        },
        weight=Fraction("7.5"),
        grace_days=3,
    ),
    measures={
        "invoices": msg("invoices that fell due"),
        "late": msg("late invoices"),
        "late_share": msg("share of invoices late"),
        "mean_days_late": msg("days late, on average"),
        "worst_days_late": msg("days late, at the worst"),
        "overdue": msg("past due and open"),
        "oldest_overdue_days": msg("days the oldest open invoice is past due"),
    },
    rule=msg("Work pauses while an invoice is past due."),
    facts=_facts,
    reason=_reason,
    reads=("due",),
    can_persist=True,
)
