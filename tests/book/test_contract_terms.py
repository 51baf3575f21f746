"""What a contract says where it says nothing: the defaults of the format, and which of its fields contradict."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from writing import CLIENT, CONTRACT, read_ledger

SIGNED = "signed: 2026-03-02"


def contract(folder, *lines: str):
    given = {line.split(":")[0] for line in lines}
    usual = [line for line in CONTRACT.splitlines()[1:-1] if line.split(":")[0] not in given]
    text = "\n".join(["---", *usual, *lines, "---", ""])
    ledger = read_ledger(folder, {"clients/acme.md": CLIENT, "contracts/a.md": text})
    return ledger.contracts["a"], [problem.code for problem in ledger.problems]


@pytest.mark.parametrize(
    ("stage", "percent"),
    [
        *(("lead", 10), ("proposal", 30), ("negotiation", 60), ("signed", 100), ("active", 100)),
        *(("completed", 0), ("lost", 0), ("terminated", 0)),
    ],
)
def test_how_likely_a_contract_brings_income_depends_on_its_stage_unless_it_says_so(tmp_path, stage, percent):
    assert contract(tmp_path, f"stage: {stage}")[0].likelihood == Fraction(percent, 100)
    assert contract(tmp_path, f"stage: {stage}", "probability: 45%")[0].likelihood == Fraction(45, 100)
    assert contract(tmp_path, f"stage: {stage}", "probability: 0%")[0].likelihood == 0


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        ([], date(2026, 4, 1)),
        (["payment_terms: 14"], date(2026, 3, 16)),
        (["payment_terms: 0"], date(2026, 3, 2)),
    ],
)
def test_an_invoice_is_due_thirty_days_after_it_was_issued_or_as_agreed(tmp_path, lines, due):
    found, _ = contract(tmp_path, *lines, "invoices: [{id: A1, issued: 2026-03-02, amount: 5}]")
    assert found.due(found.invoices[0]) == due


def test_an_invoice_with_a_due_day_of_its_own_is_due_then(tmp_path):
    found, _ = contract(tmp_path, "invoices: [{id: A1, issued: 2026-03-02, due: 2026-03-05, amount: 5}]")
    assert found.due(found.invoices[0]) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("lines", "day", "notice", "is_assumed"),
    [
        ([SIGNED], date(2026, 3, 1), 0, False),
        ([SIGNED], date(2026, 3, 2), 14, True),
        ([], date(2026, 3, 2), 0, False),
        ([SIGNED, "notice: 30"], date(2026, 3, 2), 30, False),
        (["notice: 30"], date(2026, 3, 2), 30, False),
    ],
)
def test_a_notice_of_fourteen_days_is_assumed_from_the_day_of_signing(tmp_path, lines, day, notice, is_assumed):
    found, _ = contract(tmp_path, *lines)
    assert (found.notice_on(day), found.assumes_notice_on(day)) == (notice, is_assumed)


@pytest.mark.parametrize(
    ("billing", "price"), [("fixed", "value: 6000"), ("hourly", "rate: 6000"), ("retainer", "monthly: 6000")]
)
def test_the_price_is_the_field_of_the_way_of_billing(tmp_path, billing, price):
    found, codes = contract(tmp_path, f"billing: {billing}", price)
    assert (found.price, codes) == (Decimal(6000), [])


def test_a_price_that_cannot_be_read_is_nothing_and_told_once(tmp_path):
    found, codes = contract(tmp_path, "rate: x")
    assert (found.price, codes) == (0, ["invalid-value"])


@pytest.mark.parametrize(
    ("lines", "share"),
    [([], Fraction(1)), (["platform: {name: Hub}"], Fraction(1)), (["platform: {fee: 12.5%}"], Fraction(7, 8))],
)
def test_a_platform_keeps_its_fee(tmp_path, lines, share):
    assert contract(tmp_path, *lines)[0].net_share == share


@pytest.mark.parametrize(("end", "codes"), [("2026-03-02", []), ("2026-03-01", ["invalid-value"])])
def test_a_contract_may_end_on_its_first_day_and_not_before(tmp_path, end, codes):
    assert contract(tmp_path, "start: 2026-03-02", f"end: {end}")[1] == codes


def test_a_record_is_the_same_wherever_its_fields_stand_in_the_file(tmp_path):
    client = "---\nname: Acme\n{}\n---\n"
    lines = ["country: FR", "source: A friend"]
    orders = ["\n".join(lines), "\n".join(reversed(lines))]
    one, other = (read_ledger(tmp_path, {"clients/acme.md": client.format(each)}).clients["acme"] for each in orders)
    assert one == other
    assert one.places != other.places
    assert (
        contract(tmp_path, "end: 2026-03-02", "notice: 5")[0] == contract(tmp_path, "notice: 5", "end: 2026-03-02")[0]
    )
