"""All of one client's records by kind, sorted by day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import lcm
from typing import Generic, TypeVar

from client_ledger.book.billed_invoice import BilledInvoice, currency_of
from client_ledger.book.bills import Bills
from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.invoice_status import InvoiceStatus, status_on
from client_ledger.book.records import Boundary, ClientMessage, Decision, Hours, Incident, Request
from client_ledger.book.settings import Settings
from client_ledger.frontmatter.problems import Place
from client_ledger.signs.worktime import Excuse, excuses, is_out_of_hours

T = TypeVar("T")


class Dated(Generic[T]):
    """Items sorted by day, sliced by bisection; items of the same day keep the order in which they were written.

    `sums` are quantities that can be totalled over any span of days.
    """

    def __init__(self, things: Iterable[T], day_of: Callable[[T], date], **sums: Callable[[T], Fraction]) -> None:
        self.things: Sequence[T] = sorted(things, key=day_of)
        self.days = [day_of(thing) for thing in self.things]
        self._running = {name: _running([*map(quantity, self.things)]) for name, quantity in sums.items()}

    def between(self, first: date, last: date) -> Sequence[T]:
        """Return the items of the days from first to last, both included."""
        return self.things[bisect_left(self.days, first) : bisect_right(self.days, last)]

    def edges(self, window_days: int) -> Iterator[date]:
        """Yield the days on which an item enters a window of this many days, and those on which it has left it."""
        for day in dict.fromkeys(self.days):
            yield day
            yield day + timedelta(days=window_days)

    def total(self, quantity: str, first: date, last: date) -> Fraction:
        """Return a quantity's total over the days from first to last, both included."""
        running, denominator = self._running[quantity]
        start, end = bisect_left(self.days, first), bisect_right(self.days, last)
        return Fraction(running[max(start, end)] - running[start], denominator)


def _running(quantities: Sequence[Fraction]) -> tuple[list[int], int]:
    """Return running totals, from zero, as numerators of one denominator: much faster to add than fractions."""
    whole = lcm(*(each.denominator for each in quantities))
    return [*accumulate((each.numerator * (whole // each.denominator) for each in quantities), initial=0)], whole


@dataclass(frozen=True, slots=True)
class HoursEntry:
    """Hours of a contract; `beyond` is the part beyond what the contract pays for."""

    contract: Contract
    record: Hours
    beyond: Fraction

    @property
    def refused(self) -> Fraction:
        """The part that will certainly not be paid."""
        return self.record.hours if self.record.paid is False else Fraction(0)

    @property
    def unpaid(self) -> Fraction:
        """The part that is worked without separate pay."""
        return self.refused or self.beyond


class Timeline:
    """All of one client's records, sorted, prepared once for any number of days and windows."""

    def __init__(
        self,
        client: Client,
        contracts: Sequence[Contract],
        bills: Bills,
        settings: Settings,
        grace_days: int,
    ) -> None:
        self.client = client
        self.contracts = tuple(contracts)
        self.bills = {each.id: bills[each.id] for each in contracts}
        self.invoices = tuple(billed for own in self.bills.values() for billed in own)
        self.settings = settings
        self.grace_days = grace_days

    def rate_of(self, contract: Contract, day: date) -> Decimal:
        """Return what one unit of a contract's currency is worth on a day; 0 if the ledger reports a missing rate."""
        return self.settings.rate(currency_of(contract, self.client, self.settings), day) or Decimal(0)

    @cached_property
    def hours(self) -> Dated[HoursEntry]:
        """Hours by day."""
        return Dated(
            (worked for each in self.contracts for worked in unpaid_parts(each)),
            lambda it: it.record.date,
            hours=lambda it: it.record.hours,
            refused=lambda it: it.refused,
            beyond=lambda it: it.beyond,
            outside=lambda it: Fraction(0) if it.record.in_scope else it.record.hours,
        )

    @cached_property
    def hours_of(self) -> dict[str, Dated[Hours]]:
        """The hours by day of each contract with hours."""
        return {
            each.id: Dated(
                each.hours,
                lambda it: it.date,
                hours=lambda it: it.hours,
                paid=lambda it: Fraction(0) if it.paid is False else it.hours,
            )
            for each in self.contracts
            if each.hours
        }

    @cached_property
    def requests(self) -> Dated[Request]:
        """Requests by day, in a contract or outside any."""
        own = [self.client.requests, *(contract.requests for contract in self.contracts)]
        return Dated((request for requests in own for request in requests), lambda it: it.day)

    @cached_property
    def contract_of(self) -> dict[Place, str]:
        """The contract's id for each request made under a contract, by the request's place."""
        return {request.place: contract.id for contract in self.contracts for request in contract.requests}

    @cached_property
    def messages(self) -> Dated[tuple[ClientMessage, Excuse | None]]:
        """Out-of-hours messages by day, each with its possible excuse."""
        return Dated(excuses(self.client, self.settings), lambda it: it[0].day)

    @cached_property
    def interruptions(self) -> Dated[ClientMessage]:
        """Messages within working hours that demand an immediate reply without need, by day."""
        return Dated(
            (
                each
                for each in self.client.messages
                if each.reply == "now" and not each.urgent and not is_out_of_hours(each, self.settings)
            ),
            lambda it: it.day,
        )

    @cached_property
    def incidents(self) -> Dated[Incident]:
        """Incidents by day."""
        return Dated(self.client.incidents, lambda it: it.day)

    @cached_property
    def boundaries(self) -> Dated[Boundary]:
        """Boundaries by day."""
        return Dated(self.client.boundaries, lambda it: it.day)

    def invoices_on(self, day: date) -> list[InvoiceStatus]:
        """Return the status, at the end of a day, of the invoices issued by then and not void, in the order written."""
        return [status for billed in self.invoices if (status := status_on(billed, day)).counts]

    @cached_property
    def due(self) -> Dated[BilledInvoice]:
        """Invoices that are not void, by due day."""
        return Dated((billed for billed in self.invoices if not billed.record.void), lambda it: it.due)

    @cached_property
    def issued(self) -> Dated[BilledInvoice]:
        """Invoices by the day of issue."""
        return Dated(self.invoices, lambda it: it.record.issued)

    @cached_property
    def first_worked(self) -> dict[str, Hours]:
        """The first hours of each contract with hours."""
        return {each.id: min(each.hours, key=lambda it: it.date) for each in self.contracts if each.hours}

    @cached_property
    def billed_months(self) -> dict[tuple[int, int], date]:
        """The months (period, else month of issue) of the invoices that are not void, with their first day of issue."""
        months: dict[tuple[int, int], date] = {}
        for each in self.issued.things:
            if not each.record.void:
                period, day = each.record.period, each.record.issued
                months.setdefault((int(period[:4]), int(period[5:])) if period else (day.year, day.month), day)
        return months

    @cached_property
    def event_days(self) -> list[date]:
        """The days of all recorded events, in order."""
        client = self.client
        kinds: tuple[Sequence[ClientMessage | Request | Incident | Boundary | Decision], ...] = (
            client.messages,
            self.requests.things,
            client.incidents,
            client.boundaries,
            client.decisions,
        )
        return sorted(event.day for events in kinds for event in events)

    @cached_property
    def first_day(self) -> date | None:
        """`since`, or the day of the first record of any kind."""
        if self.client.since:
            return self.client.since
        credited = sorted(note.issued for each in self.contracts for note in each.credit_notes)
        return min(
            (days[0] for days in (self.event_days, self.hours.days, self.issued.days, credited) if days), default=None
        )


def unpaid_parts(contract: Contract) -> list[HoursEntry]:
    """Return a contract's hours by day, each with its unpaid part."""
    per_month = contract.billing == "retainer" and contract.hours_per_month is not None
    budget = contract.hours_per_month if per_month else contract.hours_budget if contract.billing == "fixed" else None
    used: dict[tuple[int, int] | None, Fraction] = {}
    worked = []
    for record in sorted(contract.hours, key=lambda record: record.date):
        period = (record.date.year, record.date.month) if per_month else None
        before = used.get(period, Fraction(0))
        used[period] = before + record.hours
        more = Fraction(0) if budget is None or record.paid is not None else used[period] - budget
        worked.append(HoursEntry(contract, record, min(record.hours, max(Fraction(0), more))))
    return worked
