"""`client-ledger paid`: the day in the invoice's own line."""

from __future__ import annotations

from pathlib import Path

import click

from client_ledger.book.contract import Contract
from client_ledger.book.fields import parse_day, parse_money
from client_ledger.book.records import Invoice
from client_ledger.commands.judged import tell_notices
from client_ledger.commands.options import open_ledger, site_file_option
from client_ledger.edits.owners import find_invoice, is_open
from client_ledger.edits.pay import confirm_paid, paid_in_full, part_of, pay
from client_ledger.edits.prompts import ask, parse_value, written_out
from client_ledger.edits.save import preview, save
from client_ledger.frontmatter.document import EditRefused
from client_ledger.project import Project


@click.command()
@click.argument("invoice", required=False)
@click.argument("day", required=False)
@click.option("--amount", help="What came in, when it is a part (all that is open).")
@click.option("--dry-run", is_flag=True, help="Say what would be written, write nothing.")
@site_file_option
def paid(invoice: str | None, day: str | None, amount: str | None, dry_run: bool, site_file: Path) -> None:
    """Record that INVOICE was paid, today or on DAY (YYYY-MM-DD, today, yesterday)."""
    project = open_ledger(site_file)
    try:
        contract, found = find_invoice(project, invoice) if invoice else _ask_for_invoice(project)
        payment = paid_in_full(found, parse_value(parse_day, written_out(project, day or "today")))
        if amount is not None:
            payment = part_of(payment, parse_value(parse_money, amount))
        pairs = [(found, [payment])]
        changes = pay(project, contract, pairs)
        after = preview(project, changes)
        confirm_paid(project, after, contract, pairs)
        if not dry_run:
            save(project.site.docs_dir, changes)
    except EditRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    would = "would record" if dry_run else "recorded"
    place = f"{project.site.shown_path(found.place.file)}:{found.place.line}"
    click.echo(f"{would} {place}: invoice {found.id}, {payment.amount:f} paid on {payment.day}")
    tell_notices(after, found.place)


def _ask_for_invoice(project: Project) -> tuple[Contract, Invoice]:
    invoices = (invoice for contract in project.ledger.contracts.values() for invoice in contract.invoices)
    return ask("invoice", lambda text: find_invoice(project, text), [each.id for each in invoices if is_open(each)])
