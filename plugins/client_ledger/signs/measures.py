"""What the signs' measures are called, and how their limits are said."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from client_ledger.signs.limits import SHARES
from client_ledger.text.message import Label, Message, Quantity, Share, msg

Scaled: TypeAlias = "Share | Quantity"

NAMES: dict[str, Message] = {
    "unreasonable": msg("unreasonable requests"),
    "insisted": msg("of those, insisted on"),
    "out_of_scope_share": msg("share of hours out of scope"),
    "extra_requests": msg("extra requests without a change order"),
    "intrusions": msg("days with out-of-hours messages, and missed meetings"),
    "demands": msg("out-of-hours messages wanting a reply now"),
    "harmful": msg("harmful requests"),
    "late": msg("late invoices"),
    "late_share": msg("share of invoices late"),
    "oldest_overdue_days": msg("days the oldest open invoice is past due"),
    "unpaid_share": msg("share of hours unpaid"),
    "effective_rate": msg("effective rate, as a share of the target rate"),
    "minor": msg("minor incidents"),
    "serious": msg("serious incidents"),
    "idle_months": msg("months without work"),
    "booked_months": msg("months of work booked ahead"),
    "gaps": msg("things missing in the contract"),
    "unsigned_work": msg("contracts worked on before they were signed"),
    "flags": msg("different early red flags"),
    "hours": msg("hours logged"),
    "out_of_scope_hours": msg("hours out of scope"),
    "out_of_hours_days": msg("days with out-of-hours messages"),
    "missed_meetings": msg("missed meetings"),
    "invoices": msg("invoices that fell due"),
    "mean_days_late": msg("days late, on average"),
    "worst_days_late": msg("days late, at the worst"),
    "overdue": msg("past due and open"),
    "unpaid_hours": msg("hours unpaid"),
    "months": msg("months looked at"),
    "without_evidence": msg("incidents without evidence"),
}


def measure_name(measure: str) -> Message:
    """Return what a measure is called."""
    return NAMES.get(measure) or msg("{measure}", measure=Label(measure))


def on_scale(measure: str, value: Fraction) -> Scaled:
    """Return a limit, or a value on its scale, as the pages show it."""
    return Share(value) if measure.endswith(SHARES) else Quantity(value)
