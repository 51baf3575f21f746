"""A file's history: what each commit changed in it, and the commit each of its records comes from."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, TypeAlias

from client_ledger.book.logs import Folder
from client_ledger.history.changes import Change
from client_ledger.history.facts import Kind, Version
from client_ledger.history.values import Facts

SEPARATOR = "\t"  # in JSON this byte occurs only between the parts
EVENTS_A_PART = 64


class Origin(NamedTuple):
    """The numbers of the commits that recorded a record, last changed it, and last altered it.

    It is not `exact` if an earlier version could not be read and may have contained the record.
    """

    recorded: int
    changed: int | None = None
    altered: int | None = None
    exact: bool = True


Origins: TypeAlias = dict[tuple[str, Facts], list[Origin]]
Names: TypeAlias = dict[str, list[int]]
LEDGER = Folder(Path(), frozenset())


class Event(NamedTuple):
    """What one commit (by number) changed in a file that was at `path` then."""

    commit: int
    path: str
    changes: tuple[Change, ...]


class Placed(NamedTuple):
    """A record's line and column (from 1) in the last commit, and its origin."""

    line: int
    column: int
    origin: Origin | None


@dataclass(slots=True)
class Document:
    """One file through all its renames; paths are relative to the ledger folder.

    `blob` is its content in the last commit, None if the file is gone; `readable` is the last version that
    could be read. `names` are the CSV and evidence files it ever named, each with the commits at which it began
    to and ended, in turns. `paths` are all it ever had. `events` are the last ones; `parts` hold those before as they
    are stored. `placed` is in step with the records of the readable version.
    """

    kind: Kind
    path: str
    blob: str | None = None
    readable: str | None = None
    client: str | None = None
    names: Names = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)

    def learn(self, number: int, version: Version) -> None:
        """Note the client and the files that a version names, from the commit with this number on."""
        self.client = version.fields.get("client")
        self._name(number, named_files(version, self.path))

    def note(self, event: Event) -> None:
        """Add what a commit changed."""
        self.events.append(event)
        renamed = (str(each.before) for each in event.changes if each.kind == "renamed")
        self.paths += [path for path in dict.fromkeys((event.path, *renamed)) if path not in self.paths]

    def leave(self, number: int) -> None:
        """Note that the file is gone from the commit with this number on."""
        self.blob = None
        self._name(number, set())

    def _name(self, number: int, now: set[str]) -> None:
        before = {file for file, turns in self.names.items() if len(turns) % 2}
        for file in sorted(now ^ before):
            self.names.setdefault(file, []).append(number)

    def origins(self, version: Version | None) -> Origins:
        """Each record's origin; `version` is the readable one."""
        found: Origins = {}
        for record, place in zip(version.records if version else [], self.placed, strict=False):
            if place.origin:
                found.setdefault(record, []).append(place.origin)
        return found

    def dump(self) -> str:
        """Return the document as one line of several parts, so that a reader can read only the parts it needs."""
        last = self.events[-1].commit if self.events else -1
        about = [self.kind, self.path, self.blob, self.readable, self.client, self.names, self.paths, last]
        while len(self.events) > EVENTS_A_PART:
            self.parts.append(_dump_events(self.events[:EVENTS_A_PART]))
            del self.events[:EVENTS_A_PART]
        origins = {origin: number for number, origin in enumerate(dict.fromkeys(place.origin for place in self.placed))}
        # In most files all records come from one commit, and their places make no difference.
        numbers = [n for line, column, origin in self.placed for n in (line, column, origins[origin])]
        places = [list(origins), len(self.placed), numbers if len(origins) > 1 else []]
        events = [_dump_events(self.events)] if self.events else []
        return SEPARATOR.join([_json(about), _json(places), *self.parts, *events])


def placed(version: Version, origins: Origins) -> list[Placed]:
    """Return the places and origins of a version's records."""
    used: dict[int, int] = {}  # how many origins of a list are given away, by its id()
    found = []
    for record, (line, column) in zip(version.records, version.places, strict=True):
        waiting = origins.get(record, ())
        number = used.get(id(waiting), 0)
        used[id(waiting)] = number + 1
        found.append(Placed(line, column, waiting[number] if number < len(waiting) else None))
    return found


def named_files(version: Version, path: str) -> set[str]:
    """Return the CSV and evidence files (relative to the ledger folder) that a version of the file at `path` names."""
    named = {
        name
        for _, facts in version.records
        for field, text in facts
        if field == "evidence"
        for name in text.split("\n")
    }
    found = {LEDGER.find("evidence", name) for name in named}
    found |= {LEDGER.find(str(PurePosixPath(path).parent), name) for name in version.logs}
    return {file for file in found if file}


class Stored:
    """A document's line in the cache; each part is read when it is needed."""

    def __init__(self, line: str) -> None:
        self.line = line
        self._parts = line.split(SEPARATOR)
        about = json.loads(self._parts[0])
        self.kind: Kind = about[0]
        self.path: str = about[1]
        self.blob: str | None = about[2]
        self.readable: str | None = about[3]
        self.client: str | None = about[4]
        self.names: Names = about[5]
        self.paths: list[str] = about[6]  # all it ever had
        self.last: int = about[7]  # the last commit that changed it; no part names a later one

    @cached_property
    def events(self) -> list[Event]:
        """What each commit changed."""
        return [event for part in self._parts[2:] for event in _events(part)]

    def events_from(self, number: int) -> list[Event]:
        """Return the events of the commits from a number on, without reading all earlier ones."""
        found: list[Event] = []
        for part in reversed(self._parts[2:]) if number <= self.last else ():
            found[:0] = _events(part)
            if found[0].commit < number:
                break
        return [event for event in found if event.commit >= number]

    def origin_at(self, line: int, column: int) -> Origin | None:
        """Return the origin of the record at a line and column, None if the last version cannot be read."""
        if self.blob != self.readable:
            return None
        origins, _, places = self._places
        return places.get((line, column)) if places or not origins else origins[0]

    def document(self) -> Document:
        """Return the whole document, to continue from it."""
        origins, count, _ = self._places
        each = iter(json.loads(self._parts[1])[2])
        several = [Placed(line, column, origins[number]) for line, column, number in zip(each, each, each, strict=True)]
        return Document(
            self.kind,
            self.path,
            self.blob,
            self.readable,
            self.client,
            {file: list(turns) for file, turns in self.names.items()},
            list(self.paths),
            self._parts[2:-1],
            _events(self._parts[-1]) if self._parts[2:] else [],
            several or [Placed(0, 0, origin) for origin in origins] * count,
        )

    @cached_property
    def _places(self) -> tuple[list[Origin | None], int, dict[tuple[int, int], Origin | None]]:
        """The distinct origins, the number of records, and the origin of each place if there are several."""
        distinct, count, numbers = json.loads(self._parts[1])
        origins = [Origin(*origin) if origin else None for origin in distinct]
        each = iter(numbers)
        places = {(line, column): origins[number] for line, column, number in zip(each, each, each, strict=True)}
        return origins, count, places


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _dump_events(events: list[Event]) -> str:
    return _json([[event.commit, event.path, [_dump(change) for change in event.changes]] for event in events])


def _dump(change: Change) -> list[Any]:
    return [change.kind, change.name, *(dict(v) if isinstance(v, tuple) else v for v in (change.before, change.after))]


def _events(part: str) -> list[Event]:
    return [Event(commit, path, tuple(map(_parse, changes))) for commit, path, changes in json.loads(part)]


def _parse(change: list[Any]) -> Change:
    kind, name, before, after = change
    return Change(kind, name, _facts(before), _facts(after))


def _facts(value: Any) -> Any:  # noqa: ANN401 - what JSON holds
    return tuple(value.items()) if isinstance(value, dict) else value
