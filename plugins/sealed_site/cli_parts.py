"""What the commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec

import click

from sealed_site.errors import SealingError, require_extra

P = ParamSpec("P")
CONFIG = click.option(
    "-f", "--config-file", type=click.Path(exists=True, dir_okay=False), help="The site's mkdocs.yml (./mkdocs.yml)."
)


def told(command: Callable[P, None]) -> Callable[P, None]:
    """Make a command say in a sentence why it cannot go on, a missing extra first of all."""

    @functools.wraps(command)
    def wrapped(*arguments: P.args, **options: P.kwargs) -> None:
        try:
            require_extra()
            command(*arguments, **options)
        except SealingError as error:
            raise click.ClickException(str(error)) from error

    return wrapped
