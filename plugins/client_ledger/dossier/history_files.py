"""The sources of a dossier: the files as committed, the commits behind the facts, the whole history."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from client_ledger.dossier.dossier import Files, Origin
from client_ledger.dossier.timeline import Fact
from client_ledger.history import Commit, History, layout_of
from client_ledger.history.git import GitError, Repository, open_repository
from client_ledger.project import Project
from client_ledger.text.cli_language import tr


class Source:
    """A ledger with its repository, None without one or before its first commit."""

    def __init__(self, project: Project, history: History) -> None:
        found = history.repository or open_repository(project.site.docs_dir.resolve())
        self.repository = found if isinstance(found, Repository) and found.head else None
        self.cut = any(commit.cut for commit in history.commits)
        self._project = project
        self._history = history
        self._prefix = layout_of(self.repository, project.site).prefix if self.repository else ""

    def read(self, files: Sequence[str], *, whole_history: bool) -> Files:
        """Return files (paths relative to the ledger folder) as committed.

        Fails if one of them has uncommitted changes.
        """
        if self.repository is None:
            folder = self._project.site.docs_dir
            return Files({file: (folder / file).read_bytes() for file in files}, prefix="")
        if whole_history and self.repository.shallow:
            raise click.ClickException(
                tr("this clone is shallow, so part of its history is missing; run `git fetch --unshallow` first")
            )
        repository, paths = self.repository, [self._prefix + file for file in files]
        try:
            _expect_committed(repository, paths)
            records = {path: _as_committed(repository, path) for path in paths}
            bundle = whole_bundle(repository) if whole_history else None
        except GitError as error:
            raise click.ClickException(tr("git could not pack the history: {reason}", reason=str(error))) from None
        return Files(records, self._prefix, bundle, cut=self.cut)

    def origin(self, fact: Fact) -> Origin:
        """Return the commits behind a fact's record; for a single field, the commit that last changed its line."""
        if not fact.is_field:
            found = self._history.record(fact.place)
            day = self._history.day(found.recorded) if found.recorded else None
            return Origin(found.recorded, day, found.altered, found.exact)
        identity = self.repository and blamed(self.repository, self._prefix + fact.place.file, fact.place.line)
        commit = next((commit for commit in self._history.commits if commit.id == identity), None)
        day = self._history.day(commit) if commit else None
        return Origin(commit, day, None, commit is None or not commit.cut)

    def row(self, commit: Commit) -> tuple[object, ...]:
        """Return a commit's row in commits.csv."""
        day = self._history.day(commit)
        put_on = self._history.put_on(commit) or day
        return commit.id, commit.author, day, put_on, self._history.signature(commit)


def whole_bundle(repository: Repository) -> bytes:
    """Return the whole history up to the current commit as a git bundle, with the original commits."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "history.bundle"
        branch = [f"refs/heads/{repository.branch}"] if repository.branch else []
        repository.run("-c", "pack.threads=1", "bundle", "create", "--quiet", str(file), "HEAD", *branch)
        return file.read_bytes()


def blamed(repository: Repository, path: str, line: int) -> str | None:
    """Return the id of the commit that last changed a line of a committed file, None if there is no such line."""
    try:
        found = repository.run("blame", "--porcelain", "-L", f"{line},{line}", "HEAD", "--", path)
    except GitError:
        return None
    return found.split(maxsplit=1)[0].decode()


def _as_committed(repository: Repository, path: str) -> bytes:
    """Return a file as committed; fail if a git filter changes more than its line ends on checkout."""
    here = (repository.top / path).read_bytes()
    stored = repository.run("cat-file", "blob", f"HEAD:{path}")
    return stored if here.replace(b"\r\n", b"\n") == stored.replace(b"\r\n", b"\n") else here


def _expect_committed(repository: Repository, paths: Sequence[str]) -> None:
    changed = repository.run("status", "--porcelain=v1", "-z", "--untracked-files=all", "--ignored", "--", *paths)
    names = [entry[3:].decode("utf-8", "replace") for entry in changed.split(b"\0") if entry]
    if names:
        raise click.ClickException(
            tr("commit these first, so that their history can prove them: {names}", names=", ".join(names))
        )
