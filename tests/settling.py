"""Payments matched to the invoices of one contract."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from client_ledger.book.bills import bills_of
from client_ledger.book.settings import Settings
from client_ledger.importers.importer import Income
from client_ledger.importers.payment_matching import Settled, Settlement
from importing import FIELDS, INVOICES
from writing import CLIENT, read_ledger

DAY = date(2026, 3, 20)


def settle(folder: Path, *incomes: Income, invoices: str = INVOICES) -> Settled:
    ledger = read_ledger(folder, {"clients/acme.md": CLIENT, "contracts/a.md": FIELDS + invoices + "---\n"})
    billed = bills_of(ledger, Settings())["a"]
    return Settlement(ledger.clients["acme"], billed, payer_named=False).settle(incomes)


def income(amount: str, reference: str = "", payer: str = "ACME Ltd", currency: str = "EUR", day: date = DAY) -> Income:
    return Income(1, day, Decimal(amount), currency, reference, payer)
