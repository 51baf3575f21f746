"""Front matter read one top-level entry at a time, and one-line records without YAML."""

import pytest

from client_ledger.frontmatter.tree import parse
from client_ledger.history import front
from client_ledger.history.front import Part, flow_facts, forget, from_tree, is_plain, read_section, sections

INSULT, NO_SHOW = (("date", "2026-05-11"), ("kind", "insult")), (("date", "2026-06-01"), ("kind", "no-show"))


@pytest.fixture
def no_yaml(monkeypatch):
    """Whatever is read has to be read without the YAML parser."""

    def refuse(*_arguments: object) -> None:
        raise AssertionError("the YAML parser was used")

    forget()
    monkeypatch.setattr(front, "parse", refuse)
    yield
    forget()


def test_each_top_level_entry_is_a_part_with_its_line():
    text = "name: Acme\nstatus: active\nincidents:\n  - {date: 2026-05-11, kind: insult}\n#again\n"
    text += "  - {date: 2026-06-01, kind: no-show}\n\ntitle: Shop"
    assert sections(text) == [
        (1, Part((("name", "Acme"),))),
        (2, Part((("status", "active"),))),
        (3, Part((), (("incidents", INSULT), ("incidents", NO_SHOW)), ((1, 4), (3, 4)))),
        (8, Part((("title", "Shop"),))),
    ]


def test_comments_above_the_first_entry_are_no_part():
    assert sections("# for the book\nname: Acme") == [(2, Part((("name", "Acme"),)))]


@pytest.mark.parametrize(
    "text",
    [
        "name: Acme\nname: Bolt",
        "name: [Acme",
        "name",
        "name: &it Acme",
        "name: Acme\nother: *it",
        "name: Acme\tLtd",
        "name: Acme\x07",
        "incidents:\n  - {kind: insult}\n - {kind: no-show}",
        "incidents:\n  - {kind: insult}\n    - {kind: no-show}",
    ],
)
def test_front_matter_whose_entries_cannot_be_read_alone_is_not_split(text):
    assert sections(text) is None


def test_a_tab_or_a_control_character_is_not_plain():
    assert [is_plain(text) for text in ("name: é", "name:\tAcme", "name: \x07")] == [True, False, False]


@pytest.mark.usefixtures("no_yaml")
def test_a_list_of_one_line_records_needs_no_yaml():
    text = "incidents:\n\n   \n  # first\n  - {date: 2026-05-11, kind: insult}\n  - {date: 2026-06-01, kind: 'no-show'}"
    assert read_section(text) == (
        "incidents",
        Part((), (("incidents", INSULT), ("incidents", NO_SHOW)), ((4, 4), (5, 4))),
    )


@pytest.mark.usefixtures("no_yaml")
def test_a_one_line_map_of_simple_texts_needs_no_yaml():
    assert flow_facts("""  date: 2026-05-01, text: "I, too", kind: 'a b', at: d'accord """) == (
        ("at", "d'accord"),
        ("date", "2026-05-01"),
        ("kind", "a b"),
        ("text", "I, too"),
    )
    assert flow_facts(" ") == ()


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (r'text: "a \"b\""', (("text", 'a "b"'),)),
        ("date: 2026-05-01, date: 2026-05-02", None),
        ("date: [2026-05-01", None),
        ("2026-05-01]", None),
    ],
)
def test_any_other_one_line_map_is_read_as_yaml(text, facts):
    assert flow_facts(text) == facts


def test_a_list_of_maps_that_are_no_records_is_a_field():
    name, part = read_section("steps:\n  - {kind: call}\n  - {kind: mail}") or ("", Part())
    assert (name, part.records) == ("steps", ())
    assert dict(part.fields)["steps"] == "kind call\nkind mail"


def test_the_log_files_that_a_list_names_are_its_text_and_other_values_are_nothing():
    tree, _ = parse("hours: [a.csv, b.csv, [c.csv], '']\nmessages:\nrequests: r.csv\n")
    assert from_tree(tree) == Part((("hours", "a.csv\nb.csv"), ("requests", "r.csv")), logs=("a.csv", "b.csv", "r.csv"))
