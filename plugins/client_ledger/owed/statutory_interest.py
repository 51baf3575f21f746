"""What the law lets one claim on late invoices where the contract has no late fee, with the working of every sum.

Simple interest, actual days of a year of 365. Under Directive 2011/7/EU each half-year has the reference rate of its
first day; in the United Kingdom and in Czechia an invoice keeps the rate of the half-year in which its interest began.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from client_ledger.book.settings import Settings
from client_ledger.judging.judgement import JudgedClient
from client_ledger.judging.late_fees import DAYS_OF_A_YEAR, balances
from client_ledger.owed.compensation import compensation
from client_ledger.owed.reference_rates import Country, RateTable, YearlyRate, country_of
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.signs.view import InvoiceStatus, currency_of
from client_ledger.text.message import Amount, Message, msg

CODE_LETTERS = 2

NOT_ADVICE = msg(
    "These sums follow the records and the published rates for debts between businesses; they are no legal advice."
)


@dataclass(frozen=True, slots=True)
class Span:
    """The days from first to last, both included, of one balance at one rate, and their interest."""

    first: date
    last: date
    balance: Decimal
    rate: YearlyRate
    interest: Fraction

    @property
    def days(self) -> int:
        """How many days interest runs."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Claim:
    """The statutory claim on one late invoice, in the contract's currency; the compensation has its own.

    `unknown` are the spans of days for which no rate is known: their interest is not in the sum. `unsized` is the
    currency in which the law sizes the debt, where the ledger has no exchange rate for it.
    """

    billed: InvoiceStatus
    currency: str
    country: Country
    days_late: int
    settled: bool
    spans: tuple[Span, ...]
    unknown: tuple[tuple[date, date], ...]
    compensation: Amount
    compensation_in_base: Fraction | None
    unsized: str | None = None

    @property
    def interest(self) -> Fraction:
        """The interest of all spans."""
        return sum((span.interest for span in self.spans), Fraction(0))

    @property
    def in_base(self) -> Fraction:
        """Interest and compensation in the ledger's base currency; the compensation only where its rate is known."""
        return self.interest * Fraction(self.billed.rate) + (self.compensation_in_base or 0)


def claim(
    billed: InvoiceStatus, currency: str, table: RateTable, day: date, country: Country, settings: Settings
) -> Claim:
    """Return the claim on an invoice that was or is late by the end of a day."""
    settled = billed.record.settled_by(day)
    last = settled or day
    spans, unknown = _spans(billed, last, table, country)
    debt = Amount(billed.record.amount - billed.record.received_by(billed.due), currency)
    fixed_sum, unsized = compensation(country.code, debt, settings)
    rate = settings.rate(fixed_sum.currency)
    return Claim(
        billed,
        currency,
        country,
        (last - billed.due).days,
        settled is not None,
        tuple(spans),
        tuple(unknown),
        fixed_sum,
        None if rate is None else Fraction(fixed_sum.value) * Fraction(rate),
        unsized,
    )


def _spans(
    billed: InvoiceStatus, last: date, table: RateTable, country: Country
) -> tuple[list[Span], list[tuple[date, date]]]:
    """Return the spans of interest, and the days without a known rate."""
    begins = billed.due + timedelta(days=1)
    found: list[Span] = []
    unknown: list[tuple[date, date]] = []
    for first, end, balance in balances(billed, last):
        for start, stop, rate in _rates(first, end, begins, table, country):
            if rate is None and unknown and unknown[-1][1] == start - timedelta(days=1):
                unknown[-1] = (unknown[-1][0], stop)
            elif rate is None:
                unknown.append((start, stop))
            else:
                days = (stop - start).days + 1
                interest = Fraction(balance) * rate.total * days / DAYS_OF_A_YEAR
                found.append(Span(start, stop, balance, rate, interest))
    return found, unknown


def _rates(
    first: date, last: date, begins: date, table: RateTable, country: Country
) -> Iterator[tuple[date, date, YearlyRate | None]]:
    """Yield the days from first to last in spans of one rate each, None where it is not known."""
    if country.fixed:
        yield first, last, table.on(country, begins)
        return
    while first <= last:
        rate = table.on(country, first)
        if rate is not None:
            end = min(rate.last, last)
        else:
            known = table.next_known(country, first)
            end = min(known - timedelta(days=1), last) if known else last
        yield first, end, rate
        first = end + timedelta(days=1)


def claims(judged: JudgedClient, table: RateTable) -> tuple[Claim, ...]:
    """Return the claims on a client's late invoices under contracts without a late fee, the oldest due first.

    Looked at are invoices that fell due in the window of late payments, and older ones that are still unpaid.
    """
    timeline, day = judged.timeline, judged.status.day
    country = country_of(timeline.client.country)
    if country is None:
        return ()
    window = judged.judge.limits.get(LATE_PAYMENTS.name, LATE_PAYMENTS.limits).window_days
    since = day - timedelta(days=window - 1)
    return tuple(
        claim(
            billed,
            currency_of(billed.contract, timeline.client, timeline.settings),
            table,
            day,
            country,
            timeline.settings,
        )
        for billed in without_fee(judged)
        if billed.due >= since or billed.record.settled_by(day) is None
    )


def without_fee(judged: JudgedClient) -> Iterator[InvoiceStatus]:
    """Yield the invoices that were or are late under contracts that name no late fee."""
    day = judged.status.day
    for billed in judged.timeline.due.between(date.min, day):
        last = billed.record.settled_by(day) or day
        if billed.contract.late_fee is None and billed.record.issued <= day and last > billed.due:
            yield billed


def why_none(judged: JudgedClient) -> Message | None:
    """Return why late invoices without a contractual fee bring no statutory claim, None where they do or are none."""
    country = judged.timeline.client.country
    if country_of(country) is not None or not any(True for _ in without_fee(judged)):
        return None
    if not country or len(country.strip()) != CODE_LETTERS:
        return msg("write the client's `country` as two letters, such as FR, to know what the law adds")
    return msg("no statutory claim is known here for the country {country}", country=country)


def sum_in_base(found: Iterable[Claim]) -> Fraction:
    """Return what claims come to in the ledger's base currency."""
    return sum((each.in_base for each in found), Fraction(0))
