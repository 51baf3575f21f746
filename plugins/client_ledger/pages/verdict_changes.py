"""The verdicts of some days ago, from the records in git then."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from client_ledger.book.validate import plain
from client_ledger.cache import FOLDER, Cache, code_digest, digest
from client_ledger.history import Entry, History, NoSuchRevision, as_committed, commit_on
from client_ledger.judging.judgement import Judgement, judge_of
from client_ledger.judging.verdict import MonthStatus, month_status
from client_ledger.project import Project, assemble, read_project
from client_ledger.signs.levels import Level

PACKAGE = Path(__file__).parent.parent
NAME = "past"


@dataclass(frozen=True, slots=True)
class Past:
    """The clients' status on a day, from the records committed by then.

    `statuses` has a client only if its records or the settings were different and could be read; `absent` are
    clients without any commit by then. It is not `known` if git cannot tell, and then both are empty.
    """

    statuses: Mapping[str, MonthStatus]
    absent: frozenset[str]
    known: bool = True


UNKNOWN = Past({}, frozenset(), known=False)
ABSENT, UNREAD = "absent", "unread"


@dataclass(frozen=True, slots=True)
class _Committed:
    """The clients' statuses at a commit by their `_sources`, ABSENT or UNREAD for a client without one.

    `whole` tells whether every file was read as of then, because the folder or the time zone was different.
    """

    whole: bool
    clients: Mapping[str, MonthStatus | str]


def past_of(judgement: Judgement, history: History, day: date) -> Past:
    """Return the clients' status as of the end of a day.

    Only files of clients and contracts that have changed since are read again, and what is found is kept.
    """
    if history.head is None or history.repository is None:
        return UNKNOWN
    if not history.since(day):
        return Past({}, frozenset())
    site = judgement.project.site
    try:
        commit = commit_on(site, day, history.repository)
        cache, key = Cache(site.path.parent / FOLDER, NAME), _key(judgement.project, commit, day)
        found = _from_json(cache.get(NAME, key), day)
        names = _names(judgement, history, day, whole=found is not None and found.whole)
        sources = _sources(judgement.project, history, day, names)
        if found is None or not found.clients.keys() >= set(sources.values()):
            found = _read(judgement, history, day, commit, found)
            names = _names(judgement, history, day, whole=found.whole)
            sources = _sources(judgement.project, history, day, names)
            cache.put(NAME, key, _to_json(found))
            cache.save({NAME})
    except NoSuchRevision:
        return UNKNOWN
    then = {client: found.clients[source] for client, source in sources.items()}
    absent = (client for client, status in then.items() if status == ABSENT)
    return Past(
        {client: status for client, status in then.items() if isinstance(status, MonthStatus)},
        frozenset(client for client in absent if _begins_after(history, client, day)),
    )


def _key(project: Project, commit: str, day: date) -> bytes:
    """Return a digest of everything that the statuses at a commit depend on; a commit may lack a site file."""
    ledger, site = project.ledger, project.site
    around = (day, site.prefix, plain(site.options), sorted(ledger.incomplete), sorted(ledger.unread))
    return digest(code_digest(PACKAGE), version("holidays"), commit, repr(around))


def _read(judgement: Judgement, history: History, day: date, commit: str, known: _Committed | None) -> _Committed:
    """Return the statuses at a commit of the clients that changed since, and those known already."""
    project = judgement.project
    changed = {(entry.kind, entry.id) for entry in history.since(day)}
    with as_committed(project.site, commit, history.files_of(changed), history.repository) as committed:
        then = read_project(committed.site)
    if not committed.whole:
        then = _completed(then, project, changed)
    clients: dict[str, MonthStatus | str] = dict(known.clients) if known else {}
    names = _names(judgement, history, day, whole=committed.whole)
    for client, source in _sources(project, history, day, names).items():
        name = names[client]
        if name not in then.ledger.clients:
            clients[source] = ABSENT
        elif name in then.incomplete:
            clients[source] = UNREAD
        else:
            clients[source] = month_status(judge_of(then, name).assess(day))
    return _Committed(committed.whole, clients)


def _names(judgement: Judgement, history: History, day: date, *, whole: bool) -> dict[str, str]:
    """Return the ids then of the clients whose records or settings were different on a day."""
    entries = history.since(day)
    if whole or any(entry.kind == "settings" for entry in entries):
        concerned = set(judgement.clients)
    else:
        concerned = {client for entry in entries for client in _clients_of(entry)}
    return {client: history.name_on(client, day) for client in judgement.clients if client in concerned}


def _sources(project: Project, history: History, day: date, names: Mapping[str, str]) -> dict[str, str]:
    """Return each client's id then with a digest of its files that are read as they are now.

    A file may differ from the one at the commit although no later commit changed it: an earlier one was merged since.
    """
    changed = history.files_of({(entry.kind, entry.id) for entry in history.since(day)})
    digests = project.ledger.digests
    found = {}
    for client, name in names.items():
        files = [file for file in project.files_of(client) if file not in changed]
        found[client] = f"{name} {digest(*files, *(digests.get(file, b'') for file in files)).hex()}"
    return found


def _to_json(found: _Committed) -> bytes:
    clients = {
        name: status if isinstance(status, str) else [status.verdict, status.score, status.levels]
        for name, status in found.clients.items()
    }
    return json.dumps([found.whole, clients]).encode()


def _from_json(data: bytes | None, day: date) -> _Committed | None:
    if data is None:
        return None
    whole, clients = json.loads(data)
    return _Committed(whole, {name: _status(values, day) for name, values in clients.items()})


def _status(values: str | list[Any], day: date) -> MonthStatus | str:
    if isinstance(values, str):
        return values
    verdict, score, levels = values
    return MonthStatus(day, verdict, score, {sign: Level(level) for sign, level in levels.items()})


def _completed(then: Project, now: Project, changed: Collection[tuple[str, str]]) -> Project:
    """Complete the earlier project, of which only changed files were read, with the unchanged files."""
    clients = {name: client for name, client in now.ledger.clients.items() if ("client", name) not in changed}
    contracts = {name: found for name, found in now.ledger.contracts.items() if ("contract", name) not in changed}
    ledger = replace(
        then.ledger,
        clients=clients | then.ledger.clients,
        contracts=contracts | then.ledger.contracts,
        incomplete=then.ledger.incomplete | now.ledger.incomplete,
        unread=then.ledger.unread | now.ledger.unread,
    )
    return assemble(then.site, ledger)


def _clients_of(entry: Entry) -> Iterator[str]:
    """Yield the clients whose records an entry changed."""
    if entry.kind == "client":
        yield entry.id
    elif entry.kind == "contract":
        yield from [entry.client] if entry.client else []
        for part in entry.files:
            for change in part.changes:
                if (change.kind, change.name) == ("field", "client") and isinstance(change.before, str):
                    yield change.before


def _begins_after(history: History, client: str, day: date) -> bool:
    """Tell whether nothing of a client was committed by the end of a day, not even under another name."""
    entries = history.trail_of("client", client)
    return all(entry.commit is None or (not entry.commit.cut and history.day(entry.commit) > day) for entry in entries)
