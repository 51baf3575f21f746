"""Replay commits from the first, and find what each changed in terms of records."""

from __future__ import annotations

from client_ledger.history.advance import Advance
from client_ledger.history.changes import Change, added, apply, changes, listed
from client_ledger.history.document import Document, Event, Origin, placed
from client_ledger.history.facts import Version, Versions, read_version
from client_ledger.history.git import Objects
from client_ledger.history.live import Content, Live
from client_ledger.history.log import Delta, Layout, Step
from client_ledger.history.renames import paired
from client_ledger.history.values import Facts


class Replay:
    """Replays commits in order and keeps each file's document."""

    def __init__(self, objects: Objects, layout: Layout) -> None:
        self._objects = objects
        self._layout = layout
        self._versions = Versions(objects)
        self._live: dict[str, Live] = {}
        self._past: list[Document] = []
        self._moved: dict[str, str] = {}
        self._reduced: list[Live] = []
        self._gone: dict[Facts, list[Origin]] = {}
        self._come: list[tuple[Live, str, Facts]] = []

    def resume(self, path: str, document: Document) -> None:
        """Continue a document from an earlier replay; `path` is relative to the repository."""
        live = Live(document, document.blob)
        if document.blob and document.readable:
            live.content = Content(document.kind, self._objects.read(document.readable))
        live.origins = document.origins(live.version)
        self._live[path] = live

    def take(self, number: int, step: Step) -> None:
        """Replay the commit with this number."""
        self._gone, self._come = {}, []
        merges = len(step.commit.parents) > 1
        deltas = [delta for against in step.against for delta in paired(against, self._objects)]
        self._move([delta for delta in deltas if delta.blob and delta.old_path != delta.path], merges=merges)
        for delta in deltas:
            if delta.blob is None:
                self._leave(number, delta)
        for delta in deltas:
            if delta.blob is not None:
                self._arrive(number, delta, merges=merges)
        for live, name, facts in self._come:
            if self._gone.get(facts):
                origins, new = live.origins.get((name, facts), []), Origin(number, exact=live.known)
                if new in origins:
                    origins[origins.index(new)] = self._gone[facts].pop(0)

    def settle(self) -> None:
        """Note that no branch parallel to the last commit is open."""
        self._moved.clear()
        for live in self._reduced:
            live.lost, live.buried = {}, None
        self._reduced.clear()

    def _find(self, path: str) -> Live | None:
        """Return the file at a path, or at the path that a parallel branch moved it to."""
        seen = set()
        while path not in self._live and path in self._moved and path not in seen:
            seen.add(path)
            path = self._moved[path]
        return self._live.get(path)

    def _move(self, deltas: list[Delta], *, merges: bool) -> None:
        """Apply all renames at once, because two files may swap places."""
        taken = [(delta, self._live.pop(delta.old_path, None)) for delta in deltas]
        for delta, live in taken:
            there = self._live.get(delta.path)
            if live and not (merges and there and there.document.blob):
                if there:
                    self._past.append(there.document)
                self._live[delta.path] = live
            self._moved[delta.old_path] = delta.path
            self._moved.pop(delta.path, None)

    def _leave(self, number: int, delta: Delta) -> None:
        """Note that a file is gone."""
        live = self._live.get(delta.path)
        if live is None or live.document.blob is None:
            return
        for (_, facts), origins in live.origins.items():
            self._gone.setdefault(facts, []).extend(origins)
        document = live.document
        live.buried = (live.blob, live.content, live.origins)
        self._reduced.append(live)
        document.leave(number)
        live.blob, live.content, live.origins = None, None, {}
        document.note(Event(number, self._layout.inside(delta.path), (Change("removed"),)))

    def _place(self, delta: Delta, *, merges: bool) -> Live:
        """Return the document at the path of an added file, or a new one."""
        live = self._find(delta.path) if delta.old_blob else self._live.get(delta.path)
        if live:
            return live
        elsewhere = self._find(delta.path) if merges else None
        self._moved.pop(delta.path, None)
        live = self._live[delta.path] = Live(Document(delta.kind, self._layout.inside(delta.path)))
        if elsewhere:  # a branch renamed the file, and the merge keeps it under both names
            held = elsewhere.lost | elsewhere.origins
            live.lost = {record: list(origins) for record, origins in held.items()}
            self._reduced.append(live)
        return live

    def _arrive(self, number: int, delta: Delta, *, merges: bool) -> None:
        """Apply the contents that a file has from this commit on."""
        live = self._place(delta, merges=merges)
        document = live.document
        was = document.path
        found: list[Change] = []
        gone = document.blob is None
        # One branch removed it, but this one or the merge keeps it.
        if gone and live.buried and (merges or delta.old_blob):
            live.blob, live.content, live.origins = live.buried
        if gone and (merges or not delta.old_blob):
            found.append(Change("added"))
        elif not gone and was != self._layout.inside(delta.path) and delta.path in self._live:
            found.append(Change("renamed", "", was, self._layout.inside(delta.path)))
        document.kind = delta.kind
        if delta.path in self._live:
            document.path = self._layout.inside(delta.path)
            if document.path != was and live.version:
                document.learn(number, live.version)
        if delta.kind == "evidence":
            if document.blob not in (None, delta.blob):
                found.append(Change("content"))
            live.blob = delta.blob
        elif delta.blob and (merges or document.blob != delta.blob or live.blob != delta.blob):
            found += self._facts(number, live, delta, delta.blob, merges=merges)
        document.blob = delta.blob
        if found:
            document.note(Event(number, self._layout.inside(delta.path), tuple(found)))

    def _facts(self, number: int, live: Live, delta: Delta, blob: str, *, merges: bool) -> list[Change]:
        along = not merges and live.blob is not None and delta.old_blob in (None, live.blob)
        data = self._objects.read(blob) if along else None
        if along and live.content and (taken := live.content.advance(delta.kind, data)):
            return self._along(number, live, blob, taken)
        new = self._versions.read(blob, delta.kind) if data is None else read_version(delta.kind, data)
        if new is None:
            already = live.blob == blob
            live.blob = blob
            return [] if already else [Change("unreadable")]
        document = live.document
        live.known = document.blob is None or document.blob == document.readable
        document.readable = blob
        document.learn(number, new)
        content = Content(delta.kind, data, new)
        if live.version is None:
            self._trace(number, live, added(new), merges=merges)
            live.content, live.blob = content, blob
            return listed(added(new))
        if merges and live.blob == blob:
            return []
        if not merges and not along:
            return self._branch(number, live, delta, new)
        found = changes(live.version, new)
        if live.blob is None:
            found = [change for change in found if change.kind in {"record", "field"}]
        self._trace(number, live, found, merges=merges)
        live.content, live.blob = content, blob
        return found

    def _along(self, number: int, live: Live, blob: str, taken: Advance) -> list[Change]:
        """Apply a change to the version before, of which only the changed lines were read."""
        document = live.document
        live.known = document.blob == document.readable
        document.readable = blob
        live.content = Content(taken.outline.kind, taken.outline.data, outline=taken.outline)
        live.blob = blob
        if taken.names and live.version:
            document.learn(number, live.version)
        self._trace(number, live, taken.changes, merges=False)
        return taken.changes

    def _branch(self, number: int, live: Live, delta: Delta, new: Version) -> list[Change]:
        """Apply a change to a version other than the current one."""
        old = self._versions.read(delta.old_blob, delta.kind) if delta.old_blob else None
        base = live.version or new
        found = changes(old or base, new)
        self._trace(number, live, found, merges=False)
        live.content, live.blob = Content(delta.kind, None, apply(base, found)), None
        return found

    def _trace(self, number: int, live: Live, found: list[Change], *, merges: bool) -> None:
        """Carry each record's origin from the old version to the new one."""
        carried: list[tuple[tuple[str, Facts], Origin]] = []
        for change in found:
            if change.kind != "record":
                continue
            before = self._taken(live, change)
            if isinstance(change.after, tuple):
                lost = live.lost.get((change.name, change.after)) if merges else None
                if lost:
                    origin = lost.pop(0)
                elif before is None or change.before is None:
                    origin = Origin(number, exact=live.known)
                    self._come.append((live, change.name, change.after))
                else:
                    origin = before._replace(changed=number, altered=number if change.alters else before.altered)
                carried.append(((change.name, change.after), origin))
            elif before and isinstance(change.before, tuple):
                self._gone.setdefault(change.before, []).append(before)
        for key, origin in carried:
            live.origins.setdefault(key, []).append(origin)

    def _taken(self, live: Live, change: Change) -> Origin | None:
        if not isinstance(change.before, tuple):
            return None
        origins = live.origins.get((change.name, change.before))
        if not origins:
            return None
        origin = origins.pop(0)
        if not origins:
            del live.origins[(change.name, change.before)]
        if not live.lost:
            self._reduced.append(live)
        live.lost.setdefault((change.name, change.before), []).append(origin)
        return origin

    def documents(self) -> tuple[dict[str, Document], list[Document]]:
        """Return each file's document by its path in the repository, and those whose path another file took."""
        for live in self._live.values():
            document = live.document
            document.placed = []
            if document.blob and document.readable:
                version = live.version if live.blob else self._versions.read(document.readable, document.kind)
                if version:
                    document.placed = placed(version, live.origins)
        return {path: live.document for path, live in self._live.items()}, self._past
