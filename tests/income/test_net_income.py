"""What came in is income without the tax on it, worked out by hand."""

import pytest

from judging import contract, money, pipeline


@pytest.mark.parametrize(
    ("more", "income"),
    [
        ("paid: 2026-09-09", "1000.00"),  # of 1050 payable
        ("payments: [{date: 2026-09-09, amount: 525}]", "500.00"),
        ("payments: [{date: 2026-09-09, amount: 525}], written_off: 2026-10-01", "500.00"),
        ("payments: [{date: 2026-09-09, amount: 1100}]", "1047.62"),  # the surplus too
        ("paid: 2026-09-09, void: yes", None),
    ],
)
def test_a_payment_brings_its_net_part(tmp_path, more, income):
    invoice = f"id: A1, issued: 2026-08-01, amount: 1000, {more}"
    paid = contract("vat: 20%", "withholding: 15%", "stage: completed", invoices=[invoice])
    assert money(pipeline(tmp_path, paid)["received"], "amount") == ({"2026-09": income} if income else {})


BACK = "returned: 2026-10-05, why"


@pytest.mark.parametrize(
    ("payments", "months"),
    [
        (["amount: 1050", f"{BACK}: chargeback"], {"2026-09": "1000.00", "2026-10": "-1000.00"}),
        (["amount: 1050", f"{BACK}: bounced"], {"2026-09": "1000.00", "2026-10": "-1000.00"}),
        (["amount: 1050", f"{BACK}: refund"], {"2026-09": "1000.00", "2026-10": "-1000.00"}),
        (["amount: 210", f"{BACK}: refund"], {"2026-09": "200.00", "2026-10": "-200.00"}),
        (["amount: 1050", "returned: 2026-09-30, why: bounced"], {}),
        (["amount: 1050", "returned: 2026-11-21, why: bounced"], {"2026-09": "1000.00"}),  # tomorrow
    ],
)
def test_a_returned_payment_is_taken_off_in_the_month_of_its_return(tmp_path, payments, months):
    invoice = f"id: A1, issued: 2026-08-01, amount: 1000, payments: [{{date: 2026-09-09, {', '.join(payments)}}}]"
    site = contract("vat: 20%", "withholding: 15%", "stage: completed", invoices=[invoice])
    assert money(pipeline(tmp_path, site)["received"], "amount") == months


@pytest.mark.parametrize(
    ("more", "months"),
    [
        ("payments: [{date: 2026-09-09, amount: 1050}]", {"2026-09": "1000.00"}),  # the surplus until it is paid back
        (
            f"payments: [{{date: 2026-09-09, amount: 840}}, {{date: 2026-09-09, amount: 210, {BACK}: refund}}]",
            {"2026-09": "1000.00", "2026-10": "-200.00"},
        ),
        ("paid: 2026-10-02", {"2026-10": "800.00"}),  # all that is payable after the credit note
    ],
)
def test_a_credit_note_leaves_what_came_as_income_until_it_goes_back(tmp_path, more, months):
    invoice = f"id: A1, issued: 2026-08-01, amount: 1000, {more}"
    notes = ["id: C1, issued: 2026-10-01, invoice: A1, amount: 200"]
    site = contract("vat: 20%", "withholding: 15%", "stage: completed", invoices=[invoice], credit_notes=notes)
    assert money(pipeline(tmp_path, site)["received"], "amount") == months


@pytest.mark.parametrize(
    ("lines", "invoice", "rates", "income"),
    [
        # 105 yen and 10 % of tax are 116: 58 bring 52.5 of the 105
        (
            ("currency: JPY", "vat: 10%"),
            "amount: 105, payments: [{date: 2026-09-09, amount: 58}]",
            "{JPY: 0.5}",
            "26.25",
        ),
        (
            ("currency: KWD",),
            "amount: 333.333, payments: [{date: 2026-09-09, amount: 111.111}]",
            "{KWD: 2.8}",
            "311.11",
        ),
        # at the rate of the day of issue, whenever it is paid
        (("currency: USD",), "amount: 1000, paid: 2026-09-09", "{USD: {2026-01-01: 0.9, 2026-08-02: 0.8}}", "900.00"),
        (("currency: USD",), "amount: 1000, paid: 2026-09-09", "{USD: {2026-01-01: 0.9, 2026-08-01: 0.8}}", "800.00"),
        (("currency: USD",), "amount: 1000, paid: 2026-09-09", "{USD: {2026-08-02: 0.8, 2026-09-01: 0.7}}", "800.00"),
        (("currency: USD",), "amount: 1000, paid: 2026-09-09, exchange_rate: 0.95", "{USD: 0.8}", "950.00"),
    ],
)
def test_income_in_other_currencies_is_exact_and_at_the_invoices_rate(tmp_path, lines, invoice, rates, income):
    site = contract(*lines, "stage: completed", invoices=[f"id: A1, issued: 2026-08-01, {invoice}"])
    received = pipeline(tmp_path, site, options=f"exchange_rates: {rates}")["received"]
    assert money(received, "amount") == {"2026-09": income}
