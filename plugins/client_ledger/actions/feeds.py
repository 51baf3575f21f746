"""What other programs may read: deadlines as a calendar, invoices, hours and clients as tables.

Columns keep their names and order; new ones are added at the end. Texts that a spreadsheet would take for a
formula begin with an apostrophe.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from hashlib import sha256
from io import StringIO

from icalendar import Calendar, Event

from client_ledger.actions.deadlines import Deadline, all_deadlines
from client_ledger.book.phrase import CENT, Speaker, decimal, phrase
from client_ledger.project import Judgement
from client_ledger.report import ratio, report
from client_ledger.signs.view import currency_of

FOLDER = "feeds"
CALENDAR, REPORT = f"{FOLDER}/deadlines.ics", f"{FOLDER}/report.json"
TABLES = (f"{FOLDER}/invoices.csv", f"{FOLDER}/hours.csv", f"{FOLDER}/clients.csv")
PATHS = (CALENDAR, *TABLES, REPORT)
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


def feeds(judgement: Judgement, speaker: Speaker) -> dict[str, bytes]:
    """Return each feed's bytes by its path in the site."""
    tables = (
        table(INVOICES, invoice_rows(judgement)),
        table(HOURS, hours_rows(judgement)),
        table(CLIENTS, client_rows(judgement)),
    )
    as_json = json.dumps(report(judgement), indent=2, ensure_ascii=False).encode() + b"\n"
    return {CALENDAR: calendar(judgement, speaker), **dict(zip(TABLES, tables, strict=True)), REPORT: as_json}


def calendar(judgement: Judgement, speaker: Speaker) -> bytes:
    """Return the deadlines ahead as all-day events; what was left lying stands on the day judged.

    An event keeps its identity while its day or its words change, so that a calendar moves it.
    """
    found = Calendar()
    found.add("prodid", "-//Client Ledger//deadlines//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", "Client Ledger")
    seen: set[str] = set()
    for each in all_deadlines(judgement):
        late = each.kind in ("stalled", "review") and (each.day is None or each.day < judgement.day)
        day = judgement.day if late else each.day
        identity = _identity(each)
        if day is None or day < judgement.day or identity in seen:
            continue
        seen.add(identity)
        event = Event()
        event.add("uid", identity)
        event.add("dtstamp", datetime.combine(judgement.day, time(), UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", speaker.say(phrase("{name}: {text}", name=each.name, text=each.text)))
        event.add("description", str(each.place))
        event.add("categories", [each.kind])
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        found.add_component(event)
    return bytes(found.to_ical())


def _identity(each: Deadline) -> str:
    kind = "next-action" if each.kind == "stalled" else each.kind
    named = f"{kind}\n{each.id}"
    digest = sha256(named.encode()).hexdigest()
    return f"{digest[:32]}@client-ledger"


def invoice_rows(judgement: Judgement) -> Iterator[tuple[object, ...]]:
    """Yield each invoice issued up to the day; money in the invoice's own currency."""
    day = judgement.day
    for identity, judged in judgement.clients.items():
        timeline = judged.timeline
        fees = {id(fee.billed.record): fee.total for fee in judged.late_fees}
        for billed in sorted(timeline.invoices, key=lambda each: (each.record.issued, each.record.id)):
            record = billed.record
            if record.issued > day:
                continue
            settled = record.settled_by(day)
            received = record.received_by(day)
            unpaid = Decimal(0) if settled or record.void else record.amount - received
            yield (
                identity,
                billed.contract.id,
                record.id,
                record.issued,
                billed.due,
                record.period,
                currency_of(billed.contract, timeline.client, timeline.settings),
                _money(record.amount),
                _money(received),
                _money(unpaid),
                settled,
                None if record.void else max(((settled or day) - billed.due).days, 0),
                _money(fees.get(id(record), Fraction(0))),
                record.void,
                record.disputed,
                record.place.file,
                record.place.line,
            )


def hours_rows(judgement: Judgement) -> Iterator[tuple[object, ...]]:
    """Yield each record of hours up to the day."""
    for identity, judged in judgement.clients.items():
        for worked in judged.timeline.hours.things:
            record = worked.record
            if record.date <= judgement.day:
                yield (
                    identity,
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
    for identity, judged in judgement.clients.items():
        client, standing = judged.timeline.client, judged.standing
        unpaid = [
            (billed.due, billed.open_on(day))
            for billed in judged.timeline.due.things
            if billed.record.issued <= day and billed.record.settled_by(day) is None
        ]
        yield (
            identity,
            client.name,
            client.status,
            client.since,
            client.country,
            standing.verdict,
            standing.score,
            ratio(standing.coverage),
            ratio(shares[identity]),
            _money(sum((open_ for _, open_ in unpaid), Decimal(0))),
            _money(sum((open_ for due, open_ in unpaid if due < day), Decimal(0))),
            client.reviewed,
            client.place.file,
        )


def table(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> bytes:
    """Return rows as CSV in UTF-8, as RFC 4180 has it; yes and no are `true` and `false`, what is not known empty."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text


def _money(value: Decimal | Fraction) -> Decimal:
    exact = value if isinstance(value, Decimal) else decimal(value)
    return exact.quantize(CENT, ROUND_HALF_EVEN)
