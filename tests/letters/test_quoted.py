"""What a client wrote, as a letter quotes it: on one line, and not too much of it."""

import pytest
from babel import Locale

from acting import client, contract, judged, ledger
from client_ledger.letters.boundary import boundary_letter
from client_ledger.signs.invoice_lines import past_due
from client_ledger.text.babel import formatter_of
from client_ledger.text.quoting import quoted

NIGHTS = [f'at: 2026-02-{day:02} 23:00, reply: now, text: "Where is it?\\n\\n  – Tell me\\nnow"' for day in (2, 3, 4)]
EXTRA = [
    f'date: 2026-02-{day:02}, in_scope: no, text: "One more page,\\n\\nplease: {"more " * 50}"' for day in (2, 3, 4)
]
DUE = {"A": "2026-01-20", "C": "2026-02-10", "B": "2026-02-01"}
LATE_HOURS = ['date: 2026-02-05, hours: 8, in_scope: no, task: "Logo\\n\\nand colours"']


def lines_about(folder, sign, acme, site):
    found = judged(folder, ledger(acme, site), "2026-03-01").clients["acme"]
    (fires,) = (each for each in found.status.signs if each.sign.name == sign)
    text = boundary_letter(fires, found, formatter_of(Locale("en"), [])).text
    return next(part for part in text.split("\n\n") if part.startswith("– ")).splitlines()


def test_a_message_of_several_lines_stands_on_one(tmp_path):
    lines = lines_about(tmp_path, "disrespected-time", client(messages=NIGHTS), contract())
    assert lines[0] == "– 4 February 2026 23:00: “Where is it? – Tell me now”"
    assert len(lines) == 3


def test_requests_and_tasks_of_several_lines_stand_on_one_each(tmp_path):
    lines = lines_about(tmp_path, "scope-creep", client(), contract(requests=EXTRA, hours=LATE_HOURS))
    assert len(lines) == 4
    assert lines[0].startswith("– 4 February 2026: “One more page, please: more more")
    assert lines[0].endswith(" more…”")
    assert lines[3] == "– 5 February 2026: Logo and colours, 8 h"


def test_messages_come_before_missed_meetings_each_once_and_the_latest_first(tmp_path):
    missed = ["date: 2026-02-06, kind: no-show", "date: 2026-02-05, kind: no-show"]
    messages = [f"at: 2026-02-{day:02} 23:00, reply: now, text: Hello" for day in (2, 3, 4)]
    acme = client(messages=messages, incidents=missed)
    assert [line[2:17] for line in lines_about(tmp_path, "disrespected-time", acme, contract())] == [
        "4 February 2026",
        "3 February 2026",
        "2 February 2026",
        "6 February 2026",
        "5 February 2026",
    ]


def test_invoices_past_due_are_named_the_latest_due_first(tmp_path):
    invoices = [f"id: {name}, issued: 2026-01-01, due: {day}, amount: 90" for name, day in DUE.items()]
    found = judged(tmp_path, ledger(client(), contract(invoices=invoices)), "2026-03-01").clients["acme"]
    assert [each.record.id for each in past_due(found.view)] == ["C", "B", "A"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Short", "Short"),
        ("word " * 40, ("word " * 40).strip()),
        ("word " * 41, "word " * 39 + "word…"),
        ("a" * 250, "a" * 200 + "…"),
        ("a" * 150 + ", " + "b" * 100, "a" * 150 + "…"),
        ("Et alors\N{NARROW NO-BREAK SPACE}?", "Et alors\N{NARROW NO-BREAK SPACE}?"),
    ],
)
def test_long_words_are_cut_behind_a_word_where_there_is_one(text, shown):
    assert quoted(text) == shown
