"""A sealed site as readers find it: a folder, a branch, or an address."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

from sealed_site.errors import SealingError
from sealed_site.git_commits import has_commit, tree_names
from sealed_site.git_process import git_bytes
from sealed_site.hosts import OWN_MACHINE
from sealed_site.language import tr
from sealed_site.served import BLOB_NAME, KEY_NAME, POINTER

TIMEOUT = 30


@dataclass(frozen=True)
class Pointer:
    """The public facts: the manifest's blob and the names of the readers' protected identities."""

    manifest: str
    keys: tuple[str, ...]


class SealedSource(Protocol):
    """The source of a sealed site's bytes."""

    def read(self, path: str) -> bytes:
        """Return one published file; raise `SealingError` if it does not exist."""

    def pointer(self) -> Pointer:
        """Return the public facts."""

    def names(self) -> list[str] | None:
        """Return the paths of all published files, or None if they cannot be listed."""


@dataclass(frozen=True)
class SealedFolder:
    """A sealed site in a folder, as `publish --to` writes it or `git worktree` checks it out."""

    folder: Path

    def read(self, path: str) -> bytes:
        """Return one published file."""
        try:
            return (self.folder / path).read_bytes()
        except OSError as error:
            raise SealingError(
                tr("{value} does not exist: this is not a sealed site, or only part of one.", value=self.folder / path)
            ) from error

    def pointer(self) -> Pointer:
        """Return the public facts."""
        return parse_pointer(self.read(POINTER))

    def names(self) -> list[str]:
        """Return the paths of all published files, in order."""
        paths = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())
        return sorted(path for path in paths if path.split("/")[0] != ".git")


@dataclass(frozen=True)
class SealedBranch:
    """A sealed site on a branch (or any commit) of the git repository around a folder, as pushed or fetched."""

    repository: Path
    commit: str

    def read(self, path: str) -> bytes:
        """Return one published file."""
        try:
            return git_bytes(self.repository, "cat-file", "blob", f"{self.commit}:{path}")
        except SealingError as error:
            raise SealingError(
                tr(
                    "{commit} has no {path}: this is not a sealed site, or only part of one.",
                    commit=self.commit,
                    path=path,
                )
            ) from error

    def pointer(self) -> Pointer:
        """Return the public facts."""
        return parse_pointer(self.read(POINTER))

    def names(self) -> list[str]:
        """Return the paths of all published files, in order."""
        return tree_names(self.repository, self.commit)


@dataclass(frozen=True)
class SealedAddress:
    """A sealed site on the web, at the address its readers open."""

    url: str

    def read(self, path: str) -> bytes:
        """Return one published file, past any cache."""
        parts = urlsplit(self.url)
        if parts.scheme != "https" and parts.hostname not in OWN_MACHINE:
            raise SealingError(
                tr("{url} is not https: over plain http, others can change what you receive.", url=self.url)
            )
        address = urljoin(self.url.rstrip("/") + "/", path)
        request = Request(address, headers={"Cache-Control": "no-cache"})  # noqa: S310 the scheme is checked above
        try:
            with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
                return bytes(answer.read())
        except (HTTPError, URLError, TimeoutError) as error:
            raise SealingError(
                tr("{address} cannot be read ({reason}).", address=address, reason=str(error))
            ) from error

    def pointer(self) -> Pointer:
        """Return the public facts."""
        return parse_pointer(self.read(POINTER))

    def names(self) -> None:
        """Return None: a host answers requests for paths, but does not list them."""


def sealed_source(where: str) -> SealedFolder | SealedBranch | SealedAddress:
    """Return the sealed site at an address (with its scheme), in a folder, or on a branch of the repository here."""
    if "://" in where:
        return SealedAddress(where)
    is_branch = not Path(where).exists() and not where.startswith("-") and has_commit(Path.cwd(), where)
    return SealedBranch(Path.cwd(), where) if is_branch else SealedFolder(Path(where))


def parse_pointer(data: bytes) -> Pointer:
    """Read `_seal/site.json`; every name in it must have the expected form, because names become paths."""
    try:
        facts = json.loads(data)
        pointer = Pointer(str(facts["manifest"]), tuple(str(name) for name in facts["keys"]))
    except (ValueError, KeyError, TypeError) as error:
        raise SealingError(tr("{pointer} cannot be read: this is not a sealed site.", pointer=POINTER)) from error
    if not BLOB_NAME.fullmatch(pointer.manifest) or not all(KEY_NAME.fullmatch(name) for name in pointer.keys):
        raise SealingError(tr("{pointer} names files that no sealed site has.", pointer=POINTER))
    return pointer
