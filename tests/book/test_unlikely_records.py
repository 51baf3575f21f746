"""Records that are valid but hardly right bring a notice."""

import re

import pytest

from client_ledger.book.validate import plain
from client_ledger.frontmatter.tree import parse
from two_clients import project, told
from writing import CONTRACT

LEFT_EARLY = "decisions: [{date: 2026-05-01, decision: leave, last_day: 2025-05-31}]"


PAID_EARLY = "invoices: [{id: A, issued: 2026-01-01, amount: 9, paid: 2025-02-01}]"


def in_contract(fields):
    return {"contracts/a.md": CONTRACT.replace("rate: 50", f"rate: 50\n{fields}")}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"clients/acme.md": "---\nname: A\nincidents: [{date: 2062-11-01, kind: threat}]\n---\n"}, "dated 2062-11-01"),
        (in_contract(PAID_EARLY), "paid on 2025-02-01, 334 days before"),
        (
            in_contract("invoices: [{id: 1, issued: 2026-05-01, due: 2026-01-31, amount: 5}]"),
            "the due date 2026-01-31 is before the issue date",
        ),
        (
            {"clients/acme.md": f"---\nname: A\n{LEFT_EARLY}\n---\n"},
            "the last day 2025-05-31 is before the decision",
        ),
        (
            in_contract("invoices: [{id: 1, issued: 2026-05-01, amount: 5, disputed: no}]"),
            "which counts as the client's reason",
        ),
        ({"evidence/acme/offer.HTML": "<script></script>"}, "a script in this file could read your ledger"),
        (
            in_contract("hours: [{date: 2026-05-01, hours: 25:00}]"),
            "25 hours on one day (is the number right, or is it the sum of several days?)",
        ),
    ],
)
def test_what_is_hardly_right_is_noticed(tmp_path, files, said):
    (line,) = told(project(tmp_path, files))
    assert re.search(r"notice\[(unlikely-|script-)", line)
    assert said in line


@pytest.mark.parametrize(("paid", "is_told"), [("2026-05-01", False), ("2026-05-05", False), ("2026-05-06", True)])
def test_an_invoice_may_be_due_before_it_is_issued_if_it_was_paid_ahead(tmp_path, paid, is_told):
    invoice = f"invoices: [{{id: 1, issued: 2026-05-05, due: 2026-05-01, amount: 5, paid: {paid}}}]"
    found = told(project(tmp_path, in_contract(invoice)))
    assert ["the due date 2026-05-01 is before the issue date" in line for line in found] == [True] * is_told


@pytest.mark.parametrize(("day", "is_told"), [("2026-05-06", False), ("2026-05-05", False), ("2026-05-04", True)])
def test_a_payment_may_be_returned_on_its_own_day_and_not_before(tmp_path, day, is_told):
    payment = f"{{date: 2026-05-05, amount: 5, returned: {day}, why: bounced}}"
    found = told(
        project(tmp_path, in_contract(f"invoices: [{{id: 1, issued: 2026-05-01, amount: 5, payments: [{payment}]}}]"))
    )
    assert ["cannot have been returned before that day" in line for line in found] == [True] * is_told


def test_a_key_without_a_value_is_not_given():
    tree, _ = parse("a:\nb: {c: null, d: 1}\ne: [x, '']\n")
    assert plain(tree) == {"b": {"d": "1"}, "e": ["x", ""]}
