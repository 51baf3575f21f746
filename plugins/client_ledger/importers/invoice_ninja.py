"""Invoice Ninja: Reports, or a list's Export: its invoices, or its payments; English, French and German headers.

The reports put the record's name before each column, so the number's heading is `Invoice Invoice Number`.
"""

from __future__ import annotations

from decimal import Decimal

from client_ledger.importers.importer import Bill, Importer, Income, Options, Reading
from client_ledger.importers.money import currency_in, rate_of, shown
from client_ledger.importers.numbers import without_grouping
from client_ledger.importers.rows import dates_of, numbers_of, read_rows
from client_ledger.importers.source_file import Export
from client_ledger.importers.table import Columns, Row, Table
from client_ledger.text.cli_language import tr
from client_ledger.text.currencies import digits_of
from client_ledger.text.message import rounded

INVOICE = ("invoice", "facture", "rechnung")
PAYMENT = ("payment", "paiement", "zahlung")


def _of(record: Columns, *names: str) -> Columns:
    """Return a field's names in each language, with both forms of the record's name before them."""
    return tuple(f"{prefix}{sign}{name}" for name in names for prefix in record for sign in (" ", "."))


CLIENT = (*_of(("client", "kunde"), "name", "nom"), "client", "kunde")
NUMBERS = ("invoice number", "numéro de facture", "rechnungsnummer")
NUMBER = (*_of(INVOICE, "number", *NUMBERS), *NUMBERS)
ISSUED = (*_of(INVOICE, "date", "datum"), "invoice date", "date de facture", "rechnungsdatum")
DUE_ON = ("due date", "date d'échéance", "fälligkeitsdatum")
DUE = (*_of(INVOICE, *DUE_ON), *DUE_ON)
AMOUNTS = ("amount", "montant", "betrag")
AMOUNT = (*_of(INVOICE, *AMOUNTS), *AMOUNTS)
BALANCES = ("balance", "solde", "saldo")
BALANCE = (*_of(INVOICE, *BALANCES), *BALANCES)
TOTAL_TAXES = ("total taxes", "taxes totales", "total des taxes", "gesamte steuern", "gesamtsteuern", "steuern gesamt")
TAX = (*_of(INVOICE, *TOTAL_TAXES), *TOTAL_TAXES)
RATE_NAMES = ("tax rate {}", "tax rate{}", "taux de taxe {}", "steuersatz {}")
RATES = tuple(
    (*_of(INVOICE, *names), *names) for number in "123" for names in [tuple(each.format(number) for each in RATE_NAMES)]
)
STATUS = (*_of(INVOICE, "status", "statut"), "status", "statut")
PAID_ON = (*_of(PAYMENT, "date", "datum"), "date du paiement", "zahlungsdatum")
PAID = (*_of(PAYMENT, *AMOUNTS), "montant du paiement", "zahlungsbetrag", *AMOUNTS)
REFUNDED = _of(PAYMENT, "refunded", "remboursé", "erstattet")
PAYMENT_STATUS = (*_of(PAYMENT, "status", "statut"), "status", "statut")
PAID_FOR = (*_of(PAYMENT, "invoices"), "invoices", "factures", "rechnungen", *NUMBER)
CURRENCIES = ("currency", "devise", "währung")
CURRENCY = (*_of((*PAYMENT, "client", "kunde", *INVOICE), *CURRENCIES), *CURRENCIES, "currency code")
LISTED = 6
DRAFT = frozenset({"draft", "brouillon", "entwurf"})
DELETED = frozenset({"deleted", "archived", "supprimé", "archivé", "gelöscht", "archiviert"})
SETTLED = frozenset({"paid", "payé", "payée", "bezahlt"})
CANCELLED = frozenset({"cancelled", "canceled", "annulé", "annulée", "storniert"})
VOID = CANCELLED | {"reversed", "inversé", "umgekehrt"}
NO_PAYMENT = CANCELLED | {
    *("failed", "échoué", "fehlgeschlagen"),
    *("pending", "en attente", "ausstehend"),
    *("voided",),
}
GIVEN_BACK = frozenset({"refunded", "remboursé", "erstattet"})


def _invoices(export: Export) -> Table | None:
    return export.table(NUMBER, ISSUED, AMOUNT, CLIENT)


def _payments(export: Export) -> Table | None:
    return export.table(PAID_ON, PAID, CLIENT)


def read(export: Export, options: Options) -> Reading:
    """Return the invoices, or the payments if the file is the export of payments."""
    invoices = _invoices(export)
    if invoices is not None:
        return _read_invoices(invoices, options)
    return _read_payments(_payments(export) or Table(frozenset(), (), ()), options)


def _read_invoices(table: Table, options: Options) -> Reading:
    dates, numbers = dates_of(table, options, *ISSUED, *DUE), numbers_of(table, options, *AMOUNT, *BALANCE, *TAX)
    settled: list[str] = []
    says_taxes = bool(table.names.intersection(TAX))

    def net_and_vat(row: Row, amount: Decimal, currency: str) -> tuple[Decimal, str]:
        """Return an amount without its taxes and the tax rate, which may follow only from the total taxes."""
        nonlocal says_taxes
        if row.get(*TAX):
            tax = numbers.money(row.get(*TAX), currency)
            return amount - tax, rate_of(tax, amount - tax)
        rate = sum((_rate(row.get(*names)) for names in RATES), Decimal(0))
        if not rate or table.names.intersection(TAX):
            return amount, ""
        says_taxes = True
        return rounded(amount / (1 + rate / 100), digits_of(currency)), f"{rate.normalize():f}%"

    def bill(row: Row) -> Bill | str:
        status = row.get(*STATUS).casefold()
        if status in DRAFT | DELETED:
            return tr("it is a draft") if status in DRAFT else tr("it is {status}", status=status)
        if not row.get(*NUMBER):
            return tr("it has no invoice number")
        due = row.get(*DUE)
        balance, currency = row.get(*BALANCE), currency_in(row.get(*CURRENCY))
        amount = numbers.money(row.get(*AMOUNT), currency)
        if status in SETTLED or (status not in VOID and amount and balance and not numbers.money(balance, currency)):
            settled.append(row.get(*NUMBER))
        net, vat = net_and_vat(row, amount, currency)
        return Bill(
            row.line,
            row.get(*NUMBER),
            dates.day(row.get(*ISSUED)),
            net,
            currency,
            row.get(*CLIENT),
            dates.day(due) if due else None,
            void=status in VOID,
            vat=vat,
        )

    reading = read_rows(table, options, bill)
    if not says_taxes:
        reading.notes.append(
            tr(
                "this file does not say how much of the amounts is tax, so they count as net; if there is tax, "
                "export the column Total Taxes too"
            )
        )
    if settled:
        listed = ", ".join(settled[:LISTED]) + (", …" if len(settled) > LISTED else "")
        hint = tr("import the payments' export, or run `client-ledger paid INVOICE DATE`")
        reading.notes.append(
            tr("this file does not say when these invoices were paid: {listed}; {hint}", listed=listed, hint=hint)
        )
    return reading


def _rate(text: str) -> Decimal:
    """Return a tax rate; a separator in it always comes before decimals, because no rate reaches a thousand."""
    return without_grouping(text).number(text) if text else Decimal(0)


def _read_payments(table: Table, options: Options) -> Reading:
    dates, numbers = dates_of(table, options, *PAID_ON), numbers_of(table, options, *PAID, *REFUNDED)

    given_back: list[str] = []

    def income(row: Row) -> Income | str:
        status = row.get(*PAYMENT_STATUS).casefold()
        if status in NO_PAYMENT:
            return tr("it is {status}", status=status)
        currency, day = currency_in(row.get(*CURRENCY)), dates.day(row.get(*PAID_ON))
        command = f"client-ledger paid INVOICE {day} --returned DATE --why refund"
        if status in GIVEN_BACK:
            return tr(
                "it is {status}, but the file does not say when; if the payment is recorded, run `{command}`",
                status=status,
                command=command,
            )
        amount = numbers.money(row.get(*PAID), currency)
        refunded = numbers.money(row.get(*REFUNDED), currency) if row.get(*REFUNDED) else Decimal(0)
        if refunded:
            given_back.append(
                tr(
                    "{money} of the payment on line {line} went back, but the file does not say when, so only the "
                    "rest was imported. If the whole payment is recorded, run `{command}`",
                    money=shown(refunded, currency),
                    line=str(row.line),
                    command=f"{command} --amount {refunded:f}",
                )
            )
        return Income(row.line, day, amount - refunded, currency, row.get(*PAID_FOR), row.get(*CLIENT))

    reading = read_rows(table, options, income)
    reading.notes += given_back
    return reading


INVOICE_NINJA = Importer(
    "invoice-ninja",
    "Invoice Ninja CSV",
    "the report or the export of invoices (with the column Total Taxes), or of payments (also in French and German)",
    ("invoices", "payments"),
    lambda export: _invoices(export) is not None or _payments(export) is not None,
    read,
)
