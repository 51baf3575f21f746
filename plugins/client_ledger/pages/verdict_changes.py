"""The verdicts of some days ago, from the records in git then."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from client_ledger.history import Entry, History, NoSuchRevision, as_committed
from client_ledger.judging.judgement import Judgement, judge_of
from client_ledger.judging.verdict import ClientStatus
from client_ledger.project import Project, assemble, read_project


@dataclass(frozen=True, slots=True)
class Past:
    """The clients' status on a day, from the records committed by then.

    `statuses` has a client only if its records or the settings were different and could be read; `absent` are
    clients without any commit by then. It is not `known` if git cannot tell, and then both are empty.
    """

    statuses: Mapping[str, ClientStatus]
    absent: frozenset[str]
    known: bool = True


UNKNOWN = Past({}, frozenset(), known=False)


def past_of(judgement: Judgement, history: History, day: date) -> Past:
    """Return the clients' status as of the end of a day.

    Only files of clients and contracts that have changed since are read again.
    """
    if history.head is None:
        return UNKNOWN
    entries = history.since(day)
    if not entries:
        return Past({}, frozenset())
    changed = {(entry.kind, entry.id) for entry in entries}
    try:
        with as_committed(judgement.project.site, day, history.files_of(changed), history.repository) as committed:
            then = read_project(committed.site)
    except NoSuchRevision:
        return UNKNOWN
    if not committed.whole:
        then = _completed(then, judgement.project, changed)
    others = {client for entry in entries for client in _clients_of(entry)}
    if committed.whole or any(entry.kind == "settings" for entry in entries):
        others |= set(judgement.clients)
    names = {client: history.name_on(client, day) for client in judgement.clients if client in others}
    statuses = {
        client: judge_of(then, identity).assess(day)
        for client, identity in names.items()
        if identity in then.ledger.clients and identity not in then.incomplete
    }
    absent = (client for client, identity in names.items() if identity not in then.ledger.clients)
    return Past(statuses, frozenset(client for client in absent if _begins_after(history, client, day)))


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
