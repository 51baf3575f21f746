"""Statutory claims on late invoices under contracts without a late fee, with the calculation of every sum.

Simple interest, actual days of a year of 365. Under Directive 2011/7/EU each half-year has the reference rate of its
first day; in the United Kingdom and in Czechia an invoice keeps the rate of the half-year in which its interest began.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.book.settings import Settings
from client_ledger.judging.judgement import JudgedClient
from client_ledger.judging.late_fees import DAYS_OF_A_YEAR, balances
from client_ledger.owed.compensation import compensation
from client_ledger.owed.reference_rates import Country, RateTable, YearlyRate, country_of
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.signs.lateness import Lateness
from client_ledger.text.message import Amount, Message, msg

CODE_LETTERS = 2

NOT_ADVICE = msg(
    "These sums follow your records and the published rates for debts between businesses; they are not legal advice."
)


@dataclass(frozen=True, slots=True)
class Span:
    """The days (first to last, both included) of one balance at one rate, and their interest."""

    first: date
    last: date
    balance: Decimal
    rate: YearlyRate
    interest: Fraction

    @property
    def days(self) -> int:
        """The number of days that interest runs."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Claim:
    """The statutory claim on one late invoice, in the contract's currency; the compensation has its own.

    `unknown` are the spans of days without a known rate, whose interest is not in the sum. `unsized` is the
    currency in which the law sizes the debt, if the ledger has no exchange rate for it.
    """

    invoice: InvoiceStatus
    country: Country
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
        """Interest and compensation in the ledger's base currency, without a compensation whose rate is not known."""
        return self.interest * Fraction(self.invoice.billed.rate) + (self.compensation_in_base or 0)


def claim(invoice: InvoiceStatus, table: RateTable, country: Country, settings: Settings) -> Claim:
    """Return the claim on an invoice that is or was late by the end of its day."""
    spans, unknown = _spans(invoice, table, country)
    debt = Amount(invoice.billed.balance_on(invoice.due).left, invoice.currency)
    fixed_sum, unsized = compensation(country.code, debt, settings, invoice.day)
    rate = settings.rate(fixed_sum.currency, invoice.day)
    return Claim(
        invoice,
        country,
        tuple(spans),
        tuple(unknown),
        fixed_sum,
        None if rate is None else Fraction(fixed_sum.value) * Fraction(rate),
        unsized,
    )


def _spans(invoice: InvoiceStatus, table: RateTable, country: Country) -> tuple[list[Span], list[tuple[date, date]]]:
    """Return the spans of interest, and the days without a known rate."""
    begins = invoice.due + timedelta(days=1)
    found: list[Span] = []
    unknown: list[tuple[date, date]] = []
    for first, end, balance in balances(invoice):
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
    """Yield the days from first to last in spans of one rate each; None if the rate is not known."""
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

    It covers the invoices that late-payments looks at.
    """
    timeline = judged.timeline
    country = country_of(timeline.client.country)
    if country is None:
        return ()
    return tuple(claim(each, table, country, timeline.settings) for each in without_fee(judged))


def without_fee(judged: JudgedClient) -> Iterator[InvoiceStatus]:
    """Yield the late invoices, of those that late-payments looks at, under contracts without a late fee."""
    limits = judged.judge.limits.get(LATE_PAYMENTS.name, LATE_PAYMENTS.limits)
    for each in sorted(Lateness(judged.view, limits).invoices, key=lambda each: each.due):
        if each.contract.late_fee is None and each.is_late(0):
            yield each


def why_none(judged: JudgedClient) -> Message | None:
    """Return why late invoices without a contractual fee give no statutory claim, None if they do or there are none."""
    country = judged.timeline.client.country
    if country_of(country) is not None or not any(True for _ in without_fee(judged)):
        return None
    if not country or len(country.strip()) != CODE_LETTERS:
        return msg("write the client's `country` as two letters, such as FR, to know what the law adds")
    return msg("what the law adds in the country {country} is not known here", country=country)


def sum_in_base(found: Iterable[Claim]) -> Fraction:
    """Return the sum of claims in the ledger's base currency."""
    return sum((each.in_base for each in found), Fraction(0))
