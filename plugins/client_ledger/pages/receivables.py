"""The money page: what each client owes and since when, the cost of lateness, and the effective rates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from client_ledger.book.billed_invoice import BilledInvoice
from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.income.calendar_months import Month
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.judging.late_fees import LateFeeDue, sum_in_base
from client_ledger.pages.bullet_layout import bullet
from client_ledger.pages.chart_data import Measured
from client_ledger.pages.chart_layout import part
from client_ledger.pages.invoices import open_sentence
from client_ledger.signs.measures import measure_name
from client_ledger.signs.unpaid_hours import SIGN as UNPAID_HOURS
from client_ledger.signs.unpaid_hours import effective_rate, rate_parts
from client_ledger.text.message import Amount, Message, Share, decimal, msg, plural_msg

MOST_ONE_BY_ONE = 150
AGES: tuple[tuple[int | None, Message], ...] = (
    (0, msg("not due yet")),
    (30, msg("1 to 30 days past due")),
    (60, msg("31 to 60 days past due")),
    (90, msg("61 to 90 days past due")),
    (None, msg("more than 90 days past due")),
)


@dataclass(frozen=True, slots=True)
class Receivable:
    """An open invoice and its client."""

    client: JudgedClient
    invoice: InvoiceStatus

    @property
    def open(self) -> Fraction:
        """The open sum, in the base currency."""
        return self.invoice.open_in_base

    @property
    def expected_on(self) -> date:
        """The day on which it is expected to be paid, from the client's usual delay."""
        return self.client.expected_on(self.invoice)

    @property
    def comes_later(self) -> bool:
        """Whether it is still expected to be paid, after its due day."""
        return self.expected_on > self.invoice.due and self.expected_on >= self.invoice.day

    @property
    def days(self) -> int:
        """The days past due, 0 or less when not due."""
        return self.invoice.days_late

    @property
    def sentence(self) -> Message:
        """How many days it is past due, or in how many days it is due."""
        return open_sentence(self.days)


@dataclass(frozen=True, slots=True)
class Age:
    """The unpaid invoices of one age; `bar` is the length of its bar in percent of the largest."""

    name: Message
    invoices: tuple[Receivable, ...]
    open: Fraction
    bar: float


@dataclass(frozen=True, slots=True)
class Receivables:
    """Everything owed, by age."""

    ages: tuple[Age, ...]
    open: Fraction
    overdue: Fraction
    sentence: Message

    @property
    def invoices(self) -> list[Receivable]:
        """The unpaid invoices, the longest past due first."""
        return [invoice for age in reversed(self.ages) for invoice in age.invoices]


def receivables(judgement: Judgement) -> Receivables:
    """Return what all clients owe on the day judged."""
    unpaid = sorted(_unpaid(judgement), key=lambda each: (-each.days, each.invoice.record.id))
    grouped: list[list[Receivable]] = [[] for _ in AGES]
    for each in unpaid:
        grouped[age_of(each.days)].append(each)
    sums = [_total(invoices) for invoices in grouped]
    ages = tuple(
        Age(name, tuple(invoices), total, part(total, max(sums)))
        for (_, name), invoices, total in zip(AGES, grouped, sums, strict=True)
    )
    whole, overdue = sum(sums, Fraction(0)), sum(sums[1:], Fraction(0))
    return Receivables(ages, whole, overdue, _owed(judgement, unpaid, whole, overdue))


def _total(invoices: Iterable[Receivable]) -> Fraction:
    return sum((each.open for each in invoices), Fraction(0))


def age_of(days: int) -> int:
    """Return the age group of a number of days past due."""
    return next(index for index, (limit, _) in enumerate(AGES) if limit is None or days <= limit)


def _unpaid(judgement: Judgement) -> Iterator[Receivable]:
    for client in judgement.clients.values():
        for invoice in client.timeline.invoices_on(judgement.day):
            if invoice.is_open:
                yield Receivable(client, invoice)


def _owed(judgement: Judgement, unpaid: list[Receivable], whole: Fraction, overdue: Fraction) -> Message:
    amount = judgement.project.settings.amount
    if not unpaid:
        return msg("Nobody owes you anything.")
    if not overdue:
        return plural_msg(
            "{open} is owed on {count} invoice, and none of it is past due.",
            "{open} is owed on {count} invoices, and none of it is past due.",
            len(unpaid),
            open=amount(decimal(whole)),
        )
    return plural_msg(
        "{open} is owed on {count} invoice; {overdue} of it is past due, the oldest by {days} days.",
        "{open} is owed on {count} invoices; {overdue} of it is past due, the oldest by {days} days.",
        len(unpaid),
        open=amount(decimal(whole)),
        overdue=amount(decimal(overdue)),
        days=unpaid[0].days,
    )


@dataclass(frozen=True, slots=True)
class ClientFees:
    """One client's late fees; `total` is in the base currency."""

    client: JudgedClient
    fees: tuple[LateFeeDue, ...]
    total: Fraction


def fees_by_client(judgement: Judgement) -> tuple[ClientFees, ...]:
    """Return the late fees due, the largest debtor first."""
    found = [
        ClientFees(client, fees, sum_in_base(fees))
        for client in judgement.clients.values()
        if (fees := client.late_fees)
    ]
    return tuple(sorted(found, key=lambda each: (-each.total, each.client.timeline.client.id)))


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment (negative if returned); `net` is its amount after the platform's fee, in the base currency."""

    client: JudgedClient
    invoice: BilledInvoice
    day: date
    net: Fraction


@dataclass(frozen=True, slots=True)
class MonthReceived:
    """The income received in one month, net, in the base currency, and its payments, the latest first."""

    month: Month
    amount: Fraction
    payments: tuple[Payment, ...]

    @property
    def by_client(self) -> list[tuple[JudgedClient, Fraction, int]] | None:
        """The sum and number of each client's payments, the largest sum first, if there are too many to list."""
        if len(self.payments) <= MOST_ONE_BY_ONE:
            return None
        found: defaultdict[JudgedClient, list[Fraction]] = defaultdict(list)
        for each in self.payments:
            found[each.client].append(each.net)
        sums = [(client, sum(parts, Fraction(0)), len(parts)) for client, parts in found.items()]
        return sorted(sums, key=lambda each: -each[1])


def received_by_month(judgement: Judgement) -> tuple[MonthReceived, ...]:
    """Return the income of each month that the pipeline covers, the latest first."""
    found: defaultdict[Month, list[Payment]] = defaultdict(list)
    for client in judgement.clients.values():
        for billed in client.timeline.invoices:
            for day, net in billed.income:
                if day <= judgement.day:
                    found[day.year, day.month].append(Payment(client, billed, day, net))
    return tuple(
        MonthReceived(month, amount, tuple(sorted(found[month], key=lambda each: each.day, reverse=True)))
        for month, amount in reversed(judgement.pipeline.received)
    )


@dataclass(frozen=True, slots=True)
class Rate:
    """A client's income per hour over the last 365 days, in the base currency; None without hours."""

    client: JudgedClient
    hours: Fraction
    invoiced: Fraction
    rate: Fraction | None
    graph: Measured | None


def rates(judgement: Judgement) -> tuple[Rate, ...]:
    """Return every client with hours or invoices in the last 365 days, the lowest rate first."""
    views = {name: client.view for name, client in judgement.clients.items()}
    brought = {name: effective_rate(view) for name, view in views.items()}
    target = Fraction(judgement.project.settings.target_rate or 0)
    highest = max((rate for rate in brought.values() if rate is not None), default=Fraction(0))
    found = []
    for name, client in judgement.clients.items():
        invoiced, hours = rate_parts(views[name])
        rate = brought[name]
        if hours or invoiced:
            graph = None if rate is None or not target else _graph(client, rate, target, highest)
            found.append(Rate(client, hours, invoiced, rate, graph))
    return tuple(sorted(found, key=lambda each: (each.rate is None, each.rate or 0, each.client.timeline.client.id)))


def _graph(client: JudgedClient, rate: Fraction, target: Fraction, highest: Fraction) -> Measured:
    limits = client.judge.limits.get(UNPAID_HOURS.name, UNPAID_HOURS.limits).of("rate_share")
    named = [(level.name, limit) for level, limit in limits.items()]
    return Measured(
        measure_name("rate_share"),
        Share(rate / target),
        Amount(decimal(rate), client.timeline.settings.currency),
        {level: Share(limit) for level, limit in named},
        True,
        (),
        bullet(rate / target, named, below=True, highest=max(highest / target, *limits.values())),
    )
