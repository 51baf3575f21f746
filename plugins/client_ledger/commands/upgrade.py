"""`client-ledger upgrade`: shows what edition 2 of the rules writes differently, asks, and writes it."""

from __future__ import annotations

from pathlib import Path

import click

from client_ledger.commands.check import text_line
from client_ledger.commands.options import open_ledger, site_file_option
from client_ledger.edits.prompts import expect_agreed
from client_ledger.edits.save import preview, save
from client_ledger.edits.upgrade import Upgrade, upgrades
from client_ledger.frontmatter.document import EditRefused
from client_ledger.frontmatter.site_trees import NoSiteFile
from client_ledger.project import Project
from client_ledger.text.cli_language import tr, tr_many


@click.command()
@click.option("--yes", "-y", "sure", is_flag=True, help="Write the changes without asking.")
@click.option("--dry-run", is_flag=True, help="Show the changes, write nothing.")
@site_file_option
def upgrade(site_file: Path, *, sure: bool, dry_run: bool) -> None:
    """Bring a ledger of edition 1 to edition 2 of the rules.

    Each change is shown with its line before and after, and what it now means. Nothing else changes. Limits that keep
    their name but now mean something else are listed, and stay as they are.
    """
    project = open_ledger(site_file)
    try:
        found, changes = upgrades(project)
        after = preview(project, changes)
        for each in found:
            _show(each, project)
        _tell_new_meanings(after)
        if not found:
            click.echo(tr("Nothing needs to change: edition 2 reads every file as it is."))
        elif dry_run:
            click.echo(tr_many("would make {count} change", "would make {count} changes", len(found)))
        else:
            if not sure:
                expect_agreed(tr_many("Make {count} change?", "Make {count} changes?", len(found)))
            save(project.site.docs_dir, changes)
            click.echo(tr_many("made {count} change", "made {count} changes", len(found)))
    except (EditRefused, NoSiteFile) as refusal:
        raise click.ClickException(str(refusal)) from None


def _show(each: Upgrade, project: Project) -> None:
    click.echo(click.style(f"{project.site.shown_path(each.place.file)}:{each.place.line}", bold=True))
    for sign, lines in (("-", each.before), ("+", each.after)):
        for line in lines:
            click.echo(f"  {sign} {line}")
    click.echo(tr("  now: {meaning}", meaning=each.meaning))


def _tell_new_meanings(project: Project) -> None:
    for problem in project.problems:
        if problem.code == "new-meaning":
            click.echo(text_line(problem, project.site.shown_path(problem.place.file)))
