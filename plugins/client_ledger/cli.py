"""The command `client-ledger`; each subcommand is imported when it is called."""

from __future__ import annotations

import gc
from importlib import import_module

import click

from client_ledger.text.encoding import print_in_any_encoding

COMMANDS = {
    "check": ("client_ledger.commands.check:check", "List every problem of the ledger at once."),
    "upgrade": ("client_ledger.commands.upgrade:upgrade", "Change what edition 2 of the rules calls otherwise."),
    "report": ("client_ledger.commands.report:report", "Judge every client, or one."),
    "backtest": ("client_ledger.commands.backtest:backtest", "Show whether late-payments foretold late payments."),
    "new": ("client_ledger.commands.new:new", "Begin a ledger of your own."),
    "review": ("client_ledger.commands.review:review", "Record that a client was looked over."),
    "exit": ("client_ledger.commands.exit:exit_", "Plan how to leave a client."),
    "dossier": ("client_ledger.commands.dossier:dossier_", "Write all facts of a client, with proof, into one file."),
    "log": ("client_ledger.commands.log:log", "Print what was changed, newest first."),
    "add": ("client_ledger.commands.add:add", "Add a record: one line, where it belongs."),
    "paid": ("client_ledger.commands.paid:paid", "Record that an invoice was paid."),
    "inbox": ("client_ledger.commands.inbox:inbox", "Turn what you jotted down in inbox.md into records."),
    "invoice": ("client_ledger.commands.invoice:invoice", "Write the next invoice of what is to be invoiced."),
    "write-off": ("client_ledger.commands.mark:write_off_command", "Record that an invoice will never be paid."),
    "import": ("client_ledger.commands.import_:import_", "Import an export of another program."),
    "keys": ("sealed_site.cli:keys", "Make and manage the keys of the sealed site."),
    "publish": ("sealed_site.cli:publish", "Build, seal, check and publish the site."),
    "open": ("sealed_site.cli:open_command", "Read a sealed site without trusting its host."),
    "verify": ("sealed_site.cli:verify", "Compare a published site with this version's own."),
    "schema": ("client_ledger.commands.schema:schema", "Print the JSON Schema of a client's or a contract's file."),
    "lsp": ("client_ledger.commands.schema:lsp", "Serve a text editor: problems as you type, completion."),
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
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, purpose) for name, (_, purpose) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mkdocs-client-ledger", prog_name="client-ledger")
def main() -> None:
    """A freelancer's client ledger: check it, judge it, begin one."""
    print_in_any_encoding()
    # Nearly all that a command reads it keeps to its end; walking it again and again finds nothing to collect.
    gc.set_threshold(50_000, 20, 100)
