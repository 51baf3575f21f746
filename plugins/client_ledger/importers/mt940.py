"""Bank statements as MT940, read by the library of that name (extra `import`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.importer import Importer, Income, Options, Reading, Return
from client_ledger.importers.optional import optional_library
from client_ledger.importers.source_file import Export
from client_ledger.text.cli_language import tr

OPENING = re.compile(rb"^:(?:25|60[FM]):", re.MULTILINE)
TRANSACTION = re.compile(rb"^:61:", re.MULTILINE)
IBAN = re.compile(r"\b[A-Z]{2}\d\d[A-Z0-9]{11,30}(?![A-Z0-9])")
GLUED_IBAN = re.compile(r"([A-Z]{2}\d{13,30})(.*)")
NAME = re.compile(r"/(?:NAME|ORDP)/+([^/]+)")
NO_ID = frozenset({"", "NONREF"})
BEGINNING = 20_000


def _is_mt940(export: Export) -> bool:
    start = export.data[:BEGINNING]
    return bool(OPENING.search(start) and TRANSACTION.search(start))


def _payer(fields: Mapping[str, object]) -> tuple[str, str]:
    """Return the payer's name and IBAN; some banks write them without a space between."""
    name, details = str(fields.get("applicant_name") or ""), _details(fields)
    iban = str(fields.get("applicant_iban") or "")
    if glued := GLUED_IBAN.fullmatch(name):
        iban, name = iban or glued[1], glued[2]
    if not name and (found := NAME.search(details)):
        name = found[1]
    if not iban and (found := IBAN.search(details)):
        iban = found[0]
    return " ".join(name.split()), iban


def _details(fields: Mapping[str, object]) -> str:
    return " ".join(str(fields.get("transaction_details") or "").split())


def _item(number: int, fields: Mapping[str, object]) -> Income | Return | str:
    status, money, day = str(fields.get("status")), fields.get("amount"), fields.get("date")
    if status == "D":
        return tr("no money came in")
    if status == "RD":
        return tr("it is your own money coming back")
    if not isinstance(day, date):
        return tr("it has no date")
    amount, currency = getattr(money, "amount", None), str(getattr(money, "currency", ""))
    if amount is None:
        return tr("it has no amount")
    reference = str(fields.get("customer_reference") or "")
    identity = next((each for each in (reference, str(fields.get("bank_reference") or "")) if each not in NO_ID), "")
    booked = date(day.year, day.month, day.day)
    if status == "RC":
        return Return(number, booked, abs(amount), currency, identity, "bounced")
    told = [str(fields.get(name) or "") for name in ("purpose", "additional_purpose", "extra_details")]
    text = "\n".join(" ".join(each.split()) for each in [*told, _details(fields)] if each)
    name, iban = _payer(fields)
    return Income(number, booked, amount, currency, text, name, id=identity, iban=iban)


def read(export: Export, options: Options) -> Reading:
    """Return the payments received and their returns."""
    library = optional_library("mt940", tr("to read an MT940 statement"))
    reading = Reading(unit="transaction")
    try:
        statement = list(library.parse(export.text))
    except (ValueError, ArithmeticError, LookupError, RuntimeError, AssertionError, TypeError, AttributeError) as error:
        raise EditRefused(
            tr("{export} is not an MT940 statement that can be read ({reason})", export=export.name, reason=str(error))
        ) from None
    for number, transaction in enumerate(options.track(statement), 1):
        item = _item(number, transaction.data)
        if isinstance(item, str):
            reading.skip(number, item)
        else:
            reading.items.append(item)
    return reading


MT940 = Importer(
    "mt940",
    "MT940 bank statement",
    "a bank's statement as MT940, often .sta (needs the extra `import`)",
    ("payments",),
    _is_mt940,
    read,
)
