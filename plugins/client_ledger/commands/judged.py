"""What commands about one client begin with: the ledger judged, the client found, the language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.resources import files as resources
from pathlib import Path

import click

from client_ledger.book.site_file import NoSiteFile, read_site_file
from client_ledger.commands.check import text_line
from client_ledger.commands.choose import choose_client
from client_ledger.commands.options import open_ledger
from client_ledger.frontmatter.document import EditRefused
from client_ledger.frontmatter.problems import Place
from client_ledger.judging.judgement import Judgement, judge_project
from client_ledger.project import Project, read_project
from client_ledger.text.message import Formatter


def read_committed(site_file: Path, revision: str) -> tuple[Project, date]:
    """Return the ledger as committed at a revision, and the day of that commit; fail as a misuse without one."""
    from client_ledger.history import NoSuchRevision, as_committed  # noqa: PLC0415 - only looking back needs git

    try:
        site = read_site_file(site_file)
        with as_committed(site, revision) as committed:
            project = read_project(committed.site)
    except NoSiteFile as error:
        raise click.UsageError(str(error)) from None
    except NoSuchRevision as error:
        raise click.UsageError(str(error.message)) from None
    day = committed.commit.day(site.settings.zone)
    click.echo(f"as committed in {committed.commit.short} on {day}", err=True)
    return project, day


def tell_notices(project: Project, place: Place) -> None:
    """Print the notices about the record that begins on a line, as `check` words them."""
    for problem in project.problems:
        if problem.severity == "notice" and (problem.place.file, problem.place.line) == (place.file, place.line):
            click.echo(text_line(problem, project.site.shown_path(place.file)), err=True)


def language_option(command: Callable[..., object]) -> Callable[..., object]:
    """Add `--language`."""
    return click.option(
        "--language", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="The language to write in."
    )(command)


def judged_ledger(site_file: Path, as_of: date | None) -> Judgement:
    """Return the ledger of a mkdocs.yml judged; what cannot be read is named on standard error."""
    project = open_ledger(site_file)
    for problem in project.errors:
        click.echo(text_line(problem, project.site.shown_path(problem.place.file)), err=True)
    return judge_project(project, as_of)


def known_client(project: Project, client: str) -> str:
    """Return the id of the client that a word means, or fail as a misuse of the command."""
    try:
        return choose_client(project, client).id
    except EditRefused as refusal:
        raise click.UsageError(str(refusal)) from None


def formatter_in(language: str) -> Formatter:
    """Return the formatter of a language, with its days, money and words as letters have them."""
    from babel import Locale  # noqa: PLC0415 - slow to load, and needed only for pages and letters

    from client_ledger.text.babel import formatter_of  # noqa: PLC0415 - the same

    return formatter_of(Locale(language), [str(resources("client_ledger_theme") / "locales")])
