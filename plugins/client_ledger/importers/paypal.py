"""PayPal: Activity, Download; English, German and French headers."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from client_ledger.importers.dates import Dates, parse_clock
from client_ledger.importers.export import Export, Row, Table
from client_ledger.importers.importer import Importer, Income, Options, Reading
from client_ledger.importers.money import currency_in, read_rows
from client_ledger.importers.work import dates_of, numbers_of

DATE = ("date", "datum")
TIME = ("time", "uhrzeit", "heure")
ZONE = ("timezone", "time zone", "zeitzone", "fuseau horaire")
GROSS = ("gross", "brutto", "avant commission", "brut")
NET = ("net", "netto")
STATUS = ("status", "état", "etat")
CURRENCY = ("currency", "währung", "devise")
PAYER = ("name", "nom", "from email address", "absender e-mail-adresse", "de l'adresse email")
REFERENCE = (
    "invoice number",
    "rechnungsnummer",
    "numéro de facture",
    "subject",
    "betreff",
    "objet",
    "note",
    "hinweis",
    "remarque",
    "item title",
    "custom number",
)
RECEIVED = frozenset({"completed", "abgeschlossen", "terminé", "termine", ""})
OWN_MONEY = (
    "withdrawal",
    "transfer to bank",
    "currency conversion",
    "abbuchung",
    "währungsumrechnung",
    "virement",
)


def _table(export: Export) -> Table | None:
    return export.table(DATE, GROSS, NET, CURRENCY)


def _day(row: Row, dates: Dates, options: Options) -> date:
    day, clock = dates.day(row.get(*DATE)), row.get(*TIME)
    if not clock:
        return day
    name = row.get(*ZONE)
    # PayPal writes abbreviations such as PDT; only those that are names of zones say which one is meant.
    zone = ZoneInfo(name) if name in {"GMT", "UTC", "CET", "EET", "EST", "MST"} or "/" in name else options.zone
    return datetime.combine(day, parse_clock(clock), zone).astimezone(options.own).date()


def read(export: Export, options: Options) -> Reading:
    """Return the payments received, before PayPal's fee."""
    table = _table(export) or Table(frozenset(), (), ())
    dates, numbers = dates_of(table, options, *DATE), numbers_of(table, options, *GROSS, *NET)

    def income(row: Row) -> Income | str:
        status, kind = row.get(*STATUS).casefold(), row.get("type", "typ").casefold()
        if status not in RECEIVED:
            return f"its status is {status}"
        if any(word in kind for word in OWN_MONEY):
            return f"it is a {kind}"
        amount = numbers.number(row.get(*GROSS))
        reference = " ".join(row.get(name) for name in REFERENCE)
        payer = " ".join(row.get(name) for name in PAYER)
        return Income(row.line, _day(row, dates, options), amount, currency_in(row.get(*CURRENCY)), reference, payer)

    return read_rows(table, options, income)


PAYPAL = Importer("paypal", "PayPal activity CSV", "money", lambda export: _table(export) is not None, read)
