"""Where the keys and values of half-typed front matter are, to the column."""

import pytest

from client_ledger.frontmatter.half_typed import front_matter, read_slots


def found(text):
    """The line, columns, role, path and key of each slot, and its text."""
    return [
        (each.line, each.left, each.right, each.role, "/".join(each.map.path), each.key, each.text)
        for each in read_slots(text.split("\n"))
    ]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        (
            "{b: 1, # why, c: 2\n   d: e#f}",
            [
                (0, 4, 5, "key", "a", None, "b"),
                (0, 6, 8, "value", "a", "b", "1"),
                (0, 9, 10, "key", "a", None, ""),
                (1, 0, 4, "key", "a", None, "d"),
                (1, 5, 9, "value", "a", "d", "e#f"),
            ],
        ),
        (
            "{b: [x, {c: d}, y], e:\n   f,\n   }",
            [
                (0, 4, 5, "key", "a", None, "b"),
                (0, 8, 9, "value", "a", "b", "x"),
                (0, 12, 13, "key", "a/b", None, "c"),
                (0, 14, 16, "value", "a/b", "c", "d"),
                (0, 18, 20, "value", "a", "b", "y"),
                (0, 22, 24, "key", "a", None, "e"),
                (0, 25, 25, "value", "a", "e", ""),
                (1, 0, 4, "value", "a", "e", "f"),
                (1, 5, 5, "key", "a", None, ""),
                (2, 0, 3, "key", "a", None, ""),
            ],
        ),
        (
            "[{b: 1}{c: 2}]",
            [
                (0, 5, 6, "key", "a", None, "b"),
                (0, 7, 9, "value", "a", "b", "1"),
                (0, 11, 12, "key", "a", None, "c"),
                (0, 13, 15, "value", "a", "c", "2"),
            ],
        ),
        (
            "[{b: 1}x{c: 2}]",
            [(0, 5, 6, "key", "a", None, "b"), (0, 7, 9, "value", "a", "b", "1")],
        ),
        (
            "{b: c: d, e:f: g, 'h':i}",
            [
                (0, 4, 5, "key", "a", None, "b"),
                (0, 6, 11, "value", "a", "b", "c: d"),
                (0, 12, 16, "key", "a", None, "e:f"),
                (0, 17, 19, "value", "a", "e:f", "g"),
                (0, 20, 24, "key", "a", None, "'h'"),
                (0, 25, 26, "value", "a", "h", "i"),
            ],
        ),
        (
            '{b: "x\\\\", c: \'d}\n   e: f}',
            [
                (0, 4, 5, "key", "a", None, "b"),
                (0, 6, 12, "value", "a", "b", '"x\\\\"'),
                (0, 13, 15, "key", "a", None, "c"),
                (0, 16, 20, "value", "a", "c", "'d}"),
            ],
        ),
        (
            "{b: '', c: \"\"}",
            [
                (0, 4, 5, "key", "a", None, "b"),
                (0, 6, 9, "value", "a", "b", "''"),
                (0, 10, 12, "key", "a", None, "c"),
                (0, 13, 16, "value", "a", "c", '""'),
            ],
        ),
        (
            "{b: 'x\\', c: 'y'', z'}",
            [
                (0, 4, 5, "key", "a", None, "b"),
                (0, 6, 11, "value", "a", "b", "'x\\'"),
                (0, 12, 14, "key", "a", None, "c"),
                (0, 15, 24, "value", "a", "c", "'y'', z'"),
            ],
        ),
        (
            "{b: 1\nc: 2",
            [
                (0, 4, 5, "key", "a", None, "b"),
                (0, 6, 8, "value", "a", "b", "1"),
                (1, 0, 1, "key", "", None, "c"),
                (1, 2, 4, "value", "", "c", "2"),
            ],
        ),
        (
            "[x\n   y, z: w]",
            [(0, 4, 5, "value", "", "a", "x"), (1, 5, 10, "value", "", "a", "z: w")],
        ),
    ],
)
def test_a_value_in_brackets_has_a_place_for_each_key_and_value(text, slots):
    assert found(f"a: {text}") == [(0, 0, 1, "key", "", None, "a"), *slots]


def test_a_map_in_braces_is_known_as_such():
    assert [each.map.flow for each in read_slots(["a: {b: [{c}]}", "d:", "  e: f"])] == [
        False,
        True,
        True,
        *[False] * 4,
    ]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("b: |\n  c: d", [(1, 2, 4, "value", "", "b", "|")]),
        (
            "b: |\n  c: d\ne:",
            [(1, 2, 4, "value", "", "b", "|"), (3, 0, 1, "key", "", None, "e"), (3, 2, 2, "value", "", "e", "")],
        ),
        (
            "b: >\n\n  c: d\ne: f",
            [(1, 2, 4, "value", "", "b", ">"), (4, 0, 1, "key", "", None, "e"), (4, 2, 4, "value", "", "e", "f")],
        ),
        ('b: "c\n  d: e"', [(1, 2, 5, "value", "", "b", '"c')]),
        ('b: "', [(1, 2, 4, "value", "", "b", '"')]),
        (
            "b: 'c\n  d: ''e'' f\n\n  g'\n  h: i",
            [
                (1, 2, 5, "value", "", "b", "'c"),
                (5, 2, 3, "key", "b", None, "h"),
                (5, 4, 6, "value", "b", "h", "i"),
            ],
        ),
        (
            'b: "c\n\n  d: e\nf: g"',
            [
                (1, 2, 5, "value", "", "b", '"c'),
                (2, 0, 0, "key", "", None, ""),
                (3, 2, 3, "key", "b", None, "d"),
                (3, 4, 6, "value", "b", "d", "e"),
                (4, 0, 1, "key", "", None, "f"),
                (4, 2, 5, "value", "", "f", 'g"'),
            ],
        ),
        (
            "b: 'c'\n  d: 'e",
            [
                (1, 2, 6, "value", "", "b", "'c'"),
                (2, 2, 3, "key", "b", None, "d"),
                (2, 4, 7, "value", "b", "d", "'e"),
            ],
        ),
    ],
)
def test_a_text_over_lines_is_one_value_and_one_that_never_ends_is_its_first_line(text, slots):
    assert found(f"a: 1\n{text}") == [
        (0, 0, 1, "key", "", None, "a"),
        (0, 2, 4, "value", "", "a", "1"),
        (1, 0, 1, "key", "", None, "b"),
        *slots,
    ]


def test_a_blank_line_belongs_to_the_map_at_its_column():
    text = "a:\n  b:\n    c: 1\n{blanks}\n    d: 2"
    for blanks, path in (("    ", ("a", "b")), ("   ", ("a",)), ("  ", ("a",)), (" ", ()), ("", ())):
        [blank] = (each for each in read_slots(text.replace("{blanks}", blanks).split("\n")) if each.line == 3)
        assert (blank.map.path, blank.role, blank.right) == (path, "key", len(blanks))


def test_lines_are_read_up_to_the_last():
    assert [each.text for each in read_slots(["a: 1", "b: 2", "c: 3"], 1, 2)] == ["b", "2"]


def test_items_belong_to_the_key_at_their_column():
    assert found("b:\n  c:\n  - d\n  -\n  -  e: f\n  - -5\n- g\n-5")[2:] == [
        (1, 2, 3, "key", "b", None, "c"),
        (1, 4, 4, "value", "b", "c", ""),
        (2, 3, 5, "item", "b", "c", "d"),
        (3, 3, 3, "item", "b", "c", ""),
        (4, 5, 6, "key", "b/c", None, "e"),
        (4, 7, 9, "value", "b/c", "e", "f"),
        (5, 3, 6, "item", "b", "c", "-5"),
        (6, 1, 3, "item", "", "b", "g"),
        (7, 0, 2, "key", "", None, "-5"),
    ]


@pytest.mark.parametrize(
    ("lines", "between"),
    [
        ([""], (0, 0)),
        (["", ""], (0, 0)),
        (["text", "---"], (0, 0)),
        (["---"], (1, 1)),
        (["---", "---", "text"], (1, 1)),
        (["", "---", "a: b", "--- ", "---"], (2, 3)),
        (["---", "a: b"], (1, 2)),
    ],
)
def test_front_matter_is_between_its_first_two_rules_or_reaches_the_end(lines, between):
    assert front_matter(lines) == between
