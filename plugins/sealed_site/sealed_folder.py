"""A sealed site as its readers find it: a folder, or an address."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

from sealed_site.errors import SealingError
from sealed_site.served import BLOB_NAME, KEY_NAME, POINTER

TIMEOUT = 30
OWN_MACHINE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Pointer:
    """The public facts: the manifest's blob and the names of the readers' protected identities."""

    manifest: str
    keys: tuple[str, ...]


class SealedSource(Protocol):
    """Where the bytes of a sealed site come from."""

    def read(self, path: str) -> bytes:
        """Return one published file; raise `SealingError` when it is not there."""

    def pointer(self) -> Pointer:
        """Return the public facts."""


@dataclass(frozen=True)
class SealedFolder:
    """A sealed site in a folder, as `publish --to` writes it or `git worktree` checks it out."""

    folder: Path

    def read(self, path: str) -> bytes:
        """Return one published file."""
        try:
            return (self.folder / path).read_bytes()
        except OSError as error:
            raise SealingError(f"{self.folder / path} is not there: this is no sealed site, or only a part.") from error

    def pointer(self) -> Pointer:
        """Return the public facts."""
        return parse_pointer(self.read(POINTER))


@dataclass(frozen=True)
class SealedAddress:
    """A sealed site on the web, at the address its readers open."""

    url: str

    def read(self, path: str) -> bytes:
        """Return one published file, past any cache."""
        parts = urlsplit(self.url)
        if parts.scheme != "https" and parts.hostname not in OWN_MACHINE:
            raise SealingError(f"{self.url} is not https: what comes over plain http can be changed on its way.")
        address = urljoin(self.url.rstrip("/") + "/", path)
        request = Request(address, headers={"Cache-Control": "no-cache"})  # noqa: S310 the scheme is checked above
        try:
            with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
                return bytes(answer.read())
        except (HTTPError, URLError, TimeoutError) as error:
            raise SealingError(f"{address} cannot be read ({error}).") from error

    def pointer(self) -> Pointer:
        """Return the public facts."""
        return parse_pointer(self.read(POINTER))


def sealed_source(where: str) -> SealedFolder | SealedAddress:
    """Return the sealed site at an address (with its scheme) or in a folder."""
    return SealedAddress(where) if "://" in where else SealedFolder(Path(where))


def parse_pointer(data: bytes) -> Pointer:
    """Read `_seal/site.json`; every name in it must look like one of ours, as they become paths."""
    try:
        facts = json.loads(data)
        pointer = Pointer(str(facts["manifest"]), tuple(str(name) for name in facts["keys"]))
    except (ValueError, KeyError, TypeError) as error:
        raise SealingError(f"{POINTER} cannot be read: this is no sealed site.") from error
    if not BLOB_NAME.fullmatch(pointer.manifest) or not all(KEY_NAME.fullmatch(name) for name in pointer.keys):
        raise SealingError(f"{POINTER} names files no sealed site has.")
    return pointer
