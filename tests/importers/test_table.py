"""A table of texts: what its rows hold, and where its cells begin and end."""

import pytest

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.source_file import Export
from client_ledger.importers.table import table_below, unwrapped

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


def test_a_row_may_end_with_empty_cells_beyond_the_header():
    found = table_below(NAMES, 0, [(1, list(NAMES)), (2, ["", "1", "1", "", ""]), (3, ["", "1", "1", "", "", "x"])])
    assert ([each.line for each in found.rows], found.misfits) == ([2], (3,))


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ('"a,b,c"\r\n"1,""2,5"",3"\r\n', 'a,b,c\n1,"2,5",3'),
        ('"a;b;c"\n\n"1;2;3"\n', "a;b;c\n\n1;2;3"),
    ],
)
def test_lines_that_are_one_quoted_cell_each_are_unwrapped(text: str, content: str):
    assert unwrapped(text) == content


@pytest.mark.parametrize(
    "text",
    [
        '"Acme, Ltd"\n"Bolt, Inc"\n',
        '"a,b,c"\n"1,2,3",4\n',
        '"a;b;c"\n,1\n',
        'a;b;c\n"1;2";3;4\n',
        '"a,b,c"\n"1,2,3\n',
    ],
    ids=["two columns at most", "a cell beside it", "a cell after nothing", "semicolons", "a quote is never closed"],
)
def test_other_lines_stay_as_they_are(text: str):
    assert unwrapped(text) == text


def test_a_quote_that_is_never_closed_is_named_in_a_large_file_too():
    text = 'a,b,c\n1,2,"3\n' + "1,2,3\n" * 30_000
    with pytest.raises(EditRefused, match="the row on line 2 is not CSV"):
        Export("large.csv", text.encode()).table(("a",), ("b",))
