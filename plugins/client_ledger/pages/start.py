"""The first three steps of a new ledger, shown until they are done."""

from __future__ import annotations

from dataclasses import dataclass

from client_ledger.project import Project
from client_ledger.text.message import Message, msg

EXAMPLES = {"example-client": "example-contract", "client-exemple": "contrat-exemple"}
"""The id of the example's client and contract in a new ledger, in each language it can begin in."""
EXAMPLE_GOAL = 4500


@dataclass(frozen=True, slots=True)
class FirstStep:
    """A first step, what to write for it, and whether it is done."""

    title: Message
    how: Message
    done: bool


def first_steps(project: Project) -> tuple[FirstStep, ...]:
    """Return the first steps of a ledger, none once all are done."""
    example = next((client for client in EXAMPLES if client in project.ledger.clients), None)
    own = [client for client in project.ledger.clients if client != example]
    invoiced = any(contract.invoices for contract in project.ledger.contracts.values() if contract.client in own)
    goal = project.settings.income_goal
    steps = (
        FirstStep(
            msg("replace the example"),
            msg(
                "run `client-ledger add client` and `client-ledger add contract`, then delete"
                " `clients/{client}.md` and `contracts/{contract}.md`",
                client=example,
                contract=EXAMPLES[example],
            )
            if example
            else msg("write your first client: run `client-ledger add client`"),
            bool(own) and not example,
        ),
        FirstStep(
            msg("add an invoice"),
            msg("write it under `invoices` in the contract, with the day it was issued and the amount"),
            invoiced,
        ),
        FirstStep(
            msg("set your goal"),
            msg("write `income_goal`, your net income for a month, under `client-ledger` in `mkdocs.yml`"),
            goal is not None and (goal != EXAMPLE_GOAL or not example),
        ),
    )
    return () if all(step.done for step in steps) else steps
