"""Invoice Ninja: Reports, or a list's Export: its invoices, or its payments."""

from __future__ import annotations

from client_ledger.importers.export import Export, Row, Table
from client_ledger.importers.importer import Bill, Importer, Income, Options, Reading
from client_ledger.importers.money import currency_in, read_rows
from client_ledger.importers.work import dates_of, numbers_of

CLIENT = ("client name", "client", "client.name")
NUMBER = ("invoice number", "invoice.number", "payment invoices", "invoices")
ISSUED = ("invoice date", "invoice.date")
DUE = ("invoice due date", "due date", "invoice.due date")
AMOUNT = ("invoice amount", "amount", "invoice.amount")
BALANCE = ("invoice balance", "balance", "invoice.balance")
STATUS = ("invoice status", "status", "invoice.status", "payment status")
PAID_ON = ("payment date", "payment.date")
PAID = ("payment amount", "payment.amount", "amount")
CURRENCY = ("client currency", "currency", "invoice currency", "currency code", "payment currency")
LISTED = 6
NO_INVOICE = frozenset({"draft", "deleted", "archived"})
VOID = frozenset({"cancelled", "canceled", "reversed"})
NO_PAYMENT = frozenset({"cancelled", "canceled", "failed", "pending", "refunded", "voided"})


def _invoices(export: Export) -> Table | None:
    return export.table(NUMBER, ISSUED, AMOUNT, CLIENT)


def _payments(export: Export) -> Table | None:
    return export.table(PAID_ON, PAID, CLIENT)


def read(export: Export, options: Options) -> Reading:
    """Return the invoices, or the payments when the file is the payments' export."""
    invoices = _invoices(export)
    if invoices is not None:
        return _read_invoices(invoices, options)
    return _read_payments(_payments(export) or Table(frozenset(), (), ()), options)


def _read_invoices(table: Table, options: Options) -> Reading:
    dates, numbers = dates_of(table, options, *ISSUED, *DUE), numbers_of(table, options, *AMOUNT, *BALANCE)
    settled: list[str] = []

    def bill(row: Row) -> Bill | str:
        status = row.get(*STATUS).casefold()
        if status in NO_INVOICE:
            return "it is a draft" if status == "draft" else f"it is {status}"
        if not row.get(*NUMBER):
            return "it has no invoice number"
        due = row.get(*DUE)
        amount = numbers.number(row.get(*AMOUNT))
        balance = row.get(*BALANCE)
        if status == "paid" or (status not in VOID and amount and balance and not numbers.number(balance)):
            settled.append(row.get(*NUMBER))
        return Bill(
            row.line,
            row.get(*NUMBER),
            dates.day(row.get(*ISSUED)),
            amount,
            currency_in(row.get(*CURRENCY)),
            row.get(*CLIENT),
            dates.day(due) if due else None,
            void=status in VOID,
        )

    reading = read_rows(table, options, bill)
    if settled:
        listed = ", ".join(settled[:LISTED]) + (", …" if len(settled) > LISTED else "")
        hint = "import the payments' export, or run `client-ledger paid INVOICE DATE`"
        reading.notes.append(f"this file does not say when these invoices were paid: {listed}; {hint}")
    return reading


def _read_payments(table: Table, options: Options) -> Reading:
    dates, numbers = dates_of(table, options, *PAID_ON), numbers_of(table, options, *PAID)

    def income(row: Row) -> Income | str:
        status = row.get("payment status", "status").casefold()
        if status in NO_PAYMENT:
            return f"it is {status}"
        day, amount = dates.day(row.get(*PAID_ON)), numbers.number(row.get(*PAID))
        return Income(row.line, day, amount, currency_in(row.get(*CURRENCY)), row.get(*NUMBER), row.get(*CLIENT))

    return read_rows(table, options, income)


INVOICE_NINJA = Importer(
    "invoice-ninja",
    "Invoice Ninja CSV",
    "money",
    lambda export: _invoices(export) is not None or _payments(export) is not None,
    read,
)
