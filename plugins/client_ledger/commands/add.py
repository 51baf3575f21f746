"""`client-ledger add`: one line in the right place of the right file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from client_ledger.book.contract import Contract
from client_ledger.book.model_fields import words_of
from client_ledger.commands.add_file import add_client, add_contract
from client_ledger.commands.choose import choose_client, choose_contract, choose_either
from client_ledger.commands.judged import tell_added, tell_notices
from client_ledger.commands.mark import add_reminder
from client_ledger.commands.options import date_order_option, open_ledger, site_file_option
from client_ledger.edits.kinds import KINDS, Kind
from client_ledger.edits.owners import invoices_of
from client_ledger.edits.prompts import ask, ask_if_any
from client_ledger.edits.record import Owner, add_records, confirm, fault_in, read_record
from client_ledger.edits.refusals import expect_not_unread
from client_ledger.edits.save import preview, save
from client_ledger.edits.typed import Typing, typing_of
from client_ledger.frontmatter.document import EditRefused
from client_ledger.frontmatter.list_edits import Field, flow_map
from client_ledger.project import Project
from client_ledger.signs import BY_NAME
from client_ledger.text.cli_language import cli_formatter, tr
from client_ledger.text.message import Label

OWNERS: dict[str, Callable[[Project, str | None], Owner]] = {
    "client": choose_client,
    "contract": choose_contract,
    "either": choose_either,
}


@click.group()
def add() -> None:
    """Add a record, in one line, and change nothing else; or add a client or contract as a new file."""


def _command(kind: Kind) -> click.Command:
    def run(site_file: Path, target: str | None, order: str | None, dry_run: bool, **given: Any) -> None:  # noqa: ANN401
        project = open_ledger(site_file)
        try:
            _add(project, kind, target, given, typing_of(project.settings.zone, order), dry_run=dry_run)
        except EditRefused as refusal:
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
    date_order_option(command)
    site_file_option(command)
    return command


def _parameter(option: str) -> str:
    return f"is_{option.strip('-').replace('-', '_')}"


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _add(
    project: Project, kind: Kind, target: str | None, given: dict[str, Any], typing: Typing, *, dry_run: bool
) -> None:
    owner = OWNERS[kind.owner](project, target)
    values: dict[str, Field] = {}
    for name in (*kind.arguments, *kind.options):
        value = given[name] or (_now(project, kind) if name == kind.today else None)
        if value is None and (_is_required(kind.model, name) or (target is None and name in kind.arguments)):
            value = _ask_for_field(project, owner, kind, name, typing)
        if value and name == "evidence":
            values[name] = list(value)
        elif value:
            values[name] = typing.field(kind.model, name, value)
    for flag in kind.flags:
        if given[_parameter(flag.name)]:
            values[flag.field] = flag.value
    line = {name: values[name] for name in kind.order if name in values}
    if "id" in line:
        expect_not_unread(project, [str(line["id"])])
    record = read_record(project, kind.model, line)
    changes = add_records(project, owner, kind.key, [line])
    after = preview(project, changes)
    place = confirm(project, after, owner, kind.key, [record])[0]
    if not dry_run:
        save(project.site.docs_dir, changes)
    tell_added(f"{project.site.shown_path(place.file)}:{place.line}: {flow_map(line)}", dry_run=dry_run)
    tell_notices(after, place)


def _ask_for_field(project: Project, owner: Owner, kind: Kind, name: str, typing: Typing) -> str | None:
    def read(typed: str) -> str:
        text = typing.field(kind.model, name, typed)
        if name == "sign" and text not in BY_NAME:
            raise EditRefused(tr("there is no sign '{text}'", text=text))
        if name == "id" and kind.key in ("invoices", "credit_notes") and text in _numbers_taken(project):
            raise EditRefused(tr("the ledger already has the number '{text}'", text=text))
        if name == "invoice" and isinstance(owner, Contract) and text not in (each.id for each in owner.invoices):
            raise EditRefused(tr("the contract {contract} has no invoice '{text}'", contract=owner.id, text=text))
        if name == "id":
            expect_not_unread(project, [text])
        if fault := fault_in(project, kind.model, name, text):
            raise EditRefused(fault)
        return text

    choices = tuple(BY_NAME) if name == "sign" else words_of(kind.model, name)
    label = cli_formatter().term(Label("number" if name == "id" else name))
    return (ask if _is_required(kind.model, name) else ask_if_any)(label, read, choices)


def _numbers_taken(project: Project) -> set[str]:
    """Return the numbers of all invoices and credit notes."""
    notes = (note.id for contract in project.ledger.contracts.values() for note in contract.credit_notes)
    return {*invoices_of(project), *notes}


def _is_required(model: type, name: str) -> bool:
    return any(
        each.name == name and each.default is MISSING and each.default_factory is MISSING for each in fields(model)
    )


def _now(project: Project, kind: Kind) -> str:
    now = datetime.now(project.settings.zone)
    return f"{now:%Y-%m-%d %H:%M}" if kind.today == "at" else f"{now:%Y-%m-%d}"


add.add_command(add_client)
add.add_command(add_contract)
add.add_command(add_reminder)
for _kind in KINDS:
    add.add_command(_command(_kind))
