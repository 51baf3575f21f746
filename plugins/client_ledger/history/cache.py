"""What a build found out about the history, kept for the next: safe to delete, ignored when damaged."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from client_ledger import book
from client_ledger.cache import code_digest, make_folder
from client_ledger.history.document import Stored
from client_ledger.history.log import Commit

FOLDERS = (Path(__file__).parent, *map(Path, book.__path__))


@dataclass(slots=True)
class Store:
    """The history up to a commit: the commits that touched the ledger, oldest first, and each file's document.

    `paths` are the files' paths in the repository, in step with `documents`; those after the paths are of
    files whose path another file took. `earlier` is how many commits the store has that stands beside this one.
    """

    head: str | None = None
    commits: list[Commit] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    documents: list[Stored] = field(default_factory=list)
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A store of an earlier build, up to the commit `head`, not yet read."""

    head: str
    _lines: str

    def store(self) -> Store:
        """Return the store."""
        head, commits, *documents = self._lines.split("\n")
        identity, paths, earlier = json.loads(head)
        return Store(
            identity, [_commit(each) for each in json.loads(commits)], paths, [*map(Stored, documents)], earlier
        )


def load(folder: Path, name: str, key: str) -> Kept | None:
    """Return what an earlier build kept with the same key, or None where there is nothing that is sound."""
    try:
        checksum, _, rest = (folder / name).read_bytes().partition(b"\n")
        if checksum.decode() != _checksum(key, rest):
            return None
        lines = rest.decode()
        return Kept(json.loads(lines[: lines.index("\n")])[0], lines)
    except (OSError, ValueError, LookupError, TypeError):
        return None


def save(folder: Path, name: str, key: str, store: Store) -> None:
    """Keep a store for the next build; a folder that cannot be written to keeps nothing."""
    lines = [
        json.dumps([store.head, store.paths, store.earlier]),
        json.dumps([_values(commit) for commit in store.commits]),
    ]
    lines += [found.line for found in store.documents]
    rest = "\n".join(lines).encode()
    write(folder, name, f"{_checksum(key, rest)}\n".encode() + rest)


def write(folder: Path, name: str, data: bytes) -> None:
    """Put a file into the cache folder at once, so that no other build ever reads half of it."""
    try:
        make_folder(folder)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f"{name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).replace(folder / name)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
    except OSError:
        return


def _checksum(key: str, data: bytes) -> str:
    return blake2b(f"{key} {code_digest(*FOLDERS)} ".encode() + data, digest_size=16).hexdigest()


def _values(commit: Commit) -> list[object]:
    return [
        commit.id,
        commit.author,
        commit.email,
        commit.authored.isoformat(),
        commit.committed.isoformat(),
        commit.subject,
        commit.parents,
        commit.cut,
        commit.signed,
    ]


def _commit(values: list[str]) -> Commit:
    identity, author, email, authored, committed, subject, parents, cut, signed = values
    when, put = datetime.fromisoformat(authored), datetime.fromisoformat(committed)
    return Commit(identity, author, email, when, put, subject, tuple(parents), bool(cut), bool(signed))
