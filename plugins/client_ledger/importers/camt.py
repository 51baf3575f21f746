"""Bank statements of ISO 20022: camt.052, camt.053 and camt.054, in any version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from client_ledger.importers.importer import Importer, Income, Options, Reading, Return, Why
from client_ledger.importers.source_file import Export
from client_ledger.importers.xml_file import children, local, text_at, texts_below
from client_ledger.text.cli_language import tr

MESSAGES = {
    "BkToCstmrAcctRpt": "Rpt",
    "BkToCstmrStmt": "Stmt",
    "BkToCstmrDbtCdtNtfctn": "Ntfctn",
}
PARTY = ("RltdPties/{}/Nm", "RltdPties/{}/Pty/Nm")
IDS = ("Refs/EndToEndId", "Refs/TxId", "Refs/AcctSvcrRef", "Refs/InstrId")
NO_ID = frozenset({"", "NOTPROVIDED", "NONREF"})
BOOKED_APART = frozenset({"false", "0"})
# A debtor asked for a direct debit's money back; all other reasons are a bank's.
ASKED_BACK = "MD"


@dataclass(frozen=True, slots=True)
class _Transaction:
    """One transaction, and the entry that has its day."""

    entry: Element
    element: Element
    alone: bool

    def text(self, *paths: str) -> str:
        return text_at(self.element, *paths) or text_at(self.entry, *paths)

    def amount(self) -> tuple[Decimal, str]:
        """Return the amount and its currency; each of several transactions in an entry has its own."""
        paths = [("Amt",), ("AmtDtls", "TxAmt", "Amt")]
        found = next((each for path in paths for each in children(self.element, *path)), None)
        if found is None and self.alone:
            found = next(children(self.entry, "Amt"), None)
        if found is None:
            raise ValueError(tr("it has no amount"))
        return _decimal(found.text), found.get("Ccy", "")


def _decimal(text: str | None) -> Decimal:
    try:
        return Decimal((text or "").strip())
    except InvalidOperation:
        raise ValueError(tr("'{text}' is not a number", text=text)) from None


def _statement(export: Export) -> tuple[Element, str] | None:
    """Return the message and the name of its parts, or None."""
    root = export.xml
    for child in root if root is not None and local(root) == "Document" else ():
        if local(child) in MESSAGES:
            return child, MESSAGES[local(child)]
    return None


def _transactions(message: Element, part: str) -> Iterator[tuple[int, _Transaction]]:
    for number, entry in enumerate(children(message, part, "Ntry"), 1):
        details = list(children(entry, "NtryDtls", "TxDtls"))
        for each in details or [entry]:
            yield number, _Transaction(entry, each, len(details) <= 1)


def _day(entry: Element) -> date:
    text = text_at(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise ValueError(tr("'{text}' is not a date", text=text) if text else tr("it has no date")) from None


def _kept(transaction: _Transaction, amount: Decimal, currency: str) -> Decimal:
    """Return the banks' charges on what the payer sent, if both are in the same currency."""
    for sent in children(transaction.element, "AmtDtls", "InstdAmt", "Amt"):
        if sent.get("Ccy", "") == currency:
            return max(_decimal(sent.text) - amount, Decimal(0))
    records = children(transaction.element, "Chrgs", "Rcrd")
    included = (each for each in records if text_at(each, "ChrgInclInd") not in BOOKED_APART)
    charges = [each for record in included for each in children(record, "Amt") if each.get("Ccy") == currency]
    return sum((_decimal(each.text) for each in charges), Decimal(0))


def _item(number: int, transaction: _Transaction) -> Income | Return | str:
    entry = transaction.entry
    if (status := text_at(entry, "Sts/Cd", "Sts")) not in {"", "BOOK"}:
        return tr("its status is {status}", status=status)
    is_credit = transaction.text("CdtDbtInd") == "CRDT"
    is_back = text_at(entry, "RvslInd") == "true" or any(children(transaction.element, "RtrInf"))
    if not is_credit and not is_back:
        return tr("no money came in")
    if is_credit and is_back:
        return tr("it is your own money coming back")
    amount, currency = transaction.amount()
    day = _day(entry)
    identity = next((text for path in IDS if (text := text_at(transaction.element, path)) not in NO_ID), "")
    if is_back:
        reason = text_at(transaction.element, "RtrInf/Rsn/Cd")
        why: Why = "chargeback" if reason.startswith(ASKED_BACK) else "bounced"
        return Return(number, day, amount, currency, identity, why)
    told = [
        *(text for each in children(transaction.element, "RmtInf") for text in texts_below(each, "Ustrd", "Ref", "Nb")),
        text_at(transaction.element, "AddtlTxInf"),
        text_at(entry, "AddtlNtryInf") if transaction.alone else "",
    ]
    payer = transaction.text(*(path.format(role) for role in ("UltmtDbtr", "Dbtr") for path in PARTY))
    debtor = transaction.text(*(path.format("Dbtr") for path in PARTY))
    return Income(
        number,
        day,
        amount,
        currency,
        "\n".join(text for text in told if text),
        " ".join(dict.fromkeys(name for name in (payer, debtor) if name)),
        _kept(transaction, amount, currency),
        identity,
        iban=transaction.text("RltdPties/DbtrAcct/Id/IBAN"),
    )


def read(export: Export, options: Options) -> Reading:
    """Return the booked payments and their returns."""
    reading = Reading(unit="entry")
    found = _statement(export)
    for number, transaction in options.track(list(_transactions(*found))) if found else ():
        try:
            item = _item(number, transaction)
        except ValueError as error:
            item = str(error)
        if isinstance(item, str):
            reading.skip(number, item)
        else:
            reading.items.append(item)
    return reading


CAMT = Importer(
    "camt",
    "ISO 20022 bank statement (camt)",
    "a bank's statement, report or notice in XML: camt.052, camt.053 or camt.054",
    ("payments",),
    lambda export: _statement(export) is not None,
    read,
)
