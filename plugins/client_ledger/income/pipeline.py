"""Income from contracts: the stages, the forecast against the goal, what was received, and from which clients."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from client_ledger.book.billed_invoice import currency_of
from client_ledger.book.bills import Bills
from client_ledger.book.contract import OPEN, RUNNING, STAGES, Contract
from client_ledger.book.invoice_status import net_invoiced, status_on
from client_ledger.book.load import Ledger
from client_ledger.book.settings import Settings
from client_ledger.income.calendar_months import Month, bounds, month_after
from client_ledger.income.deals import Deal, StageSum, Upside
from client_ledger.income.expected_cash import ExpectedCash, ExpectedPayment, expected_day
from client_ledger.income.months_ahead import MonthAhead, Without
from client_ledger.income.received import Payment, by_month, shares_of
from client_ledger.income.to_invoice import ToInvoice, recorded_last_day, to_invoice

MONTHS = 12


class Pipeline:
    """The received and the expected income of a ledger's contracts, as of a day.

    `notice_of` returns the days of notice that end a running contract, `usual_days_of` how many days after the due day
    a client, by its id, usually pays.
    """

    def __init__(
        self,
        ledger: Ledger,
        bills: Bills,
        settings: Settings,
        day: date,
        notice_of: Callable[[Contract], int],
        usual_days_of: Callable[[str], Fraction | None],
    ) -> None:
        self.ledger = ledger
        self.bills = bills
        self.settings = settings
        self.day = day
        self.notice_of = notice_of
        self.usual_days_of = usual_days_of
        self._upsides_for: dict[tuple[int, ...], Sequence[tuple[Fraction, Upside]]] = {}

    def use_totals_of(self, whole: Pipeline, *, with_deals: bool) -> None:
        """Use the whole ledger's months and shares in this pipeline of a part of it; `with_deals`, its forecast too."""
        clients = self.ledger.clients
        self.months = whole.months
        self.shares = {client: whole.shares[client] for client in clients}
        self.deals_of = {client: whole.deals_of[client] for client in clients if client in whole.deals_of}
        if with_deals:
            self.upsides, self._upsides_for = whole.upsides, whole._upsides_for

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
        """The open contracts of each client with any."""
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
        """The expected income of each open contract, by its id, in each of the months ahead, unweighted."""
        return {
            deal.contract.id: tuple(deal.between(*bounds(month)) for month in self.months_ahead) for deal in self.deals
        }

    @cached_property
    def upsides(self) -> tuple[Upside, ...]:
        """What the open contracts would add to the forecast if they came true."""
        return tuple(
            Upside(deal, tuple(amount * unsure for amount in self.by_deal[deal.contract.id]))
            for deal in self.deals
            if (unsure := 1 - deal.contract.likelihood)
        )

    def upsides_for(self, months: tuple[int, ...]) -> Sequence[tuple[Fraction, Upside]]:
        """Return the upsides in some of the months ahead (by index) with what each adds, the largest first."""
        if months not in self._upsides_for:
            sums = ((sum((upside.adds[month] for month in months), Fraction(0)), upside) for upside in self.upsides)
            self._upsides_for[months] = sorted((each for each in sums if each[0]), key=lambda each: -each[0])
        return self._upsides_for[months]

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
        last = bounds(self.months_ahead[-1])[1]
        sums = []
        for stage in (stage for stage in STAGES if stage in OPEN):
            deals = tuple(deal for deal in self.deals if deal.contract.stage == stage)
            value = weighted = Fraction(0)
            for deal in deals:
                expected = deal.between(self.day, last)
                value += expected
                weighted += expected * deal.contract.likelihood
            sums.append(StageSum(stage, deals, value, weighted))
        return tuple(sums)

    @cached_property
    def payments(self) -> Sequence[Payment]:
        """Each payment up to the day; a returned one is negative."""
        return [
            (billed.contract.client, day, net)
            for invoices in self.bills.values()
            for billed in invoices
            for day, net in billed.income
            if day <= self.day
        ]

    @cached_property
    def cash(self) -> ExpectedCash:
        """The expected payments of the open invoices."""
        invoices = (status_on(each, self.day) for own in self.bills.values() for each in own)
        payments = (
            ExpectedPayment(each, expected_day(each, self.usual_days_of(each.contract.client)))
            for each in invoices
            if each.is_open and each.contract.client in self.ledger.clients
        )
        return ExpectedCash(self.day, self.months_ahead, tuple(payments))

    @cached_property
    def to_invoice(self) -> tuple[ToInvoice, ...]:
        """What was earned and not invoiced, by contract."""
        found = (
            to_invoice(
                contract, self.ledger.clients.get(contract.client), self.bills[contract.id], self.settings, self.day
            )
            for contract in self.ledger.contracts.values()
        )
        return tuple(each for each in found if each)

    @cached_property
    def received(self) -> tuple[tuple[Month, Fraction], ...]:
        """The income received by month: the last 12 full months and the current one."""
        own = (self.day.year, self.day.month)
        months = (month_after(own, -back) for back in range(MONTHS, -1, -1))
        return tuple((month, self._received_in.get(month, Fraction(0))) for month in months)

    @property
    def received_a_year_before(self) -> tuple[Fraction, ...]:
        """The income received twelve months before each of the months of `received`."""
        return tuple(self._received_in.get(month_after(month, -12), Fraction(0)) for month, _ in self.received)

    @cached_property
    def _received_in(self) -> Mapping[Month, Fraction]:
        return by_month(self.payments)

    @cached_property
    def shares(self) -> dict[str, Fraction]:
        """Each client's share of the income received in the last 365 days."""
        return shares_of(self.payments, self.ledger.clients, self.day)

    def last_day(self, client: str) -> date:
        """Return the recorded last day of work for a client, else the last day if notice is given today."""
        if recorded := recorded_last_day(self.ledger.clients.get(client), self.day):
            return recorded
        own = (deal.contract for deal in self.deals_of.get(client, ()))
        notice = max((self.notice_of(each) for each in own if each.stage in RUNNING), default=0)
        return self.day + timedelta(days=notice)

    def without(self, clients: Iterable[str]) -> tuple[tuple[Month, Fraction], ...]:
        """Return the weighted months ahead if these clients' contracts bring nothing after their last days."""
        return self.ending({client: self.last_day(client) for client in clients})

    def ending(self, ends: Mapping[str, date]) -> tuple[tuple[Month, Fraction], ...]:
        """Return the weighted months ahead if each client's contracts bring nothing after the given day."""
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
        """The months ahead without each client in turn, except former ones."""
        return tuple(
            Without(client.id, self.shares[client.id], self.last_day(client.id), months, self.months_at_goal(months))
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
