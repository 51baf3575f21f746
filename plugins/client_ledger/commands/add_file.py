"""`client-ledger add client` and `add contract`: a new file, with its common fields as comments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import click

from client_ledger.book.client import Client
from client_ledger.book.contract import PRICE_FIELD, Contract
from client_ledger.book.model_fields import field_names, words_of
from client_ledger.commands.choose import choose_client
from client_ledger.commands.judged import tell_added
from client_ledger.commands.options import open_ledger, site_file_option
from client_ledger.edits.prompts import ask
from client_ledger.edits.record import fault_in
from client_ledger.edits.save import Change, preview, save
from client_ledger.edits.typed import Typing, typing_of
from client_ledger.frontmatter.document import EditRefused
from client_ledger.frontmatter.list_edits import flow_value
from client_ledger.lsp.field_docs import FIELDS
from client_ledger.project import Project
from client_ledger.text.cli_language import cli_formatter, tr, tr_title
from client_ledger.text.message import Label

# What a file most often says, in the order in which it is best read.
COMMON: dict[type, tuple[str, ...]] = {
    Client: ("status", "since", "contact", "source", "country", "currency", "timezone", "vat", "withholding"),
    Contract: (
        "signed",
        "start",
        "end",
        "currency",
        "hours_per_week",
        "hours_per_month",
        "hours_budget",
        "deposit",
        "payment_terms",
        "late_fee",
        "notice",
        "deliverables",
        "revisions",
        "rights",
    ),
}
NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
RESERVED_BY_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
FOLDERS: dict[type, str] = {Client: "clients", Contract: "contracts"}


@click.command("client")
@click.argument("name", required=False)
@click.option("--id", "identity", help="The file's name without .md (from the client's name).")
@click.option("--dry-run", is_flag=True, help="Show the file, write nothing.")
@site_file_option
def add_client(name: str | None, identity: str | None, dry_run: bool, site_file: Path) -> None:
    """Add a client: a new file, with the fields you need most often as comments."""
    project = open_ledger(site_file)
    try:
        values = {"name": _given(project, Client, "name", name)}
        _write(project, Client, identity or _stem(values["name"]), values, dry_run=dry_run)
    except EditRefused as refusal:
        raise click.ClickException(str(refusal)) from None


@click.command("contract")
@click.argument("client", required=False)
@click.argument("title", required=False)
@click.option("--stage", help="The stage: lead, proposal, negotiation, signed, active, …")
@click.option("--billing", help="fixed, hourly or retainer.")
@click.option("--price", help="The whole price, or the price of an hour or a month, depending on the billing.")
@click.option("--id", "identity", help="The file's name without .md (from the client's id and the title).")
@click.option("--dry-run", is_flag=True, help="Show the file, write nothing.")
@site_file_option
def add_contract(
    client: str | None,
    title: str | None,
    stage: str | None,
    billing: str | None,
    price: str | None,
    identity: str | None,
    dry_run: bool,
    site_file: Path,
) -> None:
    """Add a contract of CLIENT: a new file, with the fields you need most often as comments."""
    project = open_ledger(site_file)
    try:
        values = {"client": choose_client(project, client).id}
        values["title"] = _given(project, Contract, "title", title)
        values["stage"] = _given(project, Contract, "stage", stage)
        values["billing"] = _given(project, Contract, "billing", billing)
        field = {str(kind): name for kind, name in PRICE_FIELD.items()}[values["billing"]]
        values[field] = _given(project, Contract, field, price)
        stem = identity or f"{values['client']}-{_stem(values['title'])}"
        _write(project, Contract, stem, values, dry_run=dry_run)
    except EditRefused as refusal:
        raise click.ClickException(str(refusal)) from None


def _given(project: Project, model: type, name: str, text: str | None) -> str:
    """Return the text of a required field in the format's form; in a terminal, ask if it is missing."""
    typing = typing_of(project.settings.zone, None)
    if text is not None:
        return _read(project, model, name, text, typing)
    return ask(
        cli_formatter().term(Label(name)),
        lambda typed: _read(project, model, name, typed, typing),
        words_of(model, name),
    )


def _read(project: Project, model: type, name: str, text: str, typing: Typing) -> str:
    written = typing.field(model, name, text.strip())
    if not written:
        raise EditRefused(tr("`{name}` is required", name=name))
    if fault := fault_in(project, model, name, written):
        raise EditRefused(fault)
    return written


def _stem(text: str) -> str:
    """Return a text as the name of a file: small letters, without accents, joined by hyphens."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", re.sub(r"[\W_]+", "-", bare).strip("-"))


def _fault_in_stem(stem: str) -> str | None:
    """Return why a file cannot have this name on every system, and what to do about it."""
    if not stem.strip(". "):
        return tr("the name has no letter or digit that a file name could use; give a file name with --id")
    if NOT_IN_NAMES.search(stem) or stem != stem.strip(" .") or stem.startswith("-"):
        return tr("'{stem}' cannot be a file's name: write letters, numbers and hyphens, without folders", stem=stem)
    if RESERVED_BY_WINDOWS.fullmatch(stem):
        return tr("Windows reserves the name '{stem}'; give another with --id", stem=stem)
    return None


def _write(project: Project, model: type, stem: str, values: Mapping[str, str], *, dry_run: bool) -> None:
    file = f"{FOLDERS[model]}/{stem}.md"
    if fault := _fault_in_stem(stem):
        raise EditRefused(fault)
    known = project.ledger.clients if model is Client else project.ledger.contracts
    if stem in known or file in project.ledger.files:
        raise EditRefused(tr("{file} already exists; give another name with --id", file=file))
    text = file_text(model, values)
    changes = [Change(file, None, text.encode("utf-8"))]
    after = preview(project, changes)
    if stem not in (after.ledger.clients if model is Client else after.ledger.contracts):
        raise EditRefused(tr("nothing was written, because {file} could not be read", file=file))
    if not dry_run:
        save(project.site.docs_dir, changes)
    tell_added(project.site.shown_path(file), dry_run=dry_run)
    if dry_run:
        click.echo(text, nl=False)


def file_text(model: type, values: Mapping[str, str]) -> str:
    """Return a new file: the values, then the common fields as comments that say what each is for."""
    lines = [f"{name}: {flow_value(value)}" for name, value in values.items()]
    known = field_names(model)
    lines += [
        f"# {name}:  # {tr_title(FIELDS[model][name])}"
        for name in COMMON[model]
        if name in known and name not in values
    ]
    return "\n".join(["---", *lines, "---", ""])
