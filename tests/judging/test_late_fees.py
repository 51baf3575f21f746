"""Late fees, computed by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from client_ledger.judging.late_fees import late_fees, sum_in_base
from client_ledger.signs.limits import default_limits

DAY = date(2026, 11, 20)
YEARLY = "{percent_per_year: 10}"


@pytest.fixture
def fees(judged):
    def due(late_fee, *invoices, currency="EUR"):
        contract = f"client: acme\ntitle: Site\nstage: active\nbilling: fixed\nvalue: 9000\ncurrency: {currency}\n"
        contract += f"late_fee: {late_fee}\ninvoices:\n" + "\n".join(f"  - {{{each}}}" for each in invoices)
        judgement = judged({"clients/acme.md": "name: Acme", "contracts/site.md": contract})
        return late_fees(judgement.clients["acme"].timeline, default_limits(), DAY)

    return due


def test_an_open_invoice_bears_a_yearly_rate_from_the_day_after_due_to_the_day_itself(fees):
    (fee,) = fees(YEARLY, "id: 1, issued: 2026-09-01, due: 2026-10-01, amount: 3650")
    # 2 October to 20 November are 50 days: 3650 × 10% / 365 = 1 a day
    assert (fee.segments[0].first, fee.segments[0].last, fee.segments[0].days) == (date(2026, 10, 2), DAY, 50)
    assert fee.total == 50
    assert fee.invoice.settled_on is None


def test_a_balance_of_less_than_one_bears_interest_too(fees):
    (fee,) = fees(YEARLY, "id: 1, issued: 2026-09-01, due: 2026-10-01, amount: 0.73")
    assert fee.total == Fraction(1, 100)  # 50 days × 0.73 × 10% / 365


def test_a_monthly_rate_counts_twelve_365ths_a_day(fees):
    (fee,) = fees(
        "{percent_per_month: 1}", "id: 1, issued: 2026-09-01, due: 2026-10-01, amount: 3650, paid: 2026-10-11"
    )
    # 10 days × 3650 × 1% × 12 / 365
    assert fee.total == 12
    assert fee.invoice.settled_on == date(2026, 10, 11)


def test_a_part_payment_lowers_the_balance_from_the_day_after_it(fees):
    (fee,) = fees(
        YEARLY,
        "id: 1, issued: 2026-09-01, due: 2026-10-01, amount: 3650, payments: [{date: 2026-09-20, amount: 650},"
        " {date: 2026-10-11, amount: 1540}, {date: 2026-10-21, amount: 1460}]",
    )
    assert [(part.balance, part.days) for part in fee.segments] == [(Decimal(3000), 10), (Decimal(1460), 10)]
    assert fee.total == Fraction(3000 * 10, 3650) + 4


def test_payments_on_one_day_make_one_segment(fees):
    (fee,) = fees(
        YEARLY,
        "id: 1, issued: 2026-09-01, due: 2026-10-01, amount: 3650,"
        " payments: [{date: 2026-10-11, amount: 1000}, {date: 2026-10-11, amount: 1190}]",
    )
    assert [(part.balance, part.days) for part in fee.segments] == [(Decimal(3650), 10), (Decimal(1460), 40)]
    assert fee.total == 10 + 16


def test_a_flat_sum_is_due_once_for_each_late_invoice_and_adds_to_interest(fees):
    newer, older = fees(
        "{percent_per_year: 10, flat: 40}",
        "id: 2, issued: 2026-08-01, due: 2026-09-30, amount: 100, paid: 2026-10-30",
        "id: 1, issued: 2026-09-01, due: 2026-10-01, amount: 3650",
    )
    assert newer.total == 50 + 40
    assert older.total == 40 + Fraction(100 * 30, 3650)


def test_a_flat_sum_alone_has_no_segments(fees):
    (fee,) = fees("{flat: 40}", "id: 1, issued: 2026-09-01, due: 2026-10-01, amount: 3650")
    assert fee.segments == ()
    assert fee.total == 40


@pytest.mark.parametrize(
    "invoice",
    [
        "due: 2026-10-01, paid: 2026-10-01",
        "due: 2026-10-01, paid: 2026-10-04",
        "due: 2026-10-01, void: yes",
        "due: 2026-11-17",
        "due: 2026-12-01",
        "due: 2025-10-01, paid: 2025-12-01",
    ],
    ids=["in time", "within grace", "void", "open within grace", "not yet due", "settled, due before the window"],
)
def test_no_fee_is_due_on_an_invoice(fees, invoice):
    assert fees(YEARLY, f"id: 1, issued: 2025-09-01, amount: 3650, {invoice}") == ()


@pytest.mark.parametrize(("due", "count"), [("2025-11-20", 0), ("2025-11-21", 1)])
def test_a_settled_invoice_bears_its_fee_as_long_as_it_is_looked_at(fees, due, count):
    invoice = f"id: 1, issued: 2025-09-01, due: {due}, amount: 3650, paid: 2025-12-01"
    assert [fee.total for fee in fees(YEARLY, invoice)] == [10] * count  # 10 days


def test_an_old_invoice_that_is_still_unpaid_bears_its_fee(fees):
    (fee,) = fees(YEARLY, "id: 1, issued: 2025-01-01, due: 2025-11-19, amount: 365")
    assert fee.segments[0].days == 366
    assert fee.total == Fraction(366, 10)


@pytest.mark.parametrize("late_fee", ["", "{flat: 0}"], ids=["no late fee", "a fee of nothing"])
def test_nothing_is_due_where_nothing_was_agreed(fees, late_fee):
    assert fees(late_fee, "id: 1, issued: 2026-09-01, due: 2026-10-01, amount: 3650") == ()


def fees_of(judged, more, notes=""):
    """The late fees of an invoice of 2920 net and 3650 with VAT, at a euro a day until something lowers it."""
    contract = f"client: acme\ntitle: Site\nstage: active\nbilling: fixed\nvalue: 9000\nvat: 25%\nlate_fee: {YEARLY}\n"
    contract += f"invoices:\n  - {{id: 1, issued: 2026-09-01, due: 2026-10-01, amount: 2920{more}}}\n{notes}"
    judgement = judged({"clients/acme.md": "name: Acme", "contracts/site.md": contract})
    return late_fees(judgement.clients["acme"].timeline, default_limits(), DAY)


PAID = ", payments: [{date: 2026-10-11, amount: 3650"


@pytest.mark.parametrize(
    ("more", "notes", "total"),
    [
        ("", "", 50),
        (", withholding: 25%", "", 40),  # 2920 payable
        (f"{PAID}}}]", "", 10),
        # from the 22nd on it is open again for 30 days
        (f"{PAID}, returned: 2026-10-21, why: chargeback}}]", "", 40),
        (f"{PAID}, returned: 2026-10-21, why: bounced}}]", "", 40),
        (f"{PAID}, returned: 2026-10-21, why: refund}}]", "", 10),
        (", written_off: 2026-10-31", "", 30),
        # 10 days of 3650, and 40 of 1825
        ("", "credit_notes: [{id: C1, issued: 2026-10-11, invoice: 1, amount: 1460}]\n", 30),
    ],
)
def test_a_fee_is_on_what_is_payable_and_open_with_its_tax(judged, more, notes, total):
    (fee,) = fees_of(judged, more, notes)
    assert fee.total == total


def test_fees_in_other_currencies_are_summed_in_the_base_currency(fees):
    found = fees("{flat: 40}", "id: 1, issued: 2026-09-01, due: 2026-10-01, amount: 3650", currency="USD")
    assert found[0].invoice.currency == "USD"
    assert sum_in_base(found) == 20


def test_the_day_of_a_payment_bears_the_balance_before_it(fees):
    (fee,) = fees(
        YEARLY,
        "id: 1, issued: 2026-09-01, due: 2026-10-01, amount: 3650,"
        " payments: [{date: 2026-10-02, amount: 1460}, {date: 2026-10-12, amount: 2190}]",
    )
    assert [(part.balance, part.days) for part in fee.segments] == [(Decimal(3650), 1), (Decimal(2190), 10)]


def test_the_days_between_a_payment_and_its_return_bear_no_fee(fees):
    (fee,) = fees(
        YEARLY,
        "id: 1, issued: 2026-09-01, due: 2026-10-01, amount: 3650,"
        " payments: [{date: 2026-10-11, amount: 3650, returned: 2026-10-31, why: bounced}]",
    )
    assert [(part.first, part.last) for part in fee.segments] == [
        (date(2026, 10, 2), date(2026, 10, 11)),
        (date(2026, 11, 1), DAY),
    ]
