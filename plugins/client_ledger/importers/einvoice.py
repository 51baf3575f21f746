"""E-invoices: Factur-X and ZUGFeRD (a PDF with XML in it), CII, UBL and FatturaPA."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from client_ledger.importers.importer import Bill, CreditNote, Importer, Options, Reading
from client_ledger.importers.money import rate_of
from client_ledger.importers.optional import optional_library
from client_ledger.importers.source_file import Export
from client_ledger.importers.xml_file import children, local, parse_xml, text_at, texts_below
from client_ledger.text.cli_language import tr

PREPAID = ("TotalPrepaidAmount", "PrepaidAmount")
CREDITS = frozenset({"381", "261", "396", "TD04"})
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError)


def _root(export: Export) -> Element | None:
    """Return the invoice's XML from the file or from inside the PDF."""
    if export.data.startswith(b"%PDF"):
        library = optional_library("pypdf", tr("{export} is a PDF; looking for an e-invoice in it", export=export.name))
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is said below, once
        try:
            attached = library.PdfReader(io.BytesIO(export.data)).attachments
            found = [data for name, files in attached.items() if name.lower().endswith(".xml") for data in files]
        except (library.errors.PyPdfError, *UNREADABLE):
            return None
        roots = (parse_xml(data) for data in found)
        return next((root for root in roots if root is not None and local(root) in FORMATS), None)
    root = export.xml
    return root if root is not None and local(root) in FORMATS else None


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(tr("'{text}' is not a number", text=text) if text else tr("it has no amount")) from None


def _day(text: str) -> date:
    """Return the day of a text: `2026-03-02`, or `20260302` in CII; what follows it, such as a time, is not read."""
    try:
        return date.fromisoformat(text[:8] if text[:8].isdecimal() else text[:10])
    except ValueError:
        raise ValueError(tr("'{text}' is not a date", text=text) if text else tr("it has no date")) from None


def _sum(elements: Iterator[Element], path: str) -> Decimal:
    return sum((_decimal(text_at(each, path)) for each in elements if text_at(each, path)), Decimal(0))


def _share(part: Decimal, net: Decimal, rates: set[Decimal]) -> str:
    """Return a tax as a share of the net sum: the rate if there is one, else the ratio as exactly as possible."""
    told = [rate for rate in rates if rate]
    if part and len(rates) == 1 and told and abs(net * told[0] / 100 - part) < 1:
        return f"{told[0].normalize():f}%"
    return rate_of(part, net)


def _withheld(part: Decimal, net: Decimal) -> str:
    """Return what the client keeps back; UBL does not say that this is nothing."""
    return rate_of(part, net) if part else ""


def _item(
    number: int, kind: str, identity: str, issued: str, net: Decimal, fields: dict[str, str], taxes: tuple[str, str]
) -> Bill | CreditNote:
    """Return the invoice or the credit note."""
    if not identity:
        raise ValueError(tr("it has no number"))
    currency, client = fields["currency"].upper(), " ".join(fields["client"].split())
    if net < 0 and not fields["of"]:
        raise ValueError(tr("its amount is negative, and it names no invoice that it corrects"))
    if kind in CREDITS or net < 0:
        return CreditNote(number, identity, _day(issued), abs(net), currency, client, fields["of"])
    due = _day(fields["due"]) if fields["due"] else None
    return Bill(number, identity, _day(issued), net, currency, client, due, vat=taxes[0], withholding=taxes[1])


def _ubl(root: Element) -> Iterator[Bill | CreditNote]:
    net = _decimal(text_at(root, "LegalMonetaryTotal/TaxExclusiveAmount", "LegalMonetaryTotal/LineExtensionAmount"))
    currency = text_at(root, "DocumentCurrencyCode")
    totals = [each for each in children(root, "TaxTotal") if any(children(each, "TaxSubtotal"))] or list(
        children(root, "TaxTotal")
    )
    tax = _sum(iter(totals), "TaxAmount")
    rates = {
        _decimal(text)
        for each in totals
        for sub in children(each, "TaxSubtotal")
        if (text := text_at(sub, "TaxCategory/Percent"))
    }
    party = next(children(root, "AccountingCustomerParty", "Party"), root)
    fields = {
        "currency": currency,
        "client": text_at(party, "PartyName/Name", "PartyLegalEntity/RegistrationName"),
        "due": text_at(root, "DueDate", "PaymentMeans/PaymentDueDate"),
        "of": text_at(root, "BillingReference/InvoiceDocumentReference/ID"),
    }
    kind = "381" if local(root) == "CreditNote" else text_at(root, "InvoiceTypeCode")
    withheld = _withheld(_sum(children(root, "WithholdingTaxTotal"), "TaxAmount"), net)
    share = _share(tax, net, rates) if totals else ""
    yield _item(1, kind, text_at(root, "ID"), text_at(root, "IssueDate"), net, fields, (share, withheld))


def _cii(root: Element) -> Iterator[Bill | CreditNote]:
    head = next((each for each in root if local(each) in {"ExchangedDocument", "HeaderExchangedDocument"}), root)
    trade = next((each for each in root if local(each).endswith("SupplyChainTradeTransaction")), root)
    agreement = next((each for each in trade if local(each).endswith("TradeAgreement")), trade)
    settled = next((each for each in trade if local(each).endswith("TradeSettlement")), trade)
    sums = next((each for each in settled if local(each).endswith("MonetarySummation")), settled)
    net, taxes = (
        _decimal(text_at(sums, "TaxBasisTotalAmount", "LineTotalAmount")),
        list(children(settled, "ApplicableTradeTax")),
    )
    rates = {_decimal(text) for each in taxes if (text := text_at(each, "RateApplicablePercent", "ApplicablePercent"))}
    fields = {
        "currency": text_at(settled, "InvoiceCurrencyCode"),
        "client": text_at(agreement, "BuyerTradeParty/Name"),
        "due": text_at(settled, "SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString"),
        "of": text_at(settled, "InvoiceReferencedDocument/IssuerAssignedID"),
    }
    issued = text_at(head, "IssueDateTime/DateTimeString")
    # The profile MINIMUM has no taxes one by one, only their total; another total may be in another currency.
    total = [each for each in children(sums, "TaxTotalAmount") if each.get("currencyID") in {None, fields["currency"]}]
    parts = [text_at(each, "CalculatedAmount") for each in taxes] or [each.text or "" for each in total]
    tax = _share(sum(map(_decimal, filter(None, parts)), Decimal(0)), net, rates) if parts else ""
    yield _item(1, text_at(head, "TypeCode"), text_at(head, "ID"), issued, net, fields, (tax, ""))


def _fattura(root: Element) -> Iterator[Bill | CreditNote]:
    buyer = next(
        children(root, "FatturaElettronicaHeader", "CessionarioCommittente", "DatiAnagrafici", "Anagrafica"), root
    )
    client = text_at(buyer, "Denominazione") or f"{text_at(buyer, 'Nome')} {text_at(buyer, 'Cognome')}"
    for number, body in enumerate(children(root, "FatturaElettronicaBody"), 1):
        head = next(children(body, "DatiGenerali", "DatiGeneraliDocumento"), body)
        parts = list(children(body, "DatiBeniServizi", "DatiRiepilogo"))
        net, tax = _sum(iter(parts), "ImponibileImporto"), _sum(iter(parts), "Imposta")
        rates = {_decimal(text) for each in parts if (text := text_at(each, "AliquotaIVA"))}
        fields = {
            "currency": text_at(head, "Divisa"),
            "client": client,
            "due": text_at(body, "DatiPagamento/DettaglioPagamento/DataScadenzaPagamento"),
            "of": text_at(body, "DatiGenerali/DatiFattureCollegate/IdDocumento"),
        }
        withheld = rate_of(_sum(children(head, "DatiRitenuta"), "ImportoRitenuta"), net)
        kind, identity = text_at(head, "TipoDocumento"), text_at(head, "Numero")
        yield _item(number, kind, identity, text_at(head, "Data"), net, fields, (_share(tax, net, rates), withheld))


FORMATS: dict[str, Callable[[Element], Iterator[Bill | CreditNote]]] = {
    "Invoice": _ubl,
    "CreditNote": _ubl,
    "CrossIndustryInvoice": _cii,
    "CrossIndustryDocument": _cii,
    "FatturaElettronica": _fattura,
}


def read(export: Export, options: Options) -> Reading:
    """Return a file's invoices and credit notes, with the net amount, the tax and the withholding."""
    reading = Reading(unit="invoice")
    root = _root(export)
    if root is None:
        return reading
    try:
        for item in options.track(list(FORMATS[local(root)](root))):
            reading.items.append(item)
            if (prepaid := next(texts_below(root, *PREPAID), "")).strip("0."):
                reading.notes.append(
                    tr(
                        "of invoice {invoice}, {amount} was paid before it was issued: add this to its `payments`",
                        invoice=item.id,
                        amount=f"{prepaid} {item.currency}",
                    )
                )
    except ValueError as error:
        reading.skip(1, str(error))
    return reading


EINVOICE = Importer(
    "einvoice",
    "e-invoice",
    "an e-invoice of yours: Factur-X or ZUGFeRD (PDF, needs the extra `import`), CII, UBL, FatturaPA",
    ("invoices", "credit notes"),
    lambda export: _root(export) is not None,
    read,
)
