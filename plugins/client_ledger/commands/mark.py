"""`client-ledger write-off` and `add reminder`: write a day in the invoice's own line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from client_ledger.book.contract import Contract
from client_ledger.book.parsing import parse_day
from client_ledger.book.records import Invoice
from client_ledger.commands.choose import choose_invoice
from client_ledger.commands.judged import tell_notices, tell_recorded
from client_ledger.commands.options import date_order_option, open_ledger, site_file_option
from client_ledger.edits.marks import confirm_marked, remind, write_off
from client_ledger.edits.prompts import parse_value
from client_ledger.edits.save import Change, preview, save
from client_ledger.edits.typed import typing_of
from client_ledger.frontmatter.document import EditRefused
from client_ledger.project import Project
from client_ledger.text.cli_language import cli_formatter
from client_ledger.text.message import Message, msg


@click.command("write-off")
@click.argument("invoice", required=False)
@click.argument("day", required=False)
@click.option("--dry-run", is_flag=True, help="Show what would be written, write nothing.")
@date_order_option
@site_file_option
def write_off_command(invoice: str | None, day: str | None, dry_run: bool, order: str | None, site_file: Path) -> None:
    """Write INVOICE off, today or on DAY: it counts as lost, and you no longer ask for it."""
    _mark(site_file, (invoice, day, order), write_off, msg("invoice {invoice} written off on {day}"), dry_run=dry_run)


@click.command("reminder")
@click.argument("invoice", required=False)
@click.argument("day", required=False)
@click.option("--dry-run", is_flag=True, help="Show what would be written, write nothing.")
@date_order_option
@site_file_option
def add_reminder(invoice: str | None, day: str | None, dry_run: bool, order: str | None, site_file: Path) -> None:
    """Record that you reminded the client of INVOICE, today or on DAY."""
    _mark(site_file, (invoice, day, order), remind, msg("reminder for invoice {invoice} on {day}"), dry_run=dry_run)


Mark = Callable[[Project, Contract, Invoice, date], Change]


def _mark(
    site_file: Path, typed: tuple[str | None, str | None, str | None], mark: Mark, what: Message, *, dry_run: bool
) -> None:
    word, day, order = typed
    project = open_ledger(site_file)
    try:
        contract, invoice = choose_invoice(project, word)
        marked = parse_value(parse_day, typing_of(project.settings.zone, order).day(day or "today"))
        change = mark(project, contract, invoice, marked)
        changed: dict[str, object] = (
            {"written_off": marked} if mark is write_off else {"reminders": (*invoice.reminders, marked)}
        )
        done = cli_formatter().format(replace(what, values={"invoice": invoice.id, "day": marked}))
        save_mark(project, change, invoice, changed, done, dry_run=dry_run)
    except EditRefused as refusal:
        raise click.ClickException(str(refusal)) from None


def save_mark(
    project: Project, change: Change, invoice: Invoice, changed: Mapping[str, object], what: str, *, dry_run: bool
) -> None:
    """Check and write a change of one invoice, and print what was recorded."""
    after = preview(project, [change])
    confirm_marked(project, after, invoice, changed)
    if not dry_run:
        save(project.site.docs_dir, [change])
    place = f"{project.site.shown_path(invoice.place.file)}:{invoice.place.line}"
    tell_recorded(f"{place}: {what}", dry_run=dry_run)
    tell_notices(after, invoice.place)
