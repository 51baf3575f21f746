"""`client-ledger review CLIENT`: a look of one minute, and the day it was taken."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from client_ledger.book.client import Client
from client_ledger.commands.judged import judged_ledger, known_client
from client_ledger.commands.options import Day, site_file_option
from client_ledger.commands.terminal import deciding_reason
from client_ledger.edits.record import document_of
from client_ledger.edits.save import Change, preview, save
from client_ledger.frontmatter.document import Edit, EditRefused
from client_ledger.frontmatter.list_edits import set_field
from client_ledger.frontmatter.spans import Front, entry, front_of
from client_ledger.frontmatter.tree import Scalar
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.project import Project
from client_ledger.reminders.boundaries import checks
from client_ledger.reminders.reviews import QUESTIONS, recorded_since, review_of, reviews_due, waived
from client_ledger.text.message import Formatter

FORMATTER = Formatter()


@click.command()
@click.argument("client", required=False)
@site_file_option
@click.option("--on", "day", type=Day(), help="The day of the review (today).")
@click.option("--yes", "-y", "sure", is_flag=True, help="Record the day without asking.")
@click.option("--dry-run", is_flag=True, help="Show what there is to look at, write nothing.")
def review(client: str | None, site_file: Path, day: date | None, *, sure: bool, dry_run: bool) -> None:
    """Look over CLIENT and, once you say that all is recorded, write the day under `reviewed`.

    Without CLIENT, list whom to review.

    `reviewed` says that all that matters is recorded up to that day, so that silence counts as good news.
    """
    judgement = judged_ledger(site_file, None)
    if client is None:
        _list(judgement)
        return
    judged = judgement.clients[known_client(judgement.project, client)]
    reviewed_on = day or _today(judgement.project)
    if reviewed_on > _today(judgement.project):
        raise click.UsageError(f"{reviewed_on} is still to come; nobody knows what it will bring")
    _show(judged)
    if judged.incomplete:
        raise click.ClickException("some record of this client cannot be read; mend it first: client-ledger check")
    try:
        change = _checked(judgement.project, judged.timeline.client, reviewed_on)
        if not (sure or dry_run):
            click.confirm(f"Is all that matters recorded up to {reviewed_on}?", abort=True)
        if not dry_run:
            save(judgement.project.site.docs_dir, [change])
    except EditRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    would = "would record" if dry_run else "recorded"
    click.echo(f"{would} {judgement.project.site.shown_path(change.file)}: reviewed: {reviewed_on}")


def _today(project: Project) -> date:
    return datetime.now(project.settings.zone).date()


def _checked(project: Project, client: Client, day: date) -> Change:
    """Return the change, once the ledger was read as it would be."""
    change = reviewed(project, client, day)
    if preview(project, [change]).ledger.clients[client.id].reviewed != day:
        raise EditRefused(f"`reviewed` cannot be written into {change.file} safely; write it there yourself")
    return change


def reviewed(project: Project, client: Client, day: date) -> Change:
    """Return the change that sets a client's `reviewed`; raise EditRefused when a later day stands there."""
    if client.reviewed and client.reviewed > day:
        raise EditRefused(f"{client.place.file}: reviewed is {client.reviewed} already, which is later than {day}")
    document = document_of(project, client.place.file)
    front = front_of(document)
    return Change(document.file, document.data, document.edited(_edits(front, day)))


def _edits(front: Front, day: date) -> list[Edit]:
    found = entry(front.root, "reviewed")
    if not isinstance(found, Scalar) or not found.value:
        return set_field(front, front.root, "reviewed", str(day))
    start, end = front.start(found), front.end(found)
    if front.document.text[start:end].strip("'\"") != found.value:
        raise EditRefused("`reviewed` has an anchor (&) or a tag (!); remove it first")
    return [Edit(start, end, str(day))]


def _list(judgement: Judgement) -> None:
    due = reviews_due(judgement)
    for each in due:
        client = each.judged.timeline.client
        click.echo(f"{client.id:<24} {FORMATTER.format(each.said)}")
    if not due:
        click.echo("Every client was reviewed in the last 90 days.")


def _show(judged: JudgedClient) -> None:
    client, review = judged.timeline.client, review_of(judged)
    click.secho(client.name, bold=True)
    click.echo(f"  {judged.status.verdict.replace('-', ' ')}: {deciding_reason(judged) or 'nothing speaks against it'}")
    if review:
        since = recorded_since(judged, review.last)
        click.echo(
            f"  {FORMATTER.format(review.said)}; since then: {FORMATTER.value(since) if since else 'nothing recorded'}"
        )
    for found in checks(judged):
        sign = found.boundary.sign.replace("-", " ")
        click.echo(f"  boundary of {found.boundary.date}, {sign}: {FORMATTER.format(found.said)}")
    for acceptance in waived(judged):
        click.echo(f"  {FORMATTER.format(acceptance.said)}")
    for question in QUESTIONS:
        click.echo(f"  ? {FORMATTER.format(question)}")
