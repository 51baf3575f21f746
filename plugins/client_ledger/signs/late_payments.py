"""The client pays late, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from statistics import median

from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.signs.invoice_lines import asked_for, latest_first, past_due
from client_ledger.signs.levels import Condition, Level, Limits, at_least
from client_ledger.signs.sign import Case, Evidence, Facts, Finding, Sign, newest_first
from client_ledger.signs.view import Timeline, View
from client_ledger.text.message import Amount, Message, Quantity, Share, decimal, msg, plural_msg

RECENT_DAYS = 90
ENOUGH_TO_SAY_NEVER = 2


@dataclass(frozen=True)
class Lateness:
    """The invoices that late-payments looks at on a day, and what they say together."""

    view: View
    limits: Limits

    @cached_property
    def since(self) -> date:
        """The first day of the window."""
        return self.view.day - timedelta(days=self.limits.window_days - 1)

    @cached_property
    def due(self) -> list[InvoiceStatus]:
        """All that are due and not void, however old."""
        return [each for each in self.view.invoices if each.due <= self.view.day]

    @cached_property
    def invoices(self) -> list[InvoiceStatus]:
        """Those due in the window, those still open, and those written off in the window."""
        return [each for each in self.due if each.due >= self.since or each.is_open or self._is_lost_lately(each)]

    def _is_lost_lately(self, each: InvoiceStatus) -> bool:
        return each.written_off is not None and each.written_off >= self.since

    @cached_property
    def late(self) -> list[InvoiceStatus]:
        """Those that were, or are, late past the days of grace."""
        return [each for each in self.invoices if each.is_late(self.limits.grace_days)]

    @cached_property
    def past_due(self) -> list[InvoiceStatus]:
        """Those that are open after their due day, those within grace too."""
        return [each for each in self.invoices if each.is_past_due]

    @cached_property
    def lost(self) -> list[InvoiceStatus]:
        """Those written off in the window and not settled since."""
        return [each for each in self.invoices if self._is_lost_lately(each) and each.settled_on is None]

    @property
    def mean(self) -> Fraction:
        """The days late of the late ones, on average."""
        return Fraction(sum(each.days_late for each in self.late), len(self.late)) if self.late else Fraction(0)

    @property
    def oldest(self) -> int:
        """The days of the oldest open one past its grace, 0 without."""
        return max((each.days_late for each in self.late if each.is_open), default=0)

    @property
    def overdue(self) -> Amount:
        """What is open of those past due."""
        return _in_base(self.view, sum((each.open_in_base for each in self.past_due), Fraction(0)))

    @property
    def lost_in_base(self) -> Fraction:
        """What was open of those lost on the day each was written off."""
        return sum((each.lost_in_base for each in self.lost), Fraction(0))

    @property
    def lost_share(self) -> Fraction:
        """What was lost, as a share of all that was payable."""
        payable = sum((each.payable_in_base for each in self.invoices), Fraction(0))
        return self.lost_in_base / payable if payable > 0 else Fraction(0)

    def worst(self, since: date = date.min) -> int:
        """Return the most days late of the late ones that were settled since a day, 0 without."""
        settled = (each for each in self.late if each.settled_on and each.settled_on >= since)
        return max((each.days_late for each in settled), default=0)

    @property
    def usual(self) -> Fraction | None:
        """The days late in the middle of those settled, not below 0; None without any."""
        days = [Fraction(each.days_late) for each in self.invoices if each.settled_on]
        return max(median(days), Fraction(0)) if days else None

    @cached_property
    def charged_back(self) -> list[InvoiceStatus]:
        """The invoices of which a payment was charged back in the window, one for each such payment."""
        return [
            each
            for each in self.view.invoices
            for payment in each.billed.payments
            if payment.why == "chargeback" and payment.returned and self.since <= payment.returned <= self.view.day
        ]

    @property
    def never_paid(self) -> bool:
        """Whether several are due and of all the client's invoices none was ever paid, not even in part."""
        return len(self.due) >= ENOUGH_TO_SAY_NEVER and not any(each.was_ever_paid for each in self.view.invoices)


def _in_base(view: View, value: Fraction) -> Amount:
    return view.settings.amount(decimal(value))


def measure(view: View, limits: Limits) -> Finding:
    """Measure how many invoices were late and how late, what is overdue, and what was lost or charged back."""
    found = Lateness(view, limits)
    due, late, usual = len(found.invoices), len(found.late), found.usual
    return Finding(
        {
            "invoices": due,
            "late": late,
            "late_share": Share(Fraction(late, due) if due else Fraction(0)),
            "mean_days_late": Quantity(found.mean),
            "worst_days_late": found.worst(),
            "recent_days_late": found.worst(view.day - timedelta(days=RECENT_DAYS - 1)),
            **({} if usual is None else {"usual_days": Quantity(usual)}),
            "overdue": found.overdue,
            "oldest_overdue_days": found.oldest,
            "written_off": len(found.lost),
            "lost_share": Share(found.lost_share),
            "chargebacks": len(found.charged_back),
            "never_paid": int(found.never_paid),
        },
        lambda: _summary(found),
        lambda: _evidence(found),
        None
        if due or found.charged_back
        else msg("no invoice fell due in the last {days} days; record `invoices`", days=limits.window_days),
    )


def _evidence(found: Lateness) -> Iterable[Evidence]:
    shown = [*dict.fromkeys([*found.late, *found.past_due, *found.lost, *found.charged_back])]
    return newest_first(Evidence(each.record.place, each.due, _text(each, found)) for each in shown)


def _summary(found: Lateness) -> Message:
    due, late, mean, oldest, overdue = len(found.invoices), found.late, found.mean, found.oldest, found.overdue
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
            days=found.limits.window_days,
        )
    if oldest:
        oldest_days = plural_msg("the oldest {count} day past due", "the oldest {count} days past due", oldest)
        said = msg("{paid}; {overdue} open, {oldest}", paid=paid, overdue=overdue, oldest=oldest_days)
    elif overdue.value:
        said = msg("{paid}; {overdue} open within the days of grace", paid=paid, overdue=overdue)
    else:
        said = msg("{paid}; nothing overdue", paid=paid) if late else paid
    if found.lost:
        said = msg("{sentence}; {lost} written off", sentence=said, lost=_in_base(found.view, found.lost_in_base))
    if back := len(found.charged_back):
        charged = plural_msg("{count} payment charged back", "{count} payments charged back", back)
        said = msg("{sentence}; {charged}", sentence=said, charged=charged)
    return msg("{sentence}; nothing was ever paid", sentence=said) if found.never_paid else said


def _text(each: InvoiceStatus, found: Lateness) -> Message:
    named: dict[str, str | date] = {"id": each.record.id, "due": each.due}
    if each.is_open and each.days_late > 0:
        said = plural_msg(
            "invoice {id}, due {due}: {open} open, {count} day past due",
            "invoice {id}, due {due}: {open} open, {count} days past due",
            each.days_late,
            open=_in_base(found.view, each.open_in_base),
            **named,
        )
    elif each.is_open:
        open_ = _in_base(found.view, each.open_in_base)
        said = msg("invoice {id}, due {due}: {open} open", open=open_, **named)
    elif each.settled_on is None and each.written_off:
        lost = _in_base(found.view, each.lost_in_base)
        said = msg("invoice {id}, due {due}: {lost} written off on {day}", lost=lost, day=each.written_off, **named)
    elif each.settled_on and each.days_late > 0:
        said = plural_msg(
            "invoice {id}, due {due}: paid {paid}, {count} day late",
            "invoice {id}, due {due}: paid {paid}, {count} days late",
            each.days_late,
            paid=each.settled_on,
            **named,
        )
    else:
        said = msg("invoice {id}, due {due}: paid {paid}", paid=each.settled_on or each.due, **named)
    return msg("{sentence}; a payment was charged back", sentence=said) if each in found.charged_back else said


def unpunctual(case: Case) -> list[InvoiceStatus]:
    """Return the invoices past due and those of the window that were paid late, the latest due first."""
    late = Lateness(case.view, case.reading.limits).late
    return latest_first([*past_due(case.view), *(each for each in late if each.settled_on)])


def _facts(case: Case) -> Facts:
    return asked_for(unpunctual(case))


def _reason(case: Case) -> Message:
    return plural_msg(
        "one invoice paid late or past due", "{count} invoices paid late or past due", len(unpunctual(case))
    )


def turns(timeline: Timeline, limits: Limits, _day: date) -> Iterator[date]:
    """Yield the days on which the level can change without anything new recorded."""
    window = timedelta(days=limits.window_days)
    for billed in timeline.invoices:
        due, lost = billed.due, billed.record.written_off
        yield from (billed.record.issued, due, due + window, due + timedelta(days=limits.grace_days + 1))
        if lost:
            yield from (lost, lost + window)
        for changed in billed.change_days:
            yield from (changed, changed + timedelta(days=RECENT_DAYS), changed + window)


def _step(case: Case) -> Message | None:
    if case.count("chargebacks"):
        return msg("answer the payment processor by its day, with the client's approval and proof of delivery")
    if not case.count("oldest_overdue_days"):
        return None if case.reading.level >= Level.warning else msg("send a reminder the day after an invoice is due")
    if case.reading.level >= Level.warning:
        return msg("send the next reminder, and stop work until it is paid")
    return msg("send the next reminder, and begin nothing new until it is paid")


SIGN = Sign(
    name="late-payments",
    measure=measure,
    limits=Limits(
        365,
        {
            Level.watch: (
                at_least(late=1, late_share="0.2"),
                at_least(worst_days_late=15),
                at_least(oldest_overdue_days=1),
                at_least(written_off=1),
            ),
            Level.warning: (
                at_least(late=2, late_share="0.4", mean_days_late=10),
                at_least(worst_days_late=45, late=2),
                at_least(recent_days_late=45),
                at_least(oldest_overdue_days=14),
                at_least(lost_share="0.05"),
            ),
            Level.critical: (
                at_least(late=3, late_share="0.6", mean_days_late=15),
                at_least(oldest_overdue_days=45),
                at_least(written_off=2, lost_share="0.05"),
                at_least(chargebacks=1),
                (*at_least(never_paid=1), Condition("oldest_overdue_days", Fraction(30), fixed=True)),
            ),
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
        "recent_days_late": msg("days late, at the worst in the last 90 days"),
        "usual_days": msg("days after the due day that invoices are usually paid"),
        "overdue": msg("past due and open"),
        "oldest_overdue_days": msg("days the oldest open invoice is past due"),
        "written_off": msg("invoices written off"),
        "lost_share": msg("share of the money payable that was written off"),
        "chargebacks": msg("payments charged back"),
        "never_paid": msg("no invoice ever paid"),
    },
    rule=msg("Work pauses while an invoice is past due."),
    facts=_facts,
    reason=_reason,
    step=_step,
    turns=turns,
    can_persist=True,
    core=True,
)
