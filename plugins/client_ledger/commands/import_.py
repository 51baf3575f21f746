"""`client-ledger import`: what another program exports becomes records of a client or a contract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

import click

from client_ledger.book.fields import parse_zone
from client_ledger.commands.options import open_ledger, site_file_option
from client_ledger.edits.owners import find_client, find_contract
from client_ledger.edits.prompts import parse_value
from client_ledger.edits.save import save
from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers import IMPORTERS
from client_ledger.importers.dates import Order
from client_ledger.importers.describe import kinds
from client_ledger.importers.import_result import Outcome, Target
from client_ledger.importers.importer import Options, Reading
from client_ledger.importers.run import read_export, run_import
from client_ledger.importers.source_file import Export
from client_ledger.project import Project

T = TypeVar("T")
LINES_LISTED = 6
HELP = f"""Import FILE, an export of another program; twice adds nothing twice.

KIND is {kinds()}.
"""


@click.command("import", help=HELP)
@click.argument("kind", type=click.Choice(list(IMPORTERS)), metavar="KIND")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--contract", help="The contract they belong to, by its id or a part of it.")
@click.option("--client", help="The client they belong to, by its id or a part of it.")
@click.option("--only", multiple=True, metavar="NAME", help="Take only this client, project, tag or payer of the file.")
@click.option("--from", "senders", multiple=True, metavar="ADDRESS", help="The client's address, or @domain (mail).")
@click.option("--with-body", "body", is_flag=True, help="Keep the beginning of what a mail says (mail).")
@click.option("--date-order", "order", type=click.Choice(["dmy", "mdy", "ymd"]), help="How the file writes dates.")
@click.option("--decimal", type=click.Choice([".", ","]), help="The file's decimal sign.")
@click.option("--timezone", help="The file's time zone, where it names none (yours).")
@click.option("--dry-run", is_flag=True, help="Say what would be written, write nothing.")
@site_file_option
def import_(
    kind: str,
    file: Path,
    contract: str | None,
    client: str | None,
    only: tuple[str, ...],
    senders: tuple[str, ...],
    body: bool,
    order: str | None,
    decimal: str | None,
    timezone: str | None,
    dry_run: bool,
    site_file: Path,
) -> None:
    """Import a file of another program."""
    if (contract is None) == (client is None):
        raise click.UsageError("say whose it is, with either --contract or --client")
    project = open_ledger(site_file)
    own = project.settings.zone
    try:
        target = _target(project, contract, client)
        zone = ZoneInfo(parse_value(parse_zone, timezone)) if timezone else own
        addresses = senders or _addresses(target)
        options = Options(zone, own, cast("Order | None", order), decimal, addresses, body, _track)
        reading = read_export(IMPORTERS[kind], Export(file.name, file.read_bytes()), options)
        outcome = run_import(project, target, reading, only)
        if not dry_run:
            save(project.site.docs_dir, outcome.changes)
    except EditRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}") from None
    _tell(project, outcome, dry_run=dry_run)


def _target(project: Project, contract: str | None, client: str | None) -> Target:
    if contract is not None:
        found = find_contract(project, contract)
        if found.client not in project.ledger.clients:
            raise EditRefused(f"the client '{found.client}' of {found.id} cannot be read; mend it first")
        return Target(project.ledger.clients[found.client], (found,))
    owner = find_client(project, client or "")
    return Target(owner, tuple(project.contracts_of.get(owner.id, ())))


def _addresses(target: Target) -> tuple[str, ...]:
    """Return the mail addresses that the client's `contact` holds."""
    words = (word.strip("<>()[],;:").casefold() for word in (target.client.contact or "").split())
    return tuple(word for word in words if "@" in word.strip("@"))


def _track(items: Sequence[T]) -> Iterable[T]:
    """Return the items behind a progress bar, where the terminal shows one and they are many."""
    from rich.console import Console  # noqa: PLC0415 - slow, and needed only here
    from rich.progress import track  # noqa: PLC0415

    console = Console(stderr=True)
    return track(items, "Reading", console=console, transient=True, disable=not console.is_terminal)


def _tell(project: Project, outcome: Outcome, *, dry_run: bool) -> None:
    would = "would add" if dry_run else "added"
    click.echo(f"read {outcome.read or 'nothing'}; {would} {outcome.added}, {outcome.known} there already")
    for change in outcome.changes:
        verb = "new" if change.before is None else "changed"
        click.echo(f"  {verb}: {project.site.shown_path(change.file)}")
    for note in [*outcome.reading.notes, *outcome.notes]:
        click.echo(f"  note: {note}")
    for why, lines in _by_reason(outcome.reading).items():
        listed = ", ".join(map(str, lines[:LINES_LISTED])) + (", …" if len(lines) > LINES_LISTED else "")
        click.echo(f"  skipped {len(lines)}: {why} ({outcome.reading.unit} {listed})")


def _by_reason(reading: Reading) -> dict[str, list[int]]:
    reasons: defaultdict[str, list[int]] = defaultdict(list)
    for line, why in reading.skipped:
        reasons[why].append(line)
    return dict(reasons)
