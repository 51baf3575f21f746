"""Harmful work is never listed to finish, to hand over or to invoice."""

import pytest

from acting import client, contract, ledger, plan
from client_ledger.leaving.checklist import checklist
from client_ledger.pages.blocks import to_markdown
from client_ledger.pages.exit_plan import exit_page
from client_ledger.text.message import Formatter

HARM = ["date: 2026-11-02, text: Reviews of nobody, harmful: disinformation"]
TERMS = ("billing: fixed", "value: 1000", "deposit: 50%", "deliverables: Twenty reviews")


def shown(folder, **lists):
    found = plan(folder, ledger(client(), contract(*TERMS, **lists)), "2026-11-20")
    return to_markdown(exit_page(found, Formatter()), Formatter()), [str(each) for each in checklist(found)]


def test_the_deliverables_the_deposit_and_the_rest_of_the_price_are_not_asked_for(tmp_path):
    text, steps = shown(tmp_path, requests=HARM)
    assert "Twenty reviews" not in text
    assert "Reviews of nobody" not in text
    assert "deposit of" not in text
    assert "of the fixed price" not in text
    assert "finish none of it, and hand none of it over" in text
    assert not [each for each in steps if each.startswith("Finish")]


@pytest.mark.parametrize("day", ["2026-11-19", "2026-11-20"])
def test_one_harmful_request_among_honest_ones_is_enough_from_its_day_on(tmp_path, day):
    requests = ["date: 2026-11-01, text: A page", HARM[0].replace("2026-11-02", day)]
    assert "Twenty reviews" not in shown(tmp_path, requests=requests)[0]


@pytest.mark.parametrize(
    "requests", [[], ["date: 2026-11-02, text: A page"], [HARM[0].replace("2026-11-02", "2026-11-21")]]
)
def test_of_honest_work_they_are(tmp_path, requests):
    text, steps = shown(tmp_path, requests=requests)
    assert "Twenty reviews" in text
    assert "500.00 EUR" in text
    assert [each for each in steps if each.startswith("Finish")]
