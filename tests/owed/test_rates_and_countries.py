"""The rates of each country, and those a ledger adds itself."""

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from acting import client, contract, judged, ledger, plan
from client_ledger.owed.reference_rates import countries, shipped_rates
from writing import read_ledger

FRANCE = client("country: FR")


def claims(folder, day, *invoices, acme=FRANCE, lines=(), more=None):
    files = ledger(acme, contract(*lines, invoices=list(invoices)))
    return plan(folder, files | (more or {}), day).claims


RATES = "country,first_day,last_day,rate\n"


def test_the_ledgers_own_rates_go_on_where_the_shipped_ones_end(tmp_path):
    invoice = "id: A1, issued: 2026-11-21, due: 2026-12-21, amount: 1000"
    more = {"rates.csv": f"{RATES}EU,2027-01-01,2027-06-30,2.00\n"}
    (found,) = claims(tmp_path, "2027-01-10", invoice, more=more)
    assert found.interest == Fraction(1240 + 1200, 365)
    assert found.unknown == ()


def test_the_ledgers_own_rate_for_a_country_comes_before_the_shipped_one(tmp_path):
    invoice = "id: A1, issued: 2025-05-21, due: 2025-06-20, amount: 1000"
    more = {"rates.csv": "country,first_day,last_day,rate,points\nFR,2025-06-26,2025-06-30,1,9\n"}
    (found,) = claims(tmp_path, "2025-06-30", invoice, more=more)
    assert [(span.days, span.rate.total) for span in found.spans] == [(5, Fraction("0.1315")), (5, Fraction("0.1"))]


def test_an_own_rate_of_one_day_applies_on_that_day_alone(tmp_path):
    invoice = "id: A1, issued: 2025-05-21, due: 2025-06-20, amount: 1000"
    rows = "FR,2025-06-26,2025-06-26,1,9\nFR,2025-06-30,2025-06-30,2,9\nDE,2025-06-22,2025-06-23,3,9\n"
    more = {"rates.csv": f"country,first_day,last_day,rate,points\n{rows}"}
    (found,) = claims(tmp_path, "2025-06-30", invoice, more=more)
    assert [(span.days, span.rate.total) for span in found.spans] == [
        (5, Fraction("0.1315")),
        (1, Fraction("0.1")),
        (3, Fraction("0.1315")),
        (1, Fraction("0.11")),
    ]


@pytest.mark.parametrize(
    ("country", "rate"),
    [
        ("AT", "9.2 + 2.53"),  # the base rate of the Austrian bank, which follows the ECB in steps of half a point
        ("BE", "8 + 3.50"),  # 3.15 taken up to the next half point
        ("DE", "9 + 2.27"),  # the base rate of the German bank, 0.88 below the ECB's
        ("DK", "8 + 2.75"),
        ("ES", "8 + 3.15"),
        ("FI", "8 + 3.50"),
        ("FR", "10 + 3.15"),
        ("HU", "8 + 6.50"),
        ("PL", "10 + 5.75"),
        ("RO", "8 + 6.50"),
        ("SE", "8 + 3.00"),
    ],
)
def test_each_country_has_its_own_rate_and_points(tmp_path, country, rate):
    invoice = "id: A1, issued: 2025-01-21, due: 2025-02-20, amount: 36500"
    (found,) = claims(tmp_path, "2025-02-21", invoice, acme=client(f"country: {country}"))
    assert found.interest == sum(Fraction(part) for part in rate.split(" + "))


@pytest.mark.parametrize(("due", "rate"), [("2025-06-29", "8 + 4.75"), ("2025-06-30", "8 + 4.25")])
def test_a_british_debt_keeps_the_rate_of_the_day_after_its_due_day(tmp_path, due, rate):
    invoice = f"id: A1, issued: 2025-05-21, due: {due}, amount: 36500"
    (found,) = claims(tmp_path, "2025-07-01", invoice, acme=client("country: GB", "currency: GBP"))
    assert {span.rate.total * 100 for span in found.spans} == {sum(Fraction(part) for part in rate.split(" + "))}


def test_a_czech_debt_keeps_the_rate_of_the_half_year_in_which_it_became_late(tmp_path):
    invoice = "id: A1, issued: 2024-05-21, due: 2024-06-20, amount: 3650"
    (found,) = claims(tmp_path, "2024-07-10", invoice, acme=client("country: CZ"))
    (span,) = found.spans
    assert (span.days, span.rate.total) == (20, Fraction("0.1475"))
    assert found.interest == Fraction("29.5")


def test_rates_written_for_the_euro_area_are_rounded_where_the_law_rounds_them(tmp_path):
    invoice = "id: A1, issued: 2026-12-01, due: 2026-12-31, amount: 36500"
    more = {"rates.csv": f"{RATES}EU,2027-01-01,2027-06-30,2.01\n"}
    (found,) = claims(tmp_path, "2027-01-01", invoice, acme=client("country: BE"), more=more)
    assert found.interest == Fraction("10.5")


def test_a_country_without_a_known_rate_has_the_one_its_ledger_gives_it(tmp_path):
    invoice = "id: A1, issued: 2022-05-21, due: 2022-06-20, amount: 1000"
    sweden = client("country: SE")
    (found,) = claims(tmp_path / "without", "2022-06-30", invoice, acme=sweden)
    assert (found.interest, len(found.unknown)) == (0, 1)
    more = {"rates.csv": f"{RATES}SE,2022-01-01,2022-06-30,2.5\n"}
    (found,) = claims(tmp_path / "with", "2022-06-30", invoice, acme=sweden, more=more)
    assert found.interest == Fraction(1050, 365)


LAST_KNOWN = {"EU": "2026-12-31", "AT": "2026-12-31", "GB": "2026-12-31"}


def test_the_shipped_rates_follow_each_other_without_a_gap_and_name_their_source():
    tables = {rate.country for rate in shipped_rates()}
    assert tables == {country.reference for country in countries().values()}
    for table in tables:
        rates = [rate for rate in shipped_rates() if rate.country == table]
        for before, after in pairwise(rates):
            assert (after.first_day - before.last_day).days == 1
        assert str(rates[-1].last_day) == LAST_KNOWN.get(table, "2026-06-30"), table
    assert all(rate.source for rate in shipped_rates())


def test_the_docs_name_the_last_day_of_each_shipped_table():
    page = (Path(__file__).resolve().parents[2] / "docs/late-payment.md").read_text(encoding="utf-8")
    for table in {rate.country for rate in shipped_rates()}:
        last = max(rate.last_day for rate in shipped_rates() if rate.country == table)
        (row,) = (line for line in page.splitlines() if line.startswith("|") and f"`{table}`" in line)
        assert row.endswith(f"**{last.day} {last:%B %Y}** |"), table


def test_no_country_adds_less_than_the_directive_asks():
    assert all(country.points >= Fraction("0.08") for country in countries().values())
    assert len(countries()) == 28


def test_rates_that_overlap_or_end_before_they_begin_are_named_with_their_line(tmp_path):
    rows = "EU,2026-07-01,2026-12-31,2.00\nEU,2026-12-31,2027-06-30,2.00\nSE,2026-07-01,2026-06-30,2\n"
    found = read_ledger(tmp_path, {"rates.csv": RATES + rows})
    assert [problem.line("rates.csv") for problem in found.problems] == [
        (
            "rates.csv:3:1: error[overlapping-rates]: some of these days have a rate already, on line 2 "
            "(give each day one rate)"
        ),
        "rates.csv:4:1: error[invalid-value]: the last day 2026-06-30 is before the first day 2026-07-01",
    ]


def test_a_table_of_rates_is_used_and_so_no_unused_file(tmp_path):
    found = judged(tmp_path, {**ledger(FRANCE), "rates.csv": f"{RATES}EU,2026-07-01,2026-12-31,2.00\n"}, "2026-11-20")
    assert found.problems == ()
