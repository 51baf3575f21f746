"""What commands about one client share: the judged ledger, the client and the language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from client_ledger.book.site_file import read_site_file
from client_ledger.commands.check import text_line
from client_ledger.commands.choose import choose_client
from client_ledger.commands.options import open_ledger
from client_ledger.frontmatter.document import EditRefused
from client_ledger.frontmatter.problems import Place
from client_ledger.frontmatter.site_trees import NoSiteFile
from client_ledger.judging.judgement import Judgement, judge_project
from client_ledger.project import Project, read_project
from client_ledger.text.cli_language import cli_formatter, tr
from sealed_site.language import LANGUAGES


def read_committed(site_file: Path, revision: str) -> tuple[Project, date]:
    """Return the ledger as committed at a revision, and the day of that commit; raise UsageError if there is none."""
    from client_ledger.history import NoSuchRevision, as_committed  # noqa: PLC0415 - only looking back needs git

    try:
        site = read_site_file(site_file)
        with as_committed(site, revision) as committed:
            project = read_project(committed.site)
    except NoSiteFile as error:
        raise click.UsageError(str(error)) from None
    except NoSuchRevision as error:
        raise click.UsageError(cli_formatter().format(error.message)) from None
    day = committed.commit.day(site.settings.zone)
    click.echo(tr("as committed in {commit} on {day}", commit=committed.commit.short, day=day), err=True)
    return project, day


def tell_added(what: str, *, dry_run: bool) -> None:
    """Print what was added to the ledger, or would be."""
    click.echo(tr("would add {what}", what=what) if dry_run else tr("added {what}", what=what))


def tell_recorded(what: str, *, dry_run: bool) -> None:
    """Print what was recorded in the ledger, or would be."""
    click.echo(tr("would record {what}", what=what) if dry_run else tr("recorded {what}", what=what))


def tell_notices(project: Project, place: Place) -> None:
    """Print the notices about the record that begins on a line, as `check` words them."""
    for problem in project.problems:
        if problem.severity == "notice" and (problem.place.file, problem.place.line) == (place.file, place.line):
            click.echo(text_line(problem, project.site.shown_path(place.file)), err=True)


def language_option(command: Callable[..., object]) -> Callable[..., object]:
    """Add `--language`."""
    return click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        default=lambda: cli_formatter().language,
        help="The language to write in (the ledger's).",
    )(command)


def judged_ledger(site_file: Path, as_of: date | None) -> Judgement:
    """Return the judged ledger of a mkdocs.yml; print what cannot be read on standard error."""
    project = open_ledger(site_file)
    for problem in project.errors:
        click.echo(text_line(problem, project.site.shown_path(problem.place.file)), err=True)
    return judge_project(project, as_of)


def known_client(project: Project, client: str) -> str:
    """Return the id of the client that a word names; raise UsageError if there is none."""
    try:
        return choose_client(project, client).id
    except EditRefused as refusal:
        raise click.UsageError(str(refusal)) from None
