"""What the reader of files refuses, and where; and what it leaves as it is."""

import pytest

from client_ledger.frontmatter.nodes import Spot
from client_ledger.frontmatter.reader import conflict_mark, decode, read_source, read_text


def problems(text, **options):
    source = read_source(text, "a.md", **options)
    return [(each.place.line, each.place.column, each.code) for each in source.problems]


def test_an_empty_front_matter_is_a_map_that_begins_at_its_rule():
    for fields in ("", "''\n", "# none\n"):
        source = read_source(f"\n\n---\n{fields}---\n\nText\n", "a.md")
        assert source.problems == []
        assert source.front is not None
        assert (source.front.entries, source.front.start_mark) == ({}, Spot(2, 0))
        assert source.body == "Text"


@pytest.mark.parametrize(
    ("text", "required", "found"),
    [
        ("---\nwords\n---\n", True, [(2, 1, "invalid-yaml")]),
        ("---\nwords\n---\n", False, []),
        ("---\n[a\n---\n", True, [(3, 1, "invalid-yaml")]),
        ("---\n[a\n---\n", False, [(3, 1, "invalid-yaml")]),
    ],
)
def test_front_matter_without_fields_is_a_fault_where_it_is_required(text, required, found):
    assert problems(text, required=required) == found


def test_a_page_may_have_two_rules_with_words_between_them():
    text = "---\nwords\n---\nmore"
    assert read_source(text, "a.md", required=False).body == text
    assert read_source("---\n[a\n---\nmore", "a.md", required=False).body == "more"
    assert read_source("---\na: b\n---\nmore", "a.md", required=False).body == "more"


@pytest.mark.parametrize(
    ("text", "known", "required", "found"),
    [
        ("---\nname: x\n", {"name"}, False, [(1, 1, "unclosed-front-matter")]),
        ("\n---\n# why\nname:\n", {"name"}, False, [(2, 1, "unclosed-front-matter")]),
        ("---\nname: x\n", {"title"}, False, []),
        ("---\n\nname: x\n", {"name"}, False, []),
        ("---\nname: x\n", (), True, [(1, 1, "unclosed-front-matter")]),
        ("words", (), False, []),
        ("\nwords", (), True, [(2, 1, "no-front-matter")]),
        ("\n ", (), True, [(1, 1, "empty-file")]),
    ],
)
def test_front_matter_that_is_never_closed_is_told_where_a_field_reveals_it(text, known, required, found):
    assert problems(text, known=known, required=required) == found
    if not found:
        assert read_source(text, "a.md", required=required, known=known).body == text


def test_front_matter_is_required_unless_it_is_said_not_to_be():
    assert problems("words") == [(1, 1, "no-front-matter")]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("a: b", []),
        ("a:\tb\tc", [(2, 3, "tab")]),
        ("a: \x07b\nc: \x07", [(2, 4, "invalid-character"), (3, 4, "invalid-character")]),
    ],
)
def test_tabs_and_control_characters_are_told_once_a_line(fields, found):
    assert problems(f"---\n{fields}\n---\n") == found


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("\n<<<<<<< HEAD\na", Spot(1, 0)),
        ("a\n=======\nb\n>>>>>>> side\n", Spot(1, 0)),
        ("a <<<<<<< b\n", None),
        ("a >>>>>>> b\n", None),
        ("a\n=======\nb\n", None),
    ],
)
def test_what_git_could_not_merge_is_found_by_either_mark(text, mark):
    assert conflict_mark(text) == mark


def test_a_file_of_5_mb_is_read_and_a_larger_one_is_told(tmp_path):
    file = tmp_path / "a.md"
    file.write_bytes(b" " * 5_000_000)
    text, found = read_text(file, "a.md")
    assert (text and len(text), found) == (5_000_000, [])
    file.write_bytes(b" " * 5_000_001)
    text, [problem] = read_text(file, "a.md")
    assert (text, problem.code, str(problem.message)) == (None, "too-large", "the file is too large: 5.0 MB")
    assert str(problem.hint).startswith("at most 5 MB;")


def test_a_file_that_cannot_be_read_is_told_with_the_reason_alone(tmp_path):
    text, [problem] = read_text(tmp_path / "none.md", "none.md")
    assert (text, str(problem.message)) == (None, "the file cannot be read: No such file or directory")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xff", (1, 1)),
        (b"a\n\xc3\xa9b\xff", (2, 3)),
        (b"\xef\xbb\xbf\0", (1, 1)),
        (b"a\nbc\0", (2, 3)),
        (b"\xff\xfea", (1, 1)),
    ],
)
def test_bytes_that_are_no_text_are_told_with_their_place(data, place):
    text, [problem] = decode(data, "a.md")
    assert (text, problem.place.line, problem.place.column) == (None, *place)
