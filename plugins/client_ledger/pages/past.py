"""Separate pages for past years (invoices, hours, messages, the trail), so that no page grows with every year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from client_ledger.book.billed_invoice import BilledInvoice
from client_ledger.book.client import Client
from client_ledger.book.invoice_status import InvoiceStatus, status_on
from client_ledger.book.records import ClientMessage

INVOICES_SHOWN = 12
MONTHS_SHOWN = 12
MESSAGES_SHOWN = 100


def invoices_path(client: str, year: int) -> str:
    """Return the source path of the page with a client's settled invoices of a year."""
    return f"invoices/{client}/{year}.md"


def hours_path(client: str, year: int) -> str:
    """Return the source path of the page with a client's hours of a year."""
    return f"hours/{client}/{year}.md"


def messages_path(client: str, year: int) -> str:
    """Return the source path of the page with a client's messages of a year."""
    return f"messages/{client}/{year}.md"


def trail_path(client: str, year: int) -> str:
    """Return the source path of the page with a client's trail of a year."""
    return f"audit/{client}/{year}.md"


def month_path(first: date) -> str:
    """Return the source path of the page with all changes of the month that begins on a day."""
    return f"audit/{first:%Y-%m}.md"


def past_invoices(invoices: Iterable[BilledInvoice], day: date) -> dict[int, tuple[InvoiceStatus, ...]]:
    """Return the settled invoices of each year that has a page for them, the latest first, from a client's invoices.

    The client's page has those of this year and the last, and of the years of the latest invoices.
    """
    known = [each for each in invoices if each.record.issued <= day]
    known.sort(key=lambda each: (each.record.issued, each.record.id), reverse=True)
    kept = {day.year, day.year - 1, *(each.record.issued.year for each in known[:INVOICES_SHOWN])}
    states = (status_on(each, day) for each in known if each.record.issued.year not in kept)
    by_year = groupby((each for each in states if not each.is_open), key=lambda each: each.record.issued.year)
    return {year: tuple(settled) for year, settled in by_year}


def past_years(days: Iterable[date]) -> tuple[int, ...]:
    """Return the years whose hours are not all on the client's page, the latest first, from the days worked."""
    months = sorted({(day.year, day.month) for day in days}, reverse=True)
    return tuple(dict.fromkeys(year for year, _ in months[MONTHS_SHOWN:]))


def messages_up_to(client: Client, day: date) -> tuple[ClientMessage, ...]:
    """Return a client's messages up to a day, the latest first."""
    known = (each for each in client.messages if each.day <= day)
    return tuple(sorted(known, key=lambda each: each.at, reverse=True))


def past_messages(client: Client, day: date) -> dict[int, tuple[ClientMessage, ...]]:
    """Return the messages of each year whose messages are not all on the client's page, the latest first."""
    known = messages_up_to(client, day)
    years = {each.day.year for each in known[MESSAGES_SHOWN:]}
    by_year = groupby(known, key=lambda each: each.day.year)
    return {year: tuple(messages) for year, messages in by_year if year in years}
