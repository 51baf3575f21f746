"""The git history as the audit trail: who recorded what, when, and whether it was changed later."""

from __future__ import annotations

from pathlib import Path

from client_ledger.book.site_file import SiteFile
from client_ledger.cache import FOLDER
from client_ledger.history.git import GitError, Repository, open_repository
from client_ledger.history.history import History
from client_ledger.history.log import Layout
from client_ledger.history.reading import Store, read_store
from client_ledger.history.worktree import read_drafts
from client_ledger.text.message import Message, msg

PARTIAL = msg(
    "this clone is partial, so older versions of your files cannot be read; "
    "run `git fetch --refetch --no-filter` (on a build server, clone without --filter)"
)


def read_history(site: SiteFile) -> History:
    """Return the history of a site's ledger; anything that prevents reading it becomes a notice."""
    zone = site.settings.zone
    root = site.docs_dir.resolve()
    if not root.is_dir():
        return History(root, zone)
    repository = open_repository(root)
    if isinstance(repository, Message):
        return History(root, zone, notices=(repository,))
    layout = layout_of(repository, site)
    cache = site.path.parent / FOLDER
    try:
        repository, store = _read(repository, layout, cache)
        drafts = read_drafts(repository, layout, store)
    except GitError as error:
        reason = msg("git cannot read this repository, so no history is shown: {reason}", reason=str(error))
        return History(root, zone, notices=(PARTIAL if "promisor" in str(error) else reason,), is_readable=False)
    committed = any(document.kind != "settings" for document in store.documents)
    known = committed or any(draft.kind != "settings" for draft in drafts)
    return History(
        root,
        zone,
        repository=repository,
        cache=cache,
        store=store,
        drafts=drafts,
        notices=tuple(_notices(repository, root, known=known)),
    )


def _read(repository: Repository, layout: Layout, cache: Path) -> tuple[Repository, Store]:
    """Return a repository's history; for a partial clone, find out which objects are missing first."""
    try:
        return repository, read_store(repository, layout, cache)
    except GitError as error:
        if "promisor" not in str(error):
            raise
    repository = repository.with_missing()
    return repository, read_store(repository, layout, cache)


def layout_of(repository: Repository, site: SiteFile) -> Layout:
    """Return the place of a site's ledger in its repository."""
    top = repository.top
    folder = site.docs_dir.resolve().relative_to(top).as_posix()
    path = site.path.resolve()
    site_file = path.relative_to(top).as_posix() if path.is_relative_to(top) else None
    return Layout("" if folder == "." else f"{folder}/", site_file)


def _notices(repository: Repository, root: Path, *, known: bool) -> list[Message]:
    found = []
    if repository.head is None:
        found.append(msg("nothing is committed yet, so there is no history to show"))
    if not known and any(root.glob("clients/**/*.md")):
        found.append(msg("git ignores the ledger folder, so nothing in it has a history"))
    if repository.shallow:
        found.append(
            msg(
                "this clone is shallow: the content of its first commit may be older; run `git fetch --unshallow` "
                "(on a build server, fetch with depth 0)"
            )
        )
    if repository.missing:
        found.append(PARTIAL)
    if repository.head and repository.branch is None:
        found.append(msg("no branch is checked out; the history shown ends at {commit}", commit=repository.head[:8]))
    return found
