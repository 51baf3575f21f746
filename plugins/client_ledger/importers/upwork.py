"""Upwork: the CSV of transactions, new and old; the fee has a line of its own."""

from __future__ import annotations

from client_ledger.importers.importer import Fee, Importer, Income, Options, Reading, Return
from client_ledger.importers.rows import dates_of, numbers_of, read_rows
from client_ledger.importers.source_file import Export
from client_ledger.importers.table import Row, Table
from client_ledger.text.cli_language import tr

KIND = ("transaction type", "type")
TEXT = ("transaction summary", "description", "po")
TEAM = ("client team", "team", "account name")
AMOUNT = ("amount $", "amount")
FEE = "fee"
EARNED = ("hourly", "fixed", "bonus", "milestone", "expense", "payment", "upfront", "tip")


def _table(export: Export) -> Table | None:
    new = export.table(("date",), ("transaction id",), ("transaction type",), ("client team",), ("amount $",))
    return new or export.table(("date",), ("ref id",), ("type",), ("description",), ("team", "agency"), ("amount",))


def read(export: Export, options: Options) -> Reading:
    """Return the clients' payments before Upwork's fee, the fees, and the refunds."""
    table = _table(export) or Table(frozenset(), (), ())
    dates = dates_of(table, options, "date", usual="mdy")
    numbers = numbers_of(table, options, *AMOUNT)

    def item(row: Row) -> Income | Return | Fee | str:
        kind, amount = row.get(*KIND).casefold(), numbers.money(row.get(*AMOUNT), "USD")
        # If no column names the client, the description does.
        day, team = dates.day(row.get("date")), " ".join(row.texts(*TEAM) or row.texts("description"))
        if FEE in kind and amount < 0:
            return Fee(row.line, -amount, team)
        if "refund" in kind and amount < 0:
            return Return(row.line, day, -amount, "USD", row.get("ref id"), "refund")
        if amount <= 0 or not any(word in kind for word in EARNED):
            return tr("its type is {kind}", kind=kind) if kind else tr("it does not say what it is")
        reference = "\n".join(row.texts(*TEXT))
        identity = row.get("ref id", "transaction id")
        return Income(row.line, day, amount, "USD", reference, team, id=identity)

    return read_rows(table, options, item)


UPWORK = Importer(
    "upwork",
    "Upwork transactions CSV",
    "Upwork, Reports, Transactions, Download CSV, new or old; the fees are compared with the contract's",
    ("payments",),
    lambda export: _table(export) is not None,
    read,
)
