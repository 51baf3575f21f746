"""From a repository to a store: all of its history, or what has come since the last build."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from client_ledger.history.cache import Store, load, save
from client_ledger.history.document import Stored
from client_ledger.history.front import forget
from client_ledger.history.git import GitError, Objects, Repository
from client_ledger.history.log import Commit, Layout, Log, read_log
from client_ledger.history.replay import Replay


def read_store(repository: Repository, layout: Layout, folder: Path) -> Store:
    """Return the history up to the commit checked out, from the cache in `folder` as far as it goes."""
    if repository.head is None:
        return Store()
    key = "\0".join([layout.prefix, layout.site_file or "", *sorted(repository.shallow)])
    known = load(folder, key)
    if known and known.head == repository.head:
        return known
    store = _continued(repository, layout, known) if known else None
    if store is None:
        log = read_log(repository, layout, repository.head)
        with repository.objects() as objects:
            store = _replayed(objects, layout, log, Store())
    store.head = repository.head
    save(folder, key, store)
    return store


def _continued(repository: Repository, layout: Layout, known: Store) -> Store | None:
    """Return what is known with the commits since, or None unless they follow it in a straight line."""
    try:
        log = read_log(repository, layout, f"{known.head}..{repository.head}")
    except GitError:
        return None
    previous = known.head
    for step in log.steps:
        if step.commit.parents != (previous,):
            return None
        previous = step.commit.id
    if previous != repository.head or log.imports:
        return None
    with repository.objects() as objects:
        return _replayed(objects, layout, log, known)


def _replayed(objects: Objects, layout: Layout, log: Log, known: Store) -> Store:
    replay = Replay(objects, layout)
    paths = {path: index for index, path in enumerate(known.paths)}
    for path in {path for step in log.steps for delta in step.deltas for path in (delta.old_path, delta.path)}:
        if path in paths:
            replay.resume(path, known.documents[paths.pop(path)].document())
    objects.expect(_needed(log))
    commits = list(known.commits)
    for step in log.steps:
        if step.deltas:
            commits.append(_with_signature(objects, step.commit))
            replay.take(len(commits) - 1, step)
    live, past = replay.documents()
    forget()
    documents = {path: known.documents[index] for path, index in paths.items()}
    documents |= {path: Stored(document.dump()) for path, document in live.items()}
    ordered = sorted(documents)
    older = known.documents[len(known.paths) :]
    return Store(
        None,
        commits,
        ordered,
        [*(documents[path] for path in ordered), *older, *(Stored(document.dump()) for document in past)],
    )


def _needed(log: Log) -> Iterator[str]:
    """Yield the objects that replaying commits one after another reads."""
    seen: set[str] = set()
    for step in log.steps:
        if step.deltas:
            yield step.commit.id
            for delta in step.deltas:
                if delta.blob and delta.kind != "evidence" and delta.blob not in seen:
                    seen.add(delta.blob)
                    yield delta.blob


def _with_signature(objects: Objects, commit: Commit) -> Commit:
    header = (objects.read(commit.id) or b"").partition(b"\n\n")[0]
    return replace(commit, signed=True) if b"\ngpgsig" in header else commit
