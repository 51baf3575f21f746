"""What a dossier is packed from: the files as committed, their history, and the names that stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import click

from client_ledger.dossier.dossier import Files, Origin
from client_ledger.dossier.earlier_names import Former, former_of_others
from client_ledger.dossier.git_bundle import Bundle, blamed, bundle_files, whole_bundle
from client_ledger.dossier.path_history import Lives, lives_of
from client_ledger.dossier.redacted_names import Names
from client_ledger.frontmatter.problems import Place
from client_ledger.history import History, layout_of
from client_ledger.history.git import GitError, Repository, open_repository
from client_ledger.history.log import read_log
from client_ledger.project import Project

HistoryKind: TypeAlias = Literal["none", "own", "whole"]


class Messages:
    """Leaves names out of commit messages, and counts those that held any."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.changed = 0

    def clean(self, message: bytes) -> bytes:
        """Return a message without the names."""
        after = self.names.leave_out(message.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        self.changed += after != message
        return after

    def named_in(self, text: bytes) -> bool:
        """Tell whether any of the names stands in a text."""
        return self.names.found_in(text.decode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class Past:
    """Which of the history is the client's own, and what others were called in the rest of it.

    `trouble` is why git could not tell, in its own words.
    """

    lives: Lives
    former: Former = field(default_factory=Former)
    trouble: str | None = None


class Source:
    """A ledger with its repository, None without one or before its first commit."""

    def __init__(self, project: Project, history: History) -> None:
        found = history.repository or open_repository(project.site.docs_dir.resolve())
        self.repository = found if isinstance(found, Repository) and found.head else None
        self.cut = any(commit.cut for commit in history.commits)
        self._project = project
        self._history = history
        self._layout = layout_of(self.repository, project.site) if self.repository else None

    @property
    def prefix(self) -> str:
        """The ledger folder's path in the repository, with a slash."""
        return self._layout.prefix if self._layout else ""

    def past(self, files: Sequence[str], client: str) -> Past:
        """Return what the history holds of files, relative to the ledger folder; `client` is the client's own."""
        if self.repository is None or self._layout is None:
            return Past(Lives({}, {}))
        try:
            log = read_log(self.repository, self._layout, "HEAD")
            lives = lives_of(self.repository, log, self._layout, [self.prefix + file for file in files])
            return Past(lives, former_of_others(self.repository, log, lives, self.prefix + client))
        except GitError as error:
            return Past(Lives({}, {}), trouble=str(error))

    def read(
        self, files: Sequence[str], past: Past, messages: Messages, kind: HistoryKind
    ) -> tuple[Files, tuple[str, ...]]:
        """Return the files with their history, and which of them named others at some time before.

        Fails when some of them are not committed as they stand.
        """
        if self.repository is None:
            folder = self._project.site.docs_dir
            return Files({file: (folder / file).read_bytes() for file in files}, None, (), ""), ()
        if kind == "whole" and self.repository.shallow:
            raise click.ClickException(
                "this clone is shallow, so it has no whole history: `git fetch --unshallow` first"
            )
        paths = [self.prefix + file for file in files]
        try:
            _expect_committed(self.repository, paths)
            bundle = _bundle(self.repository, past, messages, kind)
            records = {path: _as_committed(self.repository, path) for path in paths}
        except GitError as error:
            raise click.ClickException(f"git could not pack the history: {error}") from None
        if bundle is None:
            return Files(records, None, (), self.prefix, cut=self.cut), ()
        return Files(records, bundle.data, bundle.commits, self.prefix, bundle.holds, self.cut), bundle.marked

    def origin(self, place: Place) -> Origin:
        """Return where a record comes from; for a single field, the commit that last touched its line."""
        found = self._history.record(place)
        recorded, exact = found.recorded, found.exact
        if recorded is None and self.repository is not None:
            identity = blamed(self.repository, self.prefix + place.file, place.line)
            recorded = next((commit for commit in self._history.commits if commit.id == identity), None)
            exact = recorded is None or not recorded.cut
        return Origin(
            recorded.id if recorded else None,
            self._history.day(recorded).isoformat() if recorded else None,
            found.altered.id if found.altered else None,
            exact,
        )


def _bundle(repository: Repository, past: Past, messages: Messages, kind: HistoryKind) -> Bundle | None:
    match kind:
        case "none":
            return None
        case "whole":
            return whole_bundle(repository)
        case "own":
            if past.trouble is not None:
                raise GitError(past.trouble)
            return bundle_files(repository, past.lives, messages.clean, messages.named_in)


def _as_committed(repository: Repository, path: str) -> bytes:
    """Return a file as the last commit has it, unless git turns it into more than other line ends on the way here."""
    here = (repository.top / path).read_bytes()
    stored = repository.run("cat-file", "blob", f"HEAD:{path}")
    return stored if here.replace(b"\r\n", b"\n") == stored.replace(b"\r\n", b"\n") else here


def _expect_committed(repository: Repository, paths: Sequence[str]) -> None:
    changed = repository.run("status", "--porcelain=v1", "-z", "--untracked-files=all", "--ignored", "--", *paths)
    names = [entry[3:].decode("utf-8", "replace") for entry in changed.split(b"\0") if entry]
    if names:
        raise click.ClickException(f"commit these first, so that their history can prove them: {', '.join(names)}")
