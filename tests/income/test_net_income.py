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
    ],
)
def test_a_payment_brings_its_net_part(tmp_path, more, income):
    invoice = f"id: A1, issued: 2026-08-01, amount: 1000, {more}"
    paid = contract("vat: 20%", "withholding: 15%", "stage: completed", invoices=[invoice])
    assert money(pipeline(tmp_path, paid)["received"], "amount") == {"2026-09": income}
