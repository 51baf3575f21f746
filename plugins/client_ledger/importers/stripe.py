"""Stripe: the exports of invoices, of payments and of the balance; their times are UTC."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from client_ledger.importers.importer import Bill, Importer, Income, Options, Reading, Return, Why
from client_ledger.importers.money import currency_in, rate_of, utc_day
from client_ledger.importers.rows import dates_of, numbers_of, read_rows
from client_ledger.importers.source_file import Export
from client_ledger.importers.table import Row, Table
from client_ledger.text.cli_language import tr

CREATED = ("created (utc)", "created date (utc)", "created", "date (utc)")
ISSUED = ("finalized at (utc)", "date (utc)", *CREATED)
DUE = ("due date (utc)", "due date")
PAID_AT = ("paid at (utc)", "date paid (utc)", "paid at")
TOTAL = ("total", "amount due")
REFUNDED = ("amount refunded",)
PAYER = ("customer name", "card name", "customer email", "customer description", "customer id", "customer")
REFERENCE = ("invoice number", "description", "statement descriptor", "invoice id")
REFUNDED_ON = ("refunded date (utc)", "refunded at (utc)")
DISPUTED_ON = ("dispute date (utc)",)
RECEIVED = frozenset({"paid", "succeeded", "partially refunded", "partial refund", "refunded", "full refund"})
# The balance history comes from its own page, the itemised report from Reports.
MOVED = ("type", "reporting category")
MOVED_ON = ("created utc", *CREATED)
MOVED_AMOUNT = ("customer facing amount", "amount", "gross")
MOVED_CURRENCY = ("customer facing currency", "currency")
CHARGES = frozenset({"charge", "payment"})
BACK: dict[str, Why] = {
    **dict.fromkeys(("refund", "payment refund", "partial refund"), "refund"),
    **dict.fromkeys(("dispute", "chargeback"), "chargeback"),
    **dict.fromkeys(("payment failure refund", "refund failure"), "bounced"),
}
CHARGED_BACK = re.compile(r"chargeback withdrawal|dispute", re.IGNORECASE)
CHARGE = re.compile(r"\b(?:ch|py)_\w+")
REFUND_OF = re.compile(r"REFUND FOR (?:CHARGE|PAYMENT) \((.*)\)", re.IGNORECASE)


def _invoices(export: Export) -> Table | None:
    return export.table(("id",), ("number", "invoice number"), CREATED, TOTAL, ("currency",))


def _payments(export: Export) -> Table | None:
    return export.table(("id",), CREATED, ("amount",), ("currency",), ("status",))


def _balance(export: Export) -> Table | None:
    return export.table(("id", "balance transaction id"), MOVED, MOVED_ON, ("amount", "gross"), ("net",), ("currency",))


def read(export: Export, options: Options) -> Reading:
    """Return the invoices, or the payments if the file is the export of payments or of the balance."""
    if (invoices := _invoices(export)) is not None:
        return _read_invoices(invoices, options)
    if (balance := _balance(export)) is not None:
        return _read_balance(balance, options)
    return _read_payments(_payments(export) or Table(frozenset(), (), ()), options)


def _read_invoices(table: Table, options: Options) -> Reading:
    dates = dates_of(table, options, *ISSUED, *DUE, *PAID_AT)
    numbers = numbers_of(table, options, *TOTAL, "tax")

    def bill(row: Row) -> Bill | str:
        status = row.get("status").casefold()
        if status in {"draft", "deleted"}:
            return tr("it is a draft") if status == "draft" else tr("it is deleted")
        due, paid = row.get(*DUE), row.get(*PAID_AT)
        currency = currency_in(row.get("currency"))
        tax = numbers.money(row.get("tax"), currency) if row.get("tax") else Decimal(0)
        net = numbers.money(row.get(*TOTAL), currency) - tax
        return Bill(
            row.line,
            row.get("number", "invoice number") or row.get("id"),
            utc_day(dates, row.get(*ISSUED), options),
            net,
            currency,
            " ".join(row.texts(*PAYER)),
            utc_day(dates, due, options) if due else None,
            utc_day(dates, paid, options) if paid and status == "paid" else None,
            status == "void",
            rate_of(tax, net) if row.get("tax") else "",
        )

    return read_rows(table, options, bill)


def _read_payments(table: Table, options: Options) -> Reading:
    dates = dates_of(table, options, *CREATED, *REFUNDED_ON, *DISPUTED_ON)
    numbers = numbers_of(table, options, "amount", *REFUNDED, "disputed amount")

    def income(row: Row) -> Income | str:
        status = row.get("status").casefold()
        if status not in RECEIVED:
            return tr("its status is {status}", status=status or tr("not given"))
        currency, day = currency_in(row.get("currency")), utc_day(dates, row.get(*CREATED), options)
        amount = numbers.money(row.get("amount"), currency)

        def back(sum_of: str, on: str, why: Why) -> Return:
            then = utc_day(dates, on, options) if on else day
            return Return(row.line, then, numbers.money(sum_of, currency), currency, row.get("id"), why)

        returns = [back(row.get(*REFUNDED), row.get(*REFUNDED_ON), "refund")] if row.get(*REFUNDED) else []
        if row.get("dispute status").casefold() == "lost":
            returns.append(back(row.get("disputed amount", "amount"), row.get(*DISPUTED_ON), "chargeback"))
        return _income(row, day, amount, currency, tuple(each for each in returns if each.amount))

    return read_rows(table, options, income)


def _read_balance(table: Table, options: Options) -> Reading:
    dates = dates_of(table, options, *MOVED_ON)
    numbers = numbers_of(table, options, *MOVED_AMOUNT, "net", "fee")
    sources = [(row.get("source"), row.get("description")) for row in table.rows if _kind(row) in CHARGES]

    def payment_of(row: Row) -> str:
        """Return the id of the payment that a row returns: the id given, or the only payment with the same text."""
        found = CHARGE.search(row.get("description")) or CHARGE.search(row.get("charge id", "source"))
        text = REFUND_OF.search(row.get("description"))
        of = [source for source, description in sources if text and description == text[1]]
        return found[0] if found else of[0] if len(of) == 1 else ""

    def income(row: Row) -> Income | Return | str:
        kind = _kind(row)
        why = "chargeback" if kind == "adjustment" and CHARGED_BACK.search(row.get("description")) else BACK.get(kind)
        if kind not in CHARGES and why is None:
            return tr("its type is {kind}", kind=kind) if kind else tr("it does not say what it is")
        currency = currency_in(row.get(*MOVED_CURRENCY))
        amount, day = numbers.money(row.get(*MOVED_AMOUNT), currency), utc_day(dates, row.get(*MOVED_ON), options)
        if why is not None:
            back = Return(row.line, day, -amount, currency, payment_of(row), why)
            return back if amount < 0 else tr("its type is {kind}", kind=kind)
        return _income(row, day, amount, currency)

    return read_rows(table, options, income)


def _kind(row: Row) -> str:
    return row.get(*MOVED).casefold().replace("_", " ")


def _income(row: Row, day: date, amount: Decimal, currency: str, returns: tuple[Return, ...] = ()) -> Income:
    reference = "\n".join(row.texts(*REFERENCE))
    payer = " ".join(row.texts(*PAYER))
    return Income(row.line, day, amount, currency, reference, payer, id=row.get("source", "id"), returns=returns)


STRIPE = Importer(
    "stripe",
    "Stripe CSV",
    "the export of invoices, of payments, of the balance, or its itemised report",
    ("invoices", "payments"),
    lambda export: any(table(export) is not None for table in (_invoices, _payments, _balance)),
    read,
)
