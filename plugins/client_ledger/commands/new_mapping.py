"""Ask what each column of a CSV file is, and write the mapping to `imports/NAME.yml`."""

from __future__ import annotations

import re
from pathlib import Path
from shlex import quote

import click

from client_ledger.edits.save import not_written
from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers import IMPORTERS
from client_ledger.importers.importer import Becomes
from client_ledger.importers.mapping import FOLDER, OPTIONAL, REQUIRED, as_yaml, missing_roles, read_mapping
from client_ledger.importers.source_file import Export
from client_ledger.text.cli_language import tr
from sealed_site.whole_file import write_whole

NAME = re.compile(r"[a-z][a-z0-9-]*")
ROWS_SHOWN, LONGEST = 3, 30
NOTHING = "-"


def write_mapping(folder: Path, paths: list[Path]) -> None:
    """Ask for a name, the kind of record and each column, and write the mapping beside mkdocs.yml."""
    if len(paths) != 1:
        raise click.UsageError(tr("name one CSV file"))
    export = Export(paths[0].name, paths[0].read_bytes())
    header, rows = export.preview(ROWS_SHOWN)
    if not header:
        raise EditRefused(tr("{export} is not a table with a row of column names", export=export.name))
    name = click.prompt(
        tr("A name for this kind of file"), default=_stem(paths[0]), value_proc=_new_name, prompt_suffix=tr(": ")
    )
    becomes: Becomes = click.prompt(tr("What a row becomes"), type=click.Choice(list(REQUIRED)), prompt_suffix=tr(": "))
    extra = ("in", "out") if becomes == "payments" else ()
    roles = (*REQUIRED[becomes], *extra, *OPTIONAL[becomes], NOTHING)
    click.echo(
        tr("For each column, choose {names}; or {nothing} for none.", names=", ".join(roles[:-1]), nothing=NOTHING)
    )
    given = _columns(header, rows, roles)
    while missing := missing_roles(becomes, dict(given)):
        click.echo(tr("{names} missing: choose again for each column", names=missing))
        given = _columns(header, rows, roles)
    more = {}
    if becomes in {"payments", "invoices"} and "currency" not in dict(given):
        more["currency"] = click.prompt(tr("The currency of all rows"), default="EUR", prompt_suffix=tr(": "))
    text = as_yaml(becomes, given, more)
    read_mapping(name, text, f"{FOLDER}/{name}.yml")
    path = folder / FOLDER / f"{name}.yml"
    if path.exists():
        raise EditRefused(tr("{folder}/{name}.yml already exists; give another name", folder=FOLDER, name=name))
    try:
        path.parent.mkdir(exist_ok=True)
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        raise not_written(error) from error
    click.echo(
        tr(
            "wrote {folder}/{name}.yml; import with `client-ledger import {name} {quote}`",
            folder=FOLDER,
            name=name,
            quote=quote(str(paths[0])),
        )
    )


def _columns(header: list[str], rows: list[list[str]], roles: tuple[str, ...]) -> list[tuple[str, str]]:
    """Ask for each column what it is, and return the roles with their columns."""
    given: list[tuple[str, str]] = []
    for number, column in enumerate(header):
        if not column.strip():
            continue
        shown = " | ".join(row[number][:LONGEST] for row in rows if number < len(row))
        role = click.prompt(
            f"{column}  ({shown})",
            type=click.Choice(roles),
            default=NOTHING,
            show_choices=False,
            prompt_suffix=tr(": "),
        )
        if role != NOTHING:
            given.append((role, column))
    return given


def _stem(path: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "mine"


def _new_name(text: str) -> str:
    name = text.strip()
    if not NAME.fullmatch(name):
        raise click.UsageError(tr("use small letters, digits and hyphens"))
    if name in IMPORTERS:
        raise click.UsageError(tr("there is already a kind '{name}'", name=name))
    return name
