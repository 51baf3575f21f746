"""The feeds for other programs: deadlines as a calendar; invoices, hours and clients as tables.

Columns keep their names and order; new ones are added at the end. Texts that a spreadsheet would take for a
formula begin with an apostrophe.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from textwrap import indent
from typing import Any

from client_ledger.book.invoice_status import status_on
from client_ledger.exports.report import client_report, ratio, report_of_whole
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.reminders.calendar import calendar
from client_ledger.text.currencies import digits_of
from client_ledger.text.message import Formatter, rounded

FOLDER = "feeds"
PATHS = CALENDAR, INVOICES_TABLE, HOURS_TABLE, CLIENTS_TABLE, REPORT = (
    f"{FOLDER}/deadlines.ics",
    f"{FOLDER}/invoices.csv",
    f"{FOLDER}/hours.csv",
    f"{FOLDER}/clients.csv",
    f"{FOLDER}/report.json",
)
INVOICES = (
    "client",
    "contract",
    "invoice",
    "issued",
    "due",
    "period",
    "currency",
    "amount",
    "received",
    "open",
    "settled",
    "days_late",
    "late_fee",
    "void",
    "disputed",
    "file",
    "line",
    "vat",
    "withholding",
    "payable",
    "credited",
    "returned",
    "written_off",
    "reminders",
    "exchange_rate",
    "expected",
)
HOURS = ("client", "contract", "date", "hours", "unpaid_hours", "in_scope", "task", "id", "file", "line")
CLIENTS = (
    "client",
    "name",
    "status",
    "since",
    "country",
    "verdict",
    "score",
    "coverage",
    "share_of_income",
    "open",
    "overdue",
    "reviewed",
    "file",
)
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True, slots=True)
class ClientTexts:
    """One client's part of the feeds: lines of CSV, and its part of the report as JSON, with its share of income."""

    share: Fraction
    invoices: str
    hours: str
    report: str


def feeds(
    judgement: Judgement, formatter: Formatter, known: MutableMapping[JudgedClient, ClientTexts] | None = None
) -> dict[str, bytes]:
    """Return each feed's bytes by path in the site; `known` has the texts of clients, and receives new ones."""
    known = {} if known is None else known
    for identity, judged in judgement.clients.items():
        share = judgement.pipeline.shares[identity]
        if judged not in known or known[judged].share != share:
            known[judged] = client_texts(judged, share)
    texts = [known[judged] for judged in judgement.clients.values()]
    made = {
        INVOICES_TABLE: "".join([lines([INVOICES]), *(each.invoices for each in texts)]),
        HOURS_TABLE: "".join([lines([HOURS]), *(each.hours for each in texts)]),
        CLIENTS_TABLE: lines([CLIENTS, *client_rows(judgement)]),
        REPORT: _report(judgement, [each.report for each in texts]),
    }
    return {CALENDAR: calendar(judgement, formatter), **{path: text.encode() for path, text in made.items()}}


def client_texts(judged: JudgedClient, share: Fraction) -> ClientTexts:
    """Return one client's part of the feeds, with its share of the income received."""
    report = _as_json(client_report(judged, share))
    return ClientTexts(share, lines(invoice_rows(judged)), lines(hours_rows(judged)), report)


def _report(judgement: Judgement, clients: list[str]) -> str:
    """Return the report as JSON with the clients' parts inserted, as if it had been written at once."""
    whole = _as_json(report_of_whole(judgement)) + "\n"
    if not clients:
        return whole
    parts = ",\n".join(indent(each, "    ") for each in clients)
    return whole.replace('"clients": []', f'"clients": [\n{parts}\n  ]', 1)


def _as_json(data: dict[str, Any]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False)


def invoice_rows(judged: JudgedClient) -> Iterator[tuple[object, ...]]:
    """Yield each of a client's invoices issued up to the day; money in the invoice's own currency."""
    timeline, day = judged.timeline, judged.status.day
    fees = {id(fee.invoice.record): fee.total for fee in judged.late_fees}
    for billed in sorted(timeline.invoices, key=lambda each: (each.record.issued, each.record.id)):
        record, status, digits = billed.record, status_on(billed, day), digits_of(billed.currency)
        if record.issued > day:
            continue
        yield (
            timeline.client.id,
            billed.contract.id,
            record.id,
            record.issued,
            billed.due,
            record.period,
            billed.currency,
            rounded(record.amount, digits),
            rounded(status.paid, digits),
            rounded(status.open, digits),
            status.settled_on,
            None if record.void else max(status.days_late, 0),
            rounded(fees.get(id(record), Fraction(0)), digits),
            record.void,
            record.disputed,
            record.place.file,
            record.place.line,
            ratio(billed.vat),
            ratio(billed.withholding),
            rounded(billed.payable, digits),
            rounded(billed.credited_by(day), digits),
            rounded(sum((each.amount for each in billed.payments if each.is_back_by(day)), Decimal(0)), digits),
            status.written_off,
            sum(sent <= day for sent in record.reminders),
            billed.rate,
            judged.expected_on(status) if status.is_open else None,
        )


def hours_rows(judged: JudgedClient) -> Iterator[tuple[object, ...]]:
    """Yield each of a client's records of hours up to the day."""
    for worked in judged.timeline.hours.things:
        record = worked.record
        if record.date <= judged.status.day:
            yield (
                judged.timeline.client.id,
                worked.contract.id,
                record.date,
                ratio(record.hours),
                ratio(worked.unpaid),
                record.in_scope,
                record.task,
                record.id,
                record.place.file,
                record.place.line,
            )


def client_rows(judgement: Judgement) -> Iterator[tuple[object, ...]]:
    """Yield each client with its verdict; money in the base currency."""
    day, shares = judgement.day, judgement.pipeline.shares
    digits = digits_of(judgement.project.settings.currency)
    for identity, judged in judgement.clients.items():
        client, status = judged.timeline.client, judged.status
        invoices = judged.timeline.invoices_on(day)
        yield (
            identity,
            client.name,
            client.status,
            client.since,
            client.country,
            status.verdict,
            status.score,
            ratio(status.coverage),
            ratio(shares[identity]),
            rounded(sum((each.open_in_base for each in invoices), Fraction(0)), digits),
            rounded(sum((each.open_in_base for each in invoices if each.is_past_due), Fraction(0)), digits),
            client.reviewed,
            client.place.file,
        )


def table(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> bytes:
    """Return a header and rows as CSV in UTF-8."""
    return (lines([columns]) + lines(rows)).encode()


def lines(rows: Iterable[tuple[object, ...]]) -> str:
    """Return rows as CSV (RFC 4180); booleans are `true` and `false`, unknown values are empty."""
    text = StringIO()
    csv.writer(text).writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text
