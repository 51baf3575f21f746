"""Statutory interest, counted by hand: the rate changes, payments in parts, leap years, countries, and no advice."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from acting import client, contract, judged, ledger, plan
from client_ledger.actions.reference_rates import countries, shipped_rates
from client_ledger.book.phrase import Amount
from writing import read_ledger

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
    assert found.settled
    assert found.days_late == 21


def test_a_part_paid_before_the_due_day_bears_no_interest(tmp_path):
    invoice = "id: A1, issued: 2026-01-01, due: 2026-01-31, amount: 1000, payments: [{date: 2026-01-31, amount: 270}]"
    (found,) = claims(tmp_path, "2026-02-05", invoice, acme=client("country: PT"))
    assert found.interest == Fraction("0.1015") * 730 * 5 / 365


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


def test_past_the_last_day_known_nothing_is_counted_and_the_days_are_named(tmp_path):
    invoice = "id: A1, issued: 2026-05-21, due: 2026-06-20, amount: 1000"
    found = plan(tmp_path, ledger(FRANCE, contract(invoices=[invoice])), "2026-07-10")
    (one,) = found.claims
    assert one.interest == Fraction(1215, 365)
    assert one.unknown == ((date(2026, 7, 1), date(2026, 7, 10)),)
    assert found.rates_known_until == date(2026, 6, 30)


def test_a_british_invoice_that_is_late_only_after_the_last_day_known_brings_the_compensation_alone(tmp_path):
    invoice = "id: A1, issued: 2026-06-05, due: 2026-07-05, amount: 100"
    (found,) = claims(tmp_path, "2026-07-20", invoice, acme=client("country: GB", "currency: GBP"))
    assert (found.interest, found.compensation.value) == (0, 40)
    assert found.unknown == ((date(2026, 7, 6), date(2026, 7, 20)),)


RATES = "country,first_day,last_day,rate\n"


def test_the_ledgers_own_rates_go_on_where_the_shipped_ones_end(tmp_path):
    invoice = "id: A1, issued: 2026-05-21, due: 2026-06-20, amount: 1000"
    more = {"rates.csv": f"{RATES}EU,2026-07-01,2026-12-31,2.00\n"}
    (found,) = claims(tmp_path, "2026-07-10", invoice, more=more)
    assert found.interest == Fraction(1215 + 1200, 365)
    assert found.unknown == ()


def test_the_ledgers_own_rate_for_a_country_comes_before_the_shipped_one(tmp_path):
    invoice = "id: A1, issued: 2025-05-21, due: 2025-06-20, amount: 1000"
    more = {"rates.csv": "country,first_day,last_day,rate,points\nFR,2025-06-26,2025-06-30,1,9\n"}
    (found,) = claims(tmp_path, "2025-06-30", invoice, more=more)
    assert [(span.days, span.rate.total) for span in found.spans] == [(5, Fraction("0.1315")), (5, Fraction("0.1"))]


def test_a_country_outside_the_euro_has_the_rate_its_ledger_gives_it(tmp_path):
    invoice = "id: A1, issued: 2025-05-21, due: 2025-06-20, amount: 1000"
    sweden = client("country: SE")
    (found,) = claims(tmp_path / "without", "2025-06-30", invoice, acme=sweden)
    assert (found.interest, len(found.unknown)) == (0, 1)
    more = {"rates.csv": f"{RATES}SE,2025-01-01,2025-06-30,2.5\n"}
    (found,) = claims(tmp_path / "with", "2025-06-30", invoice, acme=sweden, more=more)
    assert found.interest == Fraction(1050, 365)


def test_a_country_that_came_to_the_euro_has_no_rate_before(tmp_path):
    invoice = "id: A1, issued: 2022-11-25, due: 2022-12-25, amount: 1000"
    (found,) = claims(tmp_path, "2023-01-10", invoice, acme=client("country: HR"))
    assert found.unknown == ((date(2022, 12, 26), date(2022, 12, 31)),)
    assert found.interest == Fraction(1050, 365)


def test_a_contract_with_a_late_fee_is_left_to_it(tmp_path):
    invoice = "id: A1, issued: 2025-05-21, due: 2025-06-20, amount: 1000"
    files = ledger(FRANCE, contract("late_fee: {percent_per_year: 12}", invoices=[invoice]))
    found = plan(tmp_path, files, "2025-07-10")
    assert found.claims == ()
    assert found.fees_sum == Fraction("0.12") * 1000 * 20 / 365


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((), "write the client's `country` (two letters, such as FR) to know what the law adds"),
        (("country: US",), "no statutory claim is known here for the country US"),
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
    assert [each.billed.record.id for each in claims(tmp_path, "2026-03-01", *invoices)] == ["A3"]


def test_the_shipped_rates_follow_each_other_without_a_gap_and_name_their_source():
    for country in ("EU", "GB"):
        rates = [rate for rate in shipped_rates() if rate.country == country]
        for before, after in pairwise(rates):
            assert (after.first_day - before.last_day).days == 1
        assert rates[-1].last_day == date(2026, 6, 30)
    assert all(rate.source for rate in shipped_rates())


def test_no_country_adds_less_than_the_directive_asks():
    assert all(country.points >= Fraction("0.08") for country in countries().values())
    assert len(countries()) == 28


def test_rates_that_overlap_or_end_before_they_begin_are_named_with_their_line(tmp_path):
    rows = "EU,2026-07-01,2026-12-31,2.00\nEU,2026-12-31,2027-06-30,2.00\nSE,2026-07-01,2026-06-30,2\n"
    found = read_ledger(tmp_path, {"rates.csv": RATES + rows})
    assert [problem.line("rates.csv") for problem in found.problems] == [
        (
            "rates.csv:3:1: error[overlapping-rates]: some of these days have a rate already, on line 2 "
            "(give each day one rate)"
        ),
        "rates.csv:4:1: error[invalid-value]: the last day 2026-06-30 is before the first 2026-07-01",
    ]


def test_a_table_of_rates_is_used_and_so_no_unused_file(tmp_path):
    found = judged(tmp_path, {**ledger(FRANCE), "rates.csv": f"{RATES}EU,2026-07-01,2026-12-31,2.00\n"}, "2026-11-20")
    assert found.problems == ()
