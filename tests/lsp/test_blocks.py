"""What stands at the cursor of a front matter that is half typed."""

import pytest

from client_ledger.frontmatter.half_typed import front_matter, read_slots
from client_ledger.frontmatter.slots import slot_at, unquoted


def at_cursor(text):
    """Return the path, role, key, text and given keys of what stands at the `|` of a text."""
    before, _, after = text.partition("|")
    lines = (before + after).split("\n")
    found = slot_at(read_slots(lines, *front_matter(lines)), before.count("\n"), len(before.rpartition("\n")[2]))
    return found and (found.map.path, found.role, found.key, found.text, found.map.keys)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\nst|\nname: x\n---", ((), "key", None, "st", ["name"])),
        ("---\nname: x\n|", ((), "key", None, "", ["name"])),
        ("---\nname: |x # why\n---", ((), "value", "name", "x", ["name"])),
        ('---\nname: "a # b"| # why\n---', ((), "value", "name", '"a # b"', ["name"])),
        ("---\nlate_fee:\n  fl|\n  flat: 5\nx: y\n---", (("late_fee",), "key", None, "fl", ["flat"])),
        ("---\nhours:\n  - {date: 2026-01-01, |\n  - {task: x}\n---", (("hours",), "key", None, "", ["date"])),
        ("---\nhours:\n  - {date: 2026-01-01,\n     ta|}\n---", (("hours",), "key", None, "ta", ["date"])),
        ('---\nhours:\n  - {task: "a, {b: c", i|}\n---', (("hours",), "key", None, "i", ["task"])),
        ("---\nhours:\n- task: x\n  |\n---", (("hours",), "key", None, "", ["task"])),
        ("---\nhours:\n- |\n---", ((), "item", "hours", "", ["hours"])),
        ("---\nhours: [{date: 1}, {|}]\n---", (("hours",), "key", None, "", [])),
        ("---\na: {b: {c: d}, |}\n---", (("a",), "key", None, "", ["b"])),
        ("---\na: {b: {c: |\n---", (("a", "b"), "value", "c", "", ["c"])),
        ("---\na: &x {b: |}\nc: *x\n---", (("a",), "value", "b", "", ["b"])),
        ("---\na: {'b': |}\n---", (("a",), "value", "b", "", ["b"])),
        ("---\ntext: |-\n  foo: bar\nx|\n---".replace("|-", ">-"), ((), "key", None, "x", ["text"])),
        ('---\ntext: "foo\n  bar: baz"\nx|\n---', ((), "key", None, "x", ["text"])),
        ("---\nevidence:\n  - a/|\n---", ((), "item", "evidence", "a/", ["evidence"])),
        ("---\nname: {a: 'it''s, so', i|}\n---", (("name",), "key", None, "i", ["a"])),
        ("---\na: {b: c # {d: e\n  , |}\n---", (("a",), "key", None, "", ["b"])),
    ],
)
def test_the_slot_at_the_cursor(text, expected):
    assert at_cursor(text) == expected


@pytest.mark.parametrize("text", ["name: |x", "---\na: b\n---\nc: |d", "|", "---\n# a comment|\n---"])
def test_outside_the_front_matter_there_is_none(text):
    assert at_cursor(text) is None


def test_a_blank_line_between_records_belongs_to_no_record():
    assert at_cursor("---\nhours:\n  - task: x\n|\n  - {}\n---")[0] == ()


def test_quotes_are_taken_off_as_yaml_does():
    assert unquoted("'it''s'") == "it's"
    assert unquoted('"a \\"b\\""') == 'a "b"'
    assert unquoted("plain") == "plain"
