"""The smallest sums and the edges of a day: what comes in, what is invoiced, and on which day."""

from datetime import date
from decimal import Decimal

import pytest

from client_ledger.importers.dates import Dates
from client_ledger.importers.importer import Bill, Income, Options
from client_ledger.importers.money import wall_day
from client_ledger.importers.rows import read_rows
from client_ledger.importers.table import Row, Table
from importing import NEW_YORK, PARIS, fixture, read

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("amount", "skipped"),
    [("0.01", []), ("0.00", [(2, "no money came in")]), ("-0.01", [(2, "no money came in")])],
)
def test_a_cent_is_a_payment_and_nothing_is_none(amount: str, skipped: list[tuple[int, str]]):
    table = Table(frozenset(), (Row(2, {}),), ())
    found = read_rows(table, Options(PARIS, PARIS), lambda _: Income(2, DAY, Decimal(amount), "EUR", "", ""))
    assert found.skipped == skipped
    assert len(found.items) == (not skipped)


@pytest.mark.parametrize(
    ("amount", "skipped"), [("0.01", []), ("0.00", []), ("-0.01", [(2, "its amount is negative")])]
)
def test_an_invoice_may_be_of_nothing_and_not_of_less(amount: str, skipped: list[tuple[int, str]]):
    table = Table(frozenset(), (Row(2, {}),), ())
    found = read_rows(table, Options(PARIS, PARIS), lambda _: Bill(2, "A1", DAY, Decimal(amount), "EUR", ""))
    assert found.skipped == skipped
    assert len(found.items) == (not skipped)


@pytest.mark.parametrize(("amount", "is_read"), [("0.01", True), ("0.00", False), ("-0.01", False)])
def test_a_mapped_statement_leaves_out_what_is_no_money(amount: str, is_read: bool):
    reading = read("n26", fixture("n26.csv").replace(",70.0,", f",{amount},"))
    assert (2 in {each.line for each in reading.items}) == is_read


@pytest.mark.parametrize(
    ("amount", "skipped"), [("0.01", []), ("0.00", []), ("-0.01", [(2, "its amount is negative")])]
)
def test_a_mapped_invoice_may_be_of_nothing_and_not_of_less(amount: str, skipped: list[tuple[int, str]]):
    head, *_ = fixture("freshbooks.csv").splitlines()
    row = f"Acme,FB-1,2026-03-02,paid,2026-03-20,Design,,0,1,0,{amount},,,,0,{amount},EUR"
    reading = read("freshbooks", f"{head}\n{row}\n")
    assert (reading.skipped, len(reading.items)) == (skipped, not skipped)


@pytest.mark.parametrize(("amount", "is_read"), [("0.01", True), ("0.00", False)])
def test_a_bank_says_no_money_came_in_where_the_sum_is_nothing(amount: str, is_read: bool):
    reading = read("ofx", fixture("ofx.qfx").replace("<TRNAMT>70.00", f"<TRNAMT>{amount}"))
    assert len(reading.items) == is_read
    assert ((1, "no money came in") in reading.skipped) != is_read


@pytest.mark.parametrize(("text", "day"), [("2026-03-01 23:30", DAY), ("2026-03-01", date(2026, 3, 1))])
def test_a_time_of_the_files_clock_is_on_the_freelancers_day_and_a_date_stays(text: str, day: date):
    assert wall_day(Dates([text]), text, Options(NEW_YORK, PARIS)) == day
