"""The steps of leaving, from reading the clauses to the archive."""

from __future__ import annotations

from client_ledger.book.contract import OPEN, RUNNING
from client_ledger.leaving.exit_plan import ExitPlan
from client_ledger.signs.harmful_work import asks_for_harm
from client_ledger.signs.levels import Level
from client_ledger.text.message import Message, msg

OFFERED = OPEN - RUNNING


def checklist(plan: ExitPlan) -> tuple[Message, ...]:
    """Return the steps in order, without those that have nothing to do."""
    return tuple(step for wanted, step in _steps(plan) if wanted)


def _steps(plan: ExitPlan) -> list[tuple[bool, Message]]:
    judged, day = plan.judged, plan.judged.status.day
    decided = plan.decision is not None
    knocked_out = any(each.sign.knock_out and each.level is Level.critical for each in judged.status.signs)
    has_contract = plan.notice is not None
    offers = any(each.stage in OFFERED for each in judged.timeline.contracts)
    honest = any(not asks_for_harm(each.contract, day) for each in plan.handovers)
    former = judged.timeline.client.status == "former"
    return [
        (has_contract, msg("Read the clauses on notice, payment, rights and confidentiality in each contract")),
        (knocked_out, msg("Save the conversations, screenshots and dates, and name them under `evidence`")),
        (bool(plan.to_invoice), msg("Invoice what is not invoiced yet, before you give notice")),
        (has_contract and not decided, msg("Give notice in writing, with the last day in it")),
        (
            not (decided or former),
            msg(
                "Record it: `decisions: [{{date: {day}, decision: leave, last_day: {last}}}]`",
                day=day.isoformat(),
                last=plan.last_day.isoformat(),
            ),
        ),
        (
            plan.decision is not None and plan.decision.last_day is None and not former,
            msg("Set the decision's `last_day`: {last}", last=plan.last_day.isoformat()),
        ),
        (offers, msg("Withdraw your open offers, and set their `stage` to lost")),
        (
            bool(plan.invoices),
            msg("Collect what is unpaid, then hand over what the contract lets you keep until payment"),
        ),
        (
            bool(plan.fees or plan.claims),
            msg("Decide whether to claim the fees and interest, and put them on an invoice"),
        ),
        (bool(plan.to_agree), msg("Agree in writing what happens to the work you have begun")),
        (honest, msg("Finish or hand over each deliverable, and ask the client to confirm it arrived")),
        (True, msg("Return what is the client's, delete what you must, and end each other's access")),
        (has_contract and plan.last_day >= day, msg("Send the last invoice on {day}", day=plan.last_day)),
        (has_contract and plan.last_day < day, msg("Send the last invoice")),
        (True, msg("Ask for a reference, where you want one")),
        (has_contract, msg("Set each contract's `stage` to terminated or completed, once it is")),
        (not former, msg("Archive: set `status: former`, and commit")),
    ]
