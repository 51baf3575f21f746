"""Check changes by reading the ledger as it would be, then write all or none."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from client_ledger.book.site_file import read_site_file
from client_ledger.disk.changes import Change, NotAsRead, write_changes
from client_ledger.disk.undo import Unfinished
from client_ledger.frontmatter.document import EditRefused
from client_ledger.frontmatter.problems import Problem
from client_ledger.frontmatter.reader import LARGEST_FILE
from client_ledger.project import Project, read_project
from client_ledger.text.cli_language import cli_formatter, tr
from sealed_site.lock import Busy

MOST_SHOWN = 5
__all__ = ["Change", "joined", "not_written", "preview", "read_bytes", "save", "unsafe"]


def joined(changes: Iterable[Change]) -> list[Change]:
    """Merge successive changes into one for each file."""
    found: dict[str, Change] = {}
    for change in changes:
        before = found[change.file].before if change.file in found else change.before
        found[change.file] = Change(change.file, before, change.after)
    return list(found.values())


def read_bytes(project: Project, file: str) -> bytes:
    """Return a file's bytes, or those of its draft; raise EditRefused if it cannot be read."""
    if file in project.drafts:
        return project.drafts[file]
    try:
        return (project.site.docs_dir / file).read_bytes()
    except OSError as error:
        raise EditRefused(tr("{file} cannot be read: {reason}", file=file, reason=error.strerror)) from None


def preview(project: Project, changes: Iterable[Change]) -> Project:
    """Return the project as it would be; raise EditRefused if the changes would cause a problem."""
    new = {change.file: change.after for change in changes}
    for file, data in new.items():
        if len(data) > LARGEST_FILE:
            limit = LARGEST_FILE // 1_000_000
            raise EditRefused(
                tr("{file} would grow beyond {limit} MB; start a new file for each year", file=file, limit=limit)
            )
    site = project.site
    if (settings := new.pop(site.source.file, None)) is not None:
        written = Path(os.path.normpath(site.docs_dir / site.source.file))
        path = Path(os.path.abspath(site.path))  # noqa: PTH100 - what it inherits is found beside a link, not its target
        site = read_site_file(path, {written: settings})
    after = read_project(site, {**project.drafts, **new})
    known = Counter(_identity(problem) for problem in project.errors)
    brought = [problem for problem in after.errors if not _is_known(problem, known)]
    if brought:
        shown = project.site.shown_path
        lines = "\n".join(
            f"  {problem.line(shown(problem.place.file), cli_formatter())}" for problem in brought[:MOST_SHOWN]
        )
        if len(brought) > MOST_SHOWN:
            lines += "\n" + tr("  and {count} more", count=len(brought) - MOST_SHOWN)
        raise EditRefused(tr("nothing was written, because it would cause a problem:\n{lines}", lines=lines))
    return after


def unsafe(project: Project, why: str) -> EditRefused:
    """Return why a ledger cannot be changed, unless only its records have changed since they were read."""
    now = read_project(project.site, project.drafts).ledger
    if (now.clients, now.contracts) != (project.ledger.clients, project.ledger.contracts):
        return EditRefused(
            tr("nothing was written, because the ledger has changed in the meantime; run the command again")
        )
    return EditRefused(why)


def _identity(problem: Problem) -> tuple[str, str, str]:
    return problem.place.file, problem.code, str(problem.message)


def _is_known(problem: Problem, known: Counter[tuple[str, str, str]]) -> bool:
    known[_identity(problem)] -= 1
    return known[_identity(problem)] >= 0


def save(root: Path, changes: Sequence[Change]) -> None:
    """Write all changes, in order, or none; raise EditRefused if a file has changed since it was read."""
    try:
        write_changes(root, changes)
    except NotAsRead as reason:
        raise EditRefused(tr("nothing was written: {reason}", reason=reason)) from None
    except Busy:
        raise EditRefused(
            tr("nothing was written, because another command is writing; run the command again")
        ) from None
    except Unfinished as reason:
        raise EditRefused(
            tr("a change of several files was stopped halfway and cannot be undone: {reason}", reason=reason)
        ) from None
    except OSError as error:
        raise not_written(error) from error


def not_written(error: OSError) -> EditRefused:
    """Return the refusal that names the file that could not be written, and why."""
    return EditRefused(tr("nothing was written: {filename}: {reason}", filename=error.filename, reason=error.strerror))
