"""Stripe: the exports of invoices, of payments and of the balance; their times are UTC."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from client_ledger.importers.importer import Bill, Importer, Income, Options, Reading
from client_ledger.importers.money import currency_in, read_rows, utc_day
from client_ledger.importers.source_file import Export, Row, Table
from client_ledger.importers.time_entries import dates_of, numbers_of

CREATED = ("created (utc)", "created date (utc)", "created", "date (utc)")
ISSUED = ("finalized at (utc)", "date (utc)", *CREATED)
DUE = ("due date (utc)", "due date")
PAID_AT = ("paid at (utc)", "date paid (utc)", "paid at")
TOTAL = ("total", "amount due")
REFUNDED = ("amount refunded",)
PAYER = ("customer name", "card name", "customer email", "customer description", "customer id", "customer")
REFERENCE = ("invoice number", "description", "statement descriptor", "invoice id")
RECEIVED = frozenset({"paid", "succeeded", "partially refunded", "partial refund"})
# The balance's history is downloaded from its page, the itemised report from Reports.
MOVED = ("type", "reporting category")
MOVED_ON = ("created utc", *CREATED)
MOVED_AMOUNT = ("customer facing amount", "amount", "gross")
MOVED_CURRENCY = ("customer facing currency", "currency")
CHARGES = frozenset({"charge", "payment"})


def _invoices(export: Export) -> Table | None:
    return export.table(("id",), ("number", "invoice number"), CREATED, TOTAL, ("currency",))


def _payments(export: Export) -> Table | None:
    return export.table(("id",), CREATED, ("amount",), ("currency",), ("status",))


def _balance(export: Export) -> Table | None:
    return export.table(("id", "balance transaction id"), MOVED, MOVED_ON, ("amount", "gross"), ("net",), ("currency",))


def read(export: Export, options: Options) -> Reading:
    """Return the invoices, or the payments when the file is the payments' export or the balance's."""
    if (invoices := _invoices(export)) is not None:
        return _read_invoices(invoices, options)
    if (balance := _balance(export)) is not None:
        return _read_balance(balance, options)
    return _read_payments(_payments(export) or Table(frozenset(), (), ()), options)


def _read_invoices(table: Table, options: Options) -> Reading:
    dates = dates_of(table, options, *ISSUED, *DUE, *PAID_AT)
    numbers = numbers_of(table, options, *TOTAL)

    def bill(row: Row) -> Bill | str:
        status = row.get("status").casefold()
        if status in {"draft", "deleted"}:
            return f"it is a {status}" if status == "draft" else "it is deleted"
        due, paid = row.get(*DUE), row.get(*PAID_AT)
        currency = currency_in(row.get("currency"))
        return Bill(
            row.line,
            row.get("number", "invoice number") or row.get("id"),
            utc_day(dates, row.get(*ISSUED), options),
            numbers.money(row.get(*TOTAL), currency),
            currency,
            " ".join(row.get(name) for name in PAYER),
            utc_day(dates, due, options) if due else None,
            utc_day(dates, paid, options) if paid and status == "paid" else None,
            status == "void",
        )

    return read_rows(table, options, bill)


def _read_payments(table: Table, options: Options) -> Reading:
    dates = dates_of(table, options, *CREATED)
    numbers = numbers_of(table, options, "amount", *REFUNDED)

    def income(row: Row) -> Income | str:
        status = row.get("status").casefold()
        if status not in RECEIVED:
            return f"its status is {status or 'not given'}"
        refunded, currency = row.get(*REFUNDED), currency_in(row.get("currency"))
        amount = numbers.money(row.get("amount"), currency) - (numbers.money(refunded, currency) if refunded else 0)
        return _income(row, utc_day(dates, row.get(*CREATED), options), amount, currency)

    return read_rows(table, options, income)


def _read_balance(table: Table, options: Options) -> Reading:
    dates = dates_of(table, options, *MOVED_ON)
    numbers = numbers_of(table, options, *MOVED_AMOUNT, "net", "fee")

    def income(row: Row) -> Income | str:
        kind = row.get(*MOVED).casefold().replace("_", " ")
        if kind not in CHARGES:
            return f"it is a {kind}" if kind else "it does not say what it is"
        currency = currency_in(row.get(*MOVED_CURRENCY))
        amount = numbers.money(row.get(*MOVED_AMOUNT), currency)
        return _income(row, utc_day(dates, row.get(*MOVED_ON), options), amount, currency)

    return read_rows(table, options, income)


def _income(row: Row, day: date, amount: Decimal, currency: str) -> Income:
    reference = "\n".join(row.get(name) for name in REFERENCE)
    payer = " ".join(row.get(name) for name in PAYER)
    return Income(row.line, day, amount, currency, reference, payer)


STRIPE = Importer(
    "stripe",
    "Stripe CSV",
    "money",
    lambda export: any(table(export) is not None for table in (_invoices, _payments, _balance)),
    read,
)
