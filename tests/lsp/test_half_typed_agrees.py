"""What the reader of half-typed text finds in a finished front matter is what the tree of it says."""

from hypothesis import given
from hypothesis import strategies as st

from client_ledger.frontmatter.half_typed import read_slots
from client_ledger.frontmatter.nodes import ListNode, MapNode, Scalar
from client_ledger.frontmatter.tree import parse

KEYS = st.sampled_from(["date", "hours", "text", "late_fee", "paid", "x-y"])
PLAIN = st.sampled_from(["acme", "2026-01-05", "22:40", "a b", "-5", "it's", "10 %", "a#b", "http://x/y"])
QUOTED = st.sampled_from(['"a, {b: c # d"', "'it''s, so'", '""', '"- x"', "'a: b'", '"é \\" ]"'])
SCALARS = PLAIN | QUOTED
COMMENTS = st.sampled_from(["", "", " # why: not, {so}"])
GAPS = st.sampled_from(["", "", "\n", "  # a note\n"])


def flow(children):
    """Draw a map or a list in braces or brackets, on one line or, below its first, on several."""
    breaks = st.sampled_from([", ", ",  ", ",\n          "])
    pair = st.tuples(KEYS, children | st.just("")).map(lambda each: f"{each[0]}: {each[1]}")
    pairs = st.lists(pair, max_size=3, unique_by=lambda each: each.partition(":")[0])
    map_ = st.tuples(pairs, breaks).map(lambda each: "{" + each[1].join(each[0]) + "}")
    list_ = st.tuples(st.lists(children, max_size=3), breaks).map(lambda each: "[" + each[1].join(each[0]) + "]")
    return map_ | list_


VALUES = SCALARS | st.recursive(SCALARS, flow, max_leaves=6)


@st.composite
def block(draw, indent="", depth=0):
    """Draw a map in block style: its lines, each with its end."""
    text = ""
    for key in draw(st.lists(KEYS, min_size=1, max_size=3, unique=True)):
        kind = draw(st.sampled_from(["value", "value", "empty", "map", "list", "scalar"]))
        end = draw(COMMENTS) + "\n" + draw(GAPS)
        if kind == "value" or (depth == 2 and kind in ("map", "list")):
            text += f"{indent}{key}: {draw(VALUES)}{end}"
        elif kind == "empty":
            text += f"{indent}{key}:{end}"
        elif kind == "scalar":
            text += f"{indent}{key}: |\n{indent}  free: [text\n\n{indent}  - more\n"
        elif kind == "map":
            text += f"{indent}{key}:{end}" + draw(block(indent=indent + "  ", depth=depth + 1))
        else:
            text += f"{indent}{key}:{end}"
            dash = indent + draw(st.sampled_from(["- ", "  - "]))
            for _ in range(draw(st.integers(1, 3))):
                if draw(st.booleans()):
                    text += f"{dash}{draw(VALUES)}{draw(COMMENTS)}\n"
                else:
                    text += dash + draw(block(indent=" " * len(dash), depth=2)).removeprefix(" " * len(dash))
    return text


def leaves(node, path=(), key=None):
    """Yield the keys of every map and every text below a node, with the path to the map and the place."""
    if isinstance(node, MapNode):
        inner = (*path, key) if key else path
        for name, child in node.entries.items():
            mark = node.marks[name]
            yield inner, None, name, mark.line, mark.column
            yield from leaves(child, inner, name)
    elif isinstance(node, ListNode):
        for child in node.items:
            yield from leaves(child, path, key)
    elif isinstance(node, Scalar) and node.style != "|" and (node.value or node.style):
        yield path, key, node.value, node.start_mark.line, node.start_mark.column


@given(block())
def test_every_key_and_text_of_the_tree_has_its_slot(text):
    tree, faults = parse(text)
    assert not faults
    slots = [each for each in read_slots(text.split("\n")) if each.text and each.text != "|"]
    found = {(each.map.path, each.key, each.value, each.line, each.start) for each in slots}
    assert found == set(leaves(tree))
