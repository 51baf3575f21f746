"""Contracts to income: the stages, the forecast against the goal, what came in, and who it depends on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from client_ledger.book.contract import OPEN, RUNNING, STAGES, Contract, Stage
from client_ledger.book.invoice_status import BilledInvoice, bills, currency_of, net_invoiced
from client_ledger.book.load import Ledger
from client_ledger.book.settings import Settings
from client_ledger.income.calendar_months import Month, bounds, month_after, months_between
from client_ledger.income.to_invoice import ToInvoice, recorded_last_day, to_invoice

MONTHS = 12
DAYS_WITHOUT_AN_END = 90
HOURS_LOOKED_AT_DAYS = 90
INCOME_YEAR_DAYS = 365
CONCENTRATION_WATCH = Fraction(1, 4)
CONCENTRATION_WARNING = Fraction(2, 5)


@dataclass(frozen=True)
class Deal:
    """An open contract with what it is expected to bring; money is net, in the base currency."""

    contract: Contract
    day: date
    unit: Fraction
    invoiced: Decimal
    last_day: date | None = None

    @property
    def first(self) -> date:
        """The first day that can bring income."""
        tomorrow = self.day + timedelta(days=1)
        return max(self.contract.start, tomorrow) if self.contract.start else tomorrow

    def between(self, first: date, last: date) -> Fraction:
        """Return the income expected on the days from first to last, both included; none after the last day of work."""
        contract = self.contract
        last = min(last, self.last_day) if self.last_day else last
        if contract.billing == "fixed":
            start, end = self._fixed_span()
            return self.remaining * _overlap(start, end, first, last) / ((end - start).days + 1)
        first = max(first, self.first)
        last = min(last, contract.end) if contract.end else last
        if contract.billing == "hourly":
            return self._per_day * max((last - first).days + 1, 0)
        whole = Fraction(0)
        for month in months_between(first, last):
            start, end = bounds(month)
            whole += self._per_month * _overlap(start, end, first, last) / ((end - start).days + 1)
        return whole

    def _fixed_span(self) -> tuple[date, date]:
        end = self.contract.end
        if end and end <= self.day:
            tomorrow = self.day + timedelta(days=1)
            return tomorrow, tomorrow
        return self.first, end or self.first + timedelta(days=DAYS_WITHOUT_AN_END - 1)

    @cached_property
    def remaining(self) -> Fraction:
        """What is left of a fixed price to invoice, never below 0."""
        return max(Fraction(self.contract.price - self.invoiced), Fraction(0)) * self.unit

    @property
    def _per_month(self) -> Fraction:
        return Fraction(self.contract.price) * self.unit

    @cached_property
    def _per_day(self) -> Fraction:
        weekly = self.contract.hours_per_week
        if weekly is None:
            since = self.day - timedelta(days=HOURS_LOOKED_AT_DAYS - 1)
            recent = (each.hours for each in self.contract.hours if since <= each.date <= self.day)
            weekly = sum(recent, Fraction(0)) * 7 / HOURS_LOOKED_AT_DAYS
        return Fraction(self.contract.price) * self.unit * weekly / 7


@dataclass(frozen=True, slots=True)
class Hope:
    """The part of an open contract that its probability leaves out of the forecast, by month ahead."""

    deal: Deal
    adds: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """A month's forecast; `coverage` is weighted as a share of the goal, None without a goal."""

    month: Month
    committed: Fraction
    weighted: Fraction
    coverage: Fraction | None


@dataclass(frozen=True, slots=True)
class StageSum:
    """The open contracts of one stage, and what they are expected to bring up to the last month."""

    stage: Stage
    deals: tuple[Deal, ...]
    value: Fraction
    weighted: Fraction


@dataclass(frozen=True, slots=True)
class Without:
    """The months ahead without one client; `months_at_goal` is None without a goal."""

    client: str
    share_of_income: Fraction
    last_day: date
    months: tuple[tuple[Month, Fraction], ...]
    months_at_goal: int | None


class Pipeline:
    """What a ledger's contracts have brought and are expected to bring, as of a day.

    `notice_of` gives the days of notice that end a running contract.
    """

    def __init__(self, ledger: Ledger, settings: Settings, day: date, notice_of: Callable[[Contract], int]) -> None:
        self.ledger = ledger
        self.settings = settings
        self.day = day
        self.notice_of = notice_of
        self._hopes_for: dict[tuple[int, ...], Sequence[tuple[Fraction, Hope]]] = {}

    @cached_property
    def bills(self) -> Mapping[str, Sequence[BilledInvoice]]:
        """The invoices of each contract, by its id."""
        return {
            contract.id: tuple(bills(contract, self.ledger.clients.get(contract.client), self.settings))
            for contract in self.ledger.contracts.values()
        }

    @cached_property
    def deals(self) -> tuple[Deal, ...]:
        """The open contracts."""
        return tuple(
            Deal(
                contract,
                self.day,
                self._unit(contract),
                net_invoiced(self.bills[contract.id], self.day),
                recorded_last_day(self.ledger.clients.get(contract.client), self.day),
            )
            for contract in self.ledger.contracts.values()
            if contract.stage in OPEN
        )

    @cached_property
    def deals_of(self) -> Mapping[str, Sequence[Deal]]:
        """The open contracts of each client that has any."""
        found: defaultdict[str, list[Deal]] = defaultdict(list)
        for deal in self.deals:
            found[deal.contract.client].append(deal)
        return dict(found)

    def _unit(self, contract: Contract) -> Fraction:
        """Return what one unit of a contract's currency brings in the base currency after the platform's fee."""
        client = self.ledger.clients.get(contract.client)
        rate = self.settings.rate(currency_of(contract, client, self.settings), self.day)
        return Fraction(rate or 0) * contract.net_share

    @cached_property
    def months_ahead(self) -> tuple[Month, ...]:
        """The 12 calendar months after the day's own."""
        return tuple(month_after((self.day.year, self.day.month), ahead) for ahead in range(1, MONTHS + 1))

    @cached_property
    def by_deal(self) -> Mapping[str, tuple[Fraction, ...]]:
        """What each open contract, by its id, is expected to bring in each of the months ahead, unweighted."""
        return {
            deal.contract.id: tuple(deal.between(*bounds(month)) for month in self.months_ahead) for deal in self.deals
        }

    @cached_property
    def hopes(self) -> tuple[Hope, ...]:
        """What the open contracts would add to the forecast if they came true."""
        return tuple(
            Hope(deal, tuple(amount * unsure for amount in self.by_deal[deal.contract.id]))
            for deal in self.deals
            if (unsure := 1 - deal.contract.likelihood)
        )

    def hopes_for(self, months: tuple[int, ...]) -> Sequence[tuple[Fraction, Hope]]:
        """Return the hopes for some of the months ahead (by index) with what each adds there, the most in front."""
        if months not in self._hopes_for:
            sums = ((sum((hope.adds[month] for month in months), Fraction(0)), hope) for hope in self.hopes)
            self._hopes_for[months] = sorted((each for each in sums if each[0]), key=lambda each: -each[0])
        return self._hopes_for[months]

    @cached_property
    def months(self) -> tuple[MonthAhead, ...]:
        """The forecast."""
        ahead = []
        for index, month in enumerate(self.months_ahead):
            committed = weighted = Fraction(0)
            for deal in self.deals:
                value = self.by_deal[deal.contract.id][index]
                committed += value if deal.contract.stage in RUNNING else 0
                weighted += value * deal.contract.likelihood
            goal = self.settings.income_goal
            ahead.append(MonthAhead(month, committed, weighted, weighted / Fraction(goal) if goal else None))
        return tuple(ahead)

    @cached_property
    def stages(self) -> tuple[StageSum, ...]:
        """The open stages, in order."""
        first, last = self.day + timedelta(days=1), bounds(self.months_ahead[-1])[1]
        sums = []
        for stage in (stage for stage in STAGES if stage in OPEN):
            deals = tuple(deal for deal in self.deals if deal.contract.stage == stage)
            values = [deal.between(first, last) for deal in deals]
            weighted = (value * deal.contract.likelihood for value, deal in zip(values, deals, strict=True))
            sums.append(StageSum(stage, deals, sum(values, Fraction(0)), sum(weighted, Fraction(0))))
        return tuple(sums)

    @cached_property
    def payments(self) -> Sequence[tuple[str, date, Fraction]]:
        """Each payment up to the day, and each that went back (below 0).

        It is the client's id, the day, and the net amount in the base currency.
        """
        return [
            (billed.contract.client, day, net)
            for invoices in self.bills.values()
            for billed in invoices
            for day, net in billed.income
            if day <= self.day
        ]

    @cached_property
    def to_invoice(self) -> tuple[ToInvoice, ...]:
        """What was earned and never invoiced, by contract."""
        found = (
            to_invoice(contract, self.ledger.clients.get(contract.client), self.settings, self.day)
            for contract in self.ledger.contracts.values()
        )
        return tuple(each for each in found if each)

    @cached_property
    def received(self) -> tuple[tuple[Month, Fraction], ...]:
        """What came in, by month: the last 12 full months and the day's own."""
        own = (self.day.year, self.day.month)
        months = (month_after(own, -back) for back in range(MONTHS, -1, -1))
        return tuple((month, self._received_in.get(month, Fraction(0))) for month in months)

    @property
    def received_a_year_before(self) -> tuple[Fraction, ...]:
        """What came in twelve months before each of the months of `received`."""
        return tuple(self._received_in.get(month_after(month, -12), Fraction(0)) for month, _ in self.received)

    @cached_property
    def _received_in(self) -> Mapping[Month, Fraction]:
        by_month: defaultdict[Month, Fraction] = defaultdict(Fraction)
        for _, paid, amount in self.payments:
            by_month[paid.year, paid.month] += amount
        return dict(by_month)

    @cached_property
    def shares(self) -> dict[str, Fraction]:
        """Each client's share of what came in over the last 365 days."""
        since = self.day - timedelta(days=INCOME_YEAR_DAYS - 1)
        by_client: defaultdict[str, Fraction] = defaultdict(Fraction)
        for client, paid, amount in self.payments:
            if paid >= since:
                by_client[client] += amount
        came = {client: max(by_client[client], Fraction(0)) for client in self.ledger.clients}
        total = sum(came.values(), Fraction(0))
        return {client: amount / total if total else Fraction(0) for client, amount in came.items()}

    def last_day(self, client: str) -> date:
        """Return the day work for a client ends as recorded, else when notice is given on the day."""
        if recorded := recorded_last_day(self.ledger.clients.get(client), self.day):
            return recorded
        own = (deal.contract for deal in self.deals_of.get(client, ()))
        notice = max((self.notice_of(each) for each in own if each.stage in RUNNING), default=0)
        return self.day + timedelta(days=notice)

    def without(self, clients: Iterable[str]) -> tuple[tuple[Month, Fraction], ...]:
        """Return the weighted months ahead when these clients' contracts bring nothing after their last days."""
        return self.ending({client: self.last_day(client) for client in clients})

    def ending(self, ends: Mapping[str, date]) -> tuple[tuple[Month, Fraction], ...]:
        """Return the weighted months ahead when clients' contracts bring nothing after the day given for each."""
        months = []
        for index, month in enumerate(self.months_ahead):
            first, last = bounds(month)
            whole = self.months[index].weighted
            for client, end in ends.items():
                if end < last:
                    for deal in self.deals_of.get(client, ()):
                        lost = deal.between(max(first, end + timedelta(days=1)), last)
                        whole -= lost * deal.contract.likelihood
            months.append((month, whole))
        return tuple(months)

    @cached_property
    def without_each(self) -> tuple[Without, ...]:
        """The months ahead without each client in turn, former ones left out."""
        return tuple(
            Without(
                client.id,
                self.shares[client.id],
                self.last_day(client.id),
                months,
                self.months_at_goal(months),
            )
            for client in self.ledger.clients.values()
            if client.status != "former"
            for months in [self.without([client.id])]
        )

    def months_at_goal(self, months: Sequence[tuple[Month, Fraction]]) -> int | None:
        """Return how many months in a row from the first reach the goal; None without a goal."""
        goal = self.settings.income_goal
        if goal is None:
            return None
        short = (index for index, (_, weighted) in enumerate(months) if weighted < goal)
        return next(short, len(months))


def _overlap(start: date, end: date, first: date, last: date) -> int:
    return max((min(end, last) - max(start, first)).days + 1, 0)
