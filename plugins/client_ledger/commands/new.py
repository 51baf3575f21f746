"""`client-ledger new DIR`: creates a private ledger, ready to build."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

import click

from client_ledger.history.git import GitError, run
from client_ledger.text.cli_language import cli_formatter, tr, use_language
from client_ledger.text.languages import plain_formatter_in
from sealed_site.language import LANGUAGES
from sealed_site.whole_file import write_whole

RENAMED = {"gitignore": ".gitignore", "gitattributes": ".gitattributes"}
UNFINISHED = ".client-ledger-unfinished"
DAY = re.compile(r"\$\{(day|ahead)_(\d+)\}")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--locale",
    "language",
    type=click.Choice(LANGUAGES),
    default=lambda: cli_formatter().language,
    help="The language of the ledger, its site and its command line (the environment's).",
)
def new(folder: Path, language: str) -> None:
    """Start a private ledger in DIR: settings, folders, an example client and contract, a git repository.

    DIR must be new or empty: nothing is ever overwritten. If this command was stopped halfway, it continues.
    """
    mark = folder / UNFINISHED
    today = date.today()  # noqa: DTZ011 - the example's days are the reader's own
    try:
        if folder.exists() and not mark.is_file() and (not folder.is_dir() or any(folder.iterdir())):
            raise click.UsageError(tr("{folder} is not an empty folder, so nothing was written", folder=folder))
        folder.mkdir(parents=True, exist_ok=True)
        mark.touch()
        scaffold = resources("client_ledger") / "scaffold"
        for path, text in [*_scaffold(scaffold / "every", today), *_scaffold(scaffold / language, today)]:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                write_whole(target, text.encode("utf-8"))
        with use_language(plain_formatter_in(language)):
            said = tr("Your ledger is in {folder}. {history}", folder=folder, history=_begin_history(folder))
            following = tr("Next: cd {folder} && mkdocs serve", folder=folder)
        mark.unlink()
    except OSError as error:
        raise click.ClickException(
            tr("{folder} cannot be written: {reason}", folder=folder, reason=error.strerror)
        ) from None
    click.echo(f"{said}\n{following}")


def _scaffold(folder: Traversable, today: date, prefix: str = "") -> list[tuple[str, str]]:
    """Return each file's path and text; its days are counted from today."""
    found: list[tuple[str, str]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = prefix + RENAMED.get(entry.name, entry.name)
        if entry.is_dir():
            # The editors' settings are in hidden folders of the ledger.
            found += _scaffold(entry, today, prefix if entry.name == "editors" else f"{name}/")
        else:
            found.append((name, _dated(entry.read_text(encoding="utf-8"), today)))
    return found


def _dated(text: str, today: date) -> str:
    days = {
        f"{way}_{count}": str(today + timedelta(days=int(count) * (1 if way == "ahead" else -1)))
        for way, count in DAY.findall(text)
    }
    return Template(text).safe_substitute(days)


def _begin_history(folder: Path) -> str:
    try:
        run(folder, "init", "--quiet")
    except GitError:
        return tr("Git could not be started. Run `git init` there: the history is your audit trail.")
    return tr("Commit it often: the history is your audit trail.")
