"""Read the rows of a CSV file by a mapping of its columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from client_ledger.importers.dates import Dates
from client_ledger.importers.importer import Asked, Bill, Importer, Income, Item, Message, Options, Reading, Work
from client_ledger.importers.mapping import FOLDER, CsvMapping
from client_ledger.importers.money import currency_in, rate_of
from client_ledger.importers.numbers import Numbers
from client_ledger.importers.rows import dates_of, numbers_of, read_rows
from client_ledger.importers.source_file import Export
from client_ledger.importers.table import Row, Table
from client_ledger.importers.time_entries import task_of, zone_note
from client_ledger.text.cli_language import tr

VOID = frozenset({"void", "cancelled", "canceled", "voided"})


def importer_of(mapping: CsvMapping) -> Importer:
    """Return the importer that reads files by a mapping."""

    def read(export: Export, options: Options) -> Reading:
        return _read(mapping, mapping.table(export) or Table(frozenset(), (), ()), options)

    title = mapping.title or f"'{mapping.name}' ({FOLDER}/{mapping.name}.yml)"
    return Importer(
        mapping.name, title, mapping.file, (mapping.becomes,), lambda each: mapping.table(each) is not None, read
    )


def _read(mapping: CsvMapping, table: Table, options: Options) -> Reading:
    options = replace(options, order=options.order or mapping.date_order, decimal=options.decimal or mapping.decimal)
    numbers = numbers_of(table, options, *mapping.of("amount", "total", "tax", "in", "out", "fee", "hours"))
    rows = _Rows(mapping, options, dates_of(table, options, *mapping.of("date", "due", "paid")), numbers)
    reading = read_rows(table, options, rows.item)
    if mapping.becomes == "invoices":
        reading.items = _invoices(mapping, [each for each in reading.items if isinstance(each, Bill)], rows.taxes)
    if mapping.becomes == "messages":
        reading.notes.append(zone_note(options))
    return reading


def _invoices(mapping: CsvMapping, bills: Sequence[Bill], taxes: Mapping[int, Decimal | None]) -> list[Item]:
    """Return one invoice from the rows of its items, with its net amount and tax rate.

    If each row repeats the invoice's total, rows with a different total are another invoice.
    """
    found: dict[tuple[str, Decimal | None], Bill] = {}
    tax: defaultdict[tuple[str, Decimal | None], Decimal] = defaultdict(Decimal)
    told = set()
    for bill in bills:
        key = bill.id, None if mapping.sum_by_id else bill.amount
        if (part := taxes[bill.line]) is not None:
            tax[key] += part
            told.add(key)
        first = found.setdefault(key, bill)
        if first is not bill and mapping.sum_by_id:
            found[key] = replace(first, amount=first.amount + bill.amount)
    nets = {key: bill.amount - tax[key] if mapping.of("total") else bill.amount for key, bill in found.items()}
    return [
        replace(bill, amount=nets[key], vat=rate_of(tax[key], nets[key]) if key in told else "")
        for key, bill in found.items()
    ]


class _Rows:
    """Makes a record from one row."""

    def __init__(self, mapping: CsvMapping, options: Options, dates: Dates, numbers: Numbers) -> None:
        self._mapping, self._options, self._dates, self._numbers = mapping, options, dates, numbers
        self.taxes: dict[int, Decimal | None] = {}

    def item(self, row: Row) -> Item | str:
        """Return the record, or why the row is skipped."""
        for column, values in self._mapping.skip.items():
            if row.get(column).casefold() in values:
                return tr("its {column} is {value}", column=column, value=row.get(column))
        makers = {
            "payments": self._income,
            "hours": self._work,
            "invoices": self._bill,
            "messages": self._message,
            "requests": self._asked,
        }
        return makers[self._mapping.becomes](row)

    def _get(self, row: Row, role: str) -> str:
        return row.get(*self._mapping.of(role))

    def _all(self, row: Row, role: str, sign: str) -> str:
        return sign.join(row.texts(*self._mapping.of(role)))

    def _currency(self, row: Row) -> str:
        return currency_in(self._get(row, "currency")) or self._mapping.currency

    def _income(self, row: Row) -> Income | str:
        currency = self._currency(row)
        written = self._get(row, "amount") or self._get(row, "in")
        if not written and self._get(row, "out"):
            return tr("no money came in")
        amount = self._numbers.money(written, currency)
        fee = self._get(row, "fee")
        return Income(
            row.line,
            self._dates.day(self._get(row, "date")),
            -amount if self._mapping.negate else amount,
            currency,
            self._all(row, "text", "\n"),
            self._all(row, "payer", " "),
            abs(self._numbers.money(fee, currency)) if fee else Decimal(0),
            self._get(row, "id"),
            iban=self._get(row, "iban").replace(" ", ""),
        )

    def _work(self, row: Row) -> Work:
        hours = self._numbers.hours(self._get(row, "hours"))
        client, project = self._get(row, "client"), self._get(row, "project")
        task = task_of(*row.texts(*self._mapping.of("text"))) or project
        day = self._dates.day(self._get(row, "date"))
        return Work(row.line, day, hours, task, self._get(row, "id"), (client, project))

    def _bill(self, row: Row) -> Bill:
        currency = self._currency(row)
        amount = self._numbers.money(self._get(row, "amount") or self._get(row, "total"), currency)
        taxes = [self._numbers.money(text, currency) for text in row.texts(*self._mapping.of("tax"))]
        self.taxes[row.line] = sum(taxes, Decimal(0)) if taxes else None
        due, paid = self._get(row, "due"), self._get(row, "paid")
        if not all(row.get(column).casefold() in values for column, values in self._mapping.paid_if.items()):
            paid = ""
        return Bill(
            row.line,
            self._get(row, "id"),
            self._dates.day(self._get(row, "date")),
            amount,
            currency,
            self._all(row, "client", " "),
            self._dates.day(due) if due else None,
            self._dates.day(paid) if paid else None,
        )

    def _message(self, row: Row) -> Message | str:
        if not self._is_from(row):
            return tr("it is not from the client")
        at = self._dates.moment(self._get(row, "date")).replace(tzinfo=self._options.zone)
        text = task_of(*row.texts(*self._mapping.of("text"))) if self._options.body else ""
        return Message(row.line, at, text, self._mapping.name)

    def _asked(self, row: Row) -> Asked | str:
        if not self._is_from(row):
            return tr("it is not from the client")
        text = task_of(*row.texts(*self._mapping.of("text")))
        return Asked(row.line, self._dates.day(self._get(row, "date")), text) if text else tr("it has no text")

    def _is_from(self, row: Row) -> bool:
        """Tell whether a row is the client's; without a column for the sender, all are."""
        writer = self._get(row, "from").casefold()
        known = {each.casefold() for each in self._options.senders}
        return not self._mapping.of("from") or writer in known
