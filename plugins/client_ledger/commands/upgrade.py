"""`client-ledger upgrade`: what edition 2 of the rules writes otherwise, shown, asked for and written."""

from __future__ import annotations

from pathlib import Path

import click

from client_ledger.book.site_file import NoSiteFile
from client_ledger.commands.check import text_line
from client_ledger.commands.options import open_ledger, site_file_option
from client_ledger.edits.prompts import expect_agreed
from client_ledger.edits.save import preview, save
from client_ledger.edits.upgrade import Upgrade, upgrades
from client_ledger.frontmatter.document import EditRefused
from client_ledger.project import Project
from client_ledger.text.message import Formatter

FORMATTER = Formatter()


@click.command()
@click.option("--yes", "-y", "sure", is_flag=True, help="Write the changes without asking.")
@click.option("--dry-run", is_flag=True, help="Show the changes, write nothing.")
@site_file_option
def upgrade(site_file: Path, *, sure: bool, dry_run: bool) -> None:
    """Bring a ledger of edition 1 to edition 2 of the rules.

    Each change is shown with its line before and after, and with what it means now; no other byte changes. Limits
    that keep their name but say something else now are listed, and stay as they are.
    """
    project = open_ledger(site_file)
    try:
        found, changes = upgrades(project)
        after = preview(project, changes)
        for each in found:
            _show(each, project)
        _tell_new_meanings(after)
        if not found:
            click.echo("Nothing has to change: edition 2 reads every file as it is.")
        elif dry_run:
            click.echo(f"would make {_counted(len(found))}")
        else:
            if not sure:
                expect_agreed(f"Make {_counted(len(found))}?")
            save(project.site.docs_dir, changes)
            click.echo(f"made {_counted(len(found))}")
    except (EditRefused, NoSiteFile) as refusal:
        raise click.ClickException(str(refusal)) from None


def _show(each: Upgrade, project: Project) -> None:
    click.echo(click.style(f"{project.site.shown_path(each.place.file)}:{each.place.line}", bold=True))
    for sign, lines in (("-", each.before), ("+", each.after)):
        for line in lines:
            click.echo(f"  {sign} {line}")
    click.echo(f"  now: {FORMATTER.format(each.meaning)}")


def _tell_new_meanings(project: Project) -> None:
    for problem in project.problems:
        if problem.code == "new-meaning":
            click.echo(text_line(problem, project.site.shown_path(problem.place.file)))


def _counted(count: int) -> str:
    return "1 change" if count == 1 else f"{count} changes"
