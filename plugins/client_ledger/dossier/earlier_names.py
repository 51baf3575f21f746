"""What all clients and contracts but one client's were ever called, from every version of their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from client_ledger.dossier.path_history import Lives
from client_ledger.history.facts import Version, Versions
from client_ledger.history.git import Repository
from client_ledger.history.log import Delta, Log


@dataclass(frozen=True, slots=True)
class Called:
    """What a client or a contract is called: its id, a client's name and contact, a contract's title."""

    id: str
    name: str = ""
    contact: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Former:
    """What others were called; `unread` are the paths, relative to the repository, of versions that cannot be read."""

    called: frozenset[Called] = frozenset()
    unread: tuple[str, ...] = ()


def former_of_others(repository: Repository, log: Log, lives: Lives, client: str) -> Former:
    """Return what others were called in any commit of a log; `client` is the path now of the one client's file.

    Raises GitError when git cannot read the repository.
    """
    called: set[Called] = set()
    unread: set[str] = set()
    wanted = list(_of_others(log, lives, client))
    with repository.objects() as objects:
        objects.expect(dict.fromkeys(blob for _, blob, _ in wanted))
        versions = Versions(objects)
        for delta, blob, ids in wanted:
            version = versions.read(blob, delta.kind)
            if version is None:
                unread.add(delta.path)
            if version is None or version.fields.get("client") not in ids:
                called |= set(_called(delta, version))
    return Former(frozenset(called), tuple(sorted(unread)))


def _of_others(log: Log, lives: Lives, client: str) -> Iterator[tuple[Delta, str, frozenset[str]]]:
    """Yield each version of a client's or a contract's file that is no part of the lives, once, with its blob.

    With it come the ids that the one client had then: its contracts that are gone are in no life either.
    """
    seen = set()
    for step in log.steps:
        held = lives.then.get(step.commit.id, {})
        ids = _ids(held, client)
        for delta in step.deltas:
            key = delta.path, delta.blob, ids
            if delta.kind in ("client", "contract") and delta.blob and delta.path not in held and key not in seen:
                seen.add(key)
                yield delta, delta.blob, ids


def _ids(held: Mapping[str, str], client: str) -> frozenset[str]:
    return frozenset(PurePosixPath(path).stem for path, now in held.items() if now == client)


def _called(delta: Delta, version: Version | None) -> Iterator[Called]:
    fields = version.fields if version else {}
    identity = PurePosixPath(delta.path).stem
    if delta.kind == "client":
        yield Called(identity, fields.get("name", ""), fields.get("contact", ""))
    else:
        yield Called(identity, title=fields.get("title", identity))
        yield Called(fields.get("client", ""))
