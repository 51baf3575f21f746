"""What a ledger's history depends on besides the ledger's files, without reading any history."""

from __future__ import annotations

from pathlib import Path

from client_ledger.history.git import GitError, open_repository
from client_ledger.history.status import changed_paths, passed_over
from client_ledger.text.message import Message


def history_state(folder: Path, site_file: Path) -> tuple[str, ...] | None:
    """Return the state of the repository that a ledger's folder is in, None if it is shallow or has no commit.

    While the state and the ledger's files stay the same, so does a history that `is_settled`.
    """
    root = folder.resolve()
    repository = open_repository(root)
    if isinstance(repository, Message):
        return (str(repository),)
    if repository.shallow or repository.head is None:
        return None
    inside = root.relative_to(repository.top).as_posix()
    path = site_file.resolve()
    scope = [inside, *([path.relative_to(repository.top).as_posix()] if path.is_relative_to(repository.top) else [])]
    try:
        changed = sorted(changed_paths(repository, scope) | passed_over(repository, scope))
    except GitError:
        return None
    return (repository.head, repository.branch or "", *scope, *changed)
