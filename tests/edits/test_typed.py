"""What people type on a command line, and what the ledger then holds."""

from datetime import date

import pytest

from client_ledger.book.client import RECORDS as CLIENT_RECORDS
from client_ledger.book.records import Hours, Invoice
from client_ledger.edits.typed import Typing, hours, money
from client_ledger.frontmatter.document import EditRefused

TODAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("typed", "order", "day"),
    [
        ("2026-11-30", None, "2026-11-30"),
        ("today", None, "2026-03-09"),
        ("Yesterday 22:41", None, "2026-03-08 22:41"),
        ("22:41", None, "2026-03-09 22:41"),
        ("30/11/2026", None, "2026-11-30"),
        ("11/30/2026", None, "2026-11-30"),
        ("3.2.2026", None, "2026-02-03"),
        ("05/05/2026", None, "2026-05-05"),
        ("03/02/2026", "dmy", "2026-02-03"),
        ("03/02/2026", "mdy", "2026-03-02"),
        ("03-02-2026 9:05", "dmy", "2026-02-03 9:05"),
        ("31/02/2026", None, "31/02/2026"),
        ("soon", None, "soon"),
    ],
)
def test_a_day_is_written_out(typed: str, order, day: str):
    assert Typing(TODAY, order).day(typed) == day


@pytest.mark.parametrize(("typed", "day"), [("18:30", "2026-03-09"), ("18:31", "2026-03-08"), ("25:00", "2026-03-08")])
def test_a_time_that_is_still_to_come_today_was_yesterdays(typed: str, day: str):
    assert Typing(TODAY, now="18:30").day(typed) == f"{day} {typed}"


def test_a_day_that_may_be_two_is_refused_with_both():
    with pytest.raises(EditRefused, match="can mean 2026-02-03 or 2026-03-02; write one of them, or use --date-order"):
        Typing(TODAY).day("03/02/2026")


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("900,00", "900.00"),
        ("900.00", "900.00"),
        ("1.800,50", "1800.50"),
        ("1,800.50", "1800.50"),
        ("1 800,50", "1800.50"),
        ("1'800", "1800"),
        ("1.234.567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("12.5", "12.5"),
        ("1.5.0", "1.5.0"),
        ("-5", "-5"),
        ("a lot", "a lot"),
    ],
)
def test_an_amount_is_written_as_a_plain_decimal(typed: str, amount: str):
    assert money(typed) == amount


@pytest.mark.parametrize("typed", ["1,800", "1.800"])
def test_an_amount_that_may_be_two_is_refused_with_both(typed: str):
    with pytest.raises(EditRefused, match=r"can mean 1800 or 1\.8; write one of them"):
        money(typed)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("2,5", "2.5"),
        ("1,125", "1.125"),
        ("2.5", "2.5"),
        ("2h30", "2:30"),
        ("2 h 5 min", "2:05"),
        ("2h", "2:00"),
        ("45m", "0:45"),
        ("90 min", "1:30"),
        ("1:30", "1:30"),
        ("6", "6"),
        ("2h90", "2h90"),
        ("", ""),
        ("long", "long"),
    ],
)
def test_hours_are_written_as_the_format_has_them(typed: str, written: str):
    assert hours(typed) == written


def test_the_type_of_a_field_decides_how_it_is_read():
    typing = Typing(TODAY, "dmy")
    assert typing.field(Hours, "hours", "2,5") == "2.5"
    assert typing.field(Invoice, "amount", "900,00") == "900.00"
    assert typing.field(Invoice, "issued", "01/02/2026") == "2026-02-01"
    assert typing.field(Invoice, "id", "01/02/2026") == "01/02/2026"
    assert typing.field(CLIENT_RECORDS["messages"], "at", "9:00") == "9:00"
    assert typing.field(CLIENT_RECORDS["messages"], "at", "09:00") == "2026-03-09 09:00"


def test_controls_and_marks_of_direction_are_taken_out_of_a_typed_text():
    assert Typing(TODAY).field(Hours, "task", "Draft\x1b[2J of\x0bthe \u202epage") == "Draft [2J of the page"
