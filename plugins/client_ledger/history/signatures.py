"""Find out which signed commits git can verify."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path

from client_ledger.cache import checksum, read_kept
from client_ledger.history.git import GitError, Repository
from client_ledger.history.reading import write

NAME = "signatures.json"
PROGRAMS = ("gpg", "gpgsm", "ssh-keygen")
KEYRINGS = ("pubring.kbx", "pubring.gpg", "public-keys.d/pubring.db", "trustdb.gpg", "gpg.conf")
WHOM_TO_TRUST = {"gpg.ssh.allowedsignersfile", "gpg.ssh.revocationfile"}


def read_signatures(repository: Repository, commits: Sequence[str], folder: Path | None) -> dict[str, bool]:
    """Return, for signed commits, whether the signature is good.

    Each is verified once; the result is kept in `folder` until the keys or git's trust settings change.
    """
    known = _load(folder, _trust(repository)) if folder else {}
    left = [commit for commit in commits if commit not in known]
    gone = known.keys() - set(commits)
    known = {commit: good for commit, good in known.items() if commit not in gone}
    if left:
        # Verifying starts a program for every commit and waits for it.
        count = min(os.cpu_count() or 1, len(left))
        with ThreadPoolExecutor(count) as pool:
            for found in pool.map(lambda some: _verified(repository, some), (left[n::count] for n in range(count))):
                known |= found
    if folder and (left or gone):
        write(folder, NAME, json.dumps([_checksum(_trust(repository), known), known]).encode())
    return known


def _verified(repository: Repository, commits: Sequence[str]) -> dict[str, bool]:
    try:
        output = repository.run(
            "log", "--no-walk=unsorted", "--stdin", "--format=%H %G?", stdin="\n".join(commits).encode()
        )
    except GitError:
        return {}
    lines = (line.partition(" ") for line in output.decode("ascii", "replace").splitlines())
    return {identity: status == "G" for identity, _, status in lines}


def _trust(repository: Repository) -> str:
    """Return a digest of everything that decides whether a signature is good: programs, keys and trust settings."""
    digest = blake2b(digest_size=16)
    for part in _trusted(repository):
        digest.update(part + b"\0")
    return digest.hexdigest()


def _trusted(repository: Repository) -> Iterator[bytes]:
    yield from (str(shutil.which(program)).encode() for program in PROGRAMS)
    try:
        settings = repository.run("config", "-z", "--type=path", "--get-regexp", r"^gpg\.").split(b"\0")
    except GitError:
        settings = []
    for setting in settings:
        yield setting
        name, _, value = setting.partition(b"\n")
        if name.decode("ascii", "replace") in WHOM_TO_TRUST:
            yield _content(repository.top / os.fsdecode(value))
    home = Path(os.environ.get("GNUPGHOME") or f"{os.environ.get('HOME', '')}/.gnupg")
    for keyring in KEYRINGS:
        try:
            found = (home / keyring).stat()
            yield f"{keyring} {found.st_size} {found.st_mtime_ns}".encode()
        except OSError:
            continue


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _checksum(trust: str, known: Mapping[str, bool]) -> str:
    return checksum(trust.encode(), json.dumps(known).encode()).hex()


def _load(folder: Path, trust: str) -> dict[str, bool]:
    try:
        written, found = json.loads(read_kept(folder / NAME))
    except (OSError, ValueError, TypeError, RecursionError):
        return {}
    if not isinstance(found, dict) or written != _checksum(trust, found):
        return {}
    return {identity: good is True for identity, good in found.items()}
