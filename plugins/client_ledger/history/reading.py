"""Read a repository into a store: its whole history, or what is new since an earlier build."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from client_ledger import book, frontmatter
from client_ledger.cache import checksum, code_digest, make_folder, read_kept
from client_ledger.history import front, outline
from client_ledger.history.document import Stored
from client_ledger.history.git import GitError, Objects, Repository
from client_ledger.history.log import Commit, Layout, Step, read_log
from client_ledger.history.replay import Replay
from client_ledger.text.cli_language import tr
from sealed_site.progress import progress

FOLDERS = (Path(__file__).parent, *map(Path, [*book.__path__, *frontmatter.__path__]))


@dataclass(slots=True)
class Store:
    """The history up to a commit: the commits that changed the ledger, oldest first, and each file's document.

    `paths` are the files' paths in the repository, parallel to `documents`; the documents after them are of
    files whose path another file took. `earlier` is the number of commits in the earlier store beside this one.
    """

    head: str | None = None
    commits: list[Commit] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    documents: list[Stored] = field(default_factory=list)
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """The store of an earlier build, up to the commit `head`, not parsed yet."""

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
    """Return the store that an earlier build kept with the same key, or None if there is no valid one."""
    try:
        written, _, rest = read_kept(folder / name).partition(b"\n")
        if written.decode() != _checksum(key, rest):
            return None
        lines = rest.decode()
        return Kept(json.loads(lines[: lines.index("\n")])[0], lines)
    except (OSError, ValueError, LookupError, TypeError):
        return None


def save(folder: Path, name: str, key: str, store: Store) -> None:
    """Keep a store for the next build, if the folder can be written to."""
    lines = [
        json.dumps([store.head, store.paths, store.earlier]),
        json.dumps([_values(commit) for commit in store.commits]),
    ]
    lines += [found.line for found in store.documents]
    rest = "\n".join(lines).encode()
    write(folder, name, f"{_checksum(key, rest)}\n".encode() + rest)


def write(folder: Path, name: str, data: bytes) -> None:
    """Write a file in the cache folder atomically, so that no other build ever reads half of it."""
    try:
        make_folder(folder)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f"{name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).replace(folder / name)
        except OSError:
            Path(temporary).unlink()
    except OSError:
        return


def _checksum(key: str, data: bytes) -> str:
    return checksum(f"{key} {code_digest(*FOLDERS)} ".encode(), data).hex()


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


LATEST, EARLIER = "history.jsonl", "earlier.jsonl"
# How many commits the earlier store is behind when written; after an amend or a rebase, replay starts from it.
BEHIND = 50


def read_store(repository: Repository, layout: Layout, folder: Path) -> Store:
    """Return the history up to the current commit, using the cache in `folder` as far as possible."""
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
            store = _replayed(repository, layout, steps, known)
            break
    else:
        store = _begun(repository, layout, folder, key)
    if not repository.missing:
        save(folder, LATEST, key, store)
    return store


def _since(repository: Repository, layout: Layout, head: str) -> list[Step] | None:
    """Return the commits since a known one, or None unless they all descend from it."""
    try:
        log = read_log(repository, layout, f"{head}..{repository.head}")
    except GitError:
        return None
    return None if log.imports or log.root != head else log.steps


def _begun(repository: Repository, layout: Layout, folder: Path, key: str) -> Store:
    """Return the whole history; without its last commits it is also kept in `folder`."""
    log = read_log(repository, layout, repository.head or "HEAD")
    count = 0 if log.imports or repository.missing else max(len(log.steps) - BEHIND, 0)
    while count and not log.steps[count - 1].settled:
        count -= 1
    return _replayed(repository, layout, log.steps, Store(), count, lambda store: save(folder, EARLIER, key, store))


def _replayed(
    repository: Repository,
    layout: Layout,
    steps: Sequence[Step],
    known: Store,
    some: int = 0,
    keep: Callable[[Store], None] = lambda _: None,
) -> Store:
    """Return a history with some steps added; `keep` is called with the history after `some` of them."""
    with repository.objects() as objects:
        replay = Replay(objects, layout)
        paths = {path: index for index, path in enumerate(known.paths)}
        for path in {path for step in steps for delta in step.deltas for path in (delta.old_path, delta.path)}:
            if path in paths:
                replay.resume(path, known.documents[paths.pop(path)].document())
        rest = {path: known.documents[index] for path, index in paths.items()}
        objects.expect(_needed(steps))
        commits = list(known.commits)
        earlier = known.earlier
        for number, step in enumerate(progress(steps, tr("Reading the history"), len(steps)), 1):
            if step.deltas:
                commits.append(_with_signature(objects, step.commit))
                replay.take(len(commits) - 1, step)
            if step.settled:
                replay.settle()
            if number == some:
                earlier = len(commits)
                keep(_store(replay, step.commit.id, commits, known, rest, earlier))
        store = _store(replay, steps[-1].commit.id if steps else known.head, commits, known, rest, earlier)
    front.forget()
    outline.forget()
    return store


def _store(
    replay: Replay, head: str | None, commits: list[Commit], known: Store, rest: dict[str, Stored], earlier: int
) -> Store:
    """Return the history so far; `rest` are the files of the known one that no step changed."""
    live, past = replay.documents()
    documents = rest | {path: Stored(document.dump()) for path, document in live.items()}
    ordered = sorted(documents)
    older = known.documents[len(known.paths) :]
    stored = [*(documents[path] for path in ordered), *older, *(Stored(document.dump()) for document in past)]
    return Store(head, list(commits), ordered, stored, earlier)


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
