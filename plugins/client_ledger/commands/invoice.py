"""`client-ledger invoice`: writes the line of the next invoice, for what is to be invoiced."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import click

from client_ledger.book.contract import Contract
from client_ledger.book.records import Invoice
from client_ledger.commands.choose import choose_either
from client_ledger.commands.judged import tell_added
from client_ledger.commands.options import open_ledger, site_file_option
from client_ledger.edits.owners import invoices_of
from client_ledger.edits.prompts import expect_agreed, pick
from client_ledger.edits.record import add_records, confirm, read_record
from client_ledger.edits.refusals import expect_not_unread, expect_readable
from client_ledger.edits.save import preview, save
from client_ledger.frontmatter.document import EditRefused
from client_ledger.frontmatter.list_edits import flow_map
from client_ledger.income.to_invoice import ToInvoice, to_invoice
from client_ledger.project import Project
from client_ledger.text.cli_language import cli_formatter, tr
from client_ledger.text.currencies import digits_of
from client_ledger.text.message import Amount

LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


@click.command()
@click.argument("target", metavar="CONTRACT|CLIENT", required=False)
@click.option("--id", "identity", help="The invoice's number (by default, the next one of the contract).")
@click.option("--yes", "-y", "sure", is_flag=True, help="Write the line without asking.")
@click.option("--dry-run", is_flag=True, help="Show the line, write nothing.")
@site_file_option
def invoice(target: str | None, identity: str | None, sure: bool, dry_run: bool, site_file: Path) -> None:
    """Write the next invoice for work not yet invoiced: a retainer's months, hours, or the rest of a price."""
    project = open_ledger(site_file)
    try:
        found = _chosen(project, target)
        contract = found.contract
        expect_readable(project, contract, "invoices")
        amount = rounded_up_half(found.amount, digits_of(found.currency))
        number = identity or next_number(project, contract)
        line = {"id": number, "issued": str(datetime.now(project.settings.zone).date()), "amount": f"{amount:f}"}
        if found.last_month:  # else it would count for the month of its issue, and be written again
            line["period"] = "{:04}-{:02}".format(*found.last_month)
        expect_not_unread(project, [number])
        record = read_record(project, Invoice, line)
        changes = add_records(project, contract, "invoices", [line])
        place = confirm(project, preview(project, changes), contract, "invoices", [record])[0]
        click.echo(f"{contract.id}{tr(': ')}{'; '.join(map(cli_formatter().format, found.working))}")
        click.echo(f"  {flow_map(line)}")
        if not (sure or dry_run):
            expect_agreed(tr("Write this invoice?"))
        if not dry_run:
            save(project.site.docs_dir, changes)
    except EditRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    tell_added(f"{project.site.shown_path(place.file)}:{place.line}", dry_run=dry_run)


def _chosen(project: Project, target: str | None) -> ToInvoice:
    """Return what is to be invoiced for a contract, or for a client's only contract with something to invoice."""
    owner = choose_either(project, target)
    contracts = [owner] if isinstance(owner, Contract) else project.contracts_of.get(owner.id, [])
    today = datetime.now(project.settings.zone).date()
    clients = project.ledger.clients
    found = {
        each.id: left
        for each in contracts
        if (left := to_invoice(each, clients.get(each.client), project.bills[each.id], project.settings, today))
        and not left.rounds_to_nothing
    }
    if not found:
        raise EditRefused(tr("{owner} has nothing left to invoice", owner=owner.id))
    if len(found) == 1:
        return next(iter(found.values()))
    if not sys.stdin.isatty():
        raise EditRefused(tr("'{owner}' can mean {names}; name the contract", owner=owner.id, names=", ".join(found)))
    rows = {key: f"{key}  {cli_formatter().value(Amount(_exact(left), left.currency))}" for key, left in found.items()}

    def read(text: str) -> ToInvoice:
        if text not in found:
            raise EditRefused(tr("{owner} has nothing left to invoice", owner=text))
        return found[text]

    return pick(tr("contract"), rows, read)


def _exact(left: ToInvoice) -> Decimal:
    return rounded_up_half(left.amount, digits_of(left.currency))


def rounded_up_half(amount: Fraction, digits: int) -> Decimal:
    """Return an amount rounded half up to whole minor units."""
    units = amount * 10**digits
    return Decimal((2 * units.numerator + units.denominator) // (2 * units.denominator)).scaleb(-digits)


def next_number(project: Project, contract: Contract) -> str:
    """Return the next free number after the contract's last invoice; raise EditRefused if there is none."""
    issued = sorted(contract.invoices, key=lambda each: each.issued)
    match = LAST_NUMBER.search(issued[-1].id) if issued else None
    if match is None:
        raise EditRefused(tr("the contract's invoices suggest no next number; give one with --id"))
    last, known = issued[-1].id, invoices_of(project)
    number = int(match[0]) + 1
    while (following := f"{last[: match.start()]}{number:0{len(match[0])}}{last[match.end() :]}") in known:
        number += 1
    return following
