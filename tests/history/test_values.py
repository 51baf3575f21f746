"""What a value means, however it is written."""

import pytest

from client_ledger.frontmatter.nodes import MapNode
from client_ledger.frontmatter.tree import parse
from client_ledger.history.values import canonical, choices, facts_of, flattened, record_facts


def tree(text):
    node, _ = parse(text)
    assert isinstance(node, MapNode)
    return node


@pytest.mark.parametrize(
    ("name", "text", "meaning"),
    [
        ("title", " New \n", "New"),
        ("title", "New   site", "New site"),
        ("title", "true", "true"),
        ("title", "1.50", "1.50"),
        ("title", "2026-05-01T10:00", "2026-05-01T10:00"),
        ("void", "True", "yes"),
        ("void", "off", "no"),
        ("void", "maybe", "maybe"),
        ("amount", "1800.00", "1800"),
        ("amount", "0.50", "0.5"),
        ("amount", "100", "100"),
        ("amount", "1e5", "1e5"),
        ("amount", "-5.0", "-5.0"),
        ("hours", "1:30", "1.5"),
        ("hours", "0:15", "0.25"),
        ("hours", "2:00", "2"),
        ("hours", "1:20", "1:20"),
        ("hours", "1:60", "1:60"),
        ("at", "2026-05-01T10:00", "2026-05-01 10:00"),
        ("at", "2026-05-01 10:00", "2026-05-01 10:00"),
        ("evidence", " a  b.png ", "a  b.png"),
        ("payments", " a  1\n b ", "a  1\n b"),
    ],
)
def test_a_value_has_one_text_for_each_meaning(name, text, meaning):
    assert canonical(name, text) == meaning


def test_a_record_s_facts_are_its_given_fields_by_name():
    node = tree("text: 'a  b'\ndate: 2026-05-01\namount:\nevidence: [a  b.png, ' c ']\n")
    assert record_facts(node) == (("date", "2026-05-01"), ("evidence", "a  b.png\nc"), ("text", "a b"))
    assert facts_of({"b": "1", "a": "", "c": "0"}) == (("b", "1"), ("c", "0"))


def test_a_map_within_a_record_is_one_text_of_its_names_and_values():
    node = tree("payments: [{date: 2026-05-01, amount: 5.00, why: }, {amount: 1}]\n")
    assert record_facts(node) == (("payments", "amount 5, date 2026-05-01\namount 1"),)


def test_a_map_that_is_a_field_is_one_field_for_each_value():
    assert flattened("late_fee", tree("flat: 40.00\nx: {void: on}\n")) == {
        "late_fee.flat": "40",
        "late_fee.x.void": "yes",
    }


def test_words_of_the_format_are_known_by_the_fields_that_have_them():
    assert {"stage", "billing", "kind", "answer", "sign"} <= choices()
    assert not {"place", "places", "title", "amount"} & choices()
