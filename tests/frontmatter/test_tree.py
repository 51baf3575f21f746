"""What the tree of a YAML text refuses, and where."""

import pytest

from client_ledger.frontmatter.nodes import ListNode, MapNode, Scalar
from client_ledger.frontmatter.tree import parse


def faults(text, free=()):
    """The line, column and code of each fault."""
    return [(each.mark.line, each.mark.column, each.code) for each in parse(text, frozenset(free))[1]]


def entries(text, free=()):
    tree, _ = parse(text, frozenset(free))
    assert isinstance(tree, MapNode)
    return tree.entries


def text_of(node):
    assert isinstance(node, Scalar)
    return node.value


def lists(depth, inside=""):
    return "[" * depth + inside + "]" * depth


@pytest.mark.parametrize(("depth", "found"), [(49, []), (50, [(0, 52, "too-deep")])])
def test_lists_are_nested_at_most_50_levels_deep_with_the_map_around_them(depth, found):
    assert faults(f"a: {lists(depth)}") == found


@pytest.mark.parametrize(("around", "found"), [(29, []), (30, ["too-deep"])])
@pytest.mark.parametrize("text", ["a: &x {lists}", "a: &x [1, {lists}, 2]", "o: &o {lists}\na: &x [*o]"])
def test_an_alias_is_as_deep_as_what_it_refers_to(around, found, text):
    inner = lists(20 if text.startswith("a: &x {") else 19, "1")
    whole = f"{text.replace('{lists}', inner)}\nb: {lists(around, '*x')}\nc: 3\nd: {lists(around, '*x')}"
    assert [code for *_, code in faults(whole)] == found
    assert text_of(entries(whole)["c"]) == "3"
    node = entries(whole)["b"]
    for _ in range(around):
        node = node.items[0]
    assert isinstance(node, Scalar) is bool(found)  # what is too deep is left out


def test_an_alias_of_a_text_is_allowed_wherever_a_text_is():
    assert faults(f"a: &x 1\nb: {lists(49, '*x')}") == faults(f"b: {lists(49, '1')}") == []


@pytest.mark.parametrize(("texts", "found"), [(503, []), (504, ["alias-bomb"])])
def test_aliases_expand_to_at_most_50_000_values(texts, found):
    big = f"a: &x [{', '.join(['1'] * 498)}, [2]]"  # two lists and 499 texts, 98 times below
    text = f"{big}\nb: [{', '.join(['*x'] * 98)}]\nc: &y 1\nd: [{', '.join(['*y'] * texts)}]"
    text += f"\ne: &z [{', '.join(['*y'] * 99)}]\nf: [*z, *z, *z]"  # a list and 99 texts, three times
    assert [code for *_, code in faults(text)] == found


@pytest.mark.parametrize(
    ("text", "free", "found"),
    [
        ('a: "\\e"', "", [(0, 3, "invalid-character")]),
        ('a: "x\\r"', "", [(0, 3, "invalid-character")]),
        ("a: '\\e'", "", []),
        ("a: \\e", "", []),
        ('extra: "\\e"', "extra", []),
        ('extra: {a: [{b: "\\e"}]}', "extra", []),
        ('a: {extra: {b: "\\e"}, c: "\\e"}', "extra", [(0, 25, "invalid-character")]),
    ],
)
def test_an_escaped_control_character_is_refused_except_where_all_is_allowed(text, free, found):
    assert faults(text, {free}) == found


def test_a_control_character_becomes_a_blank():
    assert text_of(entries('a: "x\\ey\\rz"')["a"]) == "x y z"
    assert text_of(entries('a: "x\\ey"', {"a"})["a"]) == "x\x1by"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a]: b", [(0, 0, "invalid-key")]),
        ("extra: {[a]: b}", []),
        ("a: !x b", [(0, 3, "unknown-tag")]),
        ("extra: !x b", []),
        ("a: ! b", []),
        ("a: !!str b", []),
        ("a: 1\n---\nb: 2", [(1, 0, "invalid-yaml")]),
    ],
)
def test_lists_as_keys_tags_and_a_second_document_are_refused(text, found):
    assert faults(text, {"extra"}) == found


def test_a_key_that_is_here_twice_names_the_line_of_the_first():
    [fault] = parse("b: 1\na: 1\na: 2")[1]
    assert (fault.mark.line, str(fault.hint)) == (2, "the first is on line 2")


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ('a: 1\nb: "x\n', (1, 3), "a quote is never closed"),
        ("a: b: c", (0, 4), "a colon cannot be here"),
        ("a: [b\nc: d", (1, 1), "a comma or ] is missing"),
    ],
)
def test_what_is_no_yaml_is_told_with_its_place_and_the_reason_alone(text, place, reason):
    [fault] = parse(text)[1]
    assert (fault.mark.line, fault.mark.column) == place
    assert str(fault.message) == f"this is not YAML: {reason}"


def test_a_character_that_no_yaml_has_is_told_at_the_beginning():
    [fault] = parse("a: 1\nb: \x07")[1]
    assert (fault.mark.line, fault.mark.column, fault.code) == (0, 0, "invalid-yaml")


def test_a_list_knows_its_values_and_its_place():
    node = entries("a: [1,\n  2]")["a"]
    assert isinstance(node, ListNode)
    assert (node.flow, node.open, node.size, node.end_mark.line, node.end_mark.column) == (True, False, 3, 1, 4)
