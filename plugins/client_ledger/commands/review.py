"""`client-ledger review CLIENT`: a look of one minute, and the day it was taken."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from client_ledger.book.client import Client
from client_ledger.commands.judged import judged_ledger, known_client
from client_ledger.commands.options import Day, site_file_option
from client_ledger.commands.terminal import deciding_reason
from client_ledger.edits.prompts import expect_agreed
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
NOTHING_DUE = "Every client was reviewed in the last 90 days."


@click.command()
@click.argument("client", required=False)
@site_file_option
@click.option("--all", "everyone", is_flag=True, help="Walk through every client whose review is due.")
@click.option("--on", "day", type=Day(), help="The day of the review (today).")
@click.option("--yes", "-y", "sure", is_flag=True, help="Record the day without asking.")
@click.option("--dry-run", is_flag=True, help="Show what there is to look at, write nothing.")
def review(client: str | None, site_file: Path, day: date | None, *, everyone: bool, sure: bool, dry_run: bool) -> None:
    """Look over CLIENT, one question after the other, and write the day under `reviewed`.

    Without CLIENT, list whom to review.

    `reviewed` says that all that matters is recorded up to that day, so that silence counts as good news.
    """
    if client and everyone:
        raise click.UsageError("name a client or say --all, not both")
    judgement = judged_ledger(site_file, None)
    if client is None and not everyone:
        _list(judgement)
        return
    reviewed_on = day or _today(judgement.project)
    if reviewed_on > _today(judgement.project):
        raise click.UsageError(f"{reviewed_on} is still to come; nobody knows what it will bring")
    due = [each.judged for each in reviews_due(judgement)] if everyone else []
    chosen = [judgement.clients[known_client(judgement.project, client)]] if client else due
    for judged in chosen:
        _review(judgement.project, judged, reviewed_on, sure=sure, dry_run=dry_run)
    if not chosen:
        click.echo(NOTHING_DUE)


def _review(project: Project, judged: JudgedClient, day: date, *, sure: bool, dry_run: bool) -> None:
    """Show a client, ask what there is to ask, and record the day unless something is missing."""
    asks = sys.stdin.isatty() and not (sure or dry_run)
    _show(judged, with_questions=not asks)
    if judged.incomplete:
        raise click.ClickException("some record of this client cannot be read; mend it first: client-ledger check")
    try:
        change = _checked(project, judged.timeline.client, day)
        if asks and not _all_is_recorded(judged):
            return
        if not (sure or dry_run or asks):
            expect_agreed(f"Is all that matters recorded up to {day}?")
        if not dry_run:
            save(project.site.docs_dir, [change])
    except EditRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    would = "would record" if dry_run else "recorded"
    click.echo(f"{would} {project.site.shown_path(change.file)}: reviewed: {day}")


def _all_is_recorded(judged: JudgedClient) -> bool:
    """Ask the questions of a review one by one; tell whether the day may be recorded."""
    client = judged.timeline.client
    records, money, agreed, again = (FORMATTER.format(question) for question in QUESTIONS)
    for question, command in ((records, "add"), (money, "add hours, add invoice or paid")):
        if not click.confirm(f"  {question}"):
            click.echo(f"  Nothing was recorded. Record what is missing (client-ledger {command}), then review again.")
            return False
    if click.confirm(f"  {agreed}"):
        click.echo("  Write it into the contract's file, and the client's.")
    if not click.confirm(f"  {again}"):
        click.echo(f"  See what leaving would take: client-ledger exit {client.id}")
    return True


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
        click.echo(NOTHING_DUE)


def _show(judged: JudgedClient, *, with_questions: bool) -> None:
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
    for question in QUESTIONS if with_questions else ():
        click.echo(f"  ? {FORMATTER.format(question)}")
