"""Says what an import would do, or did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import click

from client_ledger.importers.importer import Reading
from client_ledger.importers.plan import Plan
from client_ledger.project import Project

LINES_LISTED = 6
HEADINGS = ("client", "read", "new", "went back", "there already", "left out")


def show_table(plan: Plan) -> None:
    """Print one table of what would be done, a line for each client and kind of record."""
    rows: list[tuple[str, ...]] = [HEADINGS]
    for step in plan.steps:
        outcome = step.outcome
        counts = (outcome.added, len(outcome.returned), outcome.known, len(outcome.reading.skipped))
        rows.append((step.target.client.name, outcome.read or "nothing", *map(str, counts)))
    if plan.rest.skipped:
        rows.append(("no one", "", "", "", "", str(len(plan.rest.skipped))))
    if not any(step.outcome.returned for step in plan.steps):
        rows = [(*row[:3], *row[4:]) for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [text.ljust(width) for text, width in zip(row[:2], widths[:2], strict=True)]
        cells += [text.rjust(width) for text, width in zip(row[2:], widths[2:], strict=True)]
        click.echo("  ".join(cells).rstrip())
    for step in plan.steps:
        for each in step.outcome.returned:
            click.echo(f"  {each}")


def tell(project: Project, plan: Plan, *, dry_run: bool) -> None:
    """Print what was read, what is new, and what was left out and why."""
    would = "would add" if dry_run else "added"
    several = len({step.target.client.id for step in plan.steps}) > 1
    for step in plan.steps:
        outcome = step.outcome
        whose = f"{step.target.client.name}: " if several else ""
        read = outcome.read or "nothing"
        click.echo(f"{whose}read {read}; {would} {outcome.added}, {outcome.known} there already")
        for each in outcome.returned:
            click.echo(f"  {'would record' if dry_run else 'recorded'}: {each}")
    if not plan.steps:
        click.echo(f"read nothing; {would} 0, 0 there already")
    for change in plan.changes:
        verb = "new" if change.before is None else "changed"
        click.echo(f"  {verb}: {project.site.shown_path(change.file)}")
    readings = [plan.rest, *(step.outcome.reading for step in plan.steps)]
    for note in _notes(plan):
        click.echo(f"  note: {note}")
    for (unit, file, why), lines in _by_reason(readings).items():
        listed = ", ".join(map(str, lines[:LINES_LISTED])) + (", …" if len(lines) > LINES_LISTED else "")
        where = f"{file}, {unit} {listed}" if file else f"{unit} {listed}"
        click.echo(f"  skipped {len(lines)}: {why} ({where})")


def _notes(plan: Plan) -> Iterable[str]:
    yield from plan.rest.notes
    for step in plan.steps:
        yield from step.outcome.reading.notes
        yield from step.outcome.notes


def _by_reason(readings: Sequence[Reading]) -> dict[tuple[str, str, str], list[int]]:
    reasons: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for reading in readings:
        for line, why in reading.skipped:
            reasons[getattr(line, "unit", reading.unit), getattr(line, "file", ""), why].append(int(line))
    return dict(reasons)
