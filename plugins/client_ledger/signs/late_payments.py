"""The client pays late, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction

from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.signs.invoice_lines import asked_for, is_charged_back, latest_first, open_invoices, past_due
from client_ledger.signs.lateness import Lateness
from client_ledger.signs.levels import Condition, Level, Limits, at_least
from client_ledger.signs.reminding import next_reminder
from client_ledger.signs.sign import Case, Evidence, Facts, Finding, Sign, newest_first
from client_ledger.signs.timeline import Timeline
from client_ledger.signs.view import View
from client_ledger.text.message import Message, Quantity, Share, msg, plural_msg

RECENT_DAYS = 90
ANSWER_CHARGEBACK = msg(
    "answer the payment processor by its deadline, with the client's approval and proof of delivery"
)


def measure(view: View, limits: Limits) -> Finding:
    """Measure how many invoices were late and how late, and what is overdue, lost or charged back."""
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
        sentence = msg("{paid}; {overdue} open, {oldest}", paid=paid, overdue=overdue, oldest=oldest_days)
    elif overdue.value:
        sentence = msg("{paid}; {overdue} open within the days of grace", paid=paid, overdue=overdue)
    else:
        sentence = msg("{paid}; nothing overdue", paid=paid) if late else paid
    if found.lost:
        sentence = msg("{sentence}; {lost} written off", sentence=sentence, lost=found.in_base(found.lost_in_base))
    if back := len(found.charged_back):
        charged = plural_msg("{count} payment charged back", "{count} payments charged back", back)
        sentence = msg("{sentence}; {charged}", sentence=sentence, charged=charged)
    return msg("{sentence}; nothing was ever paid", sentence=sentence) if found.never_paid else sentence


def _text(each: InvoiceStatus, found: Lateness) -> Message:
    named: dict[str, str | date] = {"id": each.record.id, "due": each.due}
    if each.is_open and each.days_late > 0:
        sentence = plural_msg(
            "invoice {id}, due {due}: {open} open, {count} day past due",
            "invoice {id}, due {due}: {open} open, {count} days past due",
            each.days_late,
            open=found.in_base(each.open_in_base),
            **named,
        )
    elif each.is_open:
        open_ = found.in_base(each.open_in_base)
        sentence = msg("invoice {id}, due {due}: {open} open", open=open_, **named)
    elif each.settled_on is None and each.written_off:
        lost = found.in_base(each.lost_in_base)
        sentence = msg("invoice {id}, due {due}: {lost} written off on {day}", lost=lost, day=each.written_off, **named)
    elif each.settled_on and each.days_late > 0:
        sentence = plural_msg(
            "invoice {id}, due {due}: paid {paid}, {count} day late",
            "invoice {id}, due {due}: paid {paid}, {count} days late",
            each.days_late,
            paid=each.settled_on,
            **named,
        )
    else:
        sentence = msg("invoice {id}, due {due}: paid {paid}", paid=each.settled_on or each.due, **named)
    return msg("{sentence}; a payment was charged back", sentence=sentence) if each in found.charged_back else sentence


def unpunctual(case: Case) -> list[InvoiceStatus]:
    """Return the invoices past due and those in the window that were paid late, the latest due first."""
    late = Lateness(case.view, case.reading.limits).late
    return latest_first([*past_due(case.view), *(each for each in late if each.settled_on)])


def _facts(case: Case) -> Facts:
    return asked_for(unpunctual(case))


def _reason(case: Case) -> Message:
    return plural_msg(
        "one invoice paid late or past due", "{count} invoices paid late or past due", len(unpunctual(case))
    )


def turns(timeline: Timeline, limits: Limits, _day: date) -> Iterator[date]:
    """Yield the days on which the level can change without a new record."""
    window = timedelta(days=limits.window_days)
    for billed in timeline.invoices:
        due, lost = billed.due, billed.record.written_off
        yield from (billed.record.issued, due, due + window, due + timedelta(days=limits.grace_days + 1))
        if lost:
            yield from (lost, lost + window)
        for changed in billed.change_days:
            yield from (changed, changed + timedelta(days=RECENT_DAYS), changed + window)


def _step(case: Case) -> Message | None:
    if case.count("chargebacks") and any(map(is_charged_back, open_invoices(case.view))):
        return ANSWER_CHARGEBACK
    if not case.count("oldest_overdue_days"):
        return None if case.reading.level >= Level.warning else msg("send a reminder the day after an invoice is due")
    late = [each for each in past_due(case.view) if each.is_late(case.reading.limits.grace_days)]
    stops = case.reading.level >= Level.warning and bool(case.view.running)
    return _remind(late, case.view.day, stops=stops) if late else None


def _remind(late: list[InvoiceStatus], day: date, *, stops: bool) -> Message:
    """Return the step: when to send a reminder, or to ask about disputed invoices, and what work to hold back."""
    days = [next_reminder(each, day) for each in late if not each.is_disputed]
    if not days:
        if stops:
            return msg("ask what is disputed, and stop work until it is settled")
        return msg("ask what is disputed, and begin nothing new until it is settled")
    if (due := min(days)) > day:
        if stops:
            return msg("send the next reminder on {day}, and stop work until it is paid", day=due)
        return msg("send the next reminder on {day}, and begin nothing new until it is paid", day=due)
    if stops:
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
        "usual_days": msg("usual days from the due day to the payment"),
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
