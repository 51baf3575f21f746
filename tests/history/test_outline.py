"""The sections of a version of a file, each readable by itself."""

import pytest

from client_ledger.frontmatter.reader import LARGEST_FILE
from client_ledger.history.front import Part
from client_ledger.history.outline import Section, is_one_section, outline_of, records_on, rows_on, section_of, text_of

CONTRACT = (
    "---\nclient: é\nhours:\n  # each day\n  - {date: 2026-05-01, hours: 1}\n  - date: 2026-05-02\n    hours: 2\n"
    "\nmessages: m.csv\n--- \nNotes.\n\n---\n"
)


def test_a_document_s_sections_begin_at_their_bytes():
    found = outline_of("contract", CONTRACT.encode())
    assert found.sections == (
        Section(4, "client", None, Part((("client", "é"),))),
        Section(15, "hours", b"\n  - "),
        Section(
            CONTRACT.encode().index(b"messages"), "messages", None, Part((("messages", "m.csv"),), logs=("m.csv",))
        ),
    )
    assert found.close == CONTRACT.encode().index(b"--- \n")
    assert found.body == b"Notes.\n\n---"
    assert found.fields == {"client": "é", "messages": "m.csv"}


def test_a_table_is_one_section():
    data = b"date , hours\n2026-05-01,1\n"
    found = outline_of("log", data)
    assert (found.sections, found.close, found.header) == ((Section(0, "hours", b"\n"),), len(data), ("date", "hours"))


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("log", b'date,text\n2026-05-01,"a"\n'),
        ("log", b"date,text\n2026-05-01,a"),
        ("log", b" , \n2026-05-01,a\n"),
        ("log", b""),
        ("log", b"Date,text\n"),
        ("log", b"date\xff\n"),
        ("log", b"date\0\n"),
        ("page", b"words\n"),
        ("client", b"---\r\nname: A\n---\n"),
        ("client", b"---\nname: A\r\n---\n"),
        ("client", b"---\nname: A\0\n---\n"),
        ("client", b"---\nname: \xff\n---\n"),
        ("client", b"---\nname: A\n"),
        ("client", b"---\nname:\tA\n---\n"),
        ("client", b"---\n# why\nname: A\n---\n"),
        ("client", b"---\n---\n"),
        ("client", b"---\nname: A\nname: B\n---\n"),
        ("client", b"---\nname: A\nother\n---\n"),
        ("client", b"\n---\nname: A\n---\n"),
        ("settings", b"---\nname: A\n---\n"),
        ("evidence", b"---\nname: A\n---\n"),
    ],
)
def test_a_file_that_must_be_read_as_a_whole_has_no_outline(kind, data):
    assert outline_of(kind, data) is None


def test_a_file_of_more_than_5_mb_has_no_outline():
    front = b"---\nname: A\n---\n"
    assert outline_of("client", front + b"x" * (LARGEST_FILE - len(front))) is not None
    assert outline_of("client", front + b"x" * (LARGEST_FILE - len(front) + 1)) is None


@pytest.mark.parametrize("kind", ["client", "contract", "page"])
def test_the_body_below_is_not_looked_at(kind):
    found = outline_of(kind, b"---\nname: A\n---\n\nname:\tA\nname: B\n")
    assert (found.fields, found.body) == ({"name": "A"}, b"name:\tA\nname: B")


@pytest.mark.parametrize(
    ("piece", "section"),
    [
        (b"hours:\n  - {hours: 1}\n", Section(9, "hours", b"\n  - ")),
        (b"hours: \n- {hours: 1}\n", Section(9, "hours", b"\n- ")),
        (b"hours:\n", Section(9, "hours", None, Part())),
        (b"name:\n  - a\n", Section(9, "name", None, Part((("name", "a"),)))),
        (b"# why\n", None),
        (b"[a\n", None),
    ],
)
def test_records_are_read_one_by_one_where_each_has_a_dash(piece, section):
    assert section_of(9, piece) == section


@pytest.mark.parametrize(
    ("piece", "is_one"),
    [
        (b"name: A\n", True),
        (b"name:\n  A\n# why\n- b\n", True),
        (b"name: A\nother: B\n", False),
        (b"name: A\n---\n", False),
        (b"---\n", False),
        (b"name: A\n\xff", False),
        (b"name: A\t\n", False),
        (b"  name: A\n", False),
        (b"", False),
    ],
)
def test_lines_are_one_section_if_only_the_first_begins_one(piece, is_one):
    assert is_one_section(piece) is is_one


ONE, TWO = ("hours", (("hours", "1"),)), ("hours", (("hours", "2"),))


@pytest.mark.parametrize(
    ("data", "records"),
    [
        (b"", []),
        (b"\n  # why\n", []),
        (b"  - {hours: 1}\n  # why\n  - {hours: 2}\n", [ONE, TWO]),
        (b"  - {hours: 1} \n  - hours: 2\n", [ONE, TWO]),
        (b"  - hours: 1\n    # why\n\n  - hours:\n      2\n", [ONE, TWO]),
        (b"  - a.csv\n", None),
        (b"  - {hours: 1}\n    hours: 2\n", None),
        (b"  - [hours, 1]\n", None),
        (b"  hours: 1\n", None),
        (b"  - {hours: 1}\nname: A\n", None),
        (b"  - {hours: 1}\n---\n", None),
        (b"  - {hours: 1\n", None),
        (b"  - {hours:\t1}\n", None),
        (b"  - \xff\n", None),
    ],
)
def test_records_on_some_lines_are_read_if_each_can_be_read_alone(data, records):
    assert records_on("hours", b"\n  - ", data) == records


@pytest.mark.parametrize(
    ("data", "records"),
    [
        (b"", []),
        (b"\n , \n", []),
        (b"2026-05-01,1\n", [("hours", (("date", "2026-05-01"), ("hours", "1")))]),
        (b"2026-05-01,1", None),
        (b'2026-05-01,"1"\n', None),
        (b"\xff\n", None),
        (b"a\r\n", None),
    ],
)
def test_rows_on_some_lines_are_read_if_no_cell_goes_on(data, records):
    assert rows_on(("date", "hours"), "hours", data) == records


def test_bytes_are_text_if_no_decoder_must_change_them():
    assert [text_of(data) for data in (b"", "é".encode(), b"a\rb", b"a\0b", b"\xff")] == ["", "é", None, None, None]
