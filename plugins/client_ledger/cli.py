"""The command `client-ledger`; each subcommand is imported when it is called."""

from __future__ import annotations

import gc
import gettext
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from client_ledger.language import language_of
from client_ledger.text.cli_language import cli_formatter, use_language
from client_ledger.text.encoding import print_in_any_encoding
from client_ledger.text.languages import plain_formatter_in
from client_ledger.text.message import Message
from sealed_site import language as words_of_click
from sealed_site.help_texts import in_language

COMMANDS = {
    "check": ("client_ledger.commands.check:check", "List every problem of the ledger at once."),
    "upgrade": ("client_ledger.commands.upgrade:upgrade", "Update a ledger of edition 1 to edition 2 of the rules."),
    "report": ("client_ledger.commands.report:report", "Judge every client, or one."),
    "backtest": (
        "client_ledger.commands.backtest:backtest",
        "Show how well the late-payments sign predicted late payments.",
    ),
    "new": ("client_ledger.commands.new:new", "Start a ledger of your own."),
    "review": ("client_ledger.commands.review:review", "Record that you reviewed a client."),
    "exit": ("client_ledger.commands.exit:exit_", "Plan how to leave a client."),
    "dossier": (
        "client_ledger.commands.dossier:dossier_",
        "Write all facts about a client, with proof, into one file.",
    ),
    "log": ("client_ledger.commands.log:log", "Print what has changed, newest first."),
    "add": ("client_ledger.commands.add:add", "Add a record, in one line, where it belongs."),
    "paid": ("client_ledger.commands.paid:paid", "Record that an invoice was paid."),
    "inbox": ("client_ledger.commands.inbox:inbox", "Turn your notes in inbox.md into records."),
    "invoice": ("client_ledger.commands.invoice:invoice", "Write the next invoice for work not yet invoiced."),
    "write-off": ("client_ledger.commands.mark:write_off_command", "Record that an invoice will never be paid."),
    "import": ("client_ledger.commands.import_:import_", "Import files exported from other programs."),
    "keys": ("sealed_site.cli:keys", "Make and manage the keys of the sealed site."),
    "publish": ("sealed_site.cli:publish", "Build, seal, check and publish the site."),
    "open": ("sealed_site.cli:open_command", "Read a sealed site without trusting its host."),
    "verify": ("sealed_site.cli:verify", "Compare a published site with the one this version makes."),
    "schema": ("client_ledger.commands.schema:schema", "Print the JSON Schema of a client's or a contract's file."),
    "lsp": ("client_ledger.commands.schema:lsp", "Help your text editor: problems as you type, completion."),
}


def load(name: str) -> click.Command:
    """Import and return a command of the list."""
    module, _, attribute = COMMANDS[name][0].partition(":")
    command: click.Command = getattr(import_module(module), attribute)
    return command


def translated(text: str) -> str:
    """Return a help text in the current language; it is the ledger's own, sealing's or click's."""
    found = cli_formatter().form(Message(text))
    return gettext.gettext(text) if found == text else found


class LazyGroup(click.Group):
    """A group that imports its commands when needed and speaks the ledger's language."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:  # noqa: ANN401 - as click has it
        """Run the command in the language of the ledger, or of the environment."""
        language = language_of(sys.argv[1:] if args is None else args)
        with words_of_click.use_language(language), use_language(plain_formatter_in(language)):
            return click.Group.main(in_language(self, translated), args, *rest, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by its name."""
        return in_language(load(cmd_name), translated) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing them."""
        with formatter.section(gettext.gettext("Commands")):
            formatter.write_dl([(name, translated(purpose)) for name, (_, purpose) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mkdocs-client-ledger", prog_name="client-ledger")
def main() -> None:
    """A freelancer's client ledger: start one, check it, and see which clients to keep."""
    print_in_any_encoding()
    # A command keeps nearly all it reads until its end, so collecting garbage again and again would find nothing.
    gc.set_threshold(50_000, 20, 100)
