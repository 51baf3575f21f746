"""What was earned and never invoiced stands on home, the money page, the client, the contract and the exit plan."""

import pytest

from client_ledger.pages.to_invoice import all_to_invoice, sum_in_base, to_invoice_blocks

CONTRACT = """
    client: {client}
    title: {title}
    stage: active
    billing: hourly
    rate: 50
    hours: [{{date: 2026-11-02, hours: {hours}}}]
"""


@pytest.fixture
def judgement(judged):
    return judged(
        {
            "clients/a.md": "name: A",
            "clients/b.md": "name: B",
            "contracts/site.md": CONTRACT.format(client="a", title="Site", hours=4),
            "contracts/shop.md": CONTRACT.format(client="a", title="Shop", hours=6),
            "contracts/logo.md": CONTRACT.format(client="b", title="Logo", hours=2),
        }
    )


def titles(blocks):
    return [row[0].value for table in blocks for row in table.rows]


def test_home_and_money_have_all_of_it(judgement):
    assert sum_in_base(all_to_invoice(judgement)) == 600
    assert sorted(titles(to_invoice_blocks(judgement, judgement.project.settings))) == ["Logo", "Shop", "Site"]


def test_a_client_has_its_own_and_a_contract_its_own(judgement):
    settings, client = judgement.project.settings, judgement.clients["a"]
    site = judgement.project.ledger.contracts["site"]
    assert sorted(titles(to_invoice_blocks(client, settings))) == ["Shop", "Site"]
    assert titles(to_invoice_blocks(client, settings, site)) == ["Site"]


def test_without_any_there_is_no_table(judged):
    judgement = judged({"clients/a.md": "name: A"})
    assert to_invoice_blocks(judgement, judgement.project.settings) == ()
