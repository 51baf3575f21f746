"""`client-ledger schema`: what a front matter may hold, as JSON Schema."""

from __future__ import annotations

import json

import click

from client_ledger.editor.schema import SCHEMAS


@click.command()
@click.argument("kind", type=click.Choice(list(SCHEMAS)))
def schema(kind: str) -> None:
    """Print the JSON Schema of a client's or a contract's front matter, for editors without a language server."""
    click.echo(json.dumps(SCHEMAS[kind](), indent=2, ensure_ascii=False))
