"""The pages that a history has, and their digests, without reading again what each commit changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from client_ledger.cache import Cache, code_digest, digest
from client_ledger.history import Entry
from client_ledger.site.trail import DAYS_OPEN, LONG, Step, Trail

PACKAGE = Path(__file__).parent.parent
NAME = "trail"


@dataclass(frozen=True, slots=True)
class PartSummary:
    """A digest of some commits, their number, and their subjects as entries without changes."""

    digest: bytes
    count: int
    about: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class TrailSummary:
    """The years of each client whose trail has its own pages, and the months of the whole trail, the latest first."""

    years: Mapping[str, Mapping[int, PartSummary]]
    months: Mapping[date, PartSummary]


def summarize(trail: Trail, cache: Cache) -> TrailSummary:
    """Return a trail's summary: of the commits from the cache if they are unchanged, and of uncommitted changes."""
    history = trail.history
    key = digest(code_digest(PACKAGE), history.digests.commits, history.zone.key)
    kept = cache.get(NAME, key)
    if kept is None:
        kept = json.dumps(_committed(trail)).encode()
        cache.put(NAME, key, kept)
        cache.save({NAME})
    clients, months, days = json.loads(kept)
    long = {
        client: {int(year): _from_values(part) for year, part in years.items()}
        for client, (steps, years) in clients.items()
        if steps + (client in history.drafted) > LONG
    }
    older = days + bool(history.drafted) > DAYS_OPEN
    return TrailSummary(
        long, {date.fromisoformat(first): _from_values(part) for first, part in months.items()} if older else {}
    )


def _committed(trail: Trail) -> object:
    """Return each client's number of steps and its years, all months, and the number of days, of commits only."""
    clients = {}
    for client in sorted(trail.history.clients):
        years = trail.years(trail.of_client(client))
        parts = {year: _values(trail, steps) for year, steps in years.items()}
        clients[client] = sum(map(len, years.values())), parts
    months = {
        first.isoformat(): _values(trail, [step for day in month.days for step in day.steps])
        for first, month in trail.by_month(trail.days).items()
    }
    return clients, months, sum(day.day is not None for day in trail.days)


def _values(trail: Trail, steps: Sequence[Step]) -> object:
    parts = [str(notice) for notice in trail.notices]
    about: dict[tuple[str, str, str | None], None] = {}
    for step in steps:
        if step.commit:
            parts += [step.commit.id, trail.signature(step.commit) or ""]
        for entry in step.entries:
            parts += [entry.kind, entry.id]
            about[entry.kind, entry.id, entry.client] = None
    return digest(*parts).hex(), len(steps), list(about)


def _from_values(values: Any) -> PartSummary:  # noqa: ANN401 - what was kept
    found, count, about = values
    return PartSummary(
        bytes.fromhex(found), count, tuple(Entry(None, kind, id_, client, ()) for kind, id_, client in about)
    )
