"""Shared parts of the importers of invoices and payments."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from client_ledger.importers.dates import Dates
from client_ledger.importers.importer import Options
from client_ledger.text.cli_language import cli_formatter
from client_ledger.text.message import Amount

MOST_DECIMALS, HALF_A_CENT = 4, Decimal("0.005")
CODE = re.compile(r"\b[A-Z]{3}\b")


def utc_day(dates: Dates, text: str, options: Options) -> date:
    """Return the freelancer's calendar day of a time in UTC; a date without a time stays as it is."""
    moment = dates.moment(text)
    return moment.replace(tzinfo=UTC).astimezone(options.own).date() if ":" in text else moment.date()


def currency_in(text: str) -> str:
    """Return the ISO code in a text such as `EUR` or `United States Dollar - USD`, or nothing."""
    found = CODE.findall(text.upper())
    return found[-1] if found else ""


def wall_day(dates: Dates, text: str, options: Options) -> date:
    """Return the freelancer's calendar day of a wall clock in the file's zone."""
    moment: datetime = dates.moment(text)
    return moment.replace(tzinfo=options.zone).astimezone(options.own).date() if ":" in text else moment.date()


def shown(amount: Decimal, currency: str) -> str:
    """Return an amount of money in the command line's language, with its currency if that is known."""
    speech = cli_formatter()
    return speech.amount(Amount(amount, currency)) if currency else speech.figure(Fraction(amount))


def rate_of(tax: Decimal, net: Decimal) -> str:
    """Return a tax rate: the share of the net sum, with the fewest decimals, that gives the tax to the cent.

    No tax is 0%, and nothing has a rate if the net sum is zero.
    """
    if not net:
        return ""
    if not tax:
        return "0%"
    shares = [round(tax / net * 100, places) for places in range(MOST_DECIMALS + 1)]
    exact = (share for share in shares if abs(net * share / 100 - tax) <= HALF_A_CENT)
    return f"{next(exact, shares[-1]).normalize():f}%"
