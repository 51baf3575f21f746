"""`client-ledger add` and `client-ledger paid`: one line in the right place of the right file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
from pydantic_core import PydanticCustomError

from client_ledger.book.contract import RUNNING, Contract
from client_ledger.book.fields import parse_day, parse_money
from client_ledger.book.records import Invoice
from client_ledger.book.validate import words_of
from client_ledger.commands.options import site_file_option
from client_ledger.editing.document import Refusal
from client_ledger.editing.flow import Field, flow_map
from client_ledger.editing.kinds import KINDS, Kind
from client_ledger.editing.owners import find_client, find_contract, find_either, find_invoice, is_open
from client_ledger.editing.pay import confirm_paid, paid_in_full, part_of, pay
from client_ledger.editing.prompts import ask, ask_if_any
from client_ledger.editing.record import Owner, add_records, confirm, fault_in, read_record
from client_ledger.editing.save import preview, save
from client_ledger.project import Project, open_project
from client_ledger.settings import NoSiteFile
from client_ledger.signs import BY_NAME

CLOCK_TIME = re.compile(r"\d\d:\d\d")
OWNERS: dict[str, Callable[[Project, str], Owner]] = {
    "client": find_client,
    "contract": find_contract,
    "either": find_either,
}


@click.group()
def add() -> None:
    """Add a record: one line, where it belongs, and no other byte changed."""


def open_ledger(site_file: Path) -> Project:
    """Return the ledger of a mkdocs.yml, or fail as a misuse of the command."""
    try:
        return open_project(site_file)
    except NoSiteFile as error:
        raise click.UsageError(str(error)) from None


def _command(kind: Kind) -> click.Command:
    def run(site_file: Path, target: str | None, dry_run: bool, **given: Any) -> None:  # noqa: ANN401
        project = open_ledger(site_file)
        try:
            _add(project, kind, target, given, dry_run=dry_run)
        except Refusal as refusal:
            raise click.ClickException(str(refusal)) from None

    metavar = {"either": "CONTRACT|CLIENT"}.get(kind.owner, kind.owner.upper())
    parameters: list[click.Parameter] = [click.Argument(["target"], required=False, metavar=metavar)]
    parameters += [click.Argument([name], required=False) for name in kind.arguments]
    for name, text in kind.options.items():
        parameters.append(click.Option([_option(name), name], help=text, multiple=name == "evidence"))
    for flag in kind.flags:
        parameters.append(click.Option([flag.name, _parameter(flag.name)], is_flag=True, help=flag.help))
    parameters.append(click.Option(["--dry-run"], is_flag=True, help="Show the line, write nothing."))
    command = click.Command(kind.name, callback=run, params=parameters, help=kind.help)
    site_file_option(command)
    return command


def _parameter(option: str) -> str:
    return f"is_{option.strip('-').replace('-', '_')}"


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _add(project: Project, kind: Kind, target: str | None, given: dict[str, Any], *, dry_run: bool) -> None:
    owner = OWNERS[kind.owner](project, target) if target else _ask_for_owner(project, kind)
    values: dict[str, Field] = {}
    for name in (*kind.arguments, *kind.options):
        value = given[name] or (_now(project, kind) if name == kind.today else None)
        if value is None and (_is_required(kind.model, name) or (target is None and name in kind.arguments)):
            value = _ask_for_field(project, kind, name)
        if value and name == "evidence":
            values[name] = list(value)
        elif value:
            values[name] = _written_out(project, value) if name in kind.days else value
    for flag in kind.flags:
        if given[_parameter(flag.name)]:
            values[flag.field] = flag.value
    line = {name: values[name] for name in kind.order if name in values}
    record = read_record(project, kind.model, line)
    changes = add_records(project, owner, kind.key, [line])
    place = confirm(preview(project, changes), owner, kind.key, [record])[0]
    if not dry_run:
        save(project.site.docs_dir, changes)
    would = "would add" if dry_run else "added"
    click.echo(f"{would} {project.site.shown_path(place.file)}:{place.line}: {flow_map(line)}")


def _ask_for_owner(project: Project, kind: Kind) -> Owner:
    running = [contract.id for contract in project.ledger.contracts.values() if contract.stage in RUNNING]
    label, choices = {
        "client": ("client", list(project.ledger.clients)),
        "contract": ("contract", running),
        "either": ("contract or client", [*running, *project.ledger.clients]),
    }[kind.owner]
    return ask(label, lambda text: OWNERS[kind.owner](project, text), choices)


def _ask_for_field(project: Project, kind: Kind, name: str) -> str | None:
    def read(text: str) -> str:
        if name == "sign" and text not in BY_NAME:
            raise Refusal(f"there is no sign '{text}'")
        if kind.name == "invoice" and name == "id" and text in _invoice_ids(project):
            raise Refusal(f"the invoice '{text}' stands in the ledger already")
        if fault := fault_in(project, kind.model, name, text):
            raise Refusal(fault)
        return text

    choices = tuple(BY_NAME) if name == "sign" else words_of(kind.model, name)
    label = "number" if name == "id" else name.replace("_", " ")
    return (ask if _is_required(kind.model, name) else ask_if_any)(label, read, choices)


def _invoice_ids(project: Project) -> set[str]:
    return {invoice.id for contract in project.ledger.contracts.values() for invoice in contract.invoices}


def _is_required(model: type, name: str) -> bool:
    return any(
        each.name == name and each.default is MISSING and each.default_factory is MISSING for each in fields(model)
    )


def _now(project: Project, kind: Kind) -> str:
    now = datetime.now(project.settings.zone)
    return f"{now:%Y-%m-%d %H:%M}" if kind.today == "at" else f"{now:%Y-%m-%d}"


def _written_out(project: Project, text: str) -> str:
    """Return a day or time with `today`, `yesterday` and a bare clock time written out."""
    today = datetime.now(project.settings.zone).date()
    words = {"today": today, "yesterday": today - timedelta(days=1)}
    first, _, rest = text.strip().partition(" ")
    if first.lower() in words:
        return f"{words[first.lower()]} {rest}".rstrip()
    return f"{today} {text}" if CLOCK_TIME.fullmatch(text) else text


def parse_value(parse: Callable[[object], Any], text: str) -> Any:  # noqa: ANN401 - what the parser returns
    """Return a value as the format reads it; raise Refusal with what to write instead."""
    try:
        return parse(text)
    except PydanticCustomError as error:
        context = error.context or {}
        raise Refusal(f"'{text}' {context['is_not']} ({context['write']})") from None


for _kind in KINDS:
    add.add_command(_command(_kind))


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
        payment = paid_in_full(found, parse_value(parse_day, _written_out(project, day or "today")))
        if amount is not None:
            payment = part_of(payment, parse_value(parse_money, amount))
        pairs = [(found, [payment])]
        changes = pay(project, contract, pairs)
        confirm_paid(preview(project, changes), contract, pairs)
        if not dry_run:
            save(project.site.docs_dir, changes)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from None
    would = "would record" if dry_run else "recorded"
    place = f"{project.site.shown_path(found.place.file)}:{found.place.line}"
    click.echo(f"{would} {place}: invoice {found.id}, {payment.amount:f} paid on {payment.day}")


def _ask_for_invoice(project: Project) -> tuple[Contract, Invoice]:
    invoices = (invoice for contract in project.ledger.contracts.values() for invoice in contract.invoices)
    return ask("invoice", lambda text: find_invoice(project, text), [each.id for each in invoices if is_open(each)])
