"""E-invoices: what is net, what is tax, what the client keeps back."""

import io
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from pypdf import PdfWriter

from client_ledger.importers.importer import Bill, CreditNote
from importing import FIELDS, FIXTURES, INVOICES, fixture, ledger, read, run, written


def bill(name: str) -> Bill:
    (found,) = [each for each in read("einvoice", fixture(name)).items if isinstance(each, Bill)]
    return found


@pytest.mark.parametrize(
    ("name", "number", "net", "vat", "withholding", "payable"),
    [
        ("einvoice.cii.xml", "2026-031", "1000.00", "19%", "", "1190.00"),
        ("einvoice.ubl.xml", "2026-032", "466.67", "14.036%", "", "532.17"),
        ("einvoice.fatturapa.xml", "FPR 12/26", "1000.00", "22%", "20%", "1020.00"),
    ],
)
def test_the_net_sum_and_the_taxes_make_what_is_payable(
    name: str, number: str, net: str, vat: str, withholding: str, payable: str
):
    found = bill(name)
    assert (found.id, str(found.amount), found.vat, found.withholding) == (number, net, vat, withholding)
    shares = Fraction(vat.strip("%")) - Fraction(withholding.strip("%") or 0)
    assert round(Fraction(found.amount) * (1 + shares / 100), 2) == Fraction(Decimal(payable))


def test_the_tax_that_is_repeated_in_another_currency_counts_once():
    again = '<cac:TaxTotal><cbc:TaxAmount currencyID="DKK">488.75</cbc:TaxAmount></cac:TaxTotal>'
    text = fixture("einvoice.ubl.xml").replace("<cac:LegalMonetaryTotal>", f"{again}<cac:LegalMonetaryTotal>")
    (found,) = read("einvoice", text).items
    assert (str(found.amount), found.vat) == ("466.67", "14.036%")


def test_days_currency_and_buyer():
    found = bill("einvoice.cii.xml")
    assert (str(found.issued), str(found.due), found.currency, found.client) == (
        "2026-03-02",
        "2026-04-01",
        "EUR",
        "Acme Ltd",
    )
    assert (str(bill("einvoice.ubl.xml").due), bill("einvoice.ubl.xml").client) == ("2026-04-02", "Acme Ltd")
    assert (str(bill("einvoice.fatturapa.xml").due), bill("einvoice.fatturapa.xml").client) == (
        "2026-04-04",
        "Acme Srl",
    )


@pytest.mark.parametrize(
    ("name", "number", "of", "net"),
    [("einvoice.credit.xml", "CN-1", "0007", "100.00"), ("einvoice.fatturapa.xml", "NC 1/26", "FPR 12/26", "50.00")],
)
def test_a_credit_note_names_the_invoice_that_it_lowers(name: str, number: str, of: str, net: str):
    (note,) = [each for each in read("einvoice", fixture(name)).items if isinstance(each, CreditNote)]
    assert (note.id, note.of, str(note.amount)) == (number, of, net)


def pdf(attachment: bytes) -> bytes:
    writer, data = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.add_attachment("factur-x.xml", attachment)
    writer.write(data)
    return data.getvalue()


def test_factur_x_has_its_xml_in_a_pdf():
    reading = read("einvoice", pdf(fixture("einvoice.cii.xml").encode()))
    assert ([found.id for found in reading.items], reading.notes) == (["2026-031"], [])


def test_a_folder_of_them_is_imported_once(tmp_path: Path):
    site_file = ledger(tmp_path)
    folder = tmp_path / "invoices"
    folder.mkdir()
    for name in ("einvoice.cii.xml", "einvoice.ubl.xml"):
        (folder / name).write_bytes((FIXTURES / name).read_bytes())
    (folder / "letter.pdf").write_bytes(pdf(b"<letter/>"))
    output = run(site_file, "einvoice", folder).output
    assert "left out: letter.pdf cannot be imported: it is a PDF without an e-invoice" in output
    assert "read 2 invoices; added 2" in output
    before = written(site_file)
    line = b"{id: 2026-031, issued: 2026-03-02, amount: 1000.00, due: 2026-04-01, vat: 19%}"
    assert line in before["contracts/acme-site.md"]
    assert "added 0, 2 already there" in run(site_file, "einvoice", folder).output
    assert written(site_file) == before


CII = fixture("einvoice.cii.xml")


@pytest.mark.parametrize(
    ("net", "tax", "vat"),
    [
        ("1000.00", "190.02", "19%"),
        ("1000.00", "189.01", "19%"),
        ("1000.00", "191.00", "19.1%"),
        ("4.00", "0.00", "0%"),
        ("0.00", "0.00", ""),
    ],
    ids=["rounded line by line", "almost a euro less", "a euro more", "no tax on a small sum", "nothing"],
)
def test_the_rate_that_is_named_counts_where_the_tax_is_less_than_one_off(net: str, tax: str, vat: str):
    text = CII.replace(">1000.00<", f">{net}<").replace(">190.00<", f">{tax}<")
    (found,) = read("einvoice", text).items
    assert (found.amount, found.vat) == (Decimal(net), vat)


def test_a_day_may_name_its_time_zone():
    text = (
        fixture("einvoice.ubl.xml").replace(">2026-03-03<", ">2026-03-03Z<").replace("2026-04-02", "2026-04-02+01:00")
    )
    (found,) = read("einvoice", text).items
    assert (str(found.issued), str(found.due)) == ("2026-03-03", "2026-04-02")


def test_no_tax_in_the_file_outweighs_the_tax_that_the_client_usually_pays(tmp_path: Path):
    site_file, file = ledger(tmp_path, FIELDS + "vat: 20%\n---\n"), tmp_path / "free.xml"
    file.write_text(CII.replace(">190.00<", ">0.00<").replace("19.00", "0.00"), encoding="utf-8")
    run(site_file, "einvoice", file)
    assert b"amount: 1000.00, due: 2026-04-01, vat: 0%}" in written(site_file)["contracts/acme-site.md"]


def test_an_italian_invoice_without_ritenuta_has_none_whatever_the_client_usually_keeps(tmp_path: Path):
    site_file, file = ledger(tmp_path, FIELDS + "withholding: 20%\n---\n"), tmp_path / "free.xml"
    text = fixture("einvoice.fatturapa.xml")
    start, end = text.index("<DatiRitenuta>"), text.index("</DatiRitenuta>") + len("</DatiRitenuta>")
    file.write_text(text[:start] + text[end:], encoding="utf-8")
    run(site_file, "einvoice", file)
    assert b"vat: 22%, withholding: 0%}" in written(site_file)["contracts/acme-site.md"]


def test_the_profile_minimum_has_only_the_total_of_the_taxes():
    line = CII[CII.index("<ram:ApplicableTradeTax>") : CII.index("<ram:SpecifiedTradePaymentTerms>")]
    other = '<ram:TaxTotalAmount currencyID="SEK">2000.00</ram:TaxTotalAmount><ram:GrandTotal'
    (found,) = read("einvoice", CII.replace(line, "").replace("<ram:GrandTotal", other)).items
    assert (str(found.amount), found.vat) == ("1000.00", "19%")


def test_what_was_paid_before_is_noted():
    text = CII.replace("<ram:DuePayable", "<ram:TotalPrepaidAmount>500.00</ram:TotalPrepaidAmount><ram:DuePayable")
    assert read("einvoice", text).notes == [
        "of invoice 2026-031, 500.00 EUR was paid before it was issued: add this to its `payments`"
    ]


def test_a_negative_invoice_lowers_the_invoice_that_it_names():
    negative = CII.replace(">1000.00<", ">-1000.00<").replace(">190.00<", ">-190.00<")
    assert read("einvoice", negative).skipped == [
        (1, "its amount is negative, and it names no invoice that it corrects")
    ]
    of = "<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>0007</ram:IssuerAssignedID>"
    end = "</ram:ApplicableHeaderTradeSettlement>"
    (note,) = read("einvoice", negative.replace(end, f"{of}</ram:InvoiceReferencedDocument>{end}")).items
    assert isinstance(note, CreditNote)
    assert (note.of, str(note.amount)) == ("0007", "1000.00")


@pytest.mark.parametrize(
    ("gone", "why"),
    [
        ("2026-031", "it has no number"),
        ("20260302", "it has no date"),
        (">1000.00", "it has no amount"),
    ],
)
def test_an_invoice_without_number_date_or_sum_is_left_out_with_the_reason(gone: str, why: str):
    assert read("einvoice", CII.replace(gone, gone[:1] if gone[0] == ">" else "")).skipped == [(1, why)]


@pytest.mark.parametrize(("of", "named"), [("0007", "0007"), ("", "no invoice")])
def test_a_credit_note_of_an_invoice_that_is_not_here_is_left_out(tmp_path: Path, of: str, named: str):
    file = tmp_path / "credit.xml"
    file.write_text(fixture("einvoice.credit.xml").replace("0007", of), encoding="utf-8")
    output = run(ledger(tmp_path), "einvoice", file).output
    assert f"credit note CN-1 names {named}, which is not recorded here" in output


def test_a_credit_note_of_an_invoice_that_is_here_is_imported_once(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    first, second = (run(site_file, "einvoice", FIXTURES / "einvoice.credit.xml").output for _ in range(2))
    assert "read 1 credit note; added 1" in first
    assert "added 0, 1 already there" in second
    assert "not recorded here" not in first + second


def test_invoices_to_any_of_the_names_given_are_taken(tmp_path: Path):
    folder = tmp_path / "invoices"
    folder.mkdir()
    for number, client in enumerate(["Acme Ltd", "Acme Group", "Bolt"], 1):
        text = CII.replace("Acme Ltd", client).replace("2026-031", f"2026-{number}")
        (folder / f"{number}.xml").write_text(text, encoding="utf-8")
    output = run(ledger(tmp_path), "einvoice", folder, "--only", "acme ltd", "--only", "GROUP").output
    assert "read 3 invoices; added 2" in output
    assert "it is to Bolt" in output


@pytest.mark.parametrize("name", ["einvoice.cii.xml", "einvoice.ubl.xml", "einvoice.fatturapa.xml"])
def test_the_invoices_of_a_file_are_counted_and_none_is_void(name: str):
    items = read("einvoice", fixture(name)).items
    assert [each.line for each in items] == list(range(1, len(items) + 1))
    assert not any(each.void for each in items if isinstance(each, Bill))


@pytest.mark.parametrize("day", ["20260302", "202603020930", "20260302Z", "2026-03-02", "2026-03-02T09:30:00"])
def test_a_time_or_a_zone_may_follow_the_day_of_an_invoice(day: str):
    (found,) = read("einvoice", CII.replace("20260302", day)).items
    assert str(found.issued) == "2026-03-02"
