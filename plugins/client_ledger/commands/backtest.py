"""`client-ledger backtest`: whether the sign for late payments foretold late payments in this ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from client_ledger.commands.judged import judged_ledger, language_option
from client_ledger.commands.options import Day, site_file_option
from client_ledger.pages.backtest import backtest_blocks
from client_ledger.pages.blocks import to_markdown
from client_ledger.text.languages import formatter_in


@click.command()
@site_file_option
@click.option("--as-of", type=Day(), help="The day up to which records count (the settings' as_of, or today).")
@language_option
@click.pass_context
def backtest(context: click.Context, site_file: Path, as_of: date | None, language: str) -> None:
    """Show how many invoices were late after each level of late-payments, in your own records.

    The exit code is 1 when a record could not be read, because the figures are then incomplete.
    """
    judgement = judged_ledger(site_file, as_of)
    click.echo(to_markdown(backtest_blocks(judgement), formatter_in(language)), nl=False)
    context.exit(1 if judgement.project.errors else 0)
