"""Reading only the lines that changed finds what reading both versions whole finds, for files edited at random."""

import random

import pytest

from client_ledger.history.advance import advance
from client_ledger.history.changes import changes
from client_ledger.history.facts import read_version
from client_ledger.history.outline import outline_of

CONTRACT = """---
client: acme
title: New site
stage: active
invoices:
  # the first of them
  - {id: 2026-1, issued: 2026-04-10, amount: 1800}
  - {id: 2026-2, issued: 2026-05-10, amount: 900, paid: 2026-06-01}

hours:
  - {date: 2026-05-01, hours: 2, task: "Talks, mails"}
  - date: 2026-05-02
    hours: 1:30
    task: >
      Layout,
      at last
  - {date: 2026-05-03, hours: 4, evidence: a.png}
requests:
- {date: 2026-05-04, text: R&D * 2}
late_fee: {flat: 40}
---

Notes.

---
hours:
"""
LOG = "date,hours,task\n2026-05-01,2,Talks\n\n2026-05-02,1:30,Layout\n2026-05-02,1:30,Layout\n"
LINES = [
    *CONTRACT.split("\n"),
    *LOG.split("\n"),
    "  - {date: 2026-06-01, hours: 1}",
    "  - {date: 2026-06-02, hours: 1, task: Print}",
    "    task: Print",
    "  - hours.csv",
    "      - {date: 2026-06-03, hours: 1}",
    "  - {date: 2026-06-01, hours: 1} # one more",
    "  - {date: [2026-06-01, hours: 1}",
    '  - {date: 2026-06-01, task: "begins',
    '    and ends"}',
    "stage: completed",
    "messages: mails.csv",
    "accepted:",
    "notice: &days 30",
    "payment_terms: *days",
    "...",
    "\t",
    "\r",
    '2026-05-09,3,"quoted, words"',
    "  - {date: 2026-06-04, hours: 2, evidence: [b.png, c.pdf]}",
]


def edited(text: str, chance: random.Random) -> str:
    """Return a text with one to three of its lines changed, added, removed, doubled or moved."""
    lines = text.split("\n")
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        at = chance.randrange(len(lines))
        deed = chance.choice(("add", "add", "add", "change", "remove", "double", "move", "letter"))
        if deed == "add":
            lines.insert(at, chance.choice(LINES))
        elif deed == "change":
            lines[at] = chance.choice(LINES)
        elif deed == "remove" and len(lines) > 1:
            del lines[at]
        elif deed == "double":
            lines.insert(at, lines[at])
        elif deed == "move":
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
        elif deed == "letter" and lines[at]:
            place = chance.randrange(len(lines[at]))
            lines[at] = lines[at][:place] + chance.choice("7x }-#") + lines[at][place + 1 :]
    return "\n".join(lines)


def told(found):
    """What changes say, in no order: which comes first of several alike makes no difference."""
    return sorted(map(repr, found))


@pytest.mark.parametrize("kind", ["contract", "client", "page", "log"])
def test_what_the_changed_lines_say_is_what_both_versions_say(kind):
    chance = random.Random(kind)  # noqa: S311 - the same at every run
    start = LOG if kind == "log" else CONTRACT
    text, outline, found = start, outline_of(kind, start.encode()), 0
    for number in range(3000):
        if number % 12 == 0 or outline is None:
            text = start
            outline = outline_of(kind, text.encode())
        after = edited(text, chance)
        taken = advance(outline, after.encode())
        if taken:
            found += 1
            old, new = read_version(kind, text.encode()), read_version(kind, after.encode())
            assert old, text
            assert new, after
            assert told(taken.changes) == told(changes(old, new)), (text, after)
            assert taken.outline.fields == new.fields, (text, after)
            assert taken.names or {facts for _, facts in new.records if "evidence" in dict(facts)} == {
                facts for _, facts in old.records if "evidence" in dict(facts)
            }
        text, outline = after, taken.outline if taken else outline_of(kind, after.encode())
    assert found > 1000, "most edits are read from the changed lines alone"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: R&D * 2", "text: R&D"),
        ("hours:\n", "hours: \n"),
        ("flat: 40", "flat: 45"),
        ("  - {id: 2026-2,", "  - {id: 2026-3, issued: 2026-06-10, amount: 5}\n  - {id: 2026-2,"),
        ("hours:\n  - {", "  - {id: 2026-3, issued: 2026-06-10, amount: 5}\nhours:\n  - {"),
        ("requests:\n", "  - {date: 2026-06-01, hours: 3}\nrequests:\n"),
        ("      at last\n", "      at last, and long\n"),
        ("stage: active", "stage: completed"),
        ("Notes.", "Other notes."),
    ],
)
def test_a_usual_edit_is_read_from_the_changed_lines(old, new):
    after = CONTRACT.replace(old, new, 1)
    taken = advance(outline_of("contract", CONTRACT.encode()), after.encode())
    assert taken
    assert taken.changes == changes(
        read_version("contract", CONTRACT.encode()), read_version("contract", after.encode())
    )


def test_the_first_row_of_a_table_is_read_from_the_changed_lines():
    after = LOG.replace("2026-05-01,2", "2026-05-01,3")
    taken = advance(outline_of("log", LOG.encode()), after.encode())
    assert taken
    assert taken.changes == changes(read_version("log", LOG.encode()), read_version("log", after.encode()))


@pytest.mark.parametrize(
    ("old", "new"), [("stage: active", "stage: completed"), ("hours:\n", "hours: \n"), ("flat: 40", "flat: 45")]
)
def test_an_edit_below_another_that_moves_it_is_read_from_the_changed_lines(old, new):
    after = CONTRACT.replace("client: acme", "client: acme-and-sons").replace(old, new, 1)
    taken = advance(outline_of("contract", CONTRACT.encode()), after.encode())
    assert taken
    assert taken.changes == changes(
        read_version("contract", CONTRACT.encode()), read_version("contract", after.encode())
    )
    assert taken.outline == outline_of("contract", after.encode())


def test_the_first_line_of_a_list_may_lose_its_blank_below_another_edit():
    before = CONTRACT.replace("hours:\n", "hours: \n", 1)
    after = CONTRACT.replace("client: acme", "client: acme-and-sons")
    taken = advance(outline_of("contract", before.encode()), after.encode())
    assert taken
    assert [change.name for change in taken.changes] == ["client"]
    assert taken.outline == outline_of("contract", after.encode())


def test_an_edit_that_takes_away_the_end_of_a_section_and_the_next_is_read_in_full():
    last = "- {date: 2026-05-04, text: R&D * 2}\nlate_fee: {flat: 40}\n"
    assert advance(outline_of("contract", CONTRACT.encode()), CONTRACT.replace(last, "").encode()) is None


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("hours: 4, evidence: a.png", "hours: 4, evidence: b.png", True),
        ("hours: 4, evidence: a.png", "hours: 5, evidence: a.png", True),
        ("date: 2026-05-01, hours: 2", "date: 2026-05-01, hours: 3", False),
        ("stage: active", "stage: completed", True),
        ("Notes.", "Other notes.", False),
    ],
)
def test_only_a_field_or_a_record_with_evidence_may_name_another_file(old, new, names):
    taken = advance(outline_of("contract", CONTRACT.encode()), CONTRACT.replace(old, new).encode())
    assert taken
    assert taken.names is names


def test_two_places_of_one_file_are_read_each_by_itself():
    after = CONTRACT.replace("amount: 1800", "amount: 1800, paid: 2026-06-01").replace("hours: 4", "hours: 5")
    after = after.replace("Notes.", "Other notes.")
    taken = advance(outline_of("contract", CONTRACT.encode()), after.encode())
    assert [(change.kind, change.name) for change in taken.changes] == [
        ("record", "invoices"),
        ("record", "hours"),
        ("text", ""),
    ]
