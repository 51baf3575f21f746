"""Statutory interest, counted by hand: the rate changes, payments in parts, leap years, countries, and no advice."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from acting import client, contract, ledger, plan
from client_ledger.owed.calculation_steps import claim_working
from client_ledger.pages.blocks import Paragraph
from client_ledger.pages.claims import late_blocks
from client_ledger.text.message import Amount

FRANCE = client("country: FR")


def claims(folder, day, *invoices, acme=FRANCE, lines=(), more=None):
    files = ledger(acme, contract(*lines, invoices=list(invoices)))
    return plan(folder, files | (more or {}), day).claims


def test_each_half_year_has_the_rate_of_its_first_day(tmp_path):
    (found,) = claims(tmp_path, "2025-07-10", "id: A1, issued: 2025-05-21, due: 2025-06-20, amount: 1000")
    june, july = found.spans
    assert (june.first, june.last, june.days) == (date(2025, 6, 21), date(2025, 6, 30), 10)
    assert (july.first, july.last, july.days) == (date(2025, 7, 1), date(2025, 7, 10), 10)
    assert (june.rate.total, july.rate.total) == (Fraction("0.1315"), Fraction("0.1215"))
    assert found.interest == Fraction(1315 + 1215, 365)
    assert found.compensation == Amount(Decimal(40), "EUR")
    assert found.in_base == found.interest + 40


def test_a_payment_lowers_the_balance_from_the_day_after_it(tmp_path):
    invoice = (
        "id: A1, issued: 2025-12-11, due: 2026-01-10, amount: 900, "
        "payments: [{date: 2026-01-20, amount: 400}, {date: 2026-01-31, amount: 500}]"
    )
    (found,) = claims(tmp_path, "2026-03-01", invoice, acme=client("country: PT"))
    assert [(span.days, span.balance) for span in found.spans] == [(10, Decimal(900)), (11, Decimal(500))]
    assert found.interest == Fraction("0.1015") * (9000 + 5500) / 365
    assert found.invoice.settled_on == date(2026, 1, 31)
    assert found.invoice.days_late == 21


def test_a_part_paid_before_the_due_day_bears_no_interest(tmp_path):
    invoice = "id: A1, issued: 2026-01-01, due: 2026-01-31, amount: 1000, payments: [{date: 2026-01-31, amount: 270}]"
    (found,) = claims(tmp_path, "2026-02-05", invoice, acme=client("country: PT"))
    assert found.interest == Fraction("0.1015") * 730 * 5 / 365


@pytest.mark.parametrize(
    ("more", "payable"),
    [("vat: 23%", 1230), ("vat: 23%, withholding: 25%", 980), ("vat: 23%, written_off: 2026-03-01", 1230)],
)
def test_the_law_counts_on_what_is_payable_with_its_tax(tmp_path, more, payable):
    invoice = f"id: A1, issued: 2026-01-01, due: 2026-01-31, amount: 1000, {more}"
    (found,) = claims(tmp_path, "2026-02-05", invoice, acme=client("country: PT"))
    assert found.interest == Fraction("0.1015") * payable * 5 / 365


def test_a_credit_note_lowers_the_claim_with_its_tax_from_the_day_after_it(tmp_path):
    lines = ("vat: 23%", "credit_notes: [{id: C1, issued: 2026-02-02, invoice: A1, amount: 500}]")
    invoice = "id: A1, issued: 2026-01-01, due: 2026-01-31, amount: 1000"
    (found,) = claims(tmp_path, "2026-02-05", invoice, acme=client("country: PT"), lines=lines)
    assert found.interest == Fraction("0.1015") * (1230 * 2 + 615 * 3) / 365


def test_the_british_compensation_is_sized_with_the_tax(tmp_path):
    acme = client("country: GB", "currency: GBP", "vat: 20%")
    (found,) = claims(tmp_path, "2025-02-10", "id: A1, issued: 2025-01-01, due: 2025-01-31, amount: 840", acme=acme)
    assert found.compensation.value == 70  # 1008 pounds payable


def test_the_day_of_a_leap_year_counts_and_the_year_has_365_days_all_the_same(tmp_path):
    invoice = "id: A1, issued: 2024-01-28, due: 2024-02-27, amount: 3650"
    (found,) = claims(tmp_path, "2024-03-01", invoice, acme=client("country: NL"))
    assert found.spans[0].days == 3
    assert found.interest == Fraction("3.75")


def test_a_british_invoice_keeps_the_rate_of_the_day_its_interest_began(tmp_path):
    invoice = "id: A1, issued: 2024-11-20, due: 2024-12-20, amount: 1200"
    (found,) = claims(tmp_path, "2025-01-19", invoice, acme=client("country: GB", "currency: GBP"))
    (span,) = found.spans
    assert (span.days, span.rate.total) == (30, Fraction("0.1325"))
    assert found.interest == Fraction(4770, 365)
    assert found.compensation == Amount(Decimal(70), "GBP")
    assert found.in_base == (Fraction(4770, 365) + 70) * Fraction("1.25")


def test_british_interest_that_begins_on_the_first_of_january_has_the_rate_of_the_last_of_december(tmp_path):
    invoice = "id: A1, issued: 2024-12-01, due: 2024-12-31, amount: 100"
    (found,) = claims(tmp_path, "2025-01-10", invoice, acme=client("country: UK", "currency: GBP"))
    assert found.spans[0].rate.reference == Fraction("0.0475")


@pytest.mark.parametrize(
    ("amount", "sum_"), [("999.99", 40), ("1000", 70), ("9999.99", 70), ("10000", 100), ("25000", 100)]
)
def test_the_british_compensation_goes_by_the_size_of_the_debt(tmp_path, amount, sum_):
    invoice = f"id: A1, issued: 2025-01-01, due: 2025-01-31, amount: {amount}"
    (found,) = claims(tmp_path, "2025-02-10", invoice, acme=client("country: GB", "currency: GBP"))
    assert found.compensation == Amount(Decimal(sum_), "GBP")


def test_a_debt_in_euro_of_a_british_client_is_sized_in_pounds(tmp_path):
    invoices = [
        "id: A1, issued: 2025-01-01, due: 2025-01-31, amount: 1249.99",
        "id: A2, issued: 2025-01-01, due: 2025-01-31, amount: 1250",
    ]
    found = claims(tmp_path, "2025-02-10", *invoices, acme=client("country: GB"))
    assert [each.compensation.value for each in found] == [40, 70]


def test_a_debt_in_pounds_of_an_irish_client_is_sized_in_euro(tmp_path):
    invoices = [f"id: {amount}, issued: 2025-01-01, due: 2025-01-31, amount: {amount}" for amount in (800, 801)]
    found = claims(tmp_path, "2025-02-10", *invoices, acme=client("country: IE", "currency: GBP"))
    assert [each.compensation.value for each in found] == [40, 70]  # 1,000.00 and 1,001.25 EUR


def test_a_claim_shows_the_working_of_its_interest(tmp_path):
    invoice = "id: A1, issued: 2025-05-21, due: 2025-06-20, amount: 1000"
    (found,) = claims(tmp_path, "2025-07-01", invoice)
    assert [str(line) for line in claim_working(found)] == [
        "2025-06-21 – 2025-06-30: 1,000.00 EUR × 10 days × (3.15% + 10%) a year ÷ 365 = 3.60 EUR",
        "2025-07-01 – 2025-07-01: 1,000.00 EUR × 1 day × (2.15% + 10%) a year ÷ 365 = 0.33 EUR",
    ]


def test_past_the_last_day_known_nothing_is_counted_and_the_days_are_named(tmp_path):
    invoice = "id: A1, issued: 2026-11-21, due: 2026-12-21, amount: 1000"
    found = plan(tmp_path, ledger(FRANCE, contract(invoices=[invoice])), "2027-01-10")
    (one,) = found.claims
    assert one.interest == Fraction(1240, 365)  # 10 days at 2.40 % + 10 %
    assert one.unknown == ((date(2027, 1, 1), date(2027, 1, 10)),)
    assert found.rates.known(one.country) == (date(2013, 3, 16), date(2026, 12, 31))
    said = [str(block.text) for block in late_blocks(found) if isinstance(block, Paragraph)]
    assert said[:2] == [
        "FR: Code de commerce, art. L441-10; reference rates are known from 2013-03-16 to 2026-12-31",
        "days without a known reference rate are left out: write their rates into `rates.csv`",
    ]


def test_days_without_a_rate_are_named_once_whatever_was_paid_meanwhile(tmp_path):
    paid = "payments: [{date: 2027-01-05, amount: 400}]"
    (found,) = claims(tmp_path, "2027-01-10", f"id: A1, issued: 2026-11-21, due: 2026-12-31, amount: 1000, {paid}")
    assert found.unknown == ((date(2027, 1, 1), date(2027, 1, 10)),)


def test_a_british_invoice_that_is_late_only_after_the_last_day_known_brings_the_compensation_alone(tmp_path):
    invoice = "id: A1, issued: 2026-12-05, due: 2027-01-05, amount: 100"
    (found,) = claims(tmp_path, "2027-01-20", invoice, acme=client("country: GB", "currency: GBP"))
    assert (found.interest, found.compensation.value) == (0, 40)
    assert found.unknown == ((date(2027, 1, 6), date(2027, 1, 20)),)


@pytest.mark.parametrize(
    ("country", "options", "amount", "sum_", "base"),
    [
        ("SE", "", 100, Amount(Decimal(450), "SEK"), None),
        ("SE", "SEK: 0.1", 100, Amount(Decimal(450), "SEK"), 45),
        ("DK", "DKK: 0.13", 100, Amount(Decimal(310), "DKK"), Fraction("40.3")),
        ("CZ", "CZK: 0.04", 100, Amount(Decimal(1200), "CZK"), 48),
        ("PL", "PLN: 0.25", 1250, Amount(Decimal(40), "EUR"), 40),
        ("PL", "PLN: 0.25", "1250.01", Amount(Decimal(70), "EUR"), 70),
        ("PL", "PLN: 0.25", 12500, Amount(Decimal(100), "EUR"), 100),
        ("IE", "", 1000, Amount(Decimal(40), "EUR"), 40),
        ("IE", "", "1000.01", Amount(Decimal(70), "EUR"), 70),
        ("IE", "", 10000, Amount(Decimal(70), "EUR"), 70),
        ("IE", "", "10000.01", Amount(Decimal(100), "EUR"), 100),
        ("HU", "", 100, Amount(Decimal(40), "EUR"), 40),
    ],
)
def test_the_compensation_is_what_the_country_has_set(tmp_path, country, options, amount, sum_, base):
    invoice = f"id: A1, issued: 2025-01-21, due: 2025-02-20, amount: {amount}"
    files = ledger(client(f"country: {country}"), contract(invoices=[invoice]))
    (found,) = plan(tmp_path, files, "2025-03-01", f"currency: EUR\nexchange_rates: {{{options}}}").claims
    assert found.compensation == sum_
    assert (found.compensation_in_base, found.unsized) == (base, None)
    assert found.in_base == found.interest + (base or 0)


def test_what_a_missing_exchange_rate_leaves_out_is_said(tmp_path):
    invoice = "id: A1, issued: 2025-01-21, due: 2025-02-20, amount: 90000"
    swedish = plan(
        tmp_path / "se", ledger(client("country: SE"), contract(invoices=[invoice])), "2025-03-01", "currency: EUR"
    )
    said = [str(block.text) for block in late_blocks(swedish) if isinstance(block, Paragraph)]
    assert "no total includes the compensation in SEK: write its exchange rate under `exchange_rates`" in said
    polish = plan(
        tmp_path / "pl", ledger(client("country: PL"), contract(invoices=[invoice])), "2025-03-01", "currency: EUR"
    )
    (found,) = polish.claims
    assert (found.compensation.value, found.unsized) == (40, "PLN")
    assert str(list(claim_working(found))[-1]).endswith("in PLN, which is not known, so the smallest amount is used")


def test_a_country_that_came_to_the_euro_has_no_rate_before(tmp_path):
    invoice = "id: A1, issued: 2022-11-25, due: 2022-12-25, amount: 1000"
    (found,) = claims(tmp_path, "2023-01-10", invoice, acme=client("country: HR"))
    assert found.unknown == ((date(2022, 12, 26), date(2022, 12, 31)),)
    assert found.interest == Fraction(1050, 365)


def test_an_invoice_late_before_the_law_bears_interest_from_its_first_day(tmp_path):
    invoice = "id: A1, issued: 2013-02-01, due: 2013-02-28, amount: 36500"
    (found,) = claims(tmp_path, "2013-03-17", invoice)
    assert found.unknown == ((date(2013, 3, 1), date(2013, 3, 15)),)
    assert [(span.first, span.days) for span in found.spans] == [(date(2013, 3, 16), 2)]


def test_a_contract_with_a_late_fee_is_left_to_it(tmp_path):
    invoice = "id: A1, issued: 2025-05-21, due: 2025-06-20, amount: 1000"
    files = ledger(FRANCE, contract("late_fee: {percent_per_year: 12}", invoices=[invoice]))
    found = plan(tmp_path, files, "2025-07-10")
    assert found.claims == ()
    assert found.fees_sum == Fraction("0.12") * 1000 * 20 / 365


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((), "write the client's `country` as two letters, such as FR, to know what the law adds"),
        (("country: France",), "write the client's `country` as two letters, such as FR, to know what the law adds"),
        (("country: US",), "what the law adds in the country US is not known here"),
    ],
)
def test_where_the_law_is_not_known_it_says_so(tmp_path, lines, said):
    invoice = "id: A1, issued: 2025-05-21, due: 2025-06-20, amount: 1000"
    found = plan(tmp_path, ledger(client(*lines), contract(invoices=[invoice])), "2025-07-10")
    assert found.claims == ()
    assert str(found.no_claim) == said


def test_nothing_is_said_of_the_law_while_nothing_is_late(tmp_path):
    invoice = "id: A1, issued: 2025-05-21, due: 2025-06-20, paid: 2025-06-20, amount: 1000"
    found = plan(tmp_path, ledger(client(), contract(invoices=[invoice])), "2025-07-10")
    assert (found.claims, found.no_claim) == ((), None)


def test_void_invoices_and_those_paid_late_long_ago_are_left_alone(tmp_path):
    invoices = [
        "id: A1, issued: 2024-01-01, due: 2024-01-31, amount: 100, void: yes",
        "id: A2, issued: 2024-01-01, due: 2024-01-31, paid: 2024-02-20, amount: 100",
        "id: A3, issued: 2024-01-01, due: 2024-01-31, amount: 100",
    ]
    assert [each.invoice.record.id for each in claims(tmp_path, "2026-03-01", *invoices)] == ["A3"]
