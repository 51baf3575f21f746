"""Notices about values that are valid but probably mistakes: a day in a distant year, a script as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from client_ledger.book.load import Ledger
from client_ledger.book.records import Boundary, ClientMessage, Decision, Hours, Incident, Invoice, Request
from client_ledger.frontmatter.problems import Place, Problem
from client_ledger.text.message import Message, Quantity, msg, plural_msg

FAR_AHEAD_DAYS = 366
BEFORE_DAYS = 14
PREPAID_BEFORE_DAYS = 180
HOURS_OF_A_DAY = 24
RUN_SCRIPTS = (".htm", ".html", ".xhtml", ".xht", ".xml", ".svg")


def unlikely(ledger: Ledger, today: date) -> Iterator[Problem]:
    """Yield a notice for each record and file that is valid but probably a mistake."""
    yield from _scripts(ledger.files)
    events: list[ClientMessage | Request | Incident | Boundary | Decision | Hours] = []
    dated: list[tuple[Place, date]] = []
    for client in ledger.clients.values():
        events += [*client.messages, *client.requests, *client.incidents, *client.boundaries, *client.decisions]
        yield from _left_early(client.decisions)
    for contract in ledger.contracts.values():
        events += [*contract.hours, *contract.requests]
        first = min(contract.invoices, key=lambda each: each.issued, default=None)
        for invoice in contract.invoices:
            is_deposit = contract.deposit is not None and invoice is first
            prepaid = is_deposit or contract.billing == "retainer"
            yield from _of_invoice(invoice, PREPAID_BEFORE_DAYS if prepaid else BEFORE_DAYS)
            dated.append((invoice.place, max([invoice.issued, *_paid_days(invoice)])))
        dated += [(note.place, note.issued) for note in contract.credit_notes]
        yield from _long_days(contract.hours)
    last = today + timedelta(days=FAR_AHEAD_DAYS)
    for place, day in [*((each.place, each.day) for each in events), *dated]:
        if day > last:
            yield _day(place, msg("dated {day}, so it does not count until then", day=day))


def _scripts(files: Iterable[str]) -> Iterator[Problem]:
    for file in sorted(files):
        if file.startswith("evidence/") and file.lower().endswith(RUN_SCRIPTS):
            message = msg("a script in this file could read your ledger if you open the file in a browser")
            yield Problem(
                Place(file), "script-file", message, msg("keep it as a PDF, a picture or plain text instead"), "notice"
            )


def _left_early(decisions: Iterable[Decision]) -> Iterator[Problem]:
    for decision in decisions:
        if decision.last_day and decision.last_day < decision.date:
            yield _day(decision.place, msg("the last day {day} is before the decision", day=decision.last_day))


def _long_days(records: Iterable[Hours]) -> Iterator[Problem]:
    for record in records:
        if record.hours > HOURS_OF_A_DAY:
            message = msg("{hours} hours on one day", hours=Quantity(record.hours))
            yield Problem(
                record.place,
                "unlikely-hours",
                message,
                msg("is the number right, or is it the sum of several days?"),
                "notice",
            )


def _of_invoice(invoice: Invoice, before_days: int) -> Iterator[Problem]:
    if invoice.disputed and invoice.disputed.lower() in ("no", "false", "off"):
        message = msg("disputed is '{text}', which counts as the client's reason", text=invoice.disputed)
        yield Problem(invoice.place, "unlikely-text", message, msg("remove it, or write the reason"), "notice")
    days = _paid_days(invoice)
    first = min(days, default=invoice.issued)
    paid_ahead = days and first <= invoice.issued
    if invoice.due and invoice.due < invoice.issued and not paid_ahead:
        message = msg("the due date {due} is before the issue date {day}", due=invoice.due, day=invoice.issued)
        yield Problem(invoice.place, "unlikely-day", message, msg("is the day right?"), "notice")
    if (early := (invoice.issued - first).days) > before_days:
        message = plural_msg(
            "paid on {paid}, {count} day before it was issued on {day}",
            "paid on {paid}, {count} days before it was issued on {day}",
            early,
            paid=first,
            day=invoice.issued,
        )
        hint = msg("is the day right, and is it the payment of this invoice?")
        yield Problem(invoice.place, "unlikely-day", message, hint, "notice")


def _paid_days(invoice: Invoice) -> list[date]:
    return [invoice.paid] if invoice.paid else [each.date for each in invoice.payments]


def _day(place: Place, message: Message) -> Problem:
    return Problem(place, "unlikely-day", message, msg("is the year right?"), "notice")
