"""`client-ledger exit CLIENT`: the plan for leaving a client, to print or to work through."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from client_ledger.commands.judged import judged_ledger, known_client, language_option
from client_ledger.commands.options import Day, site_file_option
from client_ledger.leaving.exit_plan import exit_plan
from client_ledger.pages.blocks import to_html, to_markdown
from client_ledger.pages.exit_plan import exit_page, exit_title
from client_ledger.text.cli_language import tr
from client_ledger.text.languages import formatter_in


@click.command("exit")
@click.argument("client")
@site_file_option
@click.option("--as-of", type=Day(), help="The day to plan from (the settings' as_of, or today).")
@click.option("--format", "form", type=click.Choice(["markdown", "html"]), default="markdown", show_default=True)
@language_option
@click.pass_context
def exit_(context: click.Context, client: str, site_file: Path, as_of: date | None, form: str, language: str) -> None:
    """Plan how to leave CLIENT: the last day, what to collect, what to hand over, and what it means for your goal.

    The exit code is 1 when a record could not be read, because the plan is then incomplete.
    """
    judgement = judged_ledger(site_file, as_of)
    known = known_client(judgement.project, client)
    first = judgement.clients[known].timeline.first_day
    if as_of and first and as_of < first:
        raise click.UsageError(
            tr(
                "the records of {client} begin on {first}, so you cannot leave on {day}",
                client=known,
                first=first,
                day=as_of,
            )
        )
    plan = exit_plan(judgement, known)
    formatter = formatter_in(language)
    blocks = exit_page(plan, formatter)
    title = formatter.format(exit_title(plan.judged.timeline.client))
    click.echo(to_html(title, blocks, formatter) if form == "html" else to_markdown(blocks, formatter), nl=False)
    context.exit(1 if judgement.project.errors else 0)
