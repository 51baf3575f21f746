"""`client-ledger import`: turns exports of other programs into records of clients and contracts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

import click

from client_ledger.book.parsing import parse_zone
from client_ledger.commands.import_report import show_table, tell
from client_ledger.commands.new_mapping import write_mapping
from client_ledger.commands.options import open_ledger, site_file_option
from client_ledger.edits.owners import find_client, find_contract
from client_ledger.edits.prompts import agreed, expect_agreed, parse_value
from client_ledger.edits.save import Change, joined, save
from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers import IMPORTERS
from client_ledger.importers.dates import Order
from client_ledger.importers.describe import kinds
from client_ledger.importers.import_result import Target
from client_ledger.importers.importer import Importer, Options, Reading
from client_ledger.importers.mapped_rows import importer_of
from client_ledger.importers.mapping import own_mappings
from client_ledger.importers.money import shown
from client_ledger.importers.payer_edits import add_payer, payer_of
from client_ledger.importers.payers import addresses_of
from client_ledger.importers.plan import Plan, plan_import
from client_ledger.importers.sources import Source, find_sources, read_all
from client_ledger.project import Project
from client_ledger.text.cli_language import tr, tr_title

T = TypeVar("T")
HELP = f"""Import FILES that other programs exported, or a folder of them.

Importing a file twice adds nothing twice. Without KIND, each file's kind is recognised. KIND is one of these, or one
of your own, imports/KIND.yml:

{kinds()}.

Without --client or --contract, each record goes to the client that its invoice number, payer or project names.
"""


@click.command("import", help=HELP)
@click.argument("files", nargs=-1, required=True, metavar="[KIND] FILES...")
@click.option("--contract", help="The contract the records belong to, by its id or part of it.")
@click.option("--client", help="The client the records belong to, by its id or part of it.")
@click.option(
    "--only", multiple=True, metavar="NAME", help="Take only this client, project, tag or payer from the file."
)
@click.option(
    "--from", "senders", multiple=True, metavar="WHO", help="The client's address, @domain, or name in a chat."
)
@click.option("--with-body", "body", is_flag=True, help="Keep the beginning of each message's text.")
@click.option("--date-order", "order", type=click.Choice(["dmy", "mdy", "ymd"]), help="How the file writes dates.")
@click.option("--decimal", type=click.Choice([".", ","]), help="The file's decimal sign.")
@click.option("--timezone", help="The file's time zone, if the file names none (yours).")
@click.option(
    "--new-mapping",
    is_flag=True,
    help="Ask what each column of a CSV file is, and keep the answers as a kind of your own.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be written, write nothing.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@site_file_option
def import_(
    files: tuple[str, ...],
    contract: str | None,
    client: str | None,
    only: tuple[str, ...],
    senders: tuple[str, ...],
    body: bool,
    order: str | None,
    decimal: str | None,
    timezone: str | None,
    new_mapping: bool,
    dry_run: bool,
    yes: bool,
    site_file: Path,
) -> None:
    """Import files of other programs."""
    if contract is not None and client is not None:
        raise click.UsageError(tr("name either --contract or --client, not both"))
    project = open_ledger(site_file)
    try:
        if new_mapping:
            write_mapping(site_file.parent, [Path(file) for file in files])
            return
        importers = {**IMPORTERS, **{each.name: importer_of(each) for each in own_mappings(site_file.parent)}}
        kind, paths = _kind_and_paths(files, importers)
        target = _target(project, contract, client)
        own = project.settings.zone
        zone = ZoneInfo(parse_value(parse_zone, timezone)) if timezone else own
        addresses = senders or _addresses(project, target)
        options = Options(zone, own, cast("Order | None", order), decimal, addresses, body, _track)
        sources, left_out = find_sources(paths, kind, importers)
        _tell_sources(project, sources, left_out)
        reading = read_all(sources, options, importers)
        plan = plan_import(project, target, reading, only)
        if not (dry_run or yes):
            plan = _ask(project, target, reading, only, plan)
        if not dry_run:
            save(project.site.docs_dir, plan.changes)
    except EditRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    except OSError as error:
        raise click.ClickException(
            tr("{filename} cannot be read: {reason}", filename=error.filename, reason=error.strerror)
        ) from None
    tell(project, plan, dry_run=dry_run)


def _tell_sources(project: Project, sources: Sequence[Source], left_out: Sequence[str]) -> None:
    """Print what was guessed about the files, and what cannot be read in them or in the ledger."""
    for source in sources:
        if source.guessed:
            click.echo(f"{source.export.name}{tr(': ')}{tr_title(source.importer.title)} ({source.importer.name})")
    for note in left_out:
        click.echo(tr("note: {note}", note=note))
    read = {each.place.file for each in project.ledger.clients.values()}
    read |= {each.place.file for each in project.ledger.contracts.values()}
    faulty = {problem.place.file for problem in project.errors if problem.place.file.endswith(".md")}
    for file in sorted(faulty - read):
        click.echo(tr("note: {file} cannot be read, so its content is unknown", file=project.site.shown_path(file)))


def _kind_and_paths(words: Sequence[str], importers: Mapping[str, Importer]) -> tuple[Importer | None, list[Path]]:
    first, rest = words[0], words[1:]
    is_kind = first in importers and (bool(rest) or not Path(first).exists())
    paths = [Path(word) for word in (rest if is_kind else words)]
    if not paths:
        raise click.UsageError(tr("name a file to import as {kind}", kind=first))
    for path in paths:
        if not path.exists():
            if path == Path(first) and rest:
                kinds_known = ", ".join(importers)
                raise click.UsageError(
                    tr("there is no file '{path}'; the kinds are {kinds}", path=path, kinds=kinds_known)
                )
            raise click.UsageError(tr("there is no file '{path}'", path=path))
    return (importers[first] if is_kind else None), paths


def _target(project: Project, contract: str | None, client: str | None) -> Target | None:
    if contract is not None:
        found = find_contract(project, contract)
        if found.client not in project.ledger.clients:
            raise EditRefused(
                tr(
                    "the client '{client}' of {contract} cannot be read; correct it first",
                    client=found.client,
                    contract=found.id,
                )
            )
        return Target(project.ledger.clients[found.client], (found,))
    if client is None:
        return None
    owner = find_client(project, client)
    return Target(owner, tuple(project.contracts_of.get(owner.id, ())))


def _addresses(project: Project, target: Target | None) -> tuple[str, ...]:
    """Return the mail addresses of the client, or of all clients."""
    clients = [target.client] if target else project.ledger.clients.values()
    return tuple(dict.fromkeys(address for client in clients for address in sorted(addresses_of(client))))


def _ask(project: Project, target: Target | None, reading: Reading, only: Sequence[str], plan: Plan) -> Plan:
    """Return the plan once the freelancer agrees to it; raise EditRefused if there is nothing to do."""
    confirmed: list[Change] = []
    now, asked = project, set[tuple[str, ...]]()
    for step in plan.steps:
        for income, invoice in step.outcome.unsure:
            client, known_by = now.ledger.clients[step.target.client.id], payer_of(income)
            if not known_by or tuple(known_by) in asked:
                continue
            asked.add(tuple(known_by))
            who = ", ".join(dict.fromkeys([" ".join(income.payer.split()), *known_by])).strip(", ")
            money = shown(income.amount, income.currency)
            if agreed(
                tr(
                    "{who} paid {money} on {day}, exactly what is open on invoice {invoice}. Is this {client}?",
                    money=money,
                    day=income.day,
                    who=who,
                    invoice=invoice,
                    client=client.name,
                )
            ):
                now, changes = add_payer(now, client, known_by)
                confirmed += changes
    if confirmed:
        whose = Target(now.ledger.clients[target.client.id], target.contracts) if target else None
        plan = plan_import(now, whose, reading, only)
        plan.changes = joined([*confirmed, *plan.changes])
    show_table(plan)
    if plan.changes:
        expect_agreed(tr("Write this?"))
    return plan


def _track(items: Sequence[T]) -> Iterable[T]:
    """Return the items, with a progress bar if there are many and the terminal can show one."""
    from rich.console import Console  # noqa: PLC0415 - slow, and needed only here
    from rich.progress import track  # noqa: PLC0415

    console = Console(stderr=True)
    return track(items, "Reading", console=console, transient=True, disable=not console.is_terminal)
