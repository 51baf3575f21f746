"""What commands share: their options, and the ledger that these name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
from pydantic_core import PydanticCustomError

from client_ledger.book.fields import parse_day
from client_ledger.book.settings import NoSiteFile, find_site_file
from client_ledger.project import Project, open_project


class Day(click.ParamType[date]):
    """A day written YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """Return the day, or fail as a misuse of the command."""
        try:
            return value if isinstance(value, date) else parse_day(value)
        except PydanticCustomError:
            self.fail(f"{value!r} is not a date (write YYYY-MM-DD)", param, ctx)


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
        help="The mkdocs.yml to use (the nearest upwards).",
    )(command)


def open_ledger(site_file: Path) -> Project:
    """Return the ledger of a mkdocs.yml, or fail as a misuse of the command."""
    try:
        return open_project(site_file)
    except NoSiteFile as error:
        raise click.UsageError(str(error)) from None


def _nearest() -> Path:
    try:
        return find_site_file(Path.cwd())
    except NoSiteFile as error:
        raise click.UsageError(str(error)) from None
