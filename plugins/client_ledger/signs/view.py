"""One client's records as of a day, by kind and window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeVar

from client_ledger.book.client import Client
from client_ledger.book.contract import RUNNING, Contract
from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.book.settings import Settings
from client_ledger.signs.timeline import Dated, Timeline

T = TypeVar("T")
REVIEWED_DAYS = 90


@dataclass(frozen=True)
class View:
    """A client's records on `day`: those dated later do not exist yet.

    With `after`, only records dated after that day are seen, and invoices due after it.
    """

    timeline: Timeline
    day: date
    after: date | None = None

    @property
    def client(self) -> Client:
        """The client."""
        return self.timeline.client

    @property
    def settings(self) -> Settings:
        """The freelancer's settings."""
        return self.timeline.settings

    @property
    def running(self) -> list[Contract]:
        """The contracts that are signed or active."""
        return [contract for contract in self.timeline.contracts if contract.stage in RUNNING]

    def last(self, days: int, dated: Dated[T]) -> Sequence[T]:
        """Return the items of the last `days` days, including the day itself."""
        return dated.between(self._first(days), self.day)

    @property
    def invoices(self) -> list[InvoiceStatus]:
        """The status on the day of the invoices that count, without those due up to `after`."""
        found = self.timeline.invoices_on(self.day)
        return found if self.after is None else [each for each in found if each.due > self.after]

    def total(self, quantity: str, days: int, dated: Dated[T]) -> Fraction:
        """Return a quantity's total over the last `days` days, including the day itself."""
        return dated.total(quantity, self._first(days), self.day)

    def _first(self, days: int) -> date:
        first = self.day - timedelta(days=days - 1)
        return first if self.after is None else max(first, self.after + timedelta(days=1))

    @property
    def has_overdue(self) -> bool:
        """Whether money is past due beyond the days of grace, regardless of `after`."""
        grace_days = self.timeline.grace_days
        return any(each.is_open and each.is_late(grace_days) for each in self.timeline.invoices_on(self.day))

    @property
    def is_reviewed(self) -> bool:
        """Whether the client was reviewed, so that a lack of records means something."""
        reviewed, first = self.client.reviewed, self.timeline.first_day
        if reviewed is None or (first is not None and self.day < first):
            return False
        return reviewed > self.day - timedelta(days=REVIEWED_DAYS)
