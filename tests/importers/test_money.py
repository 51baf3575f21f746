"""What every importer of money shares: days, currencies and the rate of a tax."""

from decimal import Decimal

import pytest

from client_ledger.importers.dates import Dates
from client_ledger.importers.importer import Options
from client_ledger.importers.money import currency_in, rate_of, shown, utc_day
from client_ledger.text.cli_language import use_language
from client_ledger.text.languages import plain_formatter_in
from importing import NEW_YORK, PARIS


@pytest.mark.parametrize(
    ("tax", "net", "rate"),
    [
        ("19", "100", "19%"),
        ("5.50", "100", "5.5%"),
        ("0.48", "2.50", "19%"),  # 0.475, half a cent away
        ("0.19", "0.99", "19%"),
        ("1234.57", "10000", "12.3457%"),
        ("12345.68", "100000", "12.3457%"),  # four decimals are the most
        ("-19", "-100", "19%"),
        ("0", "100", "0%"),
        ("19", "0", ""),
    ],
)
def test_a_tax_rate_has_the_fewest_decimals_that_give_the_tax_to_the_cent(tax: str, net: str, rate: str):
    assert rate_of(Decimal(tax), Decimal(net)) == rate


@pytest.mark.parametrize(
    ("text", "paris", "new_york"),
    [
        ("2026-03-02", "2026-03-02", "2026-03-02"),
        ("2026-03-02 23:30", "2026-03-03", "2026-03-02"),
        ("2026-03-02 03:30", "2026-03-02", "2026-03-01"),
    ],
)
def test_a_time_in_utc_is_on_the_freelancers_day_and_a_date_alone_stays(text: str, paris: str, new_york: str):
    days = [utc_day(Dates([]), text, Options(own, own)).isoformat() for own in (PARIS, NEW_YORK)]
    assert days == [paris, new_york]


@pytest.mark.parametrize(
    ("text", "code"),
    [("eur", "EUR"), ("United States Dollar - USD", "USD"), ("EUR to USD", "USD"), ("", ""), ("€", "")],
)
def test_a_currency_is_the_last_code_in_a_text(text: str, code: str):
    assert currency_in(text) == code


def test_money_is_written_in_the_command_lines_language():
    assert [shown(Decimal(1344), "EUR"), shown(Decimal(1344), "")] == ["1,344.00 EUR", "1,344.00"]
    with use_language(plain_formatter_in("fr")):
        assert shown(Decimal(1344), "EUR") == "1\u202f344,00\xa0€"
