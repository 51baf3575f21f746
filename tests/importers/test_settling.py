"""Which invoice a payment is for."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from client_ledger.importers.importer import Income
from client_ledger.importers.payers import is_client
from importing import INVOICES
from settling import income, settle
from writing import read_ledger


@pytest.mark.parametrize("reference", ["0008", "Invoice 0008.", "RE/0008/2026", "re: 0007a and 0008", "Acme\n0008"])
def test_the_one_whose_number_is_named(reference: str, tmp_path: Path):
    assert list(settle(tmp_path, income("10", reference)).payments) == ["0008"]


@pytest.mark.parametrize("reference", ["00081", "A-0008", "10008"])
def test_a_longer_number_is_another(reference: str, tmp_path: Path):
    assert settle(tmp_path, income("10", reference)).payments == {}


def test_of_two_numbers_that_a_text_may_name_the_longer_one_is_named(tmp_path: Path):
    both = "invoices:\n  - {id: 1, issued: 2026-03-02, amount: 40}\n  - {id: INV 1, issued: 2026-03-02, amount: 40}\n"
    assert list(settle(tmp_path, income("40", "INV 1"), invoices=both).payments) == ["INV 1"]


SHORT = "invoices:\n  - {id: 7, issued: 2026-03-02, amount: 40}\n  - {id: A, issued: 2026-03-02, amount: 50}\n"


@pytest.mark.parametrize(
    ("reference", "named"),
    [
        ("7", ["7"]),
        ("Invoice no. 7", ["7"]),
        ("Rechnung 7 vom 2.3.", ["7"]),
        ("Website\n7", ["7"]),
        ("facture n° 7", ["7"]),
        ("7 hours of work", []),
        ("Payment 7 of 12", []),
        ("for a website", []),
        ("inv A", ["A"]),
    ],
)
def test_a_short_number_is_named_only_where_nothing_else_can_be_meant(reference: str, named: list[str], tmp_path: Path):
    assert list(settle(tmp_path, income("10", reference, payer="x"), invoices=SHORT).payments) == named


def test_one_payment_for_several_invoices_is_all_of_them_or_asked_about(tmp_path: Path):
    both = settle(tmp_path, income("370", "0008 + 0009"))
    assert {name: str(new[0].amount) for name, new in both.payments.items()} == {"0008": "300", "0009": "70"}
    other = settle(tmp_path, income("100", "0008 + 0009"), income("370", "0008, 0009", currency="USD"))
    assert other.payments == {}
    assert (
        "it names several invoices (0008, 0009), but does not match the total still open on them" in other.skipped[0][1]
    )
    assert "it is in USD" in other.skipped[1][1]


def test_one_payment_for_several_invoices_is_known_the_next_time(tmp_path: Path):
    paid = INVOICES.replace("300}", "300, paid: 2026-03-20}").replace("70}", "70, paid: 2026-03-20}")
    result = settle(tmp_path, income("370", "0008 + 0009"), invoices=paid)
    assert (result.payments, result.known, result.skipped) == ({}, 1, [])


@pytest.mark.parametrize(
    ("payer", "known"),
    [
        ("MUELLER & SOEHNE GMBH", True),
        ("Muller und Sohne", True),
        ("Sohne Muller pay@bank.example", True),
        ("someone pia@web.example", True),
        ("Other GmbH", False),
        ("Müller", False),
        ("someone max@web.example", False),
        ("HP France", True),
        ("Pia's bank", True),
        ("PIA BANK", True),  # one letter is no word
        ("", False),
    ],
)
def test_the_payer_is_the_client_by_address_or_by_every_telling_word(payer: str, known: bool, tmp_path: Path):
    payers = "payers: [HP, Pia's bank, DE89 3704 0044 0532 0130 00]\n"
    client = f"---\nname: Müller & Söhne GmbH\ncontact: Pia <pia@web.example>\n{payers}---\n"
    found = read_ledger(tmp_path, {"clients/ms.md": client}).clients["ms"]
    assert is_client(payer, found) == known
    assert is_client(payer, found, "DE89370400440532013000")
    assert is_client(payer, found, "FR7630006000011234567890189") == known


def test_each_row_is_one_of_two_payments_of_the_same_sum_and_day(tmp_path: Path):
    paid = INVOICES.replace("300}", "70, paid: 2026-03-20}").replace("70}", "70, paid: 2026-03-20}")
    result = settle(tmp_path, income("70"), income("70"), income("70"), invoices=paid)
    assert (result.known, len(result.skipped)) == (2, 1)


def test_the_only_open_one_of_its_amount(tmp_path: Path):
    assert list(settle(tmp_path, income("70")).payments) == ["0009"]


def test_of_two_neither(tmp_path: Path):
    twice = INVOICES + "  - {id: X, issued: 2026-03-02, amount: 70}\n"
    result = settle(tmp_path, income("70"), invoices=twice)
    assert result.skipped == [(1, "it may be for 0009, X: run `client-ledger paid INVOICE 2026-03-20`")]


@pytest.mark.parametrize(
    "wrong",
    [
        income("70", payer="Nobody"),
        income("70", currency="USD"),
        income("70", day=date(2026, 3, 1)),
        income("71", "0009"),
        income("70", "0009", currency="USD"),
    ],
)
def test_none_where_anything_speaks_against_it(wrong: Income, tmp_path: Path):
    result = settle(tmp_path, wrong)
    assert (result.payments, result.known, len(result.skipped)) == ({}, 0, 1)


def test_parts_add_up_and_no_further(tmp_path: Path):
    result = settle(tmp_path, income("40", "0009"), income("30", "0009"), income("1", "0009"))
    assert [payment.amount for payment in result.payments["0009"]] == [40, 30]
    assert result.skipped == [(1, "1.00 EUR is more than the 0.00 EUR still open on invoice 0009")]


@pytest.mark.parametrize(
    "text",
    [
        "FACTURA 7",
        "Fattura n. 7",
        "fatura 7",
        "Factuur 7",
        "Faktura nr 7",
        "FV 7",
        "Factura núm. 7",
        "Rechnungsnummer: 7",
        "Factuurnummer 7",
        "Fra. 7",
        "Nota fiscal nº 7",
    ],
)
def test_a_word_for_invoice_announces_a_short_number_in_any_language(text: str, tmp_path: Path):
    assert list(settle(tmp_path, income("10", text, payer="x"), invoices=SHORT).payments) == ["7"]


YEARLY = "invoices:\n  - {id: 2025-223, issued: 2025-11-02, amount: 257}\n"


@pytest.mark.parametrize(
    "text",
    [
        "Invoice 2025-224", "factura 224", "Fattura n. 2024-223", "INV-2025-0224",
        "2025-224", "RE-2025-224", "thanks, 2026-001!", "AR2025-224 Website",
        "Rechnungs-Nr. 224", "Faktura VAT nr 224", "fra. 224", "NF 224",
    ],
)  # fmt: skip
def test_a_number_that_is_announced_and_not_recorded_pays_no_other_invoice(text: str, tmp_path: Path):
    result = settle(tmp_path, income("257", text), invoices=YEARLY)
    assert result.payments == {}
    assert "which is not recorded here" in result.skipped[0][1]


@pytest.mark.parametrize("text", ["Website", "2025-11-20", "IBAN 4420250224", "RE-2025-223", "Order 2025"])
def test_a_text_without_another_number_pays_the_invoice_of_the_amount(text: str, tmp_path: Path):
    assert list(settle(tmp_path, income("257", text), invoices=YEARLY).payments) == ["2025-223"]


def test_a_number_among_plain_numbers_announces_no_invoice(tmp_path: Path):
    assert list(settle(tmp_path, income("70", "order 4711")).payments) == ["0009"]


def test_a_number_is_found_across_the_lines_that_a_bank_breaks_it_into(tmp_path: Path):
    assert list(settle(tmp_path, income("1", "Invoice 2025-\n223 of May"), invoices=YEARLY).payments) == ["2025-223"]


@pytest.mark.parametrize("text", ["FACTURA 223", "FACTURA 223, invoice 7 of our own"])
def test_but_it_may_be_the_end_of_a_number(text: str, tmp_path: Path):
    assert list(settle(tmp_path, income("257", text), invoices=YEARLY).payments) == ["2025-223"]


def test_once_the_invoice_is_recorded_it_alone_is_paid(tmp_path: Path):
    both = YEARLY + "  - {id: 2025-224, issued: 2025-12-01, amount: 257}\n"
    assert list(settle(tmp_path, income("257", "Invoice 2025-224"), invoices=both).payments) == ["2025-224"]


def test_an_invoice_may_be_paid_on_the_day_it_was_issued(tmp_path: Path):
    assert list(settle(tmp_path, income("70", day=date(2026, 3, 2))).payments) == ["0009"]


@pytest.mark.parametrize(
    ("amount", "fee", "booked"),
    [("70", "5", {"0009": "70"}), ("65", "5", {"0009": "70"}), ("65", "4", {}), ("295", "5", {"0008": "300"})],
)
def test_an_invoice_of_the_amount_is_paid_before_one_of_the_amount_and_the_fee(
    amount: str, fee: str, booked: dict[str, str], tmp_path: Path
):
    both = INVOICES + "  - {id: X, issued: 2026-03-02, amount: 75}\n"
    found = settle(tmp_path, replace(income(amount), fee=Decimal(fee)), invoices=both)
    assert {key: str(sum(each.amount for each in parts)) for key, parts in found.payments.items()} == booked


@pytest.mark.parametrize(("fee", "booked"), [("5", "70"), ("4", "65"), ("6", "65")])
def test_a_fee_is_part_of_what_was_paid_only_where_both_are_exactly_what_is_open(fee, booked, tmp_path: Path):
    found = settle(tmp_path, replace(income("65", "0009"), fee=Decimal(fee)))
    assert [str(each.amount) for each in found.payments["0009"]] == [booked]


def test_a_number_that_is_not_recorded_is_named_as_the_payer_wrote_it(tmp_path: Path):
    ((_, why),) = settle(tmp_path, income("70", "Rechnung B-1")).skipped
    assert why == "it names invoice B-1, which is not recorded here"
