"""`client-ledger report`: the judged ledger, as a table or as JSON."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from client_ledger.commands.check import text_line
from client_ledger.commands.judged import known_client, read_committed
from client_ledger.commands.options import Day, open_ledger, site_file_option
from client_ledger.exports.report import report as report_data
from client_ledger.judging.judgement import judge_project, trend_cache
from client_ledger.judging.trend import NOT_CACHED
from client_ledger.text.encoding import as_json


@click.command()
@click.argument("client", required=False)
@site_file_option
@click.option("--as-of", type=Day(), help="The day to judge (the settings' as_of, or today).")
@click.option("--at", "revision", metavar="REV", help="Judge the ledger as committed at REV, on that commit's day.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def report(
    context: click.Context, client: str | None, site_file: Path, as_of: date | None, revision: str | None, form: str
) -> None:
    """Judge every client, or one CLIENT, by its id, name or part of either.

    The exit code is 1 when a record could not be read, because the report is then incomplete.
    """
    if revision is None:
        project, day = open_ledger(site_file), None
    else:
        project, day = read_committed(site_file, revision)
    if client is not None:
        client = known_client(project, client)
    trends = trend_cache(project) if revision is None else NOT_CACHED
    judgement = judge_project(project, as_of or day, trends=trends)
    if form == "json":
        click.echo(as_json(report_data(judgement, client)))
    else:
        from client_ledger.commands.terminal import print_client, print_ledger  # noqa: PLC0415 - loads rich

        if client is None:
            print_ledger(judgement)
        else:
            print_client(judgement, client)
        for problem in judgement.problems:
            click.echo(text_line(problem, project.site.shown_path(problem.place.file)), err=True)
    trends.save()
    context.exit(1 if project.errors else 0)
