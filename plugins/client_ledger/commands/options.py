"""Options that commands share, and the ledger that they open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from client_ledger.book.parsing import parse_day
from client_ledger.edits.prompts import parse_value
from client_ledger.edits.typed import Typing
from client_ledger.frontmatter.document import EditRefused
from client_ledger.frontmatter.site_trees import NoSiteFile, find_site_file
from client_ledger.project import Project, open_project

if TYPE_CHECKING:
    DayType = click.ParamType[date]
else:
    DayType = click.ParamType  # generic from click 8.4 on


class Day(DayType):
    """A day written YYYY-MM-DD, or like 30/11/2026 if that can only be one day."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """Return the day; fail with a usage error if the text is not a day."""
        try:
            today = date.today()  # noqa: DTZ011 - as the machine has it, for no ledger is read yet
            return value if isinstance(value, date) else parse_value(parse_day, Typing(today).day(value))
        except EditRefused as refusal:
            self.fail(str(refusal), param, ctx)


class SiteFilePath(click.Path):
    """A mkdocs.yml that exists."""

    def __init__(self) -> None:
        super().__init__(exists=True, dir_okay=False, path_type=Path)


def site_file_option(command: Callable[..., object]) -> Callable[..., object]:
    """Add `-f`, whose default is the nearest mkdocs.yml upwards."""
    return click.option(
        "-f",
        "--config-file",
        "site_file",
        type=SiteFilePath(),
        default=_nearest,
        help="The mkdocs.yml to use (by default, the nearest one upwards).",
    )(command)


def date_order_option(command: Callable[..., object]) -> Callable[..., object]:
    """Add `--date-order`, for days written 03/02/2026."""
    return click.option(
        "--date-order",
        "order",
        type=click.Choice(["dmy", "mdy"]),
        help="Whether the day or the month comes first in 03/02/2026.",
    )(command)


def open_ledger(site_file: Path) -> Project:
    """Return the ledger of a mkdocs.yml; raise UsageError if there is none."""
    try:
        return open_project(site_file)
    except NoSiteFile as error:
        raise click.UsageError(str(error)) from None


def _nearest() -> Path:
    try:
        return find_site_file(Path.cwd())
    except NoSiteFile as error:
        raise click.UsageError(str(error)) from None
