"""When the cash of open invoices is expected: by month, as each client usually pays, and none of it lost."""

from datetime import date
from fractions import Fraction

import pytest
from click.testing import CliRunner

from acting import OPTIONS, client, contract, judged, ledger
from client_ledger.cli import main
from client_ledger.judging.judgement import judge_project
from client_ledger.pages.cash import cash_sentences, cash_table
from client_ledger.pages.receivables import receivables
from client_ledger.project import open_project
from client_ledger.text.message import Formatter
from writing import write_site

DAY = "2026-11-20"
NINE_DAYS_LATE = "id: A-0, issued: 2026-05-01, due: 2026-06-01, amount: 100, paid: 2026-06-10"


def cash_of(folder, *invoices, terms=(), day=DAY):
    return judged(folder, ledger(client(), contract(*terms, invoices=[*invoices])), day).pipeline.cash


def due(day, amount=100, more=""):
    return f"id: A-{day}, issued: 2026-03-01, due: {day}, amount: {amount}{more}"


def by_month(cash):
    return {f"{year}-{month:02}": amount for (year, month), amount in cash.months if amount}


def test_an_open_invoice_brings_cash_in_the_month_of_its_due_day(tmp_path):
    cash = cash_of(tmp_path, due("2026-12-31"), due("2027-01-01", 50))
    assert by_month(cash) == {"2026-12": 100, "2027-01": 50}
    assert (cash.this_month, cash.later, cash.no_day) == (0, 0, 0)


def test_it_comes_as_many_days_later_as_the_client_usually_pays(tmp_path):
    assert by_month(cash_of(tmp_path, NINE_DAYS_LATE, due("2026-12-23"))) == {"2027-01": 100}


def test_it_is_what_is_payable_less_what_was_paid_and_credited(tmp_path):
    part = due("2026-12-01", 1000, ", vat: 20%, withholding: 5%, payments: [{date: 2026-11-02, amount: 150}]")
    note = ["id: C-1, issued: 2026-11-03, invoice: A-2026-12-01, amount: 100"]
    files = ledger(client(), contract(invoices=[part], credit_notes=note))
    assert by_month(judged(tmp_path, files, DAY).pipeline.cash) == {"2026-12": 1150 - 150 - 115}


def test_it_is_in_the_base_currency_at_the_rate_of_the_invoice(tmp_path):
    pounds = due("2026-12-01", 100, ", exchange_rate: 1.5")
    assert by_month(cash_of(tmp_path, pounds, terms=("currency: GBP",))) == {"2026-12": 150}


def test_what_is_expected_today_or_later_this_month_is_of_this_month(tmp_path):
    assert cash_of(tmp_path, due(DAY), due("2026-11-30", 20)).this_month == 120


def test_an_overdue_invoice_of_a_client_who_always_pays_late_still_has_its_day(tmp_path):
    cash = cash_of(tmp_path, NINE_DAYS_LATE, due("2026-11-12"))
    assert (cash.this_month, cash.no_day) == (100, 0)


def test_what_did_not_come_on_its_expected_day_stands_apart(tmp_path):
    cash = cash_of(tmp_path, NINE_DAYS_LATE, due("2026-11-10"), due("2026-12-01", 7))
    assert (cash.this_month, cash.no_day, by_month(cash)) == (0, 100, {"2026-12": 7})


def test_what_is_due_after_the_last_month_ahead_comes_later(tmp_path):
    cash = cash_of(tmp_path, due("2027-11-01", 1), due("2027-11-30", 2), due("2027-12-01"))
    assert (by_month(cash), cash.later) == ({"2027-11": 3}, 100)


def test_an_invoice_of_a_client_without_a_file_is_expected_on_no_day(tmp_path):
    files = ledger(client(), contract("client: nobody", invoices=[due("2026-12-01")]))
    project = open_project(write_site(tmp_path, files, OPTIONS))
    assert [problem.code for problem in project.errors] == ["unknown-client"]
    assert judge_project(project, date.fromisoformat(DAY)).pipeline.cash.payments == ()


@pytest.mark.parametrize("more", [", written_off: 2026-11-01", ", void: yes", ", paid: 2026-11-01"])
def test_what_is_not_open_brings_nothing(tmp_path, more):
    assert cash_of(tmp_path, due("2026-12-01", 100, more)).whole == 0


def test_each_open_invoice_counts_once_and_all_make_what_is_owed(tmp_path):
    invoices = [due(day) for day in ("2026-06-01", "2026-11-15", "2026-11-25", "2026-12-20", "2028-01-01")]
    judgement = judged(tmp_path, ledger(client(), contract(invoices=[NINE_DAYS_LATE, *invoices])), DAY)
    cash = judgement.pipeline.cash
    months = sum((amount for _, amount in cash.months), Fraction(0))
    assert cash.this_month + months + cash.later + cash.no_day == cash.whole == receivables(judgement).open == 500


def test_the_table_ends_in_what_comes_later_what_has_no_day_and_the_sum(tmp_path):
    invoices = [due("2026-10-01", 1), due("2026-11-30", 2), due("2027-01-10", 3), due("2027-06-01", 4)]
    pipeline = judged(tmp_path, ledger(client(), contract(invoices=invoices)), DAY).pipeline
    table = cash_table(pipeline)
    say = Formatter()
    assert [(say.value(row[0].value), say.value(row[2].value)) for row in (*table.rows, table.total)] == [
        ("rest of 2026-11", "2 EUR"),
        ("2026-12", "–"),
        ("2027-01", "3 EUR"),
        ("2027-02", "–"),
        ("later", "4 EUR"),
        ("overdue, with no expected day", "1 EUR"),
        ("total, in EUR", "10 EUR"),
    ]
    assert [str(each) for each in cash_sentences(pipeline)] == [
        "Open invoices should bring in 2 EUR by the end of 2026-11 and 7 EUR after that.",
        "1 EUR did not arrive on the expected day, so no month includes it.",
    ]


def test_the_report_on_a_terminal_has_the_cash_beside_the_income(tmp_path):
    config = write_site(tmp_path, ledger(client(), contract(invoices=[due("2027-01-10", 3)])), f"as_of: {DAY}")
    result = CliRunner().invoke(main, ["report", "-f", str(config)])
    (january,) = (line for line in result.output.splitlines() if line.strip().startswith("2027-01"))
    assert january.split()[-1] == "3.00"
