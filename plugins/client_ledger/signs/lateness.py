"""The invoices that were due by a day, and how late they were paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.signs.levels import Limits
from client_ledger.signs.view import View
from client_ledger.text.message import Amount, decimal

ENOUGH_TO_SAY_NEVER = 2


@dataclass(frozen=True)
class Lateness:
    """The invoices that late-payments looks at on a day, and their measures."""

    view: View
    limits: Limits

    @cached_property
    def since(self) -> date:
        """The first day of the window."""
        return self.view.day - timedelta(days=self.limits.window_days - 1)

    @cached_property
    def issued(self) -> list[InvoiceStatus]:
        """All invoices issued and not void, however old."""
        return self.view.invoices

    @cached_property
    def due(self) -> list[InvoiceStatus]:
        """All invoices due and not void, however old."""
        return [each for each in self.issued if each.due <= self.view.day]

    @cached_property
    def invoices(self) -> list[InvoiceStatus]:
        """The invoices due in the window, those still open, and those written off in the window."""
        return [each for each in self.due if each.due >= self.since or each.is_open or self._is_lost_lately(each)]

    def _is_lost_lately(self, each: InvoiceStatus) -> bool:
        return each.written_off is not None and each.written_off >= self.since

    @cached_property
    def late(self) -> list[InvoiceStatus]:
        """The invoices that were or are late beyond the days of grace."""
        return [each for each in self.invoices if each.is_late(self.limits.grace_days)]

    @cached_property
    def past_due(self) -> list[InvoiceStatus]:
        """The invoices open after their due day, including those within grace."""
        return [each for each in self.invoices if each.is_past_due]

    @cached_property
    def lost(self) -> list[InvoiceStatus]:
        """The invoices written off in the window and not settled since."""
        return [each for each in self.invoices if self._is_lost_lately(each) and each.settled_on is None]

    @property
    def mean(self) -> Fraction:
        """The mean days late of the late invoices."""
        return Fraction(sum(each.days_late for each in self.late), len(self.late)) if self.late else Fraction(0)

    @property
    def oldest(self) -> int:
        """The days late of the oldest open invoice past its grace, 0 if there is none."""
        return max((each.days_late for each in self.late if each.is_open), default=0)

    @property
    def overdue(self) -> Amount:
        """The open sum of the invoices past due."""
        return self.in_base(sum((each.open_in_base for each in self.past_due), Fraction(0)))

    @property
    def lost_in_base(self) -> Fraction:
        """The sum lost: what was open when each invoice was written off."""
        return sum((each.lost_in_base for each in self.lost), Fraction(0))

    @property
    def lost_share(self) -> Fraction:
        """The sum lost as a share of everything payable."""
        if not self.lost:
            return Fraction(0)
        payable = sum((each.payable_in_base for each in self.invoices), Fraction(0))
        return self.lost_in_base / payable if payable > 0 else Fraction(0)

    def in_base(self, value: Fraction) -> Amount:
        """Return a sum in the freelancer's currency."""
        return self.view.settings.amount(decimal(value))

    def worst(self, since: date = date.min) -> int:
        """Return the most days late among late invoices settled since a day, 0 if there are none."""
        settled = (each for each in self.late if each.settled_on and each.settled_on >= since)
        return max((each.days_late for each in settled), default=0)

    @property
    def usual(self) -> Fraction | None:
        """The median days late of the settled invoices, at least 0; None if there are none."""
        days = sorted(each.days_late for each in self.invoices if each.settled_on)
        if not days:
            return None
        middle = len(days) // 2
        return max(Fraction(days[middle] + days[~middle], 2), Fraction(0))

    @cached_property
    def charged_back(self) -> list[InvoiceStatus]:
        """The invoices with a payment charged back in the window, once for each such payment."""
        return [
            each
            for each in self.issued
            for payment in each.billed.payments
            if payment.why == "chargeback" and payment.returned and self.since <= payment.returned <= self.view.day
        ]

    @property
    def never_paid(self) -> bool:
        """Whether several invoices are due and none of the client's was ever paid, even in part."""
        return len(self.due) >= ENOUGH_TO_SAY_NEVER and not any(each.was_ever_paid for each in self.issued)
