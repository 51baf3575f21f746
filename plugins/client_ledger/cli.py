"""The command `client-ledger`; each subcommand is imported when it is called."""

from __future__ import annotations

from importlib import import_module, metadata

import click

COMMANDS = {
    "check": "client_ledger.commands.check:check",
    "report": "client_ledger.commands.report:report",
    "new": "client_ledger.commands.new:new",
    "review": "client_ledger.commands.review:review",
    "exit": "client_ledger.commands.exit:exit_",
    "dossier": "client_ledger.commands.dossier:dossier_",
    "log": "client_ledger.commands.log:log",
    "add": "client_ledger.editing.commands:add",
    "paid": "client_ledger.editing.commands:paid",
    "import": "client_ledger.importers.commands:import_",
    "keys": "sealed_site.cli:keys",
    "publish": "sealed_site.cli:publish",
    "open": "sealed_site.cli:open_command",
    "verify": "sealed_site.cli:verify",
    "schema": "client_ledger.commands.schema:schema",
    "lsp": "client_ledger.commands.lsp:lsp",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by its name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(metadata.version("mkdocs-client-ledger"), prog_name="client-ledger")
def main() -> None:
    """A freelancer's client ledger: check it, judge it, begin one."""
