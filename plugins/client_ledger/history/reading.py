"""From a repository to a store: all of its history, or what has come since an earlier build."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from client_ledger.history.cache import Store, load, save
from client_ledger.history.document import Stored
from client_ledger.history.front import forget
from client_ledger.history.git import GitError, Objects, Repository
from client_ledger.history.log import Commit, Layout, Step, read_log
from client_ledger.history.replay import Replay

LATEST, EARLIER = "history.jsonl", "earlier.jsonl"
# How many commits the earlier store is behind when it is made; amending or rebasing later ones starts from it.
BEHIND = 50


def read_store(repository: Repository, layout: Layout, folder: Path) -> Store:
    """Return the history up to the commit checked out, from the cache in `folder` as far as it goes."""
    if repository.head is None:
        return Store()
    key = "\0".join([layout.prefix, layout.site_file or "", *sorted(repository.shallow)])
    for name in (LATEST, EARLIER):
        kept = load(folder, name, key)
        if kept and kept.head == repository.head:
            return kept.store()
        steps = _since(repository, layout, kept.head) if kept else None
        if kept and steps:
            known = kept.store()
            if name == EARLIER:
                known.earlier = len(known.commits)
            elif len(known.commits) - known.earlier > 2 * BEHIND:
                known.earlier = len(known.commits)
                save(folder, EARLIER, key, known)
            break
    else:
        known, steps = _begun(repository, layout, folder, key)
    store = _replayed(repository, layout, steps, known)
    if not repository.missing:
        save(folder, LATEST, key, store)
    return store


def _since(repository: Repository, layout: Layout, head: str) -> list[Step] | None:
    """Return the commits since one that is known, or None unless they all go back to it."""
    try:
        log = read_log(repository, layout, f"{head}..{repository.head}")
    except GitError:
        return None
    return None if log.imports or log.root != head else log.steps


def _begun(repository: Repository, layout: Layout, folder: Path, key: str) -> tuple[Store, list[Step]]:
    """Return the history but for its last commits, which is kept in `folder`, and the steps that are left."""
    log = read_log(repository, layout, repository.head or "HEAD")
    count = 0 if log.imports else max(len(log.steps) - BEHIND, 0)
    while count and not log.steps[count - 1].settled:
        count -= 1
    if not count:
        return Store(), log.steps
    known = _replayed(repository, layout, log.steps[:count], Store())
    known.earlier = len(known.commits)
    if not repository.missing:
        save(folder, EARLIER, key, known)
    return known, log.steps[count:]


def _replayed(repository: Repository, layout: Layout, steps: Sequence[Step], known: Store) -> Store:
    with repository.objects() as objects:
        replay = Replay(objects, layout)
        paths = {path: index for index, path in enumerate(known.paths)}
        for path in {path for step in steps for delta in step.deltas for path in (delta.old_path, delta.path)}:
            if path in paths:
                replay.resume(path, known.documents[paths.pop(path)].document())
        objects.expect(_needed(steps))
        commits = list(known.commits)
        for step in steps:
            if step.deltas:
                commits.append(_with_signature(objects, step.commit))
                replay.take(len(commits) - 1, step)
            if step.settled:
                replay.settle()
        live, past = replay.documents()
    forget()
    documents = {path: known.documents[index] for path, index in paths.items()}
    documents |= {path: Stored(document.dump()) for path, document in live.items()}
    ordered = sorted(documents)
    older = known.documents[len(known.paths) :]
    return Store(
        steps[-1].commit.id if steps else known.head,
        commits,
        ordered,
        [*(documents[path] for path in ordered), *older, *(Stored(document.dump()) for document in past)],
        known.earlier,
    )


def _needed(steps: Sequence[Step]) -> Iterator[str]:
    """Yield the objects that replaying commits one after another reads."""
    seen: set[str] = set()
    for step in steps:
        if step.deltas:
            yield step.commit.id
            for delta in step.deltas:
                if delta.blob and delta.kind != "evidence" and delta.blob not in seen:
                    seen.add(delta.blob)
                    yield delta.blob


def _with_signature(objects: Objects, commit: Commit) -> Commit:
    header = (objects.read(commit.id) or b"").partition(b"\n\n")[0]
    return replace(commit, signed=True) if b"\ngpgsig" in header else commit
