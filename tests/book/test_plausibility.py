"""What can be read and is hardly meant brings a notice: money that came long before its invoice."""

from pathlib import Path

import pytest

from client_ledger.project import open_project
from writing import CLIENT, CONTRACT, write_site

RETAINER = CONTRACT.replace("hourly", "retainer").replace("rate: 50", "monthly: 500")
DEPOSIT = CONTRACT.replace("rate: 50\n", "rate: 50\ndeposit: 30%\n")
EARLIER = "  - {id: A-0, issued: 2026-01-05, amount: 100, paid: 2026-01-20}\n"


def notices(folder: Path, contract: str, paid: str, earlier: str = "") -> list[str]:
    invoices = f"invoices:\n{earlier}  - {{id: A-1, issued: 2026-06-30, amount: 100, {paid}}}\n"
    files: dict[str, str | bytes] = {
        "clients/acme.md": CLIENT,
        "contracts/site.md": contract.removesuffix("---\n") + invoices + "---\n",
    }
    return [str(each.message) for each in open_project(write_site(folder, files)).problems]


@pytest.mark.parametrize(
    ("contract", "paid", "days"),
    [
        (CONTRACT, "paid: 2026-06-16", 0),
        (CONTRACT, "paid: 2026-06-15", 15),
        (CONTRACT, "paid: 2026-05-31", 30),
        (CONTRACT, "payments: [{date: 2026-05-31, amount: 100}]", 30),
        (CONTRACT, "payments: [{date: 2026-07-31, amount: 50}, {date: 2026-05-31, amount: 50}]", 30),
        (DEPOSIT, "paid: 2026-05-31", 0),
        (DEPOSIT, "paid: 2025-12-31", 181),
        (RETAINER, "paid: 2026-06-01", 0),  # by standing order, at the month's beginning
        (RETAINER, "paid: 2025-12-31", 181),
    ],
)
def test_a_payment_long_before_its_invoice_is_told_of_unless_it_is_a_deposit_or_a_retainers(
    tmp_path: Path, contract: str, paid: str, days: int
):
    found = notices(tmp_path, contract, paid)
    assert [f", {days} days before it was issued on 2026-06-30" in each for each in found] == [True] * bool(days)


def test_only_the_first_invoice_is_the_deposit(tmp_path: Path):
    (found,) = notices(tmp_path, DEPOSIT, "paid: 2026-05-31", EARLIER)
    assert found == "paid on 2026-05-31, 30 days before it was issued on 2026-06-30"
