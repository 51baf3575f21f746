"""Changes of whole files: checked by reading the ledger as it would be, then written all or none."""

from __future__ import annotations

import os
import stat
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from client_ledger.book.site_file import read_site_file
from client_ledger.frontmatter.document import EditRefused
from client_ledger.frontmatter.problems import Problem
from client_ledger.frontmatter.reader import LARGEST_FILE
from client_ledger.project import Project, read_project

WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True, slots=True)
class Change:
    """A file of the ledger, relative to its folder: its bytes before (None: it is new) and after."""

    file: str
    before: bytes | None
    after: bytes


def joined(changes: Iterable[Change]) -> list[Change]:
    """Return changes made one on top of the other as one change a file."""
    found: dict[str, Change] = {}
    for change in changes:
        before = found[change.file].before if change.file in found else change.before
        found[change.file] = Change(change.file, before, change.after)
    return list(found.values())


def read_bytes(project: Project, file: str) -> bytes:
    """Return a file's bytes, as it would be where it has a draft; raise EditRefused when it cannot be read."""
    if file in project.drafts:
        return project.drafts[file]
    try:
        return (project.site.docs_dir / file).read_bytes()
    except OSError as error:
        raise EditRefused(f"{file} cannot be read: {error.strerror}") from None


def preview(project: Project, changes: Iterable[Change]) -> Project:
    """Return the project as it would be; raise EditRefused when the changes would bring a problem."""
    new = {change.file: change.after for change in changes}
    for file, data in new.items():
        if len(data) > LARGEST_FILE:
            limit = LARGEST_FILE // 1_000_000
            raise EditRefused(f"{file} would grow beyond {limit} MB; begin a new file, one a year")
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
        lines = "\n".join(f"  {problem.line(shown(problem.place.file))}" for problem in brought[:5])
        more = f"\n  and {len(brought) - 5} more" if len(brought) > 5 else ""  # noqa: PLR2004 - as many as were shown
        raise EditRefused(f"nothing was written, for it would bring a problem:\n{lines}{more}")
    return after


def unsafe(project: Project, why: str) -> EditRefused:
    """Return why a ledger cannot be changed, unless it is only that its records are not as they were read."""
    now = read_project(project.site, project.drafts).ledger
    if (now.clients, now.contracts) != (project.ledger.clients, project.ledger.contracts):
        return EditRefused("nothing was written, for the ledger has changed meanwhile; run the command again")
    return EditRefused(why)


def _identity(problem: Problem) -> tuple[str, str, str]:
    return problem.place.file, problem.code, str(problem.message)


def _is_known(problem: Problem, known: Counter[tuple[str, str, str]]) -> bool:
    known[_identity(problem)] -= 1
    return known[_identity(problem)] >= 0


def save(root: Path, changes: Sequence[Change]) -> None:
    """Write the changes, in order, all or none; raise EditRefused when a file is not as it was when it was read."""
    paths = [(root / change.file).resolve() for change in changes]
    drafts: list[Path] = []
    replaced: list[tuple[Path, bytes | None]] = []
    try:
        for change, path in zip(changes, paths, strict=True):
            _expect(path, change)
            drafts.append(_draft(path, change.after))
        for change, path, draft in zip(changes, paths, drafts, strict=True):
            _expect(path, change)
            draft.replace(path)
            replaced.append((path, change.before))
    except BaseException as error:
        for path, before in reversed(replaced):
            _restore(path, before)
        if isinstance(error, OSError):
            raise EditRefused(f"nothing was written: {error.filename}: {error.strerror}") from error
        raise
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)


def _expect(path: Path, change: Change) -> None:
    current = path.read_bytes() if path.exists() else None
    if current != change.before:
        raise EditRefused(f"nothing was written, for {change.file} has changed meanwhile; run the command again")
    if current is not None and not path.stat().st_mode & WRITABLE:
        raise EditRefused(f"nothing was written, for {change.file} is read-only")


def _draft(path: Path, data: bytes) -> Path:
    """Write the bytes beside the file, under a hidden name, with the file's permissions and, if allowed, owner."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        if path.exists() and hasattr(os, "chown"):
            with suppress(OSError):
                os.chown(draft, path.stat().st_uid, path.stat().st_gid)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _restore(path: Path, before: bytes | None) -> None:
    with suppress(OSError):
        if before is None:
            path.unlink()
        else:
            _draft(path, before).replace(path)
