"""What the signs' measures are called, and how their limits are said."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from client_ledger.signs.limits import SHARES
from client_ledger.text.message import Phrase, Quantity, Share, Term, phrase

Scaled: TypeAlias = "Share | Quantity"

NAMES: dict[str, Phrase] = {
    "unreasonable": phrase("unreasonable requests"),
    "insisted": phrase("of those, insisted on"),
    "out_of_scope_share": phrase("share of hours out of scope"),
    "extra_requests": phrase("extra requests without a change order"),
    "intrusions": phrase("days with out-of-hours messages, and missed meetings"),
    "demands": phrase("out-of-hours messages wanting a reply now"),
    "harmful": phrase("harmful requests"),
    "late": phrase("late invoices"),
    "late_share": phrase("share of invoices late"),
    "oldest_overdue_days": phrase("days the oldest open invoice is past due"),
    "unpaid_share": phrase("share of hours unpaid"),
    "effective_rate": phrase("effective rate, as a share of the target rate"),
    "minor": phrase("minor incidents"),
    "serious": phrase("serious incidents"),
    "idle_months": phrase("months without work"),
    "booked_months": phrase("months of work booked ahead"),
    "gaps": phrase("things missing in the contract"),
    "unsigned_work": phrase("contracts worked on before they were signed"),
    "flags": phrase("different early red flags"),
    "hours": phrase("hours logged"),
    "out_of_scope_hours": phrase("hours out of scope"),
    "out_of_hours_days": phrase("days with out-of-hours messages"),
    "missed_meetings": phrase("missed meetings"),
    "invoices": phrase("invoices that fell due"),
    "mean_days_late": phrase("days late, on average"),
    "worst_days_late": phrase("days late, at the worst"),
    "overdue": phrase("past due and open"),
    "unpaid_hours": phrase("hours unpaid"),
    "months": phrase("months looked at"),
    "without_evidence": phrase("incidents without evidence"),
}


def measure_name(measure: str) -> Phrase:
    """Return what a measure is called."""
    return NAMES.get(measure) or phrase("{measure}", measure=Term(measure))


def on_scale(measure: str, value: Fraction) -> Scaled:
    """Return a limit, or a value on its scale, as the pages show it."""
    return Share(value) if measure.endswith(SHARES) else Quantity(value)
