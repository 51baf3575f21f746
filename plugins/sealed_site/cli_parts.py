"""The shared parts of the commands."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec

import click

from sealed_site.errors import SealingError, require_extra
from sealed_site.language import tr

P = ParamSpec("P")
CONFIG = click.option(
    "-f", "--config-file", type=click.Path(exists=True, dir_okay=False), help="The site's mkdocs.yml (./mkdocs.yml)."
)


def report_errors(command: Callable[P, None]) -> Callable[P, None]:
    """Make a command report errors as a sentence, first of all a missing extra."""

    @functools.wraps(command)
    def wrapped(*arguments: P.args, **options: P.kwargs) -> None:
        try:
            require_extra()
            command(*arguments, **options)
        except SealingError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(
                tr("This could not be done: {place}{reason}", place=place, reason=error.strerror or str(error))
            ) from error

    return wrapped
