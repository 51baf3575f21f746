"""What is to be agreed on before a client is left: sums that are not owed yet."""

import pytest

from acting import client, contract, ledger, plan

REST = "{} EUR of the fixed price of 1,000.00 EUR is not invoiced: agree which part is done, and invoice it"


@pytest.mark.parametrize(
    ("invoice", "left"),
    [
        ("issued: 2026-03-01, amount: 400", "600.00"),
        ("issued: 2026-03-02, amount: 400", "1,000.00"),
        ("issued: 2026-02-01, amount: 400, void: yes", "1,000.00"),
        ("issued: 2026-02-01, amount: 1000", None),
        ("issued: 2026-02-01, amount: 1200", None),
    ],
    ids=["of the day", "of tomorrow", "void", "whole", "more"],
)
def test_of_a_fixed_price_what_is_not_invoiced_is_to_be_agreed_on(tmp_path, invoice, left):
    site = contract("billing: fixed", "value: 1000", invoices=[f"id: A1, {invoice}"])
    found = plan(tmp_path, ledger(client(), site), "2026-03-01")
    assert [str(each.text) for each in found.to_agree] == ([REST.format(left)] if left else [])
