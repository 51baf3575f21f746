"""The pages that a history has, and their digests, without reading again what each commit changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from client_ledger.cache import Cache, digest
from client_ledger.history import Entry
from client_ledger.site.trail import MonthOfSteps, Trail

NAME = "trail"


@dataclass(frozen=True, slots=True)
class MonthSummary:
    """A digest of a month's commits, and their subjects as entries without changes."""

    digest: bytes
    about: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class TrailSummary:
    """The years of each client whose trail has its own pages, and the months of the whole trail, the latest first."""

    years: Mapping[str, tuple[int, ...]]
    months: Mapping[date, MonthSummary]


def summarize(trail: Trail, cache: Cache) -> TrailSummary:
    """Return a trail's summary, from the cache if the history is unchanged."""
    key = digest(trail.history.digest, trail.history.zone.key)
    kept = cache.get(NAME, key)
    if kept is not None:
        return _from_json(kept)
    found = TrailSummary(
        {client: years for client in trail.of_clients if (years := tuple(trail.past_years(client)))},
        {first: _of_month(trail, month) for first, month in trail.months.items()},
    )
    cache.put(NAME, key, _to_json(found))
    cache.save({NAME})
    return found


def _of_month(trail: Trail, month: MonthOfSteps) -> MonthSummary:
    parts = [str(notice) for notice in trail.notices]
    about: dict[tuple[str, str, str | None], Entry] = {}
    for step in (step for day in month.days for step in day.steps):
        if step.commit:
            parts += [step.commit.id, trail.signature(step.commit) or ""]
        for entry in step.entries:
            parts += [entry.kind, entry.id]
            about[entry.kind, entry.id, entry.client] = Entry(None, entry.kind, entry.id, entry.client, ())
    return MonthSummary(digest(*parts), tuple(about.values()))


def _to_json(summary: TrailSummary) -> bytes:
    months = {
        first.isoformat(): [month.digest.hex(), [[each.kind, each.id, each.client] for each in month.about]]
        for first, month in summary.months.items()
    }
    return json.dumps([dict(summary.years), months]).encode()


def _from_json(data: bytes) -> TrailSummary:
    years, months = json.loads(data)
    return TrailSummary(
        {client: tuple(each) for client, each in years.items()},
        {
            date.fromisoformat(first): MonthSummary(
                bytes.fromhex(found), tuple(Entry(None, kind, id_, client, ()) for kind, id_, client in about)
            )
            for first, (found, about) in months.items()
        },
    )
