"""What is added to front matter and taken out of it, in whatever style it is written, and every other byte stays."""

import re

import pytest

from client_ledger.frontmatter.document import Document, EditRefused
from client_ledger.frontmatter.list_edits import add_key, append_items, flow_value, listed, remove_key, set_field
from client_ledger.frontmatter.nodes import MapNode, Spot
from client_ledger.frontmatter.spans import front_of, is_before, names_in, records_at


def edited(fields, edit, *path):
    """Return the fields after an edit of the map at a path; a number counts the items of a list."""
    front = front_of(Document("a.md", f"---\n{fields}---\n".encode()))
    node = front.root
    for step in path:
        node = node.items[step] if isinstance(step, int) else node.entries[step]
    assert isinstance(node, MapNode)
    after = front.document.edited(edit(front, node)).decode()
    return after.removeprefix("---\n").removesuffix("---\n")


def appending(key, *items):
    return lambda front, node: append_items(front, node, key, list(items))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (" a", '" a"'),
        ("a: b", '"a: b"'),
        ("null", '"null"'),
        (["a"], "a"),
        (["a", "b"], "[a, b]"),
        ([{"a": "b"}], "[{a: b}]"),
        ([{"a": "b", "c": "d"}, {"a": "e"}], "[{a: b, c: d}, {a: e}]"),
        ([], "[]"),
        ('"\\\n\r\t', '"\\"\\\\\\n\\r\\t"'),
        ("\x07\uffff\U000e0001\U00010000", '"\\u0007\\uFFFF\\U000E0001\U00010000"'),
    ],
)
def test_a_value_is_quoted_only_where_it_must_be(value, text):
    assert flow_value(value) == text


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("a: 1\n", (), "a: 1\nk: v\n"),
        ("", (), "k: v\n"),
        ("a: {}\n", ("a",), "a: {k: v}\n"),
        ("a: {b: 1}  # why\n", ("a",), "a: {b: 1, k: v}  # why\n"),
        ("a:\n  b: 1\nc: 2\n", ("a",), "a:\n  b: 1\n  k: v\nc: 2\n"),
        ("a:\n  b: >\n    x\n\n\nc: 2\n", ("a",), "a:\n  b: >\n    x\n  k: v\n\n\nc: 2\n"),
        ("a:\n  b: |\nc: 2\n", ("a",), "a:\n  b: |\n  k: v\nc: 2\n"),
        ("a:\n  - b: [\n      1\n    ]\n  - c: 2\n", ("a", 0), "a:\n  - b: [\n      1\n    ]\n    k: v\n  - c: 2\n"),
        ("a:\n  - b: {\n      c: 1\n    }\n", ("a", 0), "a:\n  - b: {\n      c: 1\n    }\n    k: v\n"),
        ("a:\n  - b:\n      - c:\n  - d: 2\n", ("a", 0), "a:\n  - b:\n      - c:\n    k: v\n  - d: 2\n"),
    ],
)
def test_a_key_is_added_at_the_end_of_its_map(before, path, after):
    assert edited(before, lambda front, node: add_key(front, node, "k", "v"), *path) == after


@pytest.mark.parametrize(
    ("before", "path", "key", "after"),
    [
        ("a: 1\nb: 2\nc: 3\n", (), "b", "a: 1\nc: 3\n"),
        ("a: 1\nb:\n  - c\n  - d\n\ne: 3\n", (), "b", "a: 1\n\ne: 3\n"),
        ("a: 1\nb:\nc: 3\n", (), "b", "a: 1\nc: 3\n"),
        ("r: {a: 1, b: 2, c: 3}\n", ("r",), "a", "r: {b: 2, c: 3}\n"),
        ("r: {a: 1, b: 2, c: 3}\n", ("r",), "b", "r: {a: 1, c: 3}\n"),
        ("r: {a: 1, b: 2, c: 3}\n", ("r",), "c", "r: {a: 1, b: 2}\n"),
        ("r: {a: 1}\n", ("r",), "a", "r: {}\n"),
    ],
)
def test_a_key_is_removed_with_its_value(before, path, key, after):
    assert edited(before, lambda front, node: remove_key(front, node, key), *path) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\n", "a: 1\nk: v\n"),
        ("k:\n", "k: v\n"),
        ("k: # why\n", "k: v # why\n"),
        ('k: ""  # why\n', "k: v  # why\n"),
        ("k :   ''\n", "k : v\n"),
    ],
)
def test_a_field_without_a_value_gets_it(before, after):
    assert edited(before, lambda front, node: set_field(front, node, "k", "v")) == after


@pytest.mark.parametrize("fields", ["k: 1\n", "k: [1]\n", "k: []\n", "k: {}\n"])
def test_a_field_with_a_value_is_left_alone(fields):
    with pytest.raises(EditRefused):
        edited(fields, lambda front, node: set_field(front, node, "k", "v"))


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("", (), "k:\n  - x\n  - y\n"),
        ("r: {a: 1}\n", ("r",), "r: {a: 1, k: [x, y]}\n"),
        ("r:\n  a: 1\n", ("r",), "r:\n  a: 1\n  k: [x, y]\n"),
        ("r: {k: a}\n", ("r",), "r: {k: [a, x, y]}\n"),
        ('r: {"k":"a"}\n', ("r",), 'r: {"k": ["a", x, y]}\n'),
        ("r: {k: ''}\n", ("r",), "r: {k: [x, y]}\n"),
        ("r: {k: []}\n", ("r",), "r: {k: [x, y]}\n"),
        ("k: [ ]  # none\n", (), "k:  # none\n  - x\n  - y\n"),
        ("k: [\n]\n", (), "k: [x, y\n]\n"),
        ("k: a\nb: 1\n", (), "k:\n  - a\n  - x\n  - y\nb: 1\n"),
        ("k:\n  a\nb: 1\n", (), "k:\n  - a\n  - x\n  - y\nb: 1\n"),
        ("k:\n  # in\n# out\nb: 1\n", (), "k:\n  # in\n  - x\n  - y\n# out\nb: 1\n"),
        ("r:\n  k:\n    # in\n  # out\nb: 1\n", ("r",), "r:\n  k:\n    # in\n    - x\n    - y\n  # out\nb: 1\n"),
        ("k:\n  # in\n\n  # out\n", (), "k:\n  # in\n  - x\n  - y\n\n  # out\n"),
        ("k:\n  # the last line\n", (), "k:\n  # the last line\n  - x\n  - y\n"),
        ("k: [a, b]\n", (), "k: [a, b, x, y]\n"),
        ("k: [\n  a,\n  b\n]\n", (), "k: [\n  a,\n  b,\n  x,\n  y\n]\n"),
        ("k: [\n  a, b\n]\n", (), "k: [\n  a, b, x, y\n]\n"),
        ("k: [\n  a]\n", (), "k: [\n  a, x, y]\n"),
        ("k: [\n  a, # why\n]\n", (), "k: [\n  a, # why\n  x,\n  y,\n]\n"),
        ("k:\n  - a\n  - |\n    b\n\nc: 1\n", (), "k:\n  - a\n  - |\n    b\n  - x\n  - y\n\nc: 1\n"),
        ("k:\n  - |\n    a\n    b\nc: 1\n", (), "k:\n  - |\n    a\n    b\n  - x\n  - y\nc: 1\n"),
        ("k:\n  - a\n  -\nc: 1\n", (), "k:\n  - a\n  -\n  - x\n  - y\nc: 1\n"),
        ("k:\n  - [\n    a\n  ]\nc: 1\n", (), "k:\n  - [\n    a\n  ]\n  - x\n  - y\nc: 1\n"),
        ("k:\n  - {\n    a: b\n  }\nc: 1\n", (), "k:\n  - {\n    a: b\n  }\n  - x\n  - y\nc: 1\n"),
    ],
)
def test_items_are_appended_in_the_style_of_the_list(before, path, after):
    assert edited(before, appending("k", "x", "y"), *path) == after


@pytest.mark.parametrize(
    "fields",
    [
        "k: {a: b}\n",
        "k: &k [a]\n",
        "k: !!seq [a]\n",
        "a: &a 1\nk: [b, *a]\n",
        "k: [&a b, c, *a]\n",
        "k: [&a b, *a]\n",
        "a: &a [1]\nk: *a\n",
    ],
)
def test_nothing_is_appended_to_a_list_that_an_item_would_spoil(fields):
    with pytest.raises(EditRefused):
        edited(fields, appending("k", "x"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("r: {a: 1}\n", "r: [{a: 1}]\n"),
        ("r:\n  a: 1\n  b: 2\nc: 1\n", "r:\n  - a: 1\n    b: 2\nc: 1\n"),
        ("r:\n  a: 1\n\n  b: >\n    x\n\nc: 1\n", "r:\n  - a: 1\n\n    b: >\n      x\n\nc: 1\n"),
    ],
)
def test_a_single_record_becomes_a_list_of_one(before, after):
    assert edited(before, listed, "r") == after


@pytest.mark.parametrize(
    ("fields", "problem"),
    [("a: 1\na: 2\n", "a.md:3:1: error[duplicate-key]"), ("a: [\n", "a.md:3:1: error[invalid-yaml]")],
)
def test_front_matter_with_a_fault_is_left_alone(fields, problem):
    with pytest.raises(EditRefused, match=re.escape(f"correct this first: {problem}")):
        front_of(Document("a.md", f"---\n{fields}---\n".encode()))


def test_a_mark_is_not_before_itself():
    assert [is_before(Spot(1, 1), Spot(*other)) for other in ((1, 0), (1, 1), (1, 2), (2, 0))] == [
        False,
        False,
        True,
        True,
    ]


def test_records_are_known_by_their_place_and_logs_by_their_name():
    front = front_of(Document("a.md", b"---\nhours:\n  - a.csv\n  - {date: 1}\n  - ''\nmessages: b.csv\n---\n"))
    assert [*records_at(front, "hours")] == [(4, 5)]
    assert names_in(front, "hours") == (["a.csv"], True)
    assert names_in(front, "messages") == (["b.csv"], False)
    assert names_in(front, "requests") == ([], False)
