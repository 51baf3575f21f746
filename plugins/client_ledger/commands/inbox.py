"""`client-ledger inbox`: turns jotted notes into records, one a line."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import click

from client_ledger.book.client import Client
from client_ledger.book.parsing import parse_money
from client_ledger.commands.options import date_order_option, open_ledger, site_file_option
from client_ledger.edits.inbox import InboxLine, Proposal, read_inbox
from client_ledger.edits.owners import find_invoice
from client_ledger.edits.pay import confirm_paid, paid_in_full, part_of, pay
from client_ledger.edits.prompts import agreed, parse_value
from client_ledger.edits.record import Owner, add_records, confirm, model_of, read_record
from client_ledger.edits.save import Change, joined, preview, save
from client_ledger.edits.typed import DateOrder
from client_ledger.frontmatter.document import EditRefused
from client_ledger.frontmatter.list_edits import flow_map
from client_ledger.project import Project
from client_ledger.text.cli_language import tr, tr_many

NAME = "inbox.md"


@click.command()
@click.option("--dry-run", is_flag=True, help="Show the records, write nothing.")
@click.option("--yes", is_flag=True, help="Write every record that can be read, without asking.")
@date_order_option
@site_file_option
def inbox(dry_run: bool, yes: bool, order: DateOrder | None, site_file: Path) -> None:
    """Turn the lines of inbox.md, beside mkdocs.yml, into records. Lines that cannot be read stay there.

    A line names a client or contract and says what happened: `acme 22:40 call, wants it now`, `acme +2h out of
    scope logo`, `acme paid 2026-014`, `acme asks for a second logo`. Its day comes before it, or in a heading
    above. A time that is in the future today counts as yesterday's.
    """
    project = open_ledger(site_file)
    path = site_file.resolve().parent / NAME
    if not path.is_file():
        raise click.UsageError(
            tr(
                "there is no {name} beside {site_file}; create it and write a line into it",
                name=NAME,
                site_file=site_file.name,
            )
        )
    try:
        before = path.read_bytes()
        text = before.decode("utf-8-sig")
        found = list(read_inbox(project, text, datetime.now(project.settings.zone), order))
        taken, changes = _offer(project, found, ask=not (yes or dry_run))
        if not taken or dry_run:
            return
        lines = text.splitlines(keepends=True)
        left = "".join(line for number, line in enumerate(lines) if number not in taken)
        root = project.site.docs_dir.resolve()
        own = Change(os.path.relpath(path, root), before, left.encode("utf-8"))
        save(root, [*joined(changes), own])
    except UnicodeDecodeError:
        raise click.ClickException(tr("{name} is not UTF-8; save it as UTF-8", name=NAME)) from None
    except EditRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(
        tr_many(
            "wrote {count} record and took its line out of {name}",
            "wrote {count} records and took their lines out of {name}",
            len(taken),
            name=NAME,
        )
    )


def _offer(project: Project, jottings: list[InboxLine], *, ask: bool) -> tuple[set[int], list[Change]]:
    """Return the lines that became records, and their changes, each on top of those before it."""
    taken: set[int] = set()
    changes: list[Change] = []
    now = project
    for jotting in jottings:
        where = f"{NAME}:{jotting.number + 1}"
        if jotting.proposal is None:
            click.echo(tr("{where}: left as it is: {why}", where=where, why=jotting.why))
            continue
        try:
            shown, new, after = _written(now, jotting.proposal)
        except EditRefused as refusal:
            click.echo(tr("{where}: left as it is: {why}", where=where, why=refusal))
            continue
        note = f" ({jotting.proposal.note})" if jotting.proposal.note else ""
        click.echo(f"{where}: {shown}{note}")
        if ask and not agreed(tr("  Write it?"), default=True):
            continue
        now = after
        changes += new
        taken.add(jotting.number)
    return taken, changes


def _written(project: Project, proposal: Proposal) -> tuple[str, list[Change], Project]:
    """Return the text that a proposal writes, the changes, and the ledger after them."""
    if proposal.day is not None:
        return _paid(project, proposal, proposal.day)
    is_client = isinstance(proposal.owner, Client)
    owner: Owner = (project.ledger.clients if is_client else project.ledger.contracts)[proposal.owner.id]
    record = read_record(project, model_of(owner, proposal.key), proposal.record)
    changes = add_records(project, owner, proposal.key, [proposal.record])
    after = preview(project, changes)
    place = confirm(project, after, owner, proposal.key, [record])[0]
    return f"{project.site.shown_path(place.file)}: {flow_map(proposal.record)}", changes, after


def _paid(project: Project, proposal: Proposal, day: date) -> tuple[str, list[Change], Project]:
    contract, invoice = find_invoice(project, proposal.invoice)
    whose = proposal.owner.id
    if whose not in {contract.id, contract.client}:
        raise EditRefused(
            tr(
                "invoice {invoice} belongs to {contract}, not to {whose}",
                invoice=invoice.id,
                contract=contract.id,
                whose=whose,
            )
        )
    payment = paid_in_full(project, invoice, day)
    if proposal.amount:
        payment = part_of(payment, parse_value(parse_money, proposal.amount))
    pairs = [(invoice, [payment])]
    changes = pay(project, contract, pairs)
    after = preview(project, changes)
    confirm_paid(project, after, contract, pairs)
    place = project.site.shown_path(invoice.place.file)
    what = tr(
        "invoice {invoice}, {amount} paid on {day}", invoice=invoice.id, amount=f"{payment.amount:f}", day=payment.day
    )
    return f"{place}: {what}", changes, after
