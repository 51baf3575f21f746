"""Commits in order, from the first: what each changed, in terms of records."""

from __future__ import annotations

from dataclasses import dataclass, field

from client_ledger.history.changes import Change, added, apply, changes, listed
from client_ledger.history.document import Document, Event, Origin, Origins, placed
from client_ledger.history.facts import Version, Versions
from client_ledger.history.git import Objects
from client_ledger.history.log import Delta, Layout, Step
from client_ledger.history.renames import paired
from client_ledger.history.values import Facts


@dataclass(slots=True)
class _Live:
    """A document on its way through history.

    `version` is the last that could be read, as the commits so far make it; `blob` is None once parallel
    branches have made it something that stands in no commit. `lost` are the records that were taken out while
    branches are open, and `buried` is what a file was that was removed then: a merge may bring them back.
    `known` tells whether the version before the last could be read.
    """

    document: Document
    blob: str | None = None
    version: Version | None = None
    origins: Origins = field(default_factory=dict)
    known: bool = True
    lost: Origins = field(default_factory=dict)
    buried: tuple[str | None, Version | None, Origins] | None = None


class Replay:
    """Takes commits one after another and keeps each file's document."""

    def __init__(self, objects: Objects, layout: Layout) -> None:
        self._objects = objects
        self._layout = layout
        self._versions = Versions(objects)
        self._live: dict[str, _Live] = {}
        self._past: list[Document] = []
        self._moved: dict[str, str] = {}
        self._reduced: list[_Live] = []
        self._gone: dict[Facts, list[Origin]] = {}
        self._come: list[tuple[_Live, str, Facts]] = []

    def resume(self, path: str, document: Document) -> None:
        """Go on with a document from an earlier replay; `path` is relative to the repository."""
        live = _Live(document, document.blob)
        if document.blob and document.readable:
            live.version = self._versions.read(document.readable, document.kind)
        live.origins = document.origins(live.version)
        self._live[path] = live

    def take(self, number: int, step: Step) -> None:
        """Take in the commit with this number."""
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
        """Take in that no branch beside the last commit is open."""
        self._moved.clear()
        for live in self._reduced:
            live.lost, live.buried = {}, None
        self._reduced.clear()

    def _find(self, path: str) -> _Live | None:
        """Return what stands at a path, or at the one that a parallel branch moved it to."""
        seen = set()
        while path not in self._live and path in self._moved and path not in seen:
            seen.add(path)
            path = self._moved[path]
        return self._live.get(path)

    def _move(self, deltas: list[Delta], *, merges: bool) -> None:
        """Take in renames, all at once, for two files may change places."""
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
        """Take in that a file is gone."""
        live = self._live.get(delta.path)
        if live is None or live.document.blob is None:
            return
        for (_, facts), origins in live.origins.items():
            self._gone.setdefault(facts, []).extend(origins)
        document = live.document
        live.buried = (live.blob, live.version, live.origins)
        self._reduced.append(live)
        document.leave(number)
        live.blob, live.version, live.origins = None, None, {}
        document.events.append(Event(number, self._layout.inside(delta.path), (Change("removed"),)))

    def _place(self, delta: Delta, *, merges: bool) -> _Live:
        """Return what stands where a file arrives, or something new."""
        live = self._find(delta.path) if delta.old_blob else self._live.get(delta.path)
        if live:
            return live
        elsewhere = self._find(delta.path) if merges else None
        self._moved.pop(delta.path, None)
        live = self._live[delta.path] = _Live(Document(delta.kind, self._layout.inside(delta.path)))
        if elsewhere:  # a branch renamed the file, and the merge keeps it under both names
            held = elsewhere.lost | elsewhere.origins
            live.lost = {record: list(origins) for record, origins in held.items()}
            self._reduced.append(live)
        return live

    def _arrive(self, number: int, delta: Delta, *, merges: bool) -> None:
        """Take in what a file says from this commit on."""
        live = self._place(delta, merges=merges)
        document = live.document
        was = document.path
        found: list[Change] = []
        gone = document.blob is None
        if gone and live.buried and (merges or delta.old_blob):  # a branch removed it, this one or the merge keeps it
            live.blob, live.version, live.origins = live.buried
        if gone and (merges or not delta.old_blob):
            found.append(Change("added"))
        elif not gone and was != self._layout.inside(delta.path) and delta.path in self._live:
            found.append(Change("renamed", "", was, self._layout.inside(delta.path)))
        document.kind = delta.kind
        if delta.path in self._live:
            document.path = self._layout.inside(delta.path)
            if live.version and document.path != was:
                document.learn(number, live.version)
        if delta.kind == "evidence":
            if document.blob not in (None, delta.blob):
                found.append(Change("content"))
            live.blob = delta.blob
        elif delta.blob and (merges or document.blob != delta.blob or live.blob != delta.blob):
            found += self._facts(number, live, delta, delta.blob, merges=merges)
        document.blob = delta.blob
        if found:
            document.events.append(Event(number, self._layout.inside(delta.path), tuple(found)))

    def _facts(self, number: int, live: _Live, delta: Delta, blob: str, *, merges: bool) -> list[Change]:
        new = self._versions.read(blob, delta.kind)
        if new is None:
            already = live.blob == blob
            live.blob = blob
            return [] if already else [Change("unreadable")]
        document = live.document
        live.known = document.blob is None or document.blob == document.readable
        document.readable = blob
        document.learn(number, new)
        if live.version is None:
            self._trace(number, live, added(new), merges=merges)
            live.version, live.blob = new, blob
            return listed(added(new))
        if merges and live.blob == blob:
            return []
        if not merges and (live.blob is None or (delta.old_blob and live.blob != delta.old_blob)):
            return self._branch(number, live, delta, new)
        found = changes(live.version, new)
        if live.blob is None:
            found = [change for change in found if change.kind in {"record", "field"}]
        self._trace(number, live, found, merges=merges)
        live.version, live.blob = new, blob
        return found

    def _branch(self, number: int, live: _Live, delta: Delta, new: Version) -> list[Change]:
        """Take in a change to a version other than the one the commits so far have made."""
        old = self._versions.read(delta.old_blob, delta.kind) if delta.old_blob else None
        base = live.version or new
        found = changes(old or base, new)
        self._trace(number, live, found, merges=False)
        live.version, live.blob = apply(base, found), None
        return found

    def _trace(self, number: int, live: _Live, found: list[Change], *, merges: bool) -> None:
        """Carry each record's origin from what it was to what it is."""
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

    def _taken(self, live: _Live, change: Change) -> Origin | None:
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
