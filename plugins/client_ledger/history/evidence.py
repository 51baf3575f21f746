"""What is known of an evidence file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from client_ledger.history.document import Stored
from client_ledger.history.log import Commit


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that records name as evidence: its current SHA-256, the commit that added it, the last that changed it."""

    file: str
    sha256: str | None
    added: Commit | None
    changed: Commit | None
    committed: bool


def evidence_of(
    root: Path, path: str, document: Stored | None, commits: Sequence[Commit], *, drafted: bool
) -> Evidence:
    """Return what is known of the evidence file at a path relative to the ledger folder."""
    added = changed = None
    for event in document.events if document else ():
        for change in event.changes:
            if change.kind == "added":
                added, changed = commits[event.commit], None
            elif change.kind == "content":
                changed = commits[event.commit]
    committed = document is not None and document.blob is not None and not drafted
    return Evidence(path, _sha256(root / path), added, changed, committed)


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
