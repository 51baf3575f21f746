"""Records that are valid but hardly right bring a notice."""

import re

import pytest

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


def test_an_invoice_that_was_paid_ahead_is_no_wonder(tmp_path):
    invoice = "invoices: [{id: 1, issued: 2026-05-05, due: 2026-05-01, amount: 5, paid: 2026-05-01}]"
    assert told(project(tmp_path, in_contract(invoice))) == []
