"""Print what an import would do, or did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import click

from client_ledger.importers.importer import Reading
from client_ledger.importers.plan import Plan
from client_ledger.project import Project
from client_ledger.text.cli_language import cli_formatter, tr
from client_ledger.text.message import Label

LINES_LISTED = 6


def show_table(plan: Plan) -> None:
    """Print a table of what would be done, with one line for each client and kind of record."""
    headings = (tr("client"), tr("read"), tr("new"), tr("went back"), tr("already there"), tr("left out"))
    rows: list[tuple[str, ...]] = [headings]
    for step in plan.steps:
        outcome = step.outcome
        counts = (outcome.added, len(outcome.returned), outcome.known, len(outcome.reading.skipped))
        rows.append((step.target.client.name, outcome.read or tr("nothing"), *map(str, counts)))
    if plan.rest.skipped:
        rows.append((tr("no one"), "", "", "", "", str(len(plan.rest.skipped))))
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
    several = len({step.target.client.id for step in plan.steps}) > 1
    for step in plan.steps:
        outcome = step.outcome
        whose = f"{step.target.client.name}: " if several else ""
        click.echo(whose + _read(outcome.read or tr("nothing"), outcome.added, outcome.known, dry_run=dry_run))
        for each in outcome.returned:
            recorded = tr("would record {what}", what=each) if dry_run else tr("recorded {what}", what=each)
            click.echo(f"  {recorded}")
    if not plan.steps:
        click.echo(_read(tr("nothing"), 0, 0, dry_run=dry_run))
    for change in plan.changes:
        verb = tr("new") if change.before is None else tr("changed")
        click.echo(tr("  {verb}: {file}", verb=verb, file=project.site.shown_path(change.file)))
    readings = [plan.rest, *(step.outcome.reading for step in plan.steps)]
    for note in _notes(plan):
        click.echo(tr("  note: {note}", note=note))
    for (unit, file, why), lines in _by_reason(readings).items():
        listed = ", ".join(map(str, lines[:LINES_LISTED])) + (", …" if len(lines) > LINES_LISTED else "")
        shown_unit = cli_formatter().term(Label(unit))
        where = f"{file}, {shown_unit} {listed}" if file else f"{shown_unit} {listed}"
        click.echo(tr("  skipped {count}: {why} ({where})", count=len(lines), why=why, where=where))


def _read(read: str, added: int, known: int, *, dry_run: bool) -> str:
    if dry_run:
        return tr("read {read}; would add {added}, {known} already there", read=read, added=added, known=known)
    return tr("read {read}; added {added}, {known} already there", read=read, added=added, known=known)


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
