"""Bank statements of ISO 20022."""

from decimal import Decimal
from pathlib import Path

import pytest

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.importer import Income, Return
from importing import FIELDS, FIXTURES, INVOICES, fixture, ledger, read, run, written


def test_a_statement_has_its_transactions_with_payer_account_and_every_reference():
    reading = read("camt", fixture("camt.053.08.xml"))
    incomes = [each for each in reading.items if isinstance(each, Income)]
    assert sum(each.amount for each in incomes) == Decimal("570.50")
    assert [(str(each.day), str(each.amount), each.currency, each.payer) for each in incomes] == [
        ("2026-03-20", "200.50", "EUR", "ACME Ltd"),
        ("2026-03-21", "300.00", "EUR", "ACME Ltd"),
        ("2026-03-21", "70.00", "EUR", "Somebody Else"),
    ]
    assert [each.reference for each in incomes] == ["Invoice 0007,\nfirst part", "0008", "RF18539007547034"]
    assert incomes[0].iban == "DE89370400440532013000"
    assert reading.skipped == [(3, "no money came in"), (4, "its status is PDNG")]


def test_a_return_is_tied_to_its_payment_by_the_id_from_end_to_end():
    (back,) = [each for each in read("camt", fixture("camt.053.08.xml")).items if isinstance(each, Return)]
    assert (str(back.day), str(back.amount), back.of, back.why) == ("2026-03-25", "200.50", "E2E-1", "bounced")


def test_the_older_version_writes_status_and_name_otherwise():
    reading = read("camt", (FIXTURES / "camt.052.02.xml").read_bytes())
    (income,) = reading.items
    assert (str(income.amount), income.payer, income.reference) == ("70.00", "ACME Ltd", "Rechnung 0009")
    assert reading.skipped == [(2, "its status is PDNG")]


def test_what_the_banks_kept_settles_the_invoice_with_what_came(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    output = run(site_file, "camt", FIXTURES / "camt.054.xml").output
    assert "63.89 EUR, and a fee of 6.11 EUR was kept" in output
    assert b"amount: 70, paid: 2026-03-20}" in written(site_file)["contracts/acme-site.md"]


def test_twice_is_once(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    run(site_file, "camt", FIXTURES / "camt.053.08.xml")
    before = written(site_file)
    assert b"amount: 300, paid: 2026-03-21}" in before["contracts/acme-site.md"]
    assert "added 0" in run(site_file, "camt", FIXTURES / "camt.053.08.xml").output
    assert written(site_file) == before


@pytest.mark.parametrize(
    ("sent", "fee"),
    [('<Amt Ccy="EUR">65.00</Amt>', "1.11"), ('<Amt Ccy="EUR">63.89</Amt>', "0"), ('<Amt Ccy="USD">80</Amt>', "5")],
    ids=["less came", "all came", "sent in another currency"],
)
def test_the_banks_kept_what_of_the_sum_sent_did_not_come_and_else_their_charges(sent: str, fee: str):
    charges = '<Chrgs><Rcrd><Amt Ccy="EUR">5</Amt></Rcrd></Chrgs>'
    text = fixture("camt.054.xml").replace('<Amt Ccy="EUR">70.00</Amt>', sent).replace("<TxDtls>", f"<TxDtls>{charges}")
    (income,) = read("camt", text).items
    assert isinstance(income, Income)
    assert income.fee == Decimal(fee)


@pytest.mark.parametrize(
    ("entry", "details", "is_back"),
    [
        ("<RvslInd>true</RvslInd>", "", True),
        ("", "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>", True),
        ("<RvslInd>false</RvslInd>", "", False),
        ("", "", False),
    ],
)
def test_money_that_left_went_back_if_the_entry_or_its_transaction_says_so(entry, details, is_back):
    text = (FIXTURES / "camt.052.02.xml").read_text("latin-1").replace("ns:", "").replace(":ns=", "=")
    text = text.replace("<CdtDbtInd>CRDT</CdtDbtInd>", f"<CdtDbtInd>DBIT</CdtDbtInd>{entry}", 1)
    reading = read("camt", text.replace("<TxDtls>", f"<TxDtls>{details}", 1))
    assert [type(each) for each in reading.items] == [Return] * is_back
    assert ((1, "no money came in") in reading.skipped) is not is_back


ALONE = "<TxDtls><Refs><TxId>T-1</TxId></Refs></TxDtls>"
OWN = '<TxDtls><Amt Ccy="USD">20</Amt></TxDtls>'


@pytest.mark.parametrize(
    ("details", "amounts", "skipped"),
    [
        (ALONE, ["70.00 EUR"], []),
        (OWN, ["20 USD"], []),
        (OWN + OWN, ["20 USD", "20 USD"], []),
        (ALONE + OWN, ["20 USD"], [(1, "it has no amount")]),
    ],
)
def test_only_a_transaction_alone_in_its_entry_has_the_amount_of_the_entry(details, amounts, skipped):
    text = (FIXTURES / "camt.052.02.xml").read_text("latin-1").replace("ns:", "").replace(":ns=", "=")
    whole, start = text.partition("<TxDtls>")[0], text.index("</NtryDtls>")
    reading = read("camt", whole + details + text[start:])
    assert [f"{each.amount} {each.currency}" for each in reading.items] == amounts
    assert reading.skipped == [*skipped, (2, "its status is PDNG")]


@pytest.mark.parametrize(("included", "fee"), [("true", "5"), ("false", "0"), ("0", "0")])
def test_charges_that_the_bank_books_apart_are_no_part_of_the_payment(included: str, fee: str):
    record = f'<Rcrd><Amt Ccy="EUR">5</Amt><ChrgInclInd>{included}</ChrgInclInd></Rcrd>'
    text = fixture("camt.054.xml").replace("<TxDtls>", f"<TxDtls><Chrgs>{record}</Chrgs>")
    (income,) = read("camt", text.replace('<InstdAmt><Amt Ccy="EUR">70.00</Amt></InstdAmt>', "")).items
    assert isinstance(income, Income)
    assert income.fee == Decimal(fee)


@pytest.mark.parametrize(("more", "is_read"), [(0, True), (1, False)])
def test_xml_of_twenty_megabytes_is_read_and_more_is_not(more: int, is_read: bool):
    data = fixture("camt.054.xml").encode().ljust(20_000_000 + more)
    if is_read:
        assert len(read("camt", data).items) == 1
    else:
        with pytest.raises(EditRefused, match="its XML is larger than 20 MB"):
            read("camt", data)


BOMB = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("doctype", [BOMB, '<!DOCTYPE d SYSTEM "file:///etc/passwd">'])
def test_a_document_type_is_refused(doctype: str):
    text = fixture("camt.054.xml").replace("<Document", f"{doctype}<Document", 1)
    with pytest.raises(EditRefused, match="document type"):
        read("camt", text)
