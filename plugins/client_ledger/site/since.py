"""The verdicts as they stood some days ago, with the records as they stood in git then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from client_ledger.history import History, NoSuchRevision, as_committed
from client_ledger.project import Judgement, read_project
from client_ledger.verdict import Standing


@dataclass(frozen=True, slots=True)
class Past:
    """How the clients stood on a day by the records committed by then.

    `standings` has a client only where its records could be read; `absent` are those of which nothing was
    committed yet.
    """

    standings: Mapping[str, Standing]
    absent: frozenset[str]


def past_of(judgement: Judgement, history: History, day: date) -> Past | None:
    """Return the ledger as committed by the end of a day; None where that is not known, or is what stands today."""
    if history.head is None or not history.changed_since(day):
        return None
    try:
        with as_committed(judgement.project.site, day) as committed:
            project = read_project(committed.site)
    except NoSuchRevision:
        return None
    known = {client for client in project.ledger.clients if client not in project.ledger.incomplete}
    standings = {client: project.judge(client).stand(day) for client in judgement.clients if client in known}
    absent = (client for client in judgement.clients if client not in project.ledger.clients)
    return Past(standings, frozenset(client for client in absent if _begins_after(history, client, day)))


def _begins_after(history: History, client: str, day: date) -> bool:
    """Return whether nothing of a client was committed by the end of a day, under another name neither."""
    entries = history.trail_of("client", client)
    return all(entry.commit is None or (not entry.commit.cut and history.day(entry.commit) > day) for entry in entries)
