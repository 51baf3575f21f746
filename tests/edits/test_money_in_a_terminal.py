"""Money recorded in a pseudo-terminal: what is missing is asked for, and the numbers typed are those in the list."""

from pathlib import Path

import pytest

from terminals import typed
from writing import CLIENT, CONTRACT, write_site

INVOICES = (
    "invoices:\n"
    "  - {id: A-1, issued: 2026-03-02, amount: 100.50}\n"
    "  - {id: A-2, issued: 2026-03-03, amount: 100, payments: [{date: 2026-03-05, amount: 40}]}\n"
    "  - {id: A-3, issued: 2026-03-04, amount: 90, paid: 2026-03-09}\n"
)
HOURS = "hours:\n  - {date: 2026-03-01, hours: 8}\n"
SITE = "contracts/site.md"


@pytest.fixture
def site_file(tmp_path: Path) -> Path:
    shop = CONTRACT.replace("title: Site", "title: Shop").removesuffix("---\n") + HOURS + "---\n"
    site = CONTRACT.removesuffix("---\n") + INVOICES + HOURS + "---\n"
    return write_site(tmp_path, {"clients/acme.md": CLIENT, SITE: site, "contracts/shop.md": shop})


def added(site_file: Path, file: str = SITE) -> list[str]:
    before = (CONTRACT + INVOICES + HOURS).splitlines()
    after = (site_file.parent / "ledger" / file).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in after if line not in before]


def test_the_next_invoice_is_of_the_contract_picked_and_shown_before_it_is_asked_for(site_file: Path):
    said = typed(["invoice", "acme", "--id", "B-1", "-f", str(site_file)], ["1", "y"])
    listed, asked = said.index("   1  shop  400.00 EUR"), said.index("Write this invoice? [y/N]:")
    assert listed < said.index("{id: B-1, issued: ", listed) < asked < said.index("added ledger/contracts/shop.md")
    assert added(site_file) == []
    assert ", amount: 400.00}" in added(site_file, "contracts/shop.md")[-1]


def test_an_invoice_that_is_not_confirmed_is_not_written(site_file: Path):
    said = typed(["invoice", "shop", "--id", "B-1", "-f", str(site_file)], ["n"])
    assert "Error: nothing was written" in said
    assert "B-1" not in "".join(added(site_file, "contracts/shop.md"))


def test_a_returned_payment_is_of_an_invoice_that_was_paid(site_file: Path):
    said = typed(["paid", "--returned", "2026-03-20", "--why", "bounced", "-f", str(site_file)], ["2"])
    assert "   1  A-2  Acme  60.00 EUR" in said
    assert "   2  A-3  Acme  90.00 EUR" in said
    assert "A-1  Acme" not in said
    back = "payments: [{date: 2026-03-09, amount: 90, returned: 2026-03-20, why: bounced}]"
    assert added(site_file) == [f"- {{id: A-3, issued: 2026-03-04, amount: 90, {back}}}"]


def test_without_an_invoice_to_choose_it_says_so_instead_of_asking(site_file: Path):
    back = ["paid", "--returned", "2026-03-20", "--why", "bounced"]
    (site_file.parent / "ledger" / SITE).write_text(CONTRACT, encoding="utf-8")
    for command in (["paid"], back, ["write-off"]):
        said = typed([*command, "-f", str(site_file)], [])
        assert "Error: there is no invoice for which this can be recorded" in said


def test_a_part_of_a_number_is_confirmed_before_money_goes_back(site_file: Path):
    arguments = ["paid", "2", "--returned", "2026-03-20", "--why", "refund", "-f", str(site_file)]
    assert "Is it A-2  Acme  60.00 EUR  due 2026-04-02? [y/N]:" in typed(arguments, ["n"])
    assert added(site_file) == []
    typed(arguments, ["y"])
    assert "returned: 2026-03-20, why: refund}]" in added(site_file)[0]


def test_a_credit_note_is_asked_for_field_by_field_and_again_where_it_cannot_be_read(site_file: Path):
    answers = ["site", "A-3", "C-1", "A-9", "A-1", "lots", "20,50", ""]
    said = typed(["add", "credit-note", "--issued", "2026-03-10", "-f", str(site_file)], answers)
    assert "Error: the ledger already has the number 'A-3'" in said
    assert "Error: the contract site has no invoice 'A-9'" in said
    assert "Error: amount: 'lots' is not an amount of money" in said
    assert added(site_file) == ["credit_notes:", "- {id: C-1, issued: 2026-03-10, invoice: A-1, amount: 20.50}"]


def test_a_reminder_is_of_the_invoice_picked_among_those_still_open(site_file: Path):
    said = typed(["add", "reminder", "-f", str(site_file)], ["9", "2"])
    assert "A-3" not in said
    assert "Error: " in said  # there is no ninth
    (line,) = added(site_file)
    assert line.startswith("- {id: A-2, issued: 2026-03-03, amount: 100, payments: [{date: 2026-03-05, amount: 40}], ")
    assert "reminders: [20" in line
