"""What commands say of a record they wrote: the notices that it brings."""

from __future__ import annotations

import click

from client_ledger.book.problems import Place
from client_ledger.commands.check import text_line
from client_ledger.project import Project


def tell_notices(project: Project, place: Place) -> None:
    """Print the notices about the record that begins on a line, as `check` words them."""
    for problem in project.problems:
        if problem.severity == "notice" and (problem.place.file, problem.place.line) == (place.file, place.line):
            click.echo(text_line(problem, project.site.shown_path(place.file)), err=True)
