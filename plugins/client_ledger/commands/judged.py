"""What commands about one client begin with: the ledger judged, the client found, the language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.resources import files as resources
from pathlib import Path

import click

from client_ledger.book.phrase import Speaker
from client_ledger.book.problems import nearest
from client_ledger.commands.check import text_line
from client_ledger.commands.options import open_ledger
from client_ledger.judgement import Judgement, judge_project
from client_ledger.project import Project


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
    """Return a client's id, or fail as a misuse of the command, with the nearest one there is."""
    clients = project.ledger.clients
    if client not in clients:
        meant = nearest(client, clients)
        raise click.UsageError(f"there is no client '{client}'" + (f" (did you mean '{meant}'?)" if meant else ""))
    return client


def speaker_in(language: str) -> Speaker:
    """Return the speaker of a language, with its days, money and words as letters have them."""
    from babel import Locale  # noqa: PLC0415 - slow to load, and needed only for pages and letters

    from client_ledger.site.speaker import speaker_of  # noqa: PLC0415 - the same

    return speaker_of(Locale(language), [str(resources("client_ledger_theme") / "locales")])
