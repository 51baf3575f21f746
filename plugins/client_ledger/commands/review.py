"""`client-ledger review CLIENT`: a review of one minute, and the day it was done."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from client_ledger.book.client import Client
from client_ledger.commands.judged import judged_ledger, known_client, tell_recorded
from client_ledger.commands.options import Day, site_file_option
from client_ledger.commands.terminal import deciding_reason
from client_ledger.edits.prompts import confirm, expect_agreed
from client_ledger.edits.record import document_of
from client_ledger.edits.save import Change, preview, save
from client_ledger.frontmatter.document import Edit, EditRefused
from client_ledger.frontmatter.list_edits import set_field
from client_ledger.frontmatter.nodes import Scalar
from client_ledger.frontmatter.spans import Front, entry, front_of
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.project import Project
from client_ledger.reminders.boundaries import checks
from client_ledger.reminders.reviews import QUESTIONS, recorded_since, review_of, reviews_due, waived
from client_ledger.text.cli_language import cli_formatter, tr
from client_ledger.text.message import Label, msg

NOTHING_DUE = msg("Every client was reviewed in the last 90 days.")


@click.command()
@click.argument("client", required=False)
@site_file_option
@click.option("--all", "everyone", is_flag=True, help="Go through every client due for review.")
@click.option("--on", "day", type=Day(), help="The day of the review (today).")
@click.option("--yes", "-y", "sure", is_flag=True, help="Record the day without asking.")
@click.option("--dry-run", is_flag=True, help="Show what to review, write nothing.")
def review(client: str | None, site_file: Path, day: date | None, *, everyone: bool, sure: bool, dry_run: bool) -> None:
    """Review CLIENT, one question after the other, and write the day under `reviewed`.

    Without CLIENT, list the clients to review.

    `reviewed` says that everything that matters is recorded up to that day, so silence counts as good news.
    """
    if client and everyone:
        raise click.UsageError(tr("name a client or use --all, not both"))
    judgement = judged_ledger(site_file, None)
    if client is None and not everyone:
        _list(judgement)
        return
    reviewed_on = day or _today(judgement.project)
    if reviewed_on > _today(judgement.project):
        raise click.UsageError(tr("{day} is in the future; review up to today at the latest", day=reviewed_on))
    due = [each.judged for each in reviews_due(judgement)] if everyone else []
    chosen = [judgement.clients[known_client(judgement.project, client)]] if client else due
    for judged in chosen:
        _review(judgement.project, judged, reviewed_on, sure=sure, dry_run=dry_run)
    if not chosen:
        click.echo(cli_formatter().format(NOTHING_DUE))


def _review(project: Project, judged: JudgedClient, day: date, *, sure: bool, dry_run: bool) -> None:
    """Show a client, ask the questions, and record the day unless something is missing."""
    asks = sys.stdin.isatty() and not (sure or dry_run)
    _show(judged, with_questions=not asks)
    if judged.incomplete:
        raise click.ClickException(tr("a record of this client cannot be read; correct it first (client-ledger check)"))
    try:
        change = _checked(project, judged.timeline.client, day)
        if asks and not _all_is_recorded(judged):
            return
        if not (sure or dry_run or asks):
            expect_agreed(tr("Is everything that matters recorded up to {day}?", day=day))
        if not dry_run:
            save(project.site.docs_dir, [change])
    except EditRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    tell_recorded(f"{project.site.shown_path(change.file)}: reviewed: {day}", dry_run=dry_run)


def _all_is_recorded(judged: JudgedClient) -> bool:
    """Ask the questions of a review one by one; return whether the day may be recorded."""
    client = judged.timeline.client
    records, money, agreed, again = (cli_formatter().format(question) for question in QUESTIONS)
    for question, command in ((records, "add"), (money, "add hours, add invoice or paid")):
        if not confirm(f"  {question}"):
            click.echo(
                tr(
                    "  Nothing was recorded. Record what is missing (client-ledger {command}), then review again.",
                    command=command,
                )
            )
            return False
    if confirm(f"  {agreed}"):
        click.echo(tr("  Write it into the contract's file, and the client's."))
    if not confirm(f"  {again}"):
        click.echo(tr("  See what leaving means: client-ledger exit {client}", client=client.id))
    return True


def _today(project: Project) -> date:
    return datetime.now(project.settings.zone).date()


def _checked(project: Project, client: Client, day: date) -> Change:
    """Return the change after checking the ledger as it would be."""
    change = reviewed(project, client, day)
    if preview(project, [change]).ledger.clients[client.id].reviewed != day:
        raise EditRefused(tr("`reviewed` cannot be written into {file} safely; write it yourself", file=change.file))
    return change


def reviewed(project: Project, client: Client, day: date) -> Change:
    """Return the change that sets a client's `reviewed`; raise EditRefused if it already has a later day."""
    if client.reviewed and client.reviewed > day:
        raise EditRefused(
            tr(
                "{file}: reviewed is already {reviewed}, which is later than {day}",
                file=client.place.file,
                reviewed=client.reviewed,
                day=day,
            )
        )
    document = document_of(project, client.place.file)
    front = front_of(document)
    return Change(document.file, document.data, document.edited(_edits(front, day)))


def _edits(front: Front, day: date) -> list[Edit]:
    found = entry(front.root, "reviewed")
    if not isinstance(found, Scalar) or not found.value:
        return set_field(front, front.root, "reviewed", str(day))
    start, end = front.start(found), front.end(found)
    if front.document.text[start:end].strip("'\"") != found.value:
        raise EditRefused(tr("`reviewed` has an anchor (&) or a tag (!); remove it first"))
    return [Edit(start, end, str(day))]


def _list(judgement: Judgement) -> None:
    due = reviews_due(judgement)
    for each in due:
        client = each.judged.timeline.client
        click.echo(f"{client.id:<24} {cli_formatter().format(each.sentence)}")
    if not due:
        click.echo(cli_formatter().format(NOTHING_DUE))


def _show(judged: JudgedClient, *, with_questions: bool) -> None:
    client, review = judged.timeline.client, review_of(judged)
    click.secho(client.name, bold=True)
    verdict, reason = cli_formatter().term(Label(judged.status.verdict)), deciding_reason(judged) or tr("no sign shows")
    click.echo(tr("  {verdict}: {reason}", verdict=verdict, reason=reason))
    if review:
        since = recorded_since(judged, review.last)
        click.echo(
            tr(
                "  review {review}; since then: {records}",
                review=review.sentence,
                records=since or msg("nothing recorded"),
            )
        )
    for found in checks(judged):
        click.echo(
            tr(
                "  boundary of {day}, {sign}: {state}",
                day=found.boundary.date,
                sign=Label(found.boundary.sign),
                state=found.sentence,
            )
        )
    for acceptance in waived(judged):
        click.echo(f"  {cli_formatter().format(acceptance.sentence)}")
    for question in QUESTIONS if with_questions else ():
        click.echo(f"  ? {cli_formatter().format(question)}")
