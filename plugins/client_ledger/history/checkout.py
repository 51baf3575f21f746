"""A committed version of the ledger, put into a folder so that it can be read like any other."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from client_ledger.book.site_file import SiteFile, read_site_file
from client_ledger.frontmatter.reader import LARGEST_FILE
from client_ledger.frontmatter.site_trees import NoSiteFile
from client_ledger.history.git import GitError, Objects, Repository, open_repository
from client_ledger.history.log import Commit, read_commit
from client_ledger.text.message import Message, msg

READ = (".md", ".csv")
LINK = "120000"
CONFIGURATION = (".yml", ".yaml")
A_DAY = 24 * 60 * 60


class NoSuchRevision(Exception):
    """The commit or the repository does not exist; `message` says which."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Committed:
    """The ledger of a commit: its site file, in a temporary folder, and the commit.

    Evidence and other files that records only name are empty here. It is `whole` unless only some of
    its files were checked out.
    """

    site: SiteFile
    commit: Commit
    whole: bool


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    mode: str
    blob: str


@contextmanager
def as_committed(
    site: SiteFile, when: str | date, only: Collection[str] | None = None, repository: Repository | None = None
) -> Iterator[Committed]:
    """Yield the ledger as of a revision, or of the end of a day in the freelancer's zone; raise NoSuchRevision.

    With `only`, no other Markdown and CSV files (relative to the ledger folder, by their names then) are
    there, unless the folder or the time zone was different, because these change how files are read. Without an open
    `repository`, the ledger's is opened.
    """
    if repository is None:
        opened = open_repository(site.docs_dir.resolve())
        if isinstance(opened, Message):
            raise NoSuchRevision(opened)
        repository = opened
    identity = commit_on(site, when, repository) if isinstance(when, date) else _named(repository, when)
    try:
        commit = read_commit(repository, identity)
        files = _files(repository, identity)
    except GitError as error:
        raise NoSuchRevision(msg("git cannot read this commit: {reason}", reason=str(error))) from error
    with tempfile.TemporaryDirectory(prefix="client-ledger-") as temporary, repository.objects() as objects:
        top = Path(temporary).resolve()
        found = _placed(repository, site, objects, files, top)
        same = found.settings.zone == site.settings.zone and _prefix(found, top) == _prefix(site, repository.top)
        _fill(found, objects, files, top, only if same else None)
        yield Committed(found, commit, whole=only is None or not same)


def _named(repository: Repository, revision: str) -> str:
    try:
        found = repository.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitError:
        raise NoSuchRevision(msg("there is no commit '{revision}' here", revision=revision)) from None
    return found.decode().split()[-1]


def commit_on(site: SiteFile, day: date, repository: Repository) -> str:
    """Return the id of the last commit by the end of a day in the freelancer's zone; raise NoSuchRevision without one.

    It is the last on the first-parent line before any that was authored later; a commit that was backdated
    afterwards was not there yet.
    """
    zone = site.settings.zone
    end = datetime.combine(day + timedelta(days=1), time(), zone).timestamp()
    found, latest = None, 0
    if repository.head:
        output = repository.run("log", "--first-parent", "--format=%H %at %ct", repository.head, "--")
        commits = [line.decode().split(" ") for line in reversed(output.splitlines())]
        for identity, authored, _ in commits:
            if _seconds(authored) <= _seconds(commits[-1][2]) + A_DAY:  # otherwise a wrong clock dated it
                latest = max(latest, _seconds(authored))
            if latest >= end:
                break
            found = identity
    if found:
        return found
    raise NoSuchRevision(msg("nothing was committed by {day}", day=day))


def _seconds(text: str) -> int:
    """Return a time from git's output; None if the commit's time is damaged."""
    return int(text) if text.isdecimal() else 0


def _files(repository: Repository, commit: str) -> list[_File]:
    found = []
    for line in os.fsdecode(repository.run("ls-tree", "-r", "-z", "--full-tree", commit)).split("\0"):
        head, _, path = line.partition("\t")
        mode, kind, blob = head.split(" ") if head else ("", "", "")
        if kind == "blob" and not {"..", ".git"} & set(path.split("/")):
            found.append(_File(path, mode, blob))
    return found


def _placed(repository: Repository, site: SiteFile, objects: Objects, files: list[_File], top: Path) -> SiteFile:
    """Put the site's file into a folder, and return the site."""
    for file in files:
        if file.path.endswith(CONFIGURATION) and file.mode != LINK:
            _write(objects, file, top, filled=True)
    return _site(repository, site, top)


def _fill(site: SiteFile, objects: Objects, files: list[_File], top: Path, only: Collection[str] | None) -> None:
    """Put the ledger that a site names into the folder."""
    prefix = _prefix(site, top)
    site.docs_dir.mkdir(parents=True, exist_ok=True)
    for file in files:
        if file.path.startswith(prefix) and not (top / file.path).exists():
            name = file.path[len(prefix) :]
            wanted = name.lower().endswith(READ) and not name.startswith("evidence/")
            if only is None or name in only or not wanted:
                _write(objects, file, top, filled=wanted)


def _prefix(site: SiteFile, top: Path) -> str:
    """Return the prefix of the ledger's paths in the repository."""
    found = Path(os.path.relpath(site.docs_dir.resolve(), top)).as_posix()
    return "" if found == "." else f"{found}/"


def _site(repository: Repository, site: SiteFile, top: Path) -> SiteFile:
    """Return the site's file as it was, or as it is now if it was missing or had no settings for the ledger."""
    here, path = repository.top, site.path.resolve()
    if path.is_relative_to(here):
        with suppress(NoSiteFile):
            found = read_site_file(top / path.relative_to(here))
            if found.docs_dir.is_relative_to(top):
                return found
    folder = top / site.docs_dir.resolve().relative_to(here)
    return SiteFile(top / site.path.name, folder, site.settings, site.source, site.options)


def _write(objects: Objects, file: _File, top: Path, *, filled: bool) -> None:
    path = top / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.parent.resolve().is_relative_to(top):
        return
    try:
        data = objects.read(file.blob) if filled or file.mode == LINK else b""
    except GitError:
        data = None
    if data is None and file.blob not in objects.too_large:
        raise NoSuchRevision(msg("git cannot read {file} in this commit", file=file.path))
    if file.mode == LINK:
        path.symlink_to(os.fsdecode(data or b"."))
    elif data is None:
        with path.open("wb") as target:
            target.truncate(LARGEST_FILE + 1)
    else:
        path.write_bytes(data)
