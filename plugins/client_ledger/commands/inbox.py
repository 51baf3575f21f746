"""`client-ledger inbox`: what was jotted down becomes records, a line each."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import click

from client_ledger.book.client import Client
from client_ledger.book.parsing import parse_money
from client_ledger.commands.options import open_ledger, site_file_option
from client_ledger.edits.inbox import Jotting, Proposal, read_inbox
from client_ledger.edits.owners import find_invoice
from client_ledger.edits.pay import confirm_paid, paid_in_full, part_of, pay
from client_ledger.edits.prompts import agreed, parse_value
from client_ledger.edits.record import Owner, add_records, confirm, model_of, read_record
from client_ledger.edits.save import Change, joined, preview, save
from client_ledger.frontmatter.document import EditRefused
from client_ledger.frontmatter.list_edits import flow_map
from client_ledger.project import Project

NAME = "inbox.md"


@click.command()
@click.option("--dry-run", is_flag=True, help="Show the records, write nothing.")
@click.option("--yes", is_flag=True, help="Write every record that can be read without asking.")
@site_file_option
def inbox(dry_run: bool, yes: bool, site_file: Path) -> None:
    """Turn the lines of inbox.md, beside mkdocs.yml, into records; what cannot be read stays there.

    A line is a client or contract and what happened: `acme 22:40 call, wants it now`, `acme +2h out of scope logo`,
    `acme paid 2026-014`, `acme asks for a second logo`. A day before it, or in a heading above, is its day.
    A time that is still to come today is taken for yesterday's.
    """
    project = open_ledger(site_file)
    path = site_file.resolve().parent / NAME
    if not path.is_file():
        raise click.UsageError(f"there is no {NAME} beside {site_file.name}; make it, and write a line into it")
    try:
        before = path.read_bytes()
        text = before.decode("utf-8-sig")
        taken, changes = _offer(
            project, list(read_inbox(project, text, datetime.now(project.settings.zone))), ask=not (yes or dry_run)
        )
        if not taken or dry_run:
            return
        lines = text.splitlines(keepends=True)
        left = "".join(line for number, line in enumerate(lines) if number not in taken)
        root = project.site.docs_dir.resolve()
        own = Change(os.path.relpath(path, root), before, left.encode("utf-8"))
        save(root, [*joined(changes), own])
    except UnicodeDecodeError:
        raise click.ClickException(f"{NAME} is not UTF-8; save it as UTF-8") from None
    except EditRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"wrote {len(taken)} and took {'it' if len(taken) == 1 else 'them'} out of {NAME}")


def _offer(project: Project, jottings: list[Jotting], *, ask: bool) -> tuple[set[int], list[Change]]:
    """Return the lines that became records, and the changes of all, each on top of those before it."""
    taken: set[int] = set()
    changes: list[Change] = []
    now = project
    for jotting in jottings:
        where = f"{NAME}:{jotting.number + 1}"
        if jotting.proposal is None:
            click.echo(f"{where}: left, for {jotting.why}")
            continue
        try:
            shown, new, after = _written(now, jotting.proposal)
        except EditRefused as refusal:
            click.echo(f"{where}: left, for {refusal}")
            continue
        note = f" ({jotting.proposal.note})" if jotting.proposal.note else ""
        click.echo(f"{where}: {shown}{note}")
        if ask and not agreed("  Write it?", default=True):
            continue
        now = after
        changes += new
        taken.add(jotting.number)
    return taken, changes


def _written(project: Project, proposal: Proposal) -> tuple[str, list[Change], Project]:
    """Return what a proposal writes, the changes, and the ledger as it would be."""
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
        raise EditRefused(f"invoice {invoice.id} is of {contract.id}, not of {whose}")
    payment = paid_in_full(project, invoice, day)
    if proposal.amount:
        payment = part_of(payment, parse_value(parse_money, proposal.amount))
    pairs = [(invoice, [payment])]
    changes = pay(project, contract, pairs)
    after = preview(project, changes)
    confirm_paid(project, after, contract, pairs)
    place = project.site.shown_path(invoice.place.file)
    return f"{place}: invoice {invoice.id}, {payment.amount:f} paid on {payment.day}", changes, after
