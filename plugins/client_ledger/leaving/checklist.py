"""The steps of leaving, from reading the clauses to the archive."""

from __future__ import annotations

from client_ledger.book.contract import OPEN, RUNNING
from client_ledger.leaving.exit_plan import ExitPlan
from client_ledger.signs.sign import Level
from client_ledger.text.message import Phrase, phrase

OFFERED = OPEN - RUNNING


def checklist(plan: ExitPlan) -> tuple[Phrase, ...]:
    """Return the steps in order; those that have nothing to do are left out."""
    return tuple(step for wanted, step in _steps(plan) if wanted)


def _steps(plan: ExitPlan) -> list[tuple[bool, Phrase]]:
    judged, day = plan.judged, plan.judged.standing.day
    decided = plan.decision is not None
    knocked_out = any(each.sign.knock_out and each.level is Level.critical for each in judged.standing.signs)
    has_contract = plan.notice is not None
    offers = any(each.stage in OFFERED for each in judged.timeline.contracts)
    former = judged.timeline.client.status == "former"
    return [
        (has_contract, phrase("Read the clauses on notice, payment, rights and confidentiality in each contract")),
        (knocked_out, phrase("Save the conversations, screenshots and dates, and name them under `evidence`")),
        (bool(plan.to_invoice), phrase("Invoice what is not invoiced yet, before you give notice")),
        (has_contract and not decided, phrase("Give notice in writing, with the last day in it")),
        (
            not (decided or former),
            phrase(
                "Record it: `decisions: [{{date: {day}, decision: leave, last_day: {last}}}]`",
                day=day.isoformat(),
                last=plan.last_day.isoformat(),
            ),
        ),
        (
            plan.decision is not None and plan.decision.last_day is None and not former,
            phrase("Set the decision's `last_day`: {last}", last=plan.last_day.isoformat()),
        ),
        (offers, phrase("Withdraw your open offers, and set their `stage` to lost")),
        (bool(plan.invoices), phrase("Collect what is open; hand over what the contract lets you keep until then")),
        (
            bool(plan.fees or plan.claims),
            phrase("Decide whether to claim the fees and interest, and put them on an invoice"),
        ),
        (bool(plan.to_agree), phrase("Agree in writing what happens to the work that is begun")),
        (bool(plan.handovers), phrase("Finish or hand over each deliverable, and have its receipt confirmed")),
        (True, phrase("Return what is the client's, delete what you must, and end each other's access")),
        (has_contract and plan.last_day >= day, phrase("Send the last invoice on {day}", day=plan.last_day)),
        (has_contract and plan.last_day < day, phrase("Send the last invoice")),
        (True, phrase("Ask for a reference, where you want one")),
        (has_contract, phrase("Set each contract's `stage` to terminated or completed, once it is")),
        (not former, phrase("Archive: set `status: former`, and commit")),
    ]
