"""Which records of two versions are the same thing, and what a change alters."""

import pytest

from client_ledger.history.changes import LISTED, Change, added, apply, changes, listed
from client_ledger.history.facts import Version


def facts(**values):
    return tuple(sorted(values.items()))


def version(*records, front="", body="", **fields):
    return Version(fields, list(records), (), body, front)


def pairs(name, old, new):
    """The records of a list before and after each change; each is given by its values."""
    found = changes(
        version(*((name, facts(**each)) for each in old)), version(*((name, facts(**each)) for each in new))
    )
    assert {each.kind for each in found} <= {"record"}
    return [(each.before and dict(each.before), each.after and dict(each.after)) for each in found]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("invoices", {"id": "A", "amount": "1"}, {"id": "A", "amount": "2"}),
        ("invoices", {"id": "A", "issued": "d", "amount": "1"}, {"id": "B", "issued": "d", "amount": "1"}),
        ("hours", {"date": "d", "task": "t", "hours": "1"}, {"date": "d", "task": "t", "hours": "2"}),
        ("hours", {"date": "d", "task": "t"}, {"date": "d", "task": "u"}),
        ("requests", {"date": "d", "text": "t"}, {"date": "e", "text": "t"}),
        ("incidents", {"date": "d", "text": "t", "kind": "a"}, {"date": "e", "text": "t", "kind": "b"}),
        ("incidents", {"date": "d", "text": "t", "kind": "a"}, {"date": "d", "text": "u", "kind": "b"}),
        ("accepted", {"sign": "s", "until": "d"}, {"sign": "s", "until": "e"}),
        ("decisions", {"date": "d", "decision": "keep"}, {"date": "d", "decision": "leave"}),
    ],
)
def test_a_record_is_the_same_thing_by_what_marks_it(name, old, new):
    assert pairs(name, [old], [new]) == [(old, new)]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("invoices", {"amount": "1"}, {"amount": "2"}),
        ("invoices", {"issued": "d", "amount": "1"}, {"issued": "d", "amount": "2"}),
        ("hours", {"task": "t", "hours": "1"}, {"task": "t", "hours": "2"}),
        ("notes", {"date": "d", "a": "1"}, {"date": "d", "a": "2"}),
        ("boundaries", {"date": "d", "text": "t"}, {"date": "d", "text": "u"}),
    ],
)
def test_records_without_such_a_mark_are_one_removed_and_one_added(name, old, new):
    assert pairs(name, [old], [new]) == [(None, new), (old, None)]


def test_the_surest_mark_pairs_first_and_records_alike_in_their_order():
    one, two = {"id": "A", "issued": "d", "amount": "1"}, {"id": "B", "issued": "d", "amount": "1"}
    assert pairs("invoices", [one, two], [two | {"id": "C"}, one | {"amount": "5"}]) == [
        (two, two | {"id": "C"}),
        (one, one | {"amount": "5"}),
    ]
    same = [{"date": "d", "hours": str(number)} for number in range(3)]
    now = [{"date": "d", "hours": str(number)} for number in (5, 6)]
    assert pairs("hours", same, now) == [(same[0], now[0]), (same[1], now[1]), (same[2], None)]


def test_records_that_are_there_several_times_are_counted():
    one, two = {"date": "d", "hours": "1"}, {"date": "d", "hours": "2"}
    assert pairs("hours", [one, one, two], [one]) == [(one, None), (two, None)]
    assert pairs("hours", [one], [two, two]) == [(one, two), (None, two)]
    assert pairs("hours", [one, one], [two]) == [(one, two), (one, None)]
    assert pairs("hours", [], [one, two]) == [(None, one), (None, two)]
    assert pairs("hours", [one, two], []) == [(one, None), (two, None)]
    assert pairs("hours", [one, two], [two, one]) == []
    assert pairs("hours", [one], [one, two]) == [(None, two)]
    assert pairs("hours", [one, two], [one, one, two]) == [(None, one)]


def test_a_record_of_another_list_is_not_the_same_thing():
    old, new = version(("requests", facts(date="d", text="t"))), version(("messages", facts(at="d", text="t")))
    assert [(each.name, each.before is None) for each in changes(old, new)] == [("messages", True), ("requests", False)]


def test_fields_come_before_records_and_the_text_last():
    old = version(("x", facts(a="1")), front="f", body="b", name="A", country="FR")
    new = version(("x", facts(a="2")), front="g", body="c", name="B", title="T")
    assert [(each.kind, each.name) for each in changes(old, new)] == [
        ("field", "name"),
        ("field", "title"),
        ("field", "country"),
        ("record", "x"),
        ("record", "x"),
        ("text", ""),
    ]
    assert changes(old, old) == []


def test_what_changes_no_fact_is_formatting():
    assert changes(version(front="f"), version(front="g")) == [Change("format")]
    assert changes(version(front="f", body="b"), version(front="g", body="c")) == [Change("format"), Change("text")]


@pytest.mark.parametrize(
    ("before", "after", "alters"),
    [
        (None, {"a": "1"}, False),
        ({"a": "1"}, None, True),
        ({"a": "1"}, {"a": "1", "b": "2"}, False),
        ({"a": "1"}, {"a": "2"}, True),
        ({"a": "1", "b": "2"}, {"a": "1"}, True),
        ({"answer": "pending"}, {"answer": "accepted"}, False),
        ({"answer": "declined"}, {"answer": "accepted"}, True),
        ({"text": "pending"}, {"text": "accepted"}, True),
        ({"payments": "amount 1"}, {"payments": "amount 1\namount 2"}, False),
        ({"payments": "amount 1"}, {"payments": "amount 10"}, True),
        ({"payments": "amount 1"}, {}, True),
        ({"evidence": "a"}, {"evidence": "a\nb"}, False),
        ({"text": "a"}, {"text": "a\nb"}, True),
        ({"a": "1", "b": "1"}, {"a": "2", "b": "1", "c": "1"}, True),
    ],
)
def test_a_change_alters_a_fact_unless_it_only_adds_or_completes(before, after, alters):
    change = Change("record", "x", before and facts(**before), None if after is None else facts(**after))
    assert change.alters is alters


def test_a_change_of_a_field_alters_no_record():
    assert not Change("field", "name", "A", "B").alters
    assert not Change("field", "name", "A", None).alters


def test_the_fields_of_a_change_are_those_that_differ_the_new_ones_first():
    change = Change("record", "x", facts(a="1", b="1", c="1"), facts(a="1", c="2", d="1"))
    assert [*change.fields] == [("c", "1", "2"), ("d", None, "1"), ("b", "1", None)]


def test_up_to_twelve_records_of_a_new_file_are_listed_and_more_are_counted():
    for count in (LISTED, LISTED + 1):
        records = [("hours", facts(date=str(number))) for number in range(count)]
        found = added(version(*records))
        assert listed(found) == (found if count == 12 else [Change("records", "hours", None, "13")])
    many = added(version(*[("a", facts(n=str(n))) for n in range(12)], ("b", facts(n="1"))))
    assert listed(many) == [Change("records", "a", None, "12"), Change("records", "b", None, "1")]


def test_changes_are_applied_where_a_record_still_has_its_surest_mark():
    now = version(("invoices", facts(id="A", amount="2")), ("invoices", facts(id="B")), name="A", country="FR")
    steps = [
        Change("record", "invoices", facts(id="A", amount="1"), facts(id="A", amount="3")),
        Change("record", "invoices", facts(id="C"), None),
        Change("field", "name", "A", "B"),
        Change("field", "country", "FR", None),
        Change("field", "title", None, "T"),
        Change("text"),
    ]
    found = apply(now, steps)
    assert found.records == [("invoices", facts(id="B")), ("invoices", facts(id="A", amount="3"))]
    assert found.fields == {"name": "B", "title": "T"}


def test_a_record_without_a_mark_is_removed_only_as_it_is():
    now = version(("x", facts(a="1")), ("x", facts(a="2")))
    assert apply(now, [Change("record", "x", facts(a="2"), None)]).records == [("x", facts(a="1"))]
    assert apply(now, [Change("record", "x", facts(a="3"), None)]).records == now.records
