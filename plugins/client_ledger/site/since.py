"""The verdicts as they stood some days ago, with the records as they stood in git then."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from client_ledger.history import Entry, History, NoSuchRevision, as_committed
from client_ledger.project import Judgement, Project, assemble, read_project
from client_ledger.verdict import Standing


@dataclass(frozen=True, slots=True)
class Past:
    """How the clients stood on a day by the records committed by then.

    `standings` has a client only where its records or the settings were others and could be read; `absent` are
    those of which nothing was committed yet. It is not `known` where git does not tell, and then both are empty.
    """

    standings: Mapping[str, Standing]
    absent: frozenset[str]
    known: bool = True


UNKNOWN = Past({}, frozenset(), known=False)


def past_of(judgement: Judgement, history: History, day: date) -> Past:
    """Return the ledger as committed by the end of a day.

    Only the files of the clients that were changed since are read again.
    """
    if history.head is None:
        return UNKNOWN
    entries = history.since(day)
    if not entries:
        return Past({}, frozenset())
    changed = {client for entry in entries for client in _clients_of(entry)}
    try:
        with as_committed(judgement.project.site, day, history.files_of(changed)) as committed:
            then = read_project(committed.site)
    except NoSuchRevision:
        return UNKNOWN
    if committed.whole:
        changed = set(judgement.clients)
    known = dict(_known(then, history, {client for client in judgement.clients if client in changed}, day))
    standings = {client: then.judge(identity).stand(day) for client, identity in known.items()}
    if not committed.whole and any(entry.kind == "settings" for entry in entries):
        under = assemble(committed.site, judgement.project.ledger)
        standings |= {client: under.judge(client).stand(day) for client in judgement.clients if client not in changed}
    absent = (client for client in changed if history.name_on(client, day) not in then.ledger.clients)
    return Past(standings, frozenset(client for client in absent if _begins_after(history, client, day)))


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


def _known(then: Project, history: History, clients: Collection[str], day: date) -> Iterator[tuple[str, str]]:
    """Yield the clients of which everything could be read, with the ids they had on a day."""
    for client in clients:
        identity = history.name_on(client, day)
        if identity in then.ledger.clients and identity not in then.ledger.incomplete:
            yield client, identity


def _begins_after(history: History, client: str, day: date) -> bool:
    """Return whether nothing of a client was committed by the end of a day, under another name neither."""
    entries = history.trail_of("client", client)
    return all(entry.commit is None or (not entry.commit.cut and history.day(entry.commit) > day) for entry in entries)
