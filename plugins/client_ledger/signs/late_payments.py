"""The client pays late, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from client_ledger.book.phrase import Amount, Phrase, Quantity, Share, phrase, phrases
from client_ledger.signs.sign import Evidence, Finding, Level, Limits, Sign, at_least, newest_first
from client_ledger.signs.view import Billed, View


@dataclass(frozen=True, slots=True)
class Standing:
    """An invoice past or at its due day: when it was settled, if it was, and how late that is."""

    billed: Billed
    settled: date | None
    days_late: int
    open: Decimal

    @property
    def is_past_due(self) -> bool:
        """Whether it is still to be paid, and its day has gone by."""
        return self.settled is None and self.days_late > 0


def standing(billed: Billed, day: date, known: date) -> Standing:
    """Return how an invoice stands on a day; `open` is in the base currency."""
    last = min(day, known)
    if billed.settled is not None and billed.settled <= last:
        return Standing(billed, billed.settled, (billed.settled - billed.due).days, Decimal(0))
    return Standing(billed, None, (day - billed.due).days, billed.open_on(last))


def due(view: View, limits: Limits) -> list[Standing]:
    """Return how each invoice stands that fell due in the window."""
    return [standing(billed, view.day, view.known) for billed in view.due_in_last(limits.window_days)]


def measure(view: View, limits: Limits) -> Finding:
    """Measure how many of the window's invoices were late, how late, and what is overdue."""
    all_due = due(view, limits)
    late = [each for each in all_due if each.days_late > limits.grace_days]
    past_due = [each for each in all_due if each.is_past_due]
    oldest = max((each.days_late for each in late if each.settled is None), default=0)
    mean = Fraction(sum(each.days_late for each in late), len(late)) if late else Fraction(0)
    share = Fraction(len(late), len(all_due)) if all_due else Fraction(0)
    overdue = view.settings.amount(sum((each.open for each in past_due), Decimal(0)))
    return Finding(
        {
            "invoices": len(all_due),
            "late": len(late),
            "late_share": Share(share),
            "mean_days_late": Quantity(mean),
            "worst_days_late": max((each.days_late for each in late), default=0),
            "overdue": overdue,
            "oldest_overdue_days": oldest,
        },
        lambda: _summary(all_due, late, mean, oldest, overdue, limits.window_days),
        lambda: _evidence([*late, *past_due], view),
        None
        if all_due
        else phrase("no invoice fell due in the last {days} days; record `invoices`", days=limits.window_days),
    )


def _evidence(shown: list[Standing], view: View) -> Iterable[Evidence]:
    once = {each.billed.record.place: each for each in shown}
    return newest_first(Evidence(place, each.billed.due, _text(each, view)) for place, each in once.items())


def _summary(
    all_due: list[Standing], late: list[Standing], mean: Fraction, oldest: int, overdue: Amount, days: int
) -> Phrase:
    if late:
        paid = phrases(
            "{late} of {count} invoice late, {by}",
            "{late} of {count} invoices late, {by}",
            len(all_due),
            late=len(late),
            by=phrases("by {count} day", "by {count} days", round(mean))
            if len(late) == 1
            else phrases("by {count} day on average", "by {count} days on average", round(mean)),
        )
    else:
        paid = phrases(
            "{count} invoice due in {days} days, not late",
            "{count} invoices due in {days} days, none late",
            len(all_due),
            days=days,
        )
    if oldest:
        oldest_days = phrases("the oldest {count} day past due", "the oldest {count} days past due", oldest)
        return phrase("{paid}; {overdue} open, {oldest}", paid=paid, overdue=overdue, oldest=oldest_days)
    if overdue.value:
        return phrase("{paid}; {overdue} open within the days of grace", paid=paid, overdue=overdue)
    return phrase("{paid}; nothing overdue", paid=paid) if late else paid


def _text(each: Standing, view: View) -> Phrase:
    invoice = each.billed.record
    if each.settled is None:
        return phrases(
            "invoice {id}, due {due}: {open} open, {count} day past due",
            "invoice {id}, due {due}: {open} open, {count} days past due",
            each.days_late,
            id=invoice.id,
            due=each.billed.due,
            open=view.settings.amount(each.open),
        )
    return phrases(
        "invoice {id}, due {due}: paid {paid}, {count} day late",
        "invoice {id}, due {due}: paid {paid}, {count} days late",
        each.days_late,
        id=invoice.id,
        due=each.billed.due,
        paid=each.settled,
    )


SIGN = Sign(
    "late-payments",
    measure,
    Limits(
        365,
        {
            Level.watch: (at_least(late=1, late_share="0.2"), at_least(oldest_overdue_days=1)),
            Level.warning: (at_least(late=2, late_share="0.4"), at_least(oldest_overdue_days=30)),
            Level.critical: (at_least(late=3, late_share="0.6"), at_least(oldest_overdue_days=60)),
        },
        grace_days=3,
    ),
    reads=("due",),
    can_persist=True,
)
