"""Payments that the ledger has already are recorded once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from client_ledger.book.bills import bills_of
from client_ledger.book.settings import Settings
from client_ledger.importers.importer import Income, Return, Why
from client_ledger.importers.payment_matching import Settled, Settlement
from importing import FIELDS, INVOICES
from settling import income, settle
from writing import CLIENT, read_ledger


def test_what_is_recorded_is_known_once(tmp_path: Path):
    paid = INVOICES.replace("amount: 70}", "amount: 70, paid: 2026-03-20}")
    result = settle(tmp_path, income("70"), income("70", "0009"), income("70"), invoices=paid)
    assert (result.payments, result.known, len(result.skipped)) == ({}, 1, 2)


RETAINER = (
    "invoices:\n  - {id: 2026-09, issued: 2026-10-01, amount: 1000, paid: 2026-11-05}\n"
    "  - {id: 2026-10, issued: 2026-11-01, amount: 1000}\n"
)


def test_a_payment_recorded_on_the_day_it_was_seen_is_not_booked_on_the_next_invoice(tmp_path: Path):
    result = settle(tmp_path, income("1000", day=date(2026, 11, 4)), invoices=RETAINER)
    why = (
        "it may be the payment of invoice 2026-09 recorded on 2026-11-05, or for 2026-10: "
        "correct that day, or run `client-ledger paid 2026-10 2026-11-04`"
    )
    assert (result.payments, result.known, result.skipped) == ({}, 0, [(1, why)])


@pytest.mark.parametrize("reference", ["", "2026-09"])
def test_unless_another_row_is_that_payment(reference: str, tmp_path: Path):
    rows = income("1000", day=date(2026, 11, 4)), income("1000", reference, day=date(2026, 11, 5))
    result = settle(tmp_path, *rows, invoices=RETAINER)
    assert (list(result.payments), result.known, result.skipped) == (["2026-10"], 1, [])


@pytest.mark.parametrize(
    ("row", "settled"),
    [
        (income("1000", day=date(2026, 11, 16)), ["2026-10"]),
        (income("1000", day=date(2026, 11, 15)), []),
        (income("1000", "2026-10", day=date(2026, 11, 4)), ["2026-10"]),
        (income("1000", "2026-09", day=date(2026, 11, 4)), []),
    ],
    ids=["too long after", "just not", "another is named", "the very one is named"],
)
def test_nor_where_days_or_numbers_speak_against_it(row: Income, settled: list[str], tmp_path: Path):
    assert list(settle(tmp_path, row, invoices=RETAINER).payments) == settled


def part_paid(amount: str) -> str:
    """Return the invoices, with a part of the last recorded two days after the day of the rows."""
    return INVOICES.replace("amount: 70}", f"amount: 70, payments: [{{date: 2026-03-22, amount: {amount}}}]}}")


def test_a_part_recorded_on_another_day_is_not_recorded_again(tmp_path: Path):
    result = settle(tmp_path, income("40", "0009"), invoices=part_paid("40"))
    assert result.payments == {}
    assert (
        "recorded on 2026-03-22: correct that day, or run `client-ledger paid 0009 2026-03-20 --amount 40`"
        in (result.skipped[0][1])
    )
    assert settle(tmp_path, income("30", "0009"), invoices=part_paid("40")).notes == []


@pytest.mark.parametrize(
    ("day", "is_booked"), [(date(2026, 3, 20), False), (date(2026, 3, 25), False), (date(2026, 3, 26), True)]
)
def test_but_an_instalment_that_names_its_invoice_is_booked_some_days_later(tmp_path: Path, day: date, is_booked: bool):
    result = settle(tmp_path, income("30", "0009 second of three", day=day), invoices=part_paid("30"))
    assert ("0009" in result.payments) == is_booked
    assert bool(result.skipped) != is_booked
    note = (
        f"the payment on line 1 ({day}) counts as another part of invoice 0009, "
        "although the same amount is recorded on 2026-03-22; if they are the same payment, delete one"
    )
    assert result.notes == ([note] if is_booked else [])


def test_a_part_of_the_same_day_and_amount_is_known(tmp_path: Path):
    same = settle(tmp_path, income("30", "0009", day=date(2026, 3, 22)), invoices=part_paid("30"))
    assert (same.payments, same.known, same.notes) == ({}, 1, [])


def test_a_row_that_names_its_invoice_goes_before_one_that_names_none(tmp_path: Path):
    result = settle(tmp_path, income("70"), income("70", "0009", day=date(2026, 3, 21)))
    assert [payment.day for payment in result.payments["0009"]] == [date(2026, 3, 21)]
    assert "no invoice has this amount" in result.skipped[0][1]


def settle_of_two(folder: Path, row: Income, other: str) -> Settled:
    """Settle the first contract's invoices while the client has another contract."""
    files = {"contracts/a.md": FIELDS + INVOICES + "---\n", "contracts/b.md": FIELDS + other + "---\n"}
    ledger = read_ledger(folder, {"clients/acme.md": CLIENT, **files})
    billed = bills_of(ledger, Settings())
    return Settlement(ledger.clients["acme"], billed["a"], others=billed["b"], payer_named=False).settle([row])


def test_what_is_recorded_in_the_clients_other_contract_counts_too(tmp_path: Path):
    other = "invoices:\n  - {id: B-1, issued: 2026-02-01, amount: 70, paid: 2026-03-21}\n"
    near = settle_of_two(tmp_path, income("70"), other)
    assert (near.payments, near.known, len(near.skipped)) == ({}, 0, 1)
    known = settle_of_two(tmp_path, income("70", day=date(2026, 3, 21)), other)
    assert (known.payments, known.known, known.skipped) == ({}, 1, [])


def test_a_row_that_names_an_invoice_of_the_clients_other_contract_is_not_booked_on_this(tmp_path: Path):
    result = settle_of_two(tmp_path, income("70", "B-1"), "invoices:\n  - {id: B-1, issued: 2026-02-01, amount: 70}\n")
    assert result.payments == {}
    assert result.skipped == [(1, "it names invoice B-1 of the contract b; import it with --client acme")]


YEARLY = "invoices:\n  - {id: 2025-223, issued: 2025-11-02, amount: 257}\n"


def test_a_row_that_is_recorded_on_another_invoice_is_not_booked_again(tmp_path: Path):
    paid = "257, paid: 2026-03-20}\n  - {id: 2025-224, issued: 2025-12-01, amount: 257}"
    result = settle(tmp_path, income("257", "Invoice 2025-224"), invoices=YEARLY.replace("257}", paid))
    assert result.payments == {}
    assert "the same amount on that day is recorded on 2025-223: move it there" in result.skipped[0][1]


TWO_PARTS = INVOICES.replace(
    "amount: 70}",
    "amount: 70, payments: [{date: 2026-03-20, amount: 40}, {date: 2026-03-20, amount: 30}]}",
)


def test_each_of_two_parts_of_a_day_is_known(tmp_path: Path):
    result = settle(tmp_path, income("40", "0009"), income("30", "0009"), invoices=TWO_PARTS)
    assert (result.payments, result.known, result.skipped) == ({}, 2, [])


def test_their_sum_is_another_payment_and_the_invoice_has_nothing_left_for_it(tmp_path: Path):
    result = settle(tmp_path, income("70", "0009"), invoices=TWO_PARTS)
    assert (result.payments, result.known) == ({}, 0)
    assert "70.00 EUR is more than the 0.00 EUR still open on invoice 0009" in result.skipped[0][1]


def test_a_payment_for_two_invoices_is_not_known_by_a_record_of_one(tmp_path: Path):
    paid = INVOICES.replace("amount: 70}", "amount: 70, paid: 2026-03-20}")
    result = settle(tmp_path, income("370", "0008 0009"), invoices=paid)
    assert (result.payments, result.known, len(result.skipped)) == ({}, 0, 1)


def test_a_paid_invoice_takes_no_more_however_little(tmp_path: Path):
    paid = INVOICES.replace("amount: 70}", "amount: 70, paid: 2026-03-10}")
    result = settle(tmp_path, income("0.50", "0009"), invoices=paid)
    assert (result.payments, len(result.skipped)) == ({}, 1)


def test_the_second_half_is_booked_although_the_first_is_as_much(tmp_path: Path):
    result = settle(tmp_path, income("35", "0009", day=date(2026, 3, 28)), invoices=part_paid("35"))
    assert list(result.payments) == ["0009"]


def test_of_two_records_that_a_payment_may_be_the_nearest_is_named(tmp_path: Path):
    parts = "payments: [{date: 2026-03-14, amount: 30}, {date: 2026-03-18, amount: 30}]"
    result = settle(tmp_path, income("30", "0009"), invoices=INVOICES.replace("70}", f"70, {parts}}}"))
    assert "recorded on 2026-03-18" in result.skipped[0][1]


def test_a_payment_is_asked_about_by_the_invoice_that_it_names_not_by_one_of_the_same_amount(tmp_path: Path):
    """Beside the one it may be, it names another, and a third has the same amount on its day."""
    invoices = (
        "invoices:\n  - {id: A-1, issued: 2026-03-02, amount: 50, paid: 2026-03-18}\n"
        "  - {id: A-2, issued: 2026-03-02, amount: 60}\n"
        "  - {id: A-3, issued: 2026-03-02, amount: 50, paid: 2026-03-20}\n"
    )
    result = settle(tmp_path, income("50", "A-1 A-2"), invoices=invoices)
    assert "A-3" not in result.skipped[0][1]


def sent_back(row: Income, why: Why) -> Income:
    return replace(row, returns=(Return(2, date(2026, 3, 24), row.amount, row.currency, "T1", why),))


@pytest.mark.parametrize(("why", "booked"), [("refund", []), ("chargeback", ["0009"]), ("bounced", ["0009"])])
def test_a_paid_invoice_takes_another_payment_once_the_first_bounced_but_not_once_it_was_refunded(
    why: Why, booked: list[str], tmp_path: Path
):
    paid = INVOICES.replace("amount: 70}", "amount: 70, paid: 2026-03-20}")
    rows = sent_back(income("70", "0009"), why), income("70", "0009", day=date(2026, 3, 28))
    result = settle(tmp_path, *rows, invoices=paid)
    assert (list(result.payments), result.known, len(result.returned)) == (booked, 1, 1)


def test_a_chargeback_of_a_payment_in_the_clients_other_contract_is_found(tmp_path: Path):
    other = "invoices:\n  - {id: B-1, issued: 2026-02-01, amount: 70, paid: 2026-03-20}\n"
    result = settle_of_two(tmp_path, sent_back(income("70", "B-1"), "chargeback"), other)
    assert [each.invoice for each in result.returned] == ["B-1"]
