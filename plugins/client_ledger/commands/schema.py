"""`client-ledger schema`: the front matter's fields as JSON Schema."""

from __future__ import annotations

import click

from client_ledger.lsp.schema import SCHEMAS
from client_ledger.text.cli_language import tr
from client_ledger.text.encoding import as_json
from sealed_site.extras import install_command

EXTRA = {"pygls", "lsprotocol"}


@click.command()
@click.option("--stdio", is_flag=True, help="Use standard input and output, which it always does.")
def lsp(stdio: bool) -> None:  # noqa: ARG001 - editors pass it out of habit
    """Help your text editor: problems as you type, completion, hover, definitions, references, rename.

    The editor starts it, not you; see docs/editors.md.
    """
    try:
        from client_ledger.lsp.server import create_server  # noqa: PLC0415 - it loads pygls, an extra
    except ModuleNotFoundError as error:
        if error.name not in EXTRA:
            raise
        raise click.ClickException(
            tr("the language server is not installed: run `{command}`", command=install_command("lsp"))
        ) from None
    create_server().start_io()


@click.command()
@click.argument("kind", type=click.Choice(list(SCHEMAS)))
def schema(kind: str) -> None:
    """Print the JSON Schema of a client's or a contract's front matter, for editors without a language server."""
    click.echo(as_json(SCHEMAS[kind]()))
