"""PayPal: Activity, Download, or a statement, as CSV; headers in English and six other languages."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from client_ledger.importers.dates import parse_clock
from client_ledger.importers.importer import Importer, Income, Options, Reading, Return, Why
from client_ledger.importers.money import currency_in
from client_ledger.importers.rows import dates_of, numbers_of, read_rows
from client_ledger.importers.source_file import Export
from client_ledger.importers.table import Row, Table
from client_ledger.importers.time_entries import zone_note
from client_ledger.text.cli_language import tr

DATE = ("date", "datum", "data", "fecha")
TIME = ("time", "uhrzeit", "heure", "orario", "ora", "hora", "tijd")
ZONE = (
    "timezone",
    "time zone",
    "zeitzone",
    "fuseau horaire",
    "fuso orario",
    "zona horaria",
    "tijdzone",
    "fuso horário",
)
GROSS = ("gross", "brutto", "avant commission", "brut", "lordo", "bruto", "valor bruto")
NET = ("net", "netto", "neto", "líquido")
# The short layout of the activity page has neither fee nor net.
AMOUNT = "amount"
KIND = ("type", "typ", "tipo", "description", "beschreibung", "descrizione", "descripción", "descrição", "omschrijving")
STATUS = ("status", "état", "etat", "statut", "stato", "estado")
IMPACT = (
    *("balance impact", "auswirkung auf guthaben", "impact sur le solde", "impatto sul saldo", "impacto en el saldo"),
    *("effect op saldo", "impacto no saldo"),
)
CURRENCY = ("currency", "währung", "devise", "valuta", "divisa", "moneda", "moeda")
PAYER = (
    *("name", "nom", "nome", "nombre", "naam"),
    *("from email address", "absender e-mail-adresse", "de l'adresse email", "adresse email de l'expéditeur"),
    *("indirizzo email mittente", "remitente", "correo electrónico del remitente", "van e-mailadres"),
    *("do endereço de e-mail", "de"),
)
REFERENCE = (
    *("invoice number", "rechnungsnummer", "numéro de facture", "invoice id", "identifiant de facture"),
    *("n° ordine commerciante", "numero fattura", "número de factura", "factuurnummer", "número da fatura"),
    *("subject", "betreff", "objet", "oggetto", "asunto", "onderwerp", "assunto"),
    *("note", "hinweis", "remarque", "messaggio", "nota", "notitie", "observação"),
    *("item title", "artikelbezeichnung", "titre de l'objet", "custom number"),
    *("titolo oggetto", "título del artículo", "naam item", "título do item"),
)
ID = (
    *("transaction id", "transaktionscode", "numéro de transaction", "no de transaction", "codice transazione"),
    *("id. de transacción", "transactiereferentie", "id da transação"),
)
OF = (
    *("reference txn id", "zugehöriger transaktionscode", "numéro de la transaction de référence"),
    *("codice transazione di riferimento", "id. de referencia de la transacción", "id. de transacción de referencia"),
    *("referentie transactie-id", "id da transação de referência"),
)
RECEIVED = frozenset(
    {
        *("completed", "abgeschlossen", "terminé", "termine", "effectué", "completata", "completato", "completado"),
        *("completada", "voltooid", "concluído", "concluída", ""),
    }
)
# PayPal marks a payment that was returned later like this, in a row of its own.
SENT_BACK = frozenset({"refunded", "partially refunded", "reversed", "rückzahlung", "teilweise rückzahlung"})
CREDIT = frozenset({"credit", "haben", "crédit", "accredito", "abono", "crédito", ""})
DEBIT = frozenset({"debit", "soll", "débit", "addebito", "cargo", "debet", "débito"})
CHARGED_BACK = re.compile(
    r"chargeback|reversal|dispute|rückbuchung|rückbelastung|rétrofacturation|riaddebito|contracargo"
)
REFUND = re.compile(
    r"refund|rückzahlung|rückerstattung|remboursement|rimborso|reembolso|devolución|terugbetaling"
    rf"|{CHARGED_BACK.pattern}"
)
# Money that moves through the account without a client's payment.
OWN_MONEY = re.compile(
    r"withdrawal|transfer to|deposit|conversion|\bhold|release|reversal|refund|authori[sz]ation"
    r"|\bcharge from\b|funds? (?:added )?from|credit card|debit card|from (?:a |your )?bank"
    r"|abbuchung|bankgutschrift|umrechnung|einbehalt|freigabe|rückzahlung|rückbuchung|storn|autorisierung"
    r"|virement|approvisionnement|retenue|blocage|remboursement|annulation|autorisation"
    r"|bonifico bancario|prelievo|trasferimento|conversione|trattenuta|rimborso|sblocco|autorizzazione|ricarica"
    r"|retir|transferencia bancaria|dep[oó]sito|conversi[oó]n|retenci[oó]n|reembolso|reversión|autorización"
    r"|overboeking|opname|storting|valutaconversie|blokkering|terugbetaling|annulering|autorisatie"
    r"|saque|transferência|conversão|retenção|estorno|cancelamento|autorização"
)
# PayPal writes abbreviations; these are the ones for the zones of its first countries.
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
    long = export.table(DATE, GROSS, NET, CURRENCY)
    return long or export.table(DATE, TIME, ZONE, KIND, STATUS, CURRENCY, (AMOUNT,))


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
    """Return the payments received, before PayPal's fee, and the returned ones."""
    table = _table(export) or Table(frozenset(), (), ())
    # Only in English may the month come before the day.
    dates = dates_of(table, options, *DATE, usual=None if "date" in table.names else "dmy")
    numbers = numbers_of(table, options, *GROSS, *NET, AMOUNT)
    sent_back = {row.get(*OF) for row in table.rows if REFUND.search(row.get(*KIND).casefold())}
    without_zone = False

    def income(row: Row) -> Income | Return | str:
        nonlocal without_zone
        impact, kind = row.get(*IMPACT).casefold(), row.get(*KIND).casefold()
        status, identity = row.get(*STATUS).casefold(), row.get(*ID)
        if status not in RECEIVED and not (status in SENT_BACK and identity in sent_back):
            return tr("its status is {status}", status=status)
        if impact not in CREDIT | DEBIT:
            return tr("it does not change the balance")
        currency = currency_in(row.get(*CURRENCY))
        amount = numbers.money(row.get(*GROSS, AMOUNT), currency)
        went_back = amount < 0 and REFUND.search(kind)
        if not went_back and impact not in CREDIT:
            return tr("no money came in")
        if not went_back and (OWN_MONEY.search(kind) or amount < 0):
            return tr("its type is {kind}", kind=kind) if OWN_MONEY.search(kind) else tr("no money came in")
        day, clock, zone = dates.day(row.get(*DATE)), row.get(*TIME), _zone(row.get(*ZONE))
        if clock:
            without_zone = without_zone or zone is None
            day = datetime.combine(day, parse_clock(clock), zone or options.zone).astimezone(options.own).date()
        if went_back:
            why: Why = "chargeback" if CHARGED_BACK.search(kind) else "refund"
            return Return(row.line, day, -amount, currency, row.get(*OF), why)
        reference = "\n".join(row.texts(*REFERENCE))
        payer = " ".join(row.texts(*PAYER))
        return Income(row.line, day, amount, currency, reference, payer, id=identity)

    reading = read_rows(table, options, income)
    if without_zone:
        reading.notes.append(zone_note(options))
    return reading


PAYPAL = Importer(
    "paypal",
    "PayPal activity CSV",
    "Activity, Download, or a statement, as CSV (also in six other languages)",
    ("payments",),
    lambda export: _table(export) is not None,
    read,
)
