"""An amount is shown with as many decimals as its currency has by ISO 4217, in every language and in plain English."""

from decimal import Decimal

import pytest
from babel import Locale

from client_ledger.text.babel import formatter_of
from client_ledger.text.message import Amount, Formatter


@pytest.mark.parametrize(
    ("value", "currency", "plain", "english", "french"),
    [
        ("1234.5", "EUR", "1,234.50 EUR", "€1,234.50", "1 234,50 €"),
        ("100001", "JPY", "100,001 JPY", "¥100,001", "100 001 JPY"),
        ("333.333", "KWD", "333.333 KWD", "KWD 333.333", "333,333 KWD"),
        ("1000.5", "IQD", "1,000.500 IQD", "IQD 1,000.500", "1 000,500 IQD"),
        ("1000.5", "ALL", "1,000.50 ALL", "ALL 1,000.50", "1 000,50 ALL"),
    ],
)
def test_a_currency_keeps_its_own_decimals(value, currency, plain, english, french):
    amount = Amount(Decimal(value), currency)
    assert Formatter().value(amount) == plain
    assert formatter_of(Locale("en"), []).value(amount).replace("\xa0", " ") == english
    assert formatter_of(Locale("fr"), []).value(amount).replace("\xa0", " ").replace("\u202f", " ") == french


def test_a_whole_amount_has_no_decimals_whatever_its_currency():
    for currency in ("EUR", "JPY", "KWD"):
        amount = Amount(Decimal("1234.4"), currency, whole=True)
        assert Formatter().value(amount) == f"1,234 {currency}"
        assert formatter_of(Locale("en"), []).value(amount).endswith("1,234")
