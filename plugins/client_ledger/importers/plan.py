"""The plan of an import: each client's records in turn, every step on top of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from client_ledger.edits.save import Change, joined, preview
from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.import_result import Outcome, Target
from client_ledger.importers.importer import Asked, Bill, CreditNote, Fee, Income, Item, Message, Reading, Return, Work
from client_ledger.importers.routing import Router
from client_ledger.importers.run import run_import
from client_ledger.project import Project

# Invoices first, because later payments may belong to them.
ORDER: tuple[tuple[type, ...], ...] = ((Bill,), (CreditNote,), (Income, Return, Fee), (Work,), (Message,), (Asked,))


@dataclass(slots=True)
class Step:
    """One client's records of one kind, and their result."""

    target: Target
    outcome: Outcome


@dataclass(slots=True)
class Plan:
    """The steps, the records without a known client, and the changes of all steps together."""

    steps: list[Step] = field(default_factory=list)
    rest: Reading = field(default_factory=Reading)
    changes: list[Change] = field(default_factory=list)
    after: Project | None = None


def plan_import(project: Project, target: Target | None, reading: Reading, only: Sequence[str]) -> Plan:
    """Return what a parsed file changes in the ledger, for one client or for all clients in it."""
    plan = Plan(after=project)
    if target is not None:
        plan.rest = Reading(skipped=reading.skipped, notes=reading.notes, unit=reading.unit)
        parts: dict[tuple[str, str], list[Item]] = {("", ""): reading.items}
    else:
        routed = Router(project).route(reading.items)
        parts, plan.rest = routed.parts, routed.rest
        plan.rest.unit = reading.unit
        plan.rest.skipped = [*reading.skipped, *plan.rest.skipped]
        plan.rest.notes = reading.notes
    for kinds in ORDER:
        for (client, contract), items in parts.items():
            mine = [item for item in items if isinstance(item, kinds)]
            if mine:
                now = plan.after or project
                whose = _again(now, target) if target else Router(now).target(client, contract)
                _add_step(plan, now, whose, Reading(mine, unit=reading.unit), only, is_routed=target is None)
    plan.changes = joined(plan.changes)
    return plan


def _again(project: Project, target: Target) -> Target:
    """Return a target as it is after the steps before."""
    contracts = project.ledger.contracts
    return Target(project.ledger.clients[target.client.id], tuple(contracts[each.id] for each in target.contracts))


def _add_step(
    plan: Plan, project: Project, target: Target, reading: Reading, only: Sequence[str], *, is_routed: bool
) -> None:
    try:
        outcome = run_import(project, target, reading, only)
    except EditRefused as refusal:
        if not is_routed:
            raise
        outcome = Outcome(reading)
        for item in reading.items:
            reading.skip(item.line, str(refusal))
    plan.steps.append(Step(target, outcome))
    if outcome.changes:
        plan.changes += outcome.changes
        plan.after = preview(project, outcome.changes)
