"""A table of texts: what its rows hold where two columns have one name."""

import pytest

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.table import table_below

NAMES = ("date", "amount", "amount", "note")


def row(*cells: str):
    (found,) = table_below(NAMES, 0, [(1, list(NAMES)), (2, list(cells))]).rows
    return found


def test_two_columns_of_one_name_that_differ_are_not_chosen_between():
    with pytest.raises(EditRefused, match="two columns are named 'amount', and they differ on line 2"):
        row("2026-03-01", "100", "90", "").get("amount")


def test_two_columns_of_one_name_that_differ_hinder_nobody_who_asks_for_others():
    assert row("2026-03-01", "100", "90", "paid").texts("date", "note") == ["2026-03-01", "paid"]


@pytest.mark.parametrize("cells", [("100", "100"), ("100", ""), ("", "100"), ("100", " 100 ")])
def test_two_columns_of_one_name_that_agree_are_one(cells):
    assert row("2026-03-01", *cells, "").get("amount") == "100"
