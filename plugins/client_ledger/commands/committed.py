"""The ledger as it was committed, for commands that look back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from client_ledger.history import NoSuchRevision, as_committed
from client_ledger.project import Project, read_project
from client_ledger.settings import NoSiteFile, read_site_file


def read_committed(site_file: Path, revision: str) -> tuple[Project, date]:
    """Return the ledger as committed at a revision, and the day of that commit; fail as a misuse without one."""
    try:
        site = read_site_file(site_file)
        with as_committed(site, revision) as committed:
            project = read_project(committed.site)
    except NoSiteFile as error:
        raise click.UsageError(str(error)) from None
    except NoSuchRevision as error:
        raise click.UsageError(str(error.phrase)) from None
    day = committed.commit.day(site.settings.zone)
    click.echo(f"as committed in {committed.commit.short} on {day}", err=True)
    return project, day
