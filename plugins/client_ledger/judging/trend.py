"""Trends and recovery dates of clients, kept from one run to the next because they take longest to compute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from client_ledger.book.cached_values import from_bytes, to_bytes
from client_ledger.cache import Cache, code_digest, digest
from client_ledger.judging.recovery_date import recovery_date
from client_ledger.judging.verdict import ClientStatus, Judge, MonthStatus
from client_ledger.signs.levels import Level

PACKAGE = Path(__file__).parent.parent
CODE = tuple(PACKAGE / part for part in ("frontmatter", "book", "signs", "judging"))


@dataclass(frozen=True, slots=True)
class Trend:
    """A client's status at 12 month ends and today, and the day each sign's level would drop by itself."""

    trend: list[MonthStatus]
    recovery_dates: Mapping[str, date | None]


class TrendCache:
    """The trends of a ledger's clients on a day; `facts` are the digests of everything each client is judged by."""

    def __init__(self, cache: Cache | None, basis: bytes, facts: Mapping[str, bytes]) -> None:
        self._cache = cache
        self._facts = facts
        self._basis = basis

    def of(self, judge: Judge, status: ClientStatus) -> Trend:
        """Return a client's trend, from the cache if its facts are unchanged."""
        client = judge.timeline.client.id
        facts = self._facts.get(client)
        if self._cache is None or facts is None:
            return look(judge, status)
        key = digest(code_digest(*CODE), self._basis, status.day.isoformat(), facts)
        cached = self._cache.get(client, key)
        if cached is not None:
            try:
                trend = _from_values(from_bytes(cached))
            except (ValueError, TypeError):
                pass
            else:
                judge.remember(trend.trend)
                return trend
        found = look(judge, status)
        self._cache.put(client, key, to_bytes(_values(found)))
        return found

    def detach(self) -> None:
        """Keep nothing from now on; for a process forked from one whose cache is open."""
        if self._cache:
            self._cache.detach()

    def save(self) -> None:
        """Keep the trends for the next run."""
        if self._cache:
            self._cache.save(self._facts)


NOT_CACHED = TrendCache(None, b"", {})


def look(judge: Judge, status: ClientStatus) -> Trend:
    """Compute a client's trend."""
    dates = {judged.sign.name: recovery_date(judge, status, judged) for judged in status.signs}
    return Trend(judge.trend(status), dates)


def _values(trend: Trend) -> object:
    months = [
        (month.day, month.verdict, month.score, {name: int(level) for name, level in month.levels.items()})
        for month in trend.trend
    ]
    return months, dict(trend.recovery_dates)


def _from_values(values: Any) -> Trend:  # noqa: ANN401 - what was cached
    trend, recovery_dates = values
    months = [
        MonthStatus(day, verdict, score, {name: Level(level) for name, level in levels.items()})
        for day, verdict, score, levels in trend
    ]
    return Trend(months, recovery_dates)
