"""The first and the last value that each kind of field takes."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic_core import PydanticCustomError

from client_ledger.book import parsing
from client_ledger.book.settings import Settings, parse_days_off, parse_exchange_rates, parse_holidays
from client_ledger.project import open_project
from writing import CLIENT, CONTRACT, write_site


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (parsing.parse_share_of_whole, "100%", Fraction(1)),
        (parsing.parse_share_of_whole, "30 %", Fraction(3, 10)),
        (parsing.parse_share_of_whole, "0.3", Fraction(3, 10)),
        (parsing.parse_share_of_whole, "1", Fraction(1)),
        (parsing.parse_share, "120%", Fraction(6, 5)),
        (parsing.parse_percent, "1.5", Fraction(15, 1000)),
        (parsing.parse_percent, "999 %", Fraction(999, 100)),
        (parsing.parse_money_or_share, "0.3", Fraction(3, 10)),
        (parsing.parse_money_or_share, "30%", Fraction(3, 10)),
        (parsing.parse_money_or_share, "100%", Fraction(1)),
        (parsing.parse_money_or_share, "0.00", Decimal("0.00")),
        (parsing.parse_money_or_share, "600", Decimal(600)),
        (parsing.parse_money, "0", Decimal(0)),
        (parsing.parse_rate, "0.01", Decimal("0.01")),
        (parsing.parse_hours, "1:30", Fraction(3, 2)),
        (parsing.parse_hours, "0:01", Fraction(1, 60)),
        (parsing.parse_hours, "0.25", Fraction(1, 4)),
        (parsing.parse_whole, "0", 0),
        (parsing.parse_days, "3650", 3650),
        (parsing.parse_day, "1900-01-01", date(1900, 1, 1)),
        (parsing.parse_day, "2999-12-31", date(2999, 12, 31)),
        (parsing.parse_month, "2999-12", "2999-12"),
        (parsing.parse_month, "1900-01", "1900-01"),
        (parsing.parse_texts, ["a", "", "b"], ("a", "b")),
        (parse_holidays, "fr", "FR"),
        (parse_holidays, "DE-BY", "DE-BY"),
        (parse_holidays, "UK", "UK"),
    ],
)
def test_a_field_takes_its_first_and_its_last_value(parse, text, value):
    found = parse(text)
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (parsing.parse_share_of_whole, "100.01%"),
        (parsing.parse_share_of_whole, "1.01"),
        (parsing.parse_money_or_share, "101%"),
        (parsing.parse_money_or_share, "much"),
        (parse_holidays, "XX"),
        (parse_holidays, "DE-XX"),
        (parsing.parse_percent, "1000"),
        (parsing.parse_rate, "0"),
        (parsing.parse_hours, "0:00"),
        (parsing.parse_hours, "0"),
        (parsing.parse_hours, "1:60"),
        (parsing.parse_days, "3651"),
        (parsing.parse_day, "1899-12-31"),
        (parsing.parse_day, "3000-01-01"),
        (parsing.parse_month, "1899-12"),
        (parsing.parse_month, "3000-01"),
        (parsing.parse_month, "2026-13"),
        (parsing.parse_currency, "eur"),
        (parsing.parse_texts, ["a", ["b"]]),
    ],
)
def test_a_field_takes_nothing_beyond(parse, text):
    with pytest.raises(PydanticCustomError):
        parse(text)


def test_days_off_have_both_their_ends_and_span_ten_years_at_most():
    assert parse_days_off("2026-12-24") == {date(2026, 12, 24)}
    assert parse_days_off(["2026-08-03/2026-08-05", "2026-12-24"]) == {
        *(date(2026, 8, day) for day in (3, 4, 5)),
        date(2026, 12, 24),
    }
    first = date(2026, 1, 1)
    assert len(parse_days_off(f"{first}/{first + timedelta(days=3660)}")) == 3661
    for wrong in (f"{first}/{first + timedelta(days=3661)}", "2026-08-05/2026-08-03", "2026-08-05/", "/2026-08-05"):
        with pytest.raises(PydanticCustomError, match="is not a span of days"):
            parse_days_off(wrong)
    with pytest.raises(PydanticCustomError):
        parse_days_off("2026-08-03/2026-08-04/2026-08-05")


@pytest.mark.parametrize(
    ("day", "rate"), [("2023-01-01", "1.15"), ("2025-12-31", "1.15"), ("2026-01-01", "1.17"), ("2027-01-01", "1.17")]
)
def test_the_last_rate_by_a_day_holds_and_before_all_the_first(day, rate):
    given = {"exchange_rates": {"GBP": {"2026-01-01": "1.17", "2024-01-01": "1.15"}, "USD": "0.92", "JPY": ""}}
    settings = Settings(exchange_rates=given["exchange_rates"])
    on = date.fromisoformat(day)
    assert (settings.rate("GBP", on), settings.rate("USD", on)) == (Decimal(rate), Decimal("0.92"))
    assert (settings.rate("EUR", on), settings.rate("JPY", on), settings.rate("CHF", on)) == (1, None, None)


def test_a_map_of_rates_without_an_amount_is_not_given():
    assert parse_exchange_rates({"USD": {}, "GBP": ""}) == {}


def noticed(folder, fields: str, *, price: str = "billing: hourly\nrate: 50", client: str = "") -> list[str]:
    contract = CONTRACT.replace("billing: hourly\nrate: 50", f"{price}\n{fields}")
    files = {"clients/acme.md": CLIENT.replace("---\n", f"---\n{client}", 1), "contracts/a.md": contract}
    found = open_project(write_site(folder, files, "currency: EUR\ntimezone: Europe/Paris\nas_of: 2026-11-20"))
    assert not found.errors, found.errors
    return [problem.code for problem in found.problems]


FIRST = "{{id: A1, issued: 2026-07-01, amount: 5, paid: {paid}}}"
SECOND = "{{id: A2, issued: 2026-08-01, amount: 5, paid: {paid}}}"
RETAINER, DEPOSIT = "billing: retainer\nmonthly: 50", "billing: fixed\nvalue: 50\ndeposit: 20"


@pytest.mark.parametrize(
    ("price", "invoice", "latest"),
    [
        ("billing: hourly\nrate: 50", FIRST, date(2026, 7, 1) - timedelta(days=14)),
        (RETAINER, FIRST, date(2026, 7, 1) - timedelta(days=180)),
        (DEPOSIT, FIRST, date(2026, 7, 1) - timedelta(days=180)),
        (DEPOSIT, f"{FIRST.format(paid='2026-07-02')}, {SECOND}", date(2026, 8, 1) - timedelta(days=14)),
    ],
    ids=["hourly", "a retainer", "a deposit", "after a deposit"],
)
def test_an_invoice_may_be_paid_some_days_ahead(tmp_path, price, invoice, latest):
    for paid, codes in ((latest, []), (latest - timedelta(days=1), ["unlikely-day"])):
        records = invoice.replace("{{", "{").replace("}}", "}").replace("{paid}", str(paid))
        assert noticed(tmp_path, f"invoices: [{records}]", price=price) == codes


@pytest.mark.parametrize(("day", "codes"), [("2027-11-21", []), ("2027-11-22", ["unlikely-day"])])
@pytest.mark.parametrize(
    "record",
    [
        "requests: [{date: DAY, text: A page}]",
        "invoices: [{id: A1, issued: DAY, amount: 5}]",
        "invoices: [{id: A1, issued: 2026-07-01, amount: 5, paid: DAY}]",
        "invoices: [{id: A1, issued: 2026-07-01, amount: 5, payments: [{date: DAY, amount: 1}]}]",
    ],
    ids=["a request", "an invoice", "its payment", "a part of it"],
)
def test_a_record_may_be_dated_a_year_ahead(tmp_path, record, day, codes):
    assert noticed(tmp_path, record.replace("DAY", day)) == codes


@pytest.mark.parametrize(("day", "codes"), [("2027-11-21", []), ("2027-11-22", ["unlikely-day"])])
def test_so_may_a_credit_note(tmp_path, day, codes):
    invoice = "invoices: [{id: A1, issued: 2026-07-01, amount: 5}]"
    note = f"credit_notes: [{{id: N1, issued: {day}, invoice: A1, amount: 1}}]"
    assert noticed(tmp_path, f"{invoice}\n{note}") == codes


@pytest.mark.parametrize(("last", "codes"), [("2026-05-01", []), ("2026-04-30", ["unlikely-day"])])
def test_the_last_day_may_be_that_of_the_decision(tmp_path, last, codes):
    decision = f"decisions: [{{date: 2026-05-01, decision: leave, last_day: {last}}}]\n"
    assert noticed(tmp_path, "", client=decision) == codes


@pytest.mark.parametrize(("due", "codes"), [("2026-07-01", []), ("2026-06-30", ["unlikely-day"])])
def test_an_invoice_may_be_due_at_once(tmp_path, due, codes):
    assert noticed(tmp_path, f"invoices: [{{id: A1, issued: 2026-07-01, due: {due}, amount: 5}}]") == codes
