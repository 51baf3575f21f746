"""Lines of a document, and the header row and the cells of a table."""

import pytest

from client_ledger.frontmatter.csv_cells import cell_spans
from client_ledger.frontmatter.csv_edits import append_rows, columns, set_cell
from client_ledger.frontmatter.document import Document, Edit, EditRefused


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_each_line_has_its_place(newline):
    document = Document("a.md", f"ab{newline}{newline}c".encode())
    second, third = 2 + len(newline), 2 + 2 * len(newline)
    assert document.starts == (0, second, third)
    assert [document.line(number) for number in range(3)] == ["ab", "", "c"]
    assert [document.start_of_line(number) for number in range(5)] == [0, second, third, third + 1, third + 1]
    assert document.offset(2, 1) == third + 1


def test_the_header_is_the_first_row_that_is_not_blank():
    assert columns(Document("a.csv", b"\n , \ndate,, hours \n1,2,3\n")) == ("date", "", "hours")
    assert columns(Document("a.csv", b"\n")) == ()


@pytest.mark.parametrize(
    ("text", "start", "cells"),
    [
        ("a,,b", 0, ["a", "", "b"]),
        ("x\na,b\nc", 2, ["a", "b"]),
        ("a\r\nb", 0, ["a"]),
        ('"a,b",c', 0, ['"a,b"', "c"]),
        ('"a\nb""c",d\n', 0, ['"a\nb""c"', "d"]),
        ('5" pipe,b', 0, ['5" pipe', "b"]),
        ('a,"b', 0, ["a", '"b']),
        ("", 0, [""]),
    ],
)
def test_a_cell_ends_at_a_comma_or_a_line_end_that_is_not_in_quotes(text, start, cells):
    assert [text[left:right] for left, right in cell_spans(text, start)] == cells


def test_what_is_no_text_is_not_edited():
    with pytest.raises(EditRefused, match="not UTF-8"):
        _ = Document("a.md", b"\xff").text


def test_a_cell_is_filled_only_if_it_is_empty():
    document = Document("a.csv", b'id,paid,note\n1,"",x\n2,5,y\n')
    assert set_cell(document, 2, "paid", "2026-01-01") == [Edit(15, 17, "2026-01-01")]
    for line, column in ((3, "paid"), (2, "void")):
        with pytest.raises(EditRefused):
            set_cell(document, line, column, "x")


@pytest.mark.parametrize(("data", "text"), [(b"id\n", "7\n"), (b"id", "\n7\n")])
def test_a_row_begins_a_line_of_its_own(data, text):
    assert append_rows(Document("a.csv", data), [{"id": "7"}]) == [Edit(len(data), len(data), text)]
