"""Which signed commits git can verify."""

from __future__ import annotations

import json
from pathlib import Path

from client_ledger.history.cache import write
from client_ledger.history.git import GitError, Repository

NAME = "signatures.json"


def read_signatures(repository: Repository, commits: list[str], folder: Path | None) -> dict[str, bool]:
    """Return, for signed commits, whether the signature is good; each is verified once and kept in `folder`."""
    known = _load(folder) if folder else {}
    left = [commit for commit in commits if not known.get(commit)]
    if left:
        try:
            output = repository.run(
                "log", "--no-walk=unsorted", "--stdin", "--format=%H %G?", stdin="\n".join(left).encode()
            )
        except GitError:
            return known
        known |= {identity: status == "G" for identity, _, status in _lines(output)}
        if folder:
            write(
                folder, NAME, json.dumps(dict.fromkeys((name for name, good in known.items() if good), True)).encode()
            )
    return known


def _lines(output: bytes) -> list[tuple[str, str, str]]:
    return [line.partition(" ") for line in output.decode("ascii", "replace").splitlines()]


def _load(folder: Path) -> dict[str, bool]:
    try:
        found = json.loads((folder / NAME).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}
    return dict.fromkeys(found, True) if isinstance(found, dict) else {}
