"""The months ahead: their forecast, and the same without one client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from client_ledger.income.calendar_months import Month


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """A month's forecast; `coverage` is the weighted sum as a share of the goal, None without a goal."""

    month: Month
    committed: Fraction
    weighted: Fraction
    coverage: Fraction | None


@dataclass(frozen=True, slots=True)
class Without:
    """The months ahead without one client; `months_at_goal` is None without a goal."""

    client: str
    share_of_income: Fraction
    last_day: date
    months: tuple[tuple[Month, Fraction], ...]
    months_at_goal: int | None
