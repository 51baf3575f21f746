"""The places in a CSV text and in an empty file, and what a place is."""

import pytest

from client_ledger.frontmatter.slots import Map, read_row_slots, slot, slot_at, slots_of_empty, unquoted

HEADER = Map((), 0, flow=True, keys=["date", "h"])


def row(heading):
    return Map((), 0, flow=True, keys=["date", "h", ""], key=heading)


def test_each_heading_and_each_cell_below_one_is_a_slot():
    found = read_row_slots(['date, "h",', "2", "2026-01-01,2, x,beyond"])
    assert [(each.map, each.role, each.key, each.line, each.left, each.right, each.text) for each in found] == [
        (HEADER, "key", None, 0, 0, 4, "date"),
        (HEADER, "key", None, 0, 5, 9, '"h"'),
        (HEADER, "key", None, 0, 10, 10, ""),
        (row("date"), "value", "date", 1, 0, 1, "2"),
        (row("date"), "value", "date", 2, 0, 10, "2026-01-01"),
        (row("h"), "value", "h", 2, 11, 12, "2"),
        (row(""), "value", "", 2, 13, 15, "x"),
    ]


@pytest.mark.parametrize(
    ("left", "right", "start", "end", "text"),
    [(0, 7, 2, 5, "abc"), (5, 9, 6, 6, ""), (5, 5, 5, 5, ""), (0, 1, 1, 1, "")],
)
def test_a_slot_begins_at_its_text_or_behind_one_blank(left, right, start, end, text):
    found = slot(Map((), 0), "value", 3, "  abc    ", left, right)
    assert (found.line, found.start, found.end, found.text) == (3, start, end, text)


@pytest.mark.parametrize(
    ("text", "bare"),
    [("'", "'"), ('"', '"'), ("''", ""), ('""', ""), ("'a''b'", "a'b"), ('"a\\"b"', 'a"b'), ("'a\"", "'a\""), ("", "")],
)
def test_a_text_loses_the_quotes_around_it(text, bare):
    assert unquoted(text) == bare


def test_an_empty_text_has_one_slot_its_first_line():
    [found] = slots_of_empty(["  ", " "])
    assert (found.map, found.role, found.line, found.left, found.right) == (Map((), 0), "file", 0, 0, 2)
    assert [(each.left, each.right) for each in slots_of_empty([""])] == [(0, 0)]
    assert slots_of_empty(["", "a", ""]) == []


def test_between_two_slots_the_cursor_is_in_the_one_that_ends_there():
    slots = [slot(Map((), 0), "value", 1, "ab,cd", left, right) for left, right in ((0, 2), (2, 5))]
    assert [slot_at(slots, 1, column) for column in (0, 2, 3, 5, 6)] == [slots[0], slots[0], slots[1], slots[1], None]
    assert slot_at(slots, 0, 0) is None
