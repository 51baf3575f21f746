"""Demands for payment: late fees, and what the law adds."""

from datetime import date
from functools import partial

import pytest

from acting import client, contract, judged, ledger
from client_ledger.letters.choice import proposals
from proposed import letters_on, lines_of

DAY = "2026-11-27"
letters = partial(letters_on, DAY)
FRIENDLY, FINAL = "Friendly reminder", "Final demand"


def test_a_contract_s_late_fee_is_in_the_demand_with_its_working_and_in_the_sum(tmp_path, english):
    # 365 days of 10% on 1,000 are 100, and 20 once.
    site = contract(
        "late_fee: {percent_per_year: 10, flat: 20}",
        invoices=["id: A-1, issued: 2025-11-01, due: 2025-11-27, amount: 1000"],
    )
    demand = letters(tmp_path, english, client(), site)[FINAL]
    assert demand.letter.subject == "Final demand: €1,120.00"
    assert "Late fees under our contract come to €120.00 so far:" in demand.letter.text
    assert lines_of(demand.letter)[1:] == [
        "– A-1: 28 November 2025 – 27 November 2026: €1,000.00 × 365 days × 10% a year ÷ 365 = €100.00",
        "– A-1: flat sum €20.00",
    ]
    assert "Please pay €1,120.00 so that it reaches me by 4 December 2026." in demand.letter.text


@pytest.mark.parametrize(
    ("currency", "amount", "fee"),
    [
        ("JPY", "1003", "¥100"),  # 100.3
        ("KWD", "100.123", "KWD\u00a010.012"),  # 10.0123
    ],
)
def test_a_late_fee_has_the_decimals_of_its_currency(tmp_path, english, currency, amount, fee):
    site = contract(
        f"currency: {currency}",
        "late_fee: {percent_per_year: 10}",
        invoices=[f"id: A-1, issued: 2025-11-01, due: 2025-11-27, amount: {amount}"],
    )
    options = f"currency: EUR\ntimezone: Europe/Paris\nexchange_rates: {{{currency}: 1}}"
    judgement = judged(tmp_path, ledger(client(), site), "2026-11-27", options)
    acme = judgement.clients["acme"]
    (demand,) = (each for each in proposals(acme, date(2026, 11, 27), english) if str(each.title) == FINAL)
    assert f"Late fees under our contract come to {fee} so far:" in demand.letter.text


def test_without_a_late_fee_the_law_s_interest_and_compensation_are_in_the_demand(tmp_path, english):
    # The working of docs/late-payment.md: 3.60 and 3.33 of interest, and 40 of compensation.
    bill = "id: A-1, issued: 2025-05-20, due: 2025-06-20, amount: 1000"
    judgement = judged(tmp_path, ledger(client("country: FR"), contract("notice: 0", invoices=[bill])), "2025-07-10")
    (reminder,) = (
        each for each in proposals(judgement.clients["acme"], date(2025, 7, 10), english) if str(each.title) == FRIENDLY
    )
    assert (
        "Interest and compensation under the law come to €46.93 so far; the sum above does not include them."
        in reminder.letter.text
    )
    late = judged(tmp_path, ledger(client("country: FR"), contract(invoices=[bill])), "2025-08-10").clients["acme"]
    (demand,) = (each for each in proposals(late, date(2025, 8, 24), english) if str(each.title) == FINAL)
    assert "– A-1: fixed compensation for the cost of recovery: €40.00" in lines_of(demand.letter)
