"""When a sign would clear: the first day its level drops with nothing new recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from client_ledger.judging.verdict import BOUNDARY_COUNTS_DAYS, ClientStatus, Judge, Judged
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.signs.late_payments import turns as late_payments_turns
from client_ledger.signs.levels import Level
from client_ledger.signs.unpaid_hours import RATE_WINDOW_DAYS
from client_ledger.signs.unpaid_hours import SIGN as UNPAID_HOURS
from client_ledger.signs.unsteady_work import SIGN as UNSTEADY_WORK

LOOKED_AHEAD_DAYS = 365


class RecoveryDate:
    """Looks ahead from one day, with the records known on it."""

    def __init__(self, judge: Judge, status: ClientStatus) -> None:
        self._judge = judge
        self._standing = status
        self._others = [each.sign for each in status.signs if each.sign is not UNSTEADY_WORK]

    def clears_on(self, judged: Judged) -> date | None:
        """Return the first of the next 365 days on which a firing sign's level is lower; None when on none."""
        if judged.level <= Level.clear:
            return None
        for day in self._days_to_try(judged):
            if self._level(judged, day) < judged.level:
                return day
        return None

    def _level(self, judged: Judged, day: date) -> Level:
        known = self._standing.day
        level = self._judge.level_on(judged.sign, day, known)
        if judged.sign is not UNSTEADY_WORK or level <= Level.watch or self._another_fires(day):
            return level
        return Level.watch

    def _another_fires(self, day: date) -> bool:
        """Tell whether a sign other than unsteady work is above clear; the one that was last time is tried first."""
        for index, sign in enumerate(self._others):
            if self._judge.read_on(sign, day, self._standing.day) > Level.clear:
                self._others.insert(0, self._others.pop(index))
                return True
        return False

    def _days_to_try(self, judged: Judged) -> list[date]:
        """Return the days on which a level can change, in order: something leaves a window, or enters one."""
        first = self._standing.day + timedelta(days=1)
        last = self._standing.day + timedelta(days=LOOKED_AHEAD_DAYS)
        judges = self._standing.signs if judged.sign is UNSTEADY_WORK else (judged,)
        found = {first}
        for each in judges:
            found.update(self._changes(each))
        return sorted(day for day in found if first <= day <= last)

    def _changes(self, judged: Judged) -> Iterator[date]:
        timeline, limits = self._judge.timeline, judged.reading.limits
        yield from _later(timeline.boundaries.days, BOUNDARY_COUNTS_DAYS)
        windows = {limits.window_days, RATE_WINDOW_DAYS} if judged.sign is UNPAID_HOURS else {limits.window_days}
        for kind in judged.sign.reads:
            for window in windows:
                yield from _later(set(getattr(timeline, kind).days), window)
        if judged.sign is LATE_PAYMENTS:
            yield from late_payments_turns(timeline, limits, self._standing.day)
        yield from (contract.signed for contract in timeline.contracts if contract.signed)
        if judged.sign is UNSTEADY_WORK:
            yield from _first_days_of_months(self._standing.day)


def _later(days: Iterable[date], by: int) -> Iterator[date]:
    return (day + timedelta(days=by) for day in days)


def _first_days_of_months(day: date) -> Iterator[date]:
    for ahead in range(1, 13):
        index = day.year * 12 + day.month - 1 + ahead
        yield date(index // 12, index % 12 + 1, 1)
