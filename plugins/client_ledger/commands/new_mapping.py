"""Asks what each column of a CSV is, and writes it to `imports/NAME.yml`."""

from __future__ import annotations

import re
from pathlib import Path
from shlex import quote

import click

from client_ledger.disk.whole_file import write_whole
from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers import IMPORTERS
from client_ledger.importers.importer import Becomes
from client_ledger.importers.mapping import FOLDER, OPTIONAL, REQUIRED, as_yaml, read_mapping
from client_ledger.importers.source_file import Export

NAME = re.compile(r"[a-z][a-z0-9-]*")
ROWS_SHOWN, LONGEST = 3, 30
NOTHING = "-"


def write_mapping(folder: Path, paths: list[Path]) -> None:
    """Ask for a name, for what the rows become and for each column, and write the mapping beside mkdocs.yml."""
    if len(paths) != 1:
        raise click.UsageError("name one CSV file")
    export = Export(paths[0].name, paths[0].read_bytes())
    header, rows = export.preview(ROWS_SHOWN)
    if not header:
        raise EditRefused(f"{export.name} is no table with a row of column names")
    name = click.prompt("A name for this kind of file", default=_stem(paths[0]), value_proc=_new_name)
    becomes: Becomes = click.prompt("What a row becomes", type=click.Choice(list(REQUIRED)))
    extra = ("in", "out") if becomes == "payments" else ()
    roles = (*REQUIRED[becomes], *extra, *OPTIONAL[becomes], NOTHING)
    click.echo(f"For each column, one of: {', '.join(roles[:-1])}; or {NOTHING} for none.")
    given: list[tuple[str, str]] = []
    for number, column in enumerate(header):
        if not column.strip():
            continue
        shown = " | ".join(row[number][:LONGEST] for row in rows if number < len(row))
        role = click.prompt(f"{column}  ({shown})", type=click.Choice(roles), default=NOTHING, show_choices=False)
        if role != NOTHING:
            given.append((role, column))
    more = {}
    if becomes in {"payments", "invoices"} and "currency" not in dict(given):
        more["currency"] = click.prompt("The currency of all rows", default="EUR")
    text = as_yaml(becomes, given, more)
    read_mapping(name, text, f"{FOLDER}/{name}.yml")
    path = folder / FOLDER / f"{name}.yml"
    path.parent.mkdir(exist_ok=True)
    if path.exists():
        raise EditRefused(f"{FOLDER}/{name}.yml is there already; give another name")
    write_whole(path, text.encode("utf-8"))
    click.echo(f"wrote {FOLDER}/{name}.yml; import with `client-ledger import {name} {quote(str(paths[0]))}`")


def _stem(path: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "mine"


def _new_name(text: str) -> str:
    name = text.strip()
    if not NAME.fullmatch(name):
        raise click.UsageError("a name has small letters, digits and hyphens")
    if name in IMPORTERS:
        raise click.UsageError(f"'{name}' is a kind already")
    return name
