"""Payments that the ledger has already are recorded once."""

from datetime import date
from pathlib import Path

import pytest

from client_ledger.book.bills import bills_of
from client_ledger.book.settings import Settings
from client_ledger.importers.importer import Income
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
