"""Numbers and lengths of time as other programs write them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.numbers import Figure, Numbers, hours_text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,5", "1.5"),
        ("2.001,0", "2001.0"),
        ("2,001.0", "2001.0"),
        ("1.234.567", "1234567"),
        ("1'234.50", "1234.50"),
        ("1\u202f234,50 €", "1234.50"),
        ("$1,234.50", "1234.50"),
        ("-12.00", "-12.00"),
        ("−12.00", "-12.00"),
        ("(12.00)", "-12.00"),
        ("-$12.00", "-12.00"),
        ("(€12.00)", "-12.00"),
        ("CHF 1'234.50", "1234.50"),
        ("US$ 5.25", "5.25"),
        ("1 234,50 kr.", "1234.50"),
        (".5", "0.5"),
        ("12.00-", "-12.00"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1234", "1234"),
    ],
)
def test_a_number_alone_in_its_file(text: str, number: str):
    assert Numbers([text]).number(text) == Decimal(number)


def test_another_number_of_the_file_decides():
    assert Numbers(["1.234", "5,5"]).number("1.234") == 1234
    assert Numbers(["1.234", "5.5"]).number("1.234") == Decimal("1.234")


def test_a_number_that_may_be_two_is_asked_for():
    with pytest.raises(EditRefused, match=r"'1\.234' can mean thousands or a fraction; choose with --decimal"):
        Numbers(["1.234"])
    assert Numbers(["1.234"], ",").number("1.234") == 1234


def test_numbers_that_contradict_each_other_are_refused():
    with pytest.raises(
        EditRefused, match="'1,5' has another decimal sign than the numbers before it; choose with --decimal"
    ):
        Numbers(["1.5", "1,5"])


def test_a_sign_that_was_said_is_not_stretched():
    with pytest.raises(ValueError, match="'1,5' is not a number"):
        Numbers([], ".").number("1,5")
    assert Numbers([], ".").number("12,34,567.50") == Decimal("1234567.50")


@pytest.mark.parametrize("text", ["soon", "1.2.3,4,5", "--", ".", "10:16", "1e5", "12 of 30", "3 apples"])
def test_what_is_no_number_is_none(text: str):
    with pytest.raises(ValueError, match="is not a number"):
        Numbers([], ".").number(text)


def test_money_of_less_than_a_cent_is_refused():
    comma = Numbers(["5,50"])
    with pytest.raises(
        ValueError, match=r"'1,005' has more than two decimals; if ',' separates thousands in it, use --decimal \."
    ):
        comma.money("1,005")
    with pytest.raises(ValueError, match=r"'0,12345' has more than two decimals$"):
        comma.money("0,12345")
    with pytest.raises(ValueError, match=r"use --decimal ,"):
        Numbers(["5.50"]).money("1.005")


def test_a_thousandth_is_money_where_the_currency_has_them():
    assert Numbers(["1250.505"]).money("1250.505", "TND") == Decimal("1250.505")
    assert Numbers(["5,500"], ",").money("5,505", "KWD") == Decimal("5.505")
    with pytest.raises(ValueError, match=r"'1250\.505' has more than two decimals$"):
        Numbers(["1250.505"]).money("1250.505", "EUR")
    with pytest.raises(ValueError, match=r"'1250\.5055' has more than three decimals$"):
        Numbers(["1250.5055"]).money("1250.5055", "TND")
    with pytest.raises(EditRefused, match=r"'250\.505' can mean thousands or a fraction"):
        Numbers(["250.505"]).money("250.505", "TND")


@pytest.mark.parametrize("text", ["1,50", "1,500", "1,5", "1,5000", "1,50 EUR"])
def test_decimals_that_are_zeros_are_no_less_than_a_cent(text: str):
    assert Numbers(["5,50"]).money(text) == Decimal("1.5")


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("1:30", "3/2"),
        ("01:30:00", "3/2"),
        ("-0:30", "-1/2"),
        ("1h 30m", "3/2"),
        ("90 min", "3/2"),
        ("1.5", "3/2"),
        ("1 hour, 30 minutes", "3/2"),
        ("47:06 min", "157/200"),
        ("10.16 sec", "127/45000"),
        ("0.79 h", "79/100"),
        ("1.5 hr", "3/2"),
        ("1h 90s", "41/40"),
        ("2 seconds", "1/1800"),
        ("3 minutes", "1/20"),
    ],
)
def test_hours(text: str, hours: str):
    assert Numbers([]).hours(text) == Fraction(hours)


@pytest.mark.parametrize("text", ["30m 1h", "3 foo", "1h x", "h"])
def test_what_is_no_duration_is_none(text: str):
    with pytest.raises(ValueError, match="is no"):
        Numbers([]).hours(text)


@pytest.mark.parametrize(
    ("hours", "text"), [("3/2", "1.5"), ("1", "1"), ("133/100", "1.33"), ("1/3", "0:20"), ("1/3600", "0.000278")]
)
def test_hours_are_written_as_short_as_they_are_exact(hours: str, text: str):
    assert hours_text(Fraction(hours)) == text


def test_an_empty_cell_is_said_to_be_one():
    for read, what in ((Numbers([]).number, "amount"), (Numbers([]).hours, "duration")):
        with pytest.raises(ValueError, match=f"it has no {what}"):
            read(" ")


def test_a_spreadsheets_own_number_says_nothing_of_the_texts_beside_it():
    numbers = Numbers([Figure("0.125"), "5,50"])
    assert (numbers.number("5,50"), numbers.number(Figure("0.125"))) == (Decimal("5.50"), Decimal("0.125"))


def test_clock_times_beside_a_number_say_nothing_of_its_decimal_sign():
    assert Numbers(["1:30", "-0:30", ":15", "5,50"]).number("5,50") == Decimal("5.50")
