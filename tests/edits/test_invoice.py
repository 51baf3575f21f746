"""`client-ledger invoice` writes the next invoice of what was earned and never invoiced."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from client_ledger.cli import main
from writing import CLIENT, CONTRACT, write_site

LINES = (
    "invoices:\n  - {id: F2026-009, issued: 2026-03-02, amount: 100, paid: 2026-03-09}\n"
    "hours:\n  - {date: 2026-03-01, hours: 2}\n  - {date: 2026-03-03, hours: 0:20}\n"
)


def run(folder: Path, *arguments: str, contract: str = CONTRACT.replace("rate: 50\n", f"rate: 50\n{LINES}"), **given):
    site_file = write_site(folder, {"clients/acme.md": CLIENT, "contracts/acme-site.md": contract})
    result = CliRunner().invoke(main, ["invoice", *arguments, "-f", str(site_file)], catch_exceptions=False, **given)
    return result, (folder / "ledger/contracts/acme-site.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", ["acme", "acme-site"])
def test_unbilled_hours_become_the_next_invoice(tmp_path: Path, target: str):
    result, text = run(tmp_path, target, input="y\n")
    assert result.exit_code == 0, result.output
    assert "less 100" in result.output
    assert "{id: F2026-010, issued: 20" in text
    assert ", amount: 16.67}\n" in text


@pytest.mark.parametrize(("options", "given"), [(["--dry-run"], ""), ([], "n\n")])
def test_nothing_is_written_before_it_is_confirmed(tmp_path: Path, options: list[str], given: str):
    result, text = run(tmp_path, "acme", *options, input=given)
    assert "amount: 16.67}" in result.output
    assert "F2026-010" not in text


def test_a_retainers_invoice_is_for_its_last_month_and_not_written_twice(tmp_path: Path):
    months = "start: 2026-01-15\nend: 2026-02-15\ninvoices: [{id: R-1, issued: 2026-02-01, amount: 500}]\n"
    retainer = CONTRACT.replace("hourly", "retainer").replace("rate: 50\n", f"monthly: 1000\n{months}")
    _, text = run(tmp_path, "acme", "--yes", contract=retainer)
    assert ", amount: 584.10, period: 2026-02}" in text
    assert "nothing left to invoice" in run(tmp_path, "acme", "--yes", contract=text)[0].output


@pytest.mark.parametrize("hours", ["0:20", "0:40"])
def test_what_rounding_leaves_is_no_invoice(tmp_path: Path, hours: str):
    lines = f"hours: [{{date: 2026-03-01, hours: {hours}}}]\n"
    contract = CONTRACT.replace("rate: 50\n", f"rate: 50\n{lines}")
    _, text = run(tmp_path, "acme", "--id", "A-1", "--yes", contract=contract)
    assert "amount: 16.67}" in text or "amount: 33.33}" in text
    assert "nothing left to invoice" in run(tmp_path, "acme", "--yes", contract=text)[0].output


def test_without_an_invoice_before_it_a_number_is_asked_for(tmp_path: Path):
    contract = CONTRACT.replace("rate: 50\n", "rate: 50\nhours: [{date: 2026-03-01, hours: 2}]\n")
    assert "give one with --id" in run(tmp_path, "acme", contract=contract)[0].output
    assert "{id: 2026-1, " in run(tmp_path, "acme", "--id", "2026-1", "--yes", contract=contract)[1]


def test_where_nothing_is_left_it_says_so(tmp_path: Path):
    assert "acme has nothing left to invoice" in run(tmp_path, "acme", contract=CONTRACT)[0].output
