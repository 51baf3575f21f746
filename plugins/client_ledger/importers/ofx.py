"""Bank statements as OFX and QFX: both the older SGML, whose tags are not closed, and the newer XML."""

from __future__ import annotations

import html
import re
from datetime import date

from client_ledger.importers.importer import Importer, Income, Options, Reading
from client_ledger.importers.numbers import without_grouping
from client_ledger.importers.source_file import Export
from client_ledger.text.cli_language import cli_formatter, tr
from client_ledger.text.message import msg

TRANSACTION = re.compile(r"<STMTTRN>(.*?)(?=</STMTTRN>|<STMTTRN>|</BANKTRANLIST>|\Z)", re.DOTALL | re.IGNORECASE)
FIELD = re.compile(r"<([A-Za-z0-9.]+)>([^<\r\n]*)")
CURRENCY = re.compile(r"<CURDEF>\s*([A-Z]{3})", re.IGNORECASE)
DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
OWN = {
    "INT": msg("it is interest"),
    "DIV": msg("it is a dividend"),
    "XFER": msg("it is a transfer of your own"),
    "FEE": msg("it is a fee"),
}


def _is_ofx(export: Export) -> bool:
    start = export.data[:2000].lstrip().upper()
    return (start.startswith(b"OFXHEADER") or b"<OFX>" in start or b"<?OFX" in start) and b"\0" not in export.data


def _day(text: str) -> date:
    """Return the day on which the bank posted it, by the bank's own clock."""
    match = DAY.match(text)
    try:
        return date(*map(int, match.groups())) if match else date.fromisoformat(text)
    except ValueError:
        raise ValueError(tr("'{text}' is not a date", text=text)) from None


def _item(number: int, fields: dict[str, str], currency: str) -> Income | str:
    written = fields.get("TRNAMT", "")
    amount = without_grouping(written).money(written, currency)
    if amount <= 0:
        return tr("no money came in")
    if (kind := fields.get("TRNTYPE", "").upper()) in OWN:
        return cli_formatter().format(OWN[kind])
    told = [fields.get(name, "") for name in ("MEMO", "NAME", "CHECKNUM", "REFNUM")]
    payer = fields.get("NAME", "")
    reference = "\n".join(text for text in told if text)
    return Income(
        number, _day(fields.get("DTPOSTED", "")), amount, currency, reference, payer, id=fields.get("FITID", "")
    )


def read(export: Export, options: Options) -> Reading:
    """Return the payments received."""
    reading = Reading(unit="transaction")
    text = export.text
    found = CURRENCY.search(text)
    currency = found[1].upper() if found else ""
    for number, match in enumerate(options.track(list(TRANSACTION.finditer(text))), 1):
        fields: dict[str, str] = {}
        for name, value in FIELD.findall(match[1]):
            fields.setdefault(name.upper(), " ".join(html.unescape(value).split()))
        try:
            item = _item(number, fields, currency)
        except ValueError as error:
            item = str(error)
        if isinstance(item, str):
            reading.skip(number, item)
        else:
            reading.items.append(item)
    return reading


OFX = Importer("ofx", "OFX bank statement", "a bank's statement as OFX or QFX", ("payments",), _is_ofx, read)
