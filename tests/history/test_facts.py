"""Files of every kind as plain facts."""

import pytest

from client_ledger.frontmatter.reader import LARGEST_FILE
from client_ledger.history.facts import read_version


def version(kind, text):
    return read_version(kind, text.encode())


def test_each_row_of_a_table_is_a_record_with_its_place():
    found = version("log", "\n date , hours,,task\n\n2026-05-01,1:30,x,Talks\n , ,\n2026-05-02,2\n")
    assert found.records == [
        ("hours", (("date", "2026-05-01"), ("hours", "1.5"), ("task", "Talks"))),
        ("hours", (("date", "2026-05-02"), ("hours", "2"))),
    ]
    assert found.places == [(4, 1), (6, 1)]


def test_quoted_cells_may_have_commas_and_line_ends():
    found = version("log", 'date,text\n2026-05-01,"a, b"\n"",""\n2026-05-02,"c\n d"\n2026-05-03,e\n')
    assert [dict(facts)["text"] for _, facts in found.records] == ["a, b", "c\n d", "e"]
    assert found.places == [(2, 1), (4, 1), (6, 1)]
    assert version("log", 'date,text\n2026-05-01,"a') is None


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("id,issued,amount", "invoices"),
        ("at,text", "messages"),
        ("date,hours", "hours"),
        ("date,kind", "incidents"),
        ("date,text", "requests"),
    ],
)
def test_a_table_s_list_is_known_by_its_columns(header, name):
    assert [name for name, _ in version("log", f"{header}\n1,2\n").records] == [name]


def test_a_blank_table_has_no_records():
    found = version("log", "\n , \n")
    assert (found.records, found.places, found.front) == ([], [], "\n , \n")


@pytest.mark.parametrize(
    ("kind", "text", "fields", "body"),
    [
        ("page", "words", {}, "words"),
        ("page", "---\ntitle: A\n---\n\nwords\n\n", {"title": "A"}, "words"),
        ("client", "---\nname: A\n---", {"name": "A"}, ""),
        ("client", "---\nname: A\n---\nwords\nmore", {"name": "A"}, "words\nmore"),
        ("client", "\n---\nname: A\n---\n\nwords", {"name": "A"}, "words"),
        ("client", "---\nname: &a A\ncountry: *a\n---\nwords", {"name": "A", "country": "A"}, "words"),
    ],
)
def test_a_document_has_its_fields_and_its_text(kind, text, fields, body):
    found = version(kind, text)
    assert (found.fields, found.body) == (fields, body)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("client", "words"),
        ("client", "---\nname: A\n"),
        ("client", "---\nname: [A\n---\n"),
        ("client", ""),
        ("page", "---\ntitle: [A\n---\n"),
        ("settings", "site_name: [A"),
        ("settings", "- a"),
        ("client", "---\nname: \x00\n---\n"),
    ],
)
def test_what_cannot_be_read_has_no_facts(kind, text):
    assert version(kind, text) is None


def test_a_document_s_front_matter_is_told_from_its_text():
    assert version("client", "---\nname: A\n# why\n---\nwords").front == "name: A\n# why"
    for text in ("---\nname: A\n---\nwords", "---\nname: &a A\n---\nwords", "\n---\nname: A\n---\nwords"):
        assert "words" not in version("client", text).front
        assert "name: " in version("client", text).front


def test_a_file_of_more_than_5_mb_is_not_read():
    assert version("page", "x" * LARGEST_FILE) is not None
    assert version("page", "x" * (LARGEST_FILE + 1)) is None
    assert read_version("page", None) is None


@pytest.mark.parametrize(
    "plugins",
    [
        "  - search\n  - client-ledger:\n      vat: 20%\n      signs: {late-payments: off}\n      as_of:\n",
        "  search: {}\n  client-ledger:\n    vat: 20%\n    signs: {late-payments: off}\n",
        "  - client-ledger: {vat: 20%, signs: {late-payments: off}}\n  - client-ledger\n  - other: {vat: 5%}\n",
    ],
)
def test_settings_are_the_plugin_s_options_alone(plugins):
    found = version("settings", f"site_name: A\nplugins:\n{plugins}extra: !x y\n")
    assert found.fields == {"vat": "20%", "signs.late-payments": "off"}


def test_a_record_s_place_is_counted_from_the_top_of_the_file():
    lists = "hours:\n  - {date: 2026-05-01, hours: 1}\n  - date: 2026-05-02\n    hours: 2\n  - a.csv\n"
    for start, line in (("---\n", 2), ("---\nnotice: &x 7\n", 3), ("\n---\n", 3)):
        found = version("contract", f"{start}{lists}---\n")
        assert found.places == [(line + 1, 5), (line + 2, 5)]
        assert found.logs == ("a.csv",)
