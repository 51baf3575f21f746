"""The backtest: what was late in the 90 days after each month's end, by the level late-payments had then."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from click.testing import CliRunner

from acting import client, contract, judged, ledger
from client_ledger.cli import main
from client_ledger.judging.backtest import FEWEST_INVOICES, LevelOutcome, backtest
from client_ledger.signs.levels import Level
from writing import write_site


def invoice(number, due, paid=None):
    settled = f", paid: {paid}" if paid else ""
    return f"id: A-{number}, issued: {date.fromisoformat(due) - timedelta(days=14)}, due: {due}, amount: 100{settled}"


def outcomes(folder, invoices, day="2026-12-31", *lines):
    found = backtest(judged(folder, ledger(client("since: 2026-01-05", *lines), contract(invoices=invoices)), day))
    return {each.level.name: (each.invoices, each.late) for each in found if each.invoices}


def test_an_invoice_counts_once_for_each_month_that_ended_in_the_90_days_before_it(tmp_path):
    # Due on 15 April: January ended 74 days before, February 46 and March 15. Nothing was due by then.
    assert outcomes(tmp_path, [invoice(1, "2026-04-15", "2026-04-15")]) == {"unknown": (3, 0)}


@pytest.mark.parametrize(
    ("due", "counted"), [("2026-01-31", 0), ("2026-02-01", 1), ("2026-05-01", 3), ("2026-05-02", 3)]
)
def test_the_days_after_a_month_end_are_1_to_90(tmp_path, due, counted):
    # 1 May is 90 days after the end of January, 62 after February, 31 after March and 1 after April.
    found = outcomes(tmp_path, [invoice(1, due, due)])
    assert sum(count for count, _ in found.values()) == counted + (due == "2026-05-01")


def test_the_level_is_that_of_the_month_end_by_what_was_known_then(tmp_path):
    # At the end of March A-1 was 30 days past due; that it was paid in April was not known.
    late = invoice(1, "2026-03-01", "2026-04-10")
    found = outcomes(tmp_path, [late, invoice(2, "2026-04-20", "2026-04-20")], "2026-05-20")
    assert found == {"unknown": (4, 2), "warning": (1, 0)}


def test_late_means_past_the_days_of_grace(tmp_path):
    invoices = [invoice(1, "2026-02-10", "2026-02-13"), invoice(2, "2026-02-10", "2026-02-14")]
    assert outcomes(tmp_path, invoices) == {"unknown": (2, 1)}


def test_an_invoice_that_is_open_counts_once_its_days_of_grace_are_over(tmp_path):
    assert outcomes(tmp_path / "within", [invoice(1, "2026-02-10")], "2026-02-13") == {}
    assert outcomes(tmp_path / "past", [invoice(1, "2026-02-10")], "2026-02-14") == {"unknown": (1, 1)}


def test_a_client_whose_sign_is_off_is_left_out(tmp_path):
    assert outcomes(tmp_path, [invoice(1, "2026-02-10")], "2026-12-31", "signs: {late-payments: off}") == {}


def test_under_20_invoices_no_share_is_given():
    assert LevelOutcome(Level.watch, FEWEST_INVOICES - 1, 5).share is None
    assert LevelOutcome(Level.watch, FEWEST_INVOICES, 5).share == Fraction(1, 4)


def test_the_command_shows_the_counts_behind_each_share(tmp_path):
    invoices = [invoice(number, f"2026-02-{number:02}", f"2026-02-{number:02}") for number in range(1, 26)]
    site = write_site(tmp_path, ledger(client("since: 2026-01-05"), contract(invoices=invoices)), "currency: EUR")
    result = CliRunner().invoke(main, ["backtest", "-f", str(site), "--as-of", "2026-12-31"], catch_exceptions=False)
    assert result.exit_code == 0
    assert "| Unknown | 25 | 0 | 0% |" in result.stdout
    assert "| Critical | 0 | 0 | Too few |" in result.stdout


def test_the_command_says_so_where_nothing_fell_due(tmp_path):
    site = write_site(tmp_path, ledger(client(), contract()), "currency: EUR")
    result = CliRunner().invoke(main, ["backtest", "-f", str(site)], catch_exceptions=False)
    assert "No invoice has fallen due after the end of a client’s first month." in result.stdout.replace("'", "’")
