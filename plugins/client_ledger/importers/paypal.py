"""PayPal: Activity, Download, or a statement, as CSV; English, German and French headers."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from client_ledger.importers.dates import parse_clock
from client_ledger.importers.importer import Importer, Income, Options, Reading
from client_ledger.importers.money import currency_in, read_rows
from client_ledger.importers.source_file import Export, Row, Table
from client_ledger.importers.time_entries import dates_of, numbers_of, zone_note

DATE = ("date", "datum")
TIME = ("time", "uhrzeit", "heure")
ZONE = ("timezone", "time zone", "zeitzone", "fuseau horaire")
GROSS = ("gross", "brutto", "avant commission", "brut")
NET = ("net", "netto")
KIND = ("type", "typ", "description", "beschreibung")
STATUS = ("status", "état", "etat", "statut")
IMPACT = ("balance impact", "auswirkung auf guthaben", "impact sur le solde")
CURRENCY = ("currency", "währung", "devise")
PAYER = (
    *("name", "nom"),
    *("from email address", "absender e-mail-adresse", "de l'adresse email", "adresse email de l'expéditeur"),
)
REFERENCE = (
    *("invoice number", "rechnungsnummer", "numéro de facture", "invoice id", "identifiant de facture"),
    *("subject", "betreff", "objet", "note", "hinweis", "remarque"),
    *("item title", "artikelbezeichnung", "titre de l'objet", "custom number"),
)
RECEIVED = frozenset({"completed", "abgeschlossen", "terminé", "termine", "effectué", ""})
CREDIT = frozenset({"credit", "haben", "crédit", ""})
DEBIT = frozenset({"debit", "soll", "débit"})
# What passes through the account without a client's having paid.
OWN_MONEY = re.compile(
    r"withdrawal|transfer to|deposit|conversion|\bhold|release|reversal|refund|authori[sz]ation"
    r"|abbuchung|bankgutschrift|umrechnung|einbehalt|freigabe|rückzahlung|rückbuchung|storn|autorisierung"
    r"|virement|approvisionnement|retenue|blocage|remboursement|annulation|autorisation"
)
# PayPal writes abbreviations; these are the ones it uses for the zones of the countries it began in.
ZONES = {
    **dict.fromkeys(("PST", "PDT"), "America/Los_Angeles"),
    **dict.fromkeys(("MST", "MDT"), "America/Denver"),
    **dict.fromkeys(("CST", "CDT"), "America/Chicago"),
    **dict.fromkeys(("EST", "EDT"), "America/New_York"),
    **dict.fromkeys(("CET", "CEST"), "Europe/Paris"),
    "BST": "Europe/London",
    "GMT": "UTC",
    "UTC": "UTC",
}
OFFSET = re.compile(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d\d)?")


def _table(export: Export) -> Table | None:
    return export.table(DATE, GROSS, NET, CURRENCY)


def _zone(name: str) -> tzinfo | None:
    """Return the zone that a cell names, or None."""
    if match := OFFSET.fullmatch(name):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(-offset if match[1] == "-" else offset) if offset < timedelta(days=1) else None
    try:
        return ZoneInfo(ZONES.get(name, name if "/" in name else ""))
    except (ValueError, OSError, KeyError):
        return None


def read(export: Export, options: Options) -> Reading:
    """Return the payments received, before PayPal's fee."""
    table = _table(export) or Table(frozenset(), (), ())
    dates, numbers = dates_of(table, options, *DATE), numbers_of(table, options, *GROSS, *NET)
    without_zone = False

    def income(row: Row) -> Income | str:
        nonlocal without_zone
        impact, kind = row.get(*IMPACT).casefold(), row.get(*KIND).casefold()
        if (status := row.get(*STATUS).casefold()) not in RECEIVED:
            return f"its status is {status}"
        if impact not in CREDIT:
            return "no money came in" if impact in DEBIT else "it does not change the balance"
        if OWN_MONEY.search(kind):
            return f"it is a {kind}"
        day, clock, zone = dates.day(row.get(*DATE)), row.get(*TIME), _zone(row.get(*ZONE))
        if clock:
            without_zone = without_zone or zone is None
            day = datetime.combine(day, parse_clock(clock), zone or options.zone).astimezone(options.own).date()
        currency = currency_in(row.get(*CURRENCY))
        amount = numbers.money(row.get(*GROSS), currency)
        reference = "\n".join(row.get(name) for name in REFERENCE)
        payer = " ".join(row.get(name) for name in PAYER)
        return Income(row.line, day, amount, currency, reference, payer)

    reading = read_rows(table, options, income)
    if without_zone:
        reading.notes.append(zone_note(options))
    return reading


PAYPAL = Importer("paypal", "PayPal activity CSV", "money", lambda export: _table(export) is not None, read)
