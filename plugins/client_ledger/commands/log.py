"""`client-ledger log`: the audit trail on the terminal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from client_ledger.book.site_file import read_site_file
from client_ledger.commands.options import Day, site_file_option
from client_ledger.edits.owners import meant_by
from client_ledger.frontmatter.document import EditRefused
from client_ledger.frontmatter.site_trees import NoSiteFile
from client_ledger.history import Entry, History, read_history
from client_ledger.text.cli_language import cli_formatter, tr
from client_ledger.text.message import Label


@click.command()
@click.argument("client", required=False)
@site_file_option
@click.option("--since", type=Day(), help="Leave out changes before this day.")
@click.option("--limit", "-n", type=click.IntRange(min=1), help="Print at most this many entries.")
def log(client: str | None, site_file: Path, since: date | None, limit: int | None) -> None:
    """Print what has changed, newest first, in the whole ledger or for one CLIENT and its contracts.

    CLIENT is the id of a client or contract, or part of one.
    """
    try:
        site = read_site_file(site_file)
    except NoSiteFile as error:
        raise click.UsageError(str(error)) from None
    history = read_history(site)
    if client is not None:
        client = _known(client, site.docs_dir, history)
    days = [(day.day, [entry for entry in day.entries if _is_of(entry, client)]) for day in history.whole]
    told = any(entries for _, entries in days)
    for notice in history.notices:
        click.echo(tr("notice: {notice}", notice=cli_formatter().format(notice)), err=True)
    if not told and not history.notices:
        click.echo(tr("notice: git has no record of it"), err=True)
    _print(days, since or date.min, limit, history)


def _known(word: str, folder: Path, history: History) -> str:
    """Return the id of the client or contract that a word names, even if it is deleted or not committed."""
    there = {kind: {path.stem for path in (folder / kind).rglob("*.md")} for kind in ("clients", "contracts")}
    recorded = {entry.id for day in history.whole for entry in day.entries if entry.kind in ("client", "contract")}
    names = {identity: (identity,) for identity in sorted(recorded.union(*there.values()))}
    try:
        return meant_by(tr("client or contract with a history"), word, names, there["clients"])
    except EditRefused as refusal:
        raise click.UsageError(str(refusal)) from None


def _is_of(entry: Entry, client: str | None) -> bool:
    if client is None:
        return True
    return entry.kind in {"client", "contract"} and client in {entry.id, entry.client}


def _print(days: list[tuple[date | None, list[Entry]]], since: date, limit: int | None, history: History) -> None:
    left = limit
    for day, entries in days:
        if day is not None and day < since:
            continue
        for number, entry in enumerate(entries[:left]):
            if number == 0:
                click.secho(day.isoformat() if day else tr("not yet committed"), bold=True)
            _print_entry(entry, history)
        left = None if left is None else max(left - len(entries), 0)


def _print_entry(entry: Entry, history: History) -> None:
    click.echo(f"  {cli_formatter().term(Label(entry.kind))} {entry.id}")
    for sentence in entry.sentences:
        click.echo(f"    {_one_line(cli_formatter().format(sentence))}")
    if entry.commit:
        signature = history.signature(entry.commit)
        put = history.put_on(entry.commit)
        marks = [tr(", committed on {day}", day=put)] if put else []
        marks += [] if signature == "none" else [tr(", signature {signature}", signature=Label(signature))]
        subject = entry.commit.subject or tr("no message")
        text = f"{entry.commit.short} {entry.commit.author}: {subject}{''.join(marks)}"
        click.secho(f"    {text}", dim=True)


def _one_line(text: str) -> str:
    """Return a text without characters that control a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
