"""Wise: a balance's statement, or the transfer history, as CSV."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from client_ledger.importers.importer import Importer, Income, Options, Reading, Return
from client_ledger.importers.money import currency_in, wall_day
from client_ledger.importers.rows import dates_of, numbers_of, read_rows
from client_ledger.importers.source_file import Export
from client_ledger.importers.table import Row, Table
from client_ledger.text.cli_language import tr

FINISHED = ("finished on", "created on")
RECEIVED = ("target amount (after fees)", "source amount (after fees)")
# Outgoing money that is the return of a payment; its reference is that payment's id.
RETURNED = "BANK_DETAILS_PAYMENT_RETURN"
DETAILS = "transaction details type"
# Money moved between the freelancer's own balances; its text often names the freelancer's own customers.
OWN_MONEY = frozenset({"conversion", "money added", "deposit topup", "balance interest", "balance cashback"})
SENDERS_FEE, KEPT = "source fee amount", "total fees"
REFERENCE = ("payment reference", "reference", "description", "note")


def _statement(export: Export) -> Table | None:
    return export.table(("transferwise id",), ("date",), ("amount",), ("currency",))


def _history(export: Export) -> Table | None:
    return export.table(("direction",), FINISHED, RECEIVED)


def read(export: Export, options: Options) -> Reading:
    """Return the payments received; a statement's dates are day-first, as Wise always writes them."""
    statement = _statement(export)
    if statement is not None:
        return _read_statement(statement, replace(options, order=options.order or "dmy"))
    return _read_history(_history(export) or Table(frozenset(), (), ()), options)


def _read_statement(table: Table, options: Options) -> Reading:
    dates, numbers = dates_of(table, options, "date"), numbers_of(table, options, "amount", KEPT)

    def income(row: Row) -> Income | str:
        details = row.get(DETAILS).casefold().replace("_", " ")
        if details in OWN_MONEY:
            return tr("its type is {kind}", kind=details)
        reference = "\n".join(row.texts(*REFERENCE))
        payer = f"{row.get('payer name')} {row.get('description')}"
        currency = currency_in(row.get("currency"))
        amount = numbers.money(row.get("amount"), currency)
        fee = numbers.money(row.get(KEPT), currency) if row.get(KEPT) else Decimal(0)
        return Income(row.line, dates.day(row.get("date")), amount, currency, reference, payer, fee)

    return read_rows(table, options, income)


def _read_history(table: Table, options: Options) -> Reading:
    dates, numbers = dates_of(table, options, *FINISHED), numbers_of(table, options, *RECEIVED, SENDERS_FEE)
    received = {row.get("id") for row in table.rows if row.get("direction").casefold() == "in"}

    def income(row: Row) -> Income | Return | str:
        reference, came_in = row.get(*REFERENCE), row.get("direction").casefold() == "in"
        if not came_in and reference not in received and not row.get("id").startswith(RETURNED):
            return tr("no money came in")
        if row.get("status").casefold() != "completed":
            return tr("its status is {status}", status=row.get("status").casefold() or tr("not given"))
        currency = currency_in(row.get("target currency", "source currency"))
        amount = numbers.money(row.get(*RECEIVED), currency)
        day = wall_day(dates, row.get(*FINISHED), options)
        if not came_in:
            return Return(row.line, day, amount, currency, reference, "bounced")
        kept = row.get(SENDERS_FEE) if currency_in(row.get("source fee currency")) == currency else ""
        fee = numbers.money(kept, currency) if kept else Decimal(0)
        return Income(row.line, day, amount, currency, reference, row.get("source name"), fee, row.get("id"))

    return read_rows(table, options, income)


WISE = Importer(
    "wise",
    "Wise CSV",
    "a balance's statement, or the transfer history, as CSV",
    ("payments",),
    lambda export: _statement(export) is not None or _history(export) is not None,
    read,
)
