"""Whatever is wrong with a file is told with its place, in a sentence, and never hides the rest."""

from pathlib import Path

import pytest

from client_ledger.book.load import Ledger
from writing import CLIENT, CONTRACT, read_ledger

GOOD = {"clients/acme.md": CLIENT}


def lines(ledger: Ledger) -> list[str]:
    return [problem.line(problem.place.file) for problem in ledger.problems]


def client(front: str) -> str:
    return f"---\n{front}\n---\n"


def contract(front: str) -> str:
    return f"---\nclient: acme\ntitle: Site\nstage: active\nbilling: hourly\nrate: 50\n{front}\n---\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "c.md:1:1: error[empty-file]: the file is empty"),
        ("\n\n", "c.md:1:1: error[empty-file]: the file is empty"),
        ("# Acme\n", "c.md:1:1: error[no-front-matter]: there is no front matter"),
        ("---\nname: Acme\n", "c.md:1:1: error[unclosed-front-matter]: the front matter is never closed"),
        ("---\n\tname: Acme\n---\n", "c.md:2:1: error[tab]: the front matter contains a tab (use spaces)"),
        (client("name: A\nname: B"), "c.md:3:1: error[duplicate-key]: the key 'name' is here twice (the first is"),
        (
            client("name: A\ncurency: EUR"),
            "c.md:3:1: error[unknown-key]: unknown key `curency` (did you mean `currency`?",
        ),
        (client("name: [A]"), "c.md:2:7: error[wrong-type]: name is not text (write one text)"),
        (client("name: A\nsince: 2026-02-30"), "c.md:3:8: error[invalid-value]: since: '2026-02-30' is not a date"),
        (
            client("name: A\nsince: 9999-12-31"),
            "c.md:3:8: error[invalid-value]: since: '9999-12-31' is not a plausible date",
        ),
        (client("name: A\nstatus: NO"), "c.md:3:9: error[invalid-value]: status: 'NO' is not one of prospect"),
        (
            client("name: A\nmessages: [{at: 12:30}]"),
            "c.md:3:17: error[invalid-value]: messages[0].at: '12:30' is not a",
        ),
        (client("name: A\ntimezone: Europe/Pari"), "c.md:3:11: error[invalid-value]: timezone: 'Europe/Pari' is not a"),
        (client("name: A\ncurrency: euro"), "c.md:3:11: error[invalid-value]: currency: 'euro' is not a currency"),
        (client("name: A\ncurrency: ZZZ"), "c.md:3:11: error[invalid-value]: currency: 'ZZZ' is not a currency"),
        (client("name: A\nmessages: [{text: hi}]"), "c.md:3:12: error[missing-field]: `messages[0].at` is required"),
        (client("name: A\nmessages: [hi]"), "c.md:3:12: error[invalid-file]: messages: 'hi' is neither a record nor"),
        (
            client("name: A\nmessages: [[1]]"),
            "c.md:3:12: error[wrong-type]: messages[0]: a record must have fields with values",
        ),
        (client("name: A\nmessages: [[1]]"), "(write {at, text, urgent: …})"),
        (client(f"name: A\nstatus: {'x' * 60}"), f"status: '{'x' * 60}' is not one of"),
        (client(f"name: A\nstatus: {'x' * 61}"), f"status: '{'x' * 59}…' is not one of"),
        (client("name: A\nincidents: [{date: 2026-01-01, kind: insulted}]"), "(did you mean `insult`?)"),
        (client("name: A\nworking_hours: {mon: 18:00-09:00}"), "'18:00-09:00' ends before it starts"),
        (client("name: A\nworking_hours: {lundi: 09:00-18:00}"), "'lundi' is not a day of the week"),
        (client("name: A\nextra: &a {b: *a}"), "c.md:3:15: error[cyclic-alias]: the alias *a is inside"),
        (client("name: *nobody"), "c.md:2:7: error[invalid-yaml]: the alias *nobody refers to nothing above it"),
        (client("name: !secret A"), "c.md:2:7: error[unknown-tag]: the tag !secret means nothing here"),
        (client("name: A\n? {b: c}\n: d"), "c.md:3:3: error[invalid-key]: a list or a map cannot be a key"),
        (client("name: {"), "error[invalid-yaml]: this is not YAML"),
        (client("name: A\n...\nname: B"), "error[invalid-yaml]"),
        (client("- a\n- b"), "c.md:2:1: error[invalid-yaml]: the front matter has no fields"),
        (client("status: active"), "c.md:2:1: error[missing-field]: `name` is required"),
        (client("name: A\u2028B"), "c.md:2:8: error[invalid-character]: there is an invisible control character"),
        (client("name: A\nsigns: x"), "c.md:3:8: error[wrong-type]: `signs` must list signs, each with its limits"),
    ],
)
def test_a_clients_file_that_cannot_be_read_says_where_and_why(tmp_path: Path, text: str, expected: str):
    ledger = read_ledger(tmp_path, {"clients/c.md": text, "clients/d.md": client("name: D\nstatus: gone")})
    told = lines(ledger)
    assert any(expected in line for line in told), told
    assert any(line.startswith("clients/d.md:3:9: error[invalid-value]") for line in told)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("value: -5", "a.md:7:8: error[invalid-value]: value: '-5' is not an amount of money"),
        ("value: 1,800.00", "a.md:7:8: error[invalid-value]: value: '1,800.00' is not an amount of money"),
        ("value: 1e3", "value: '1e3' is not an amount of money"),
        ("value: €5", "value: '€5' is not an amount of money"),
        (
            "invoices: [{id: 1, issued: 2026-01-01, amount: 5, period: 0000-01}]",
            "invoices[0].period: '0000-01' is not a plausible date",
        ),
        ("probability: 130%", "a.md:7:14: error[invalid-value]: probability: '130%' is more than 100%"),
        ("hours_per_week: 0", "hours_per_week: '0' is not a positive number of hours"),
        ("payment_terms: 99999", "payment_terms: '99999' is more than ten years"),
        ("payment_terms: 1.5", "payment_terms: '1.5' is not a whole number"),
        ("start: 2026-02-01\nend: 2026-01-01", "a.md:8:6: error[invalid-value]: the end 2026-01-01 is before"),
        ("late_fee: {percent_per_month: 1, percent_per_year: 8}", "a.md:7:11: error[invalid-value]: a late fee is"),
        ("late_fee: 5%", "a.md:7:11: error[wrong-type]: late_fee must have fields with values"),
        (
            (
                "invoices:\n - {id: 1, issued: 2026-01-01, amount: 5, paid: 2026-01-02, "
                "payments: [{date: 2026-01-02, amount: 5}]}"
            ),
            "a.md:8:4: error[invalid-value]: invoice 1 has both `paid` and `payments`",
        ),
        (
            "invoices: [{id: 1, issued: 2026-01-01, amount: 5}, {id: 1, issued: 2026-01-02, amount: 6}]",
            "a.md:7:52: error[duplicate-invoice]: the ledger has the invoice number '1' twice",
        ),
        (
            "hours: {date: 2026-01-01, hours: 2}",
            (
                "a.md:7:8: error[wrong-type]: hours must be a list of records, not a single record "
                "(put a dash and a space before"
            ),
        ),
        (
            "hours: [{date: 2026-01-01, hours: 2,5}]",
            "`5` is read as a key (write the number with a point: 2.5)",
        ),
        (
            "hours: [{date: 2026-01-01, hours: 2, task: Drafts, and a call}]",
            "`and a call` is read as a key (put text that holds a comma in quotes)",
        ),
        (
            "hours: [{date: 2026-01-01, hours: 2,5}]",
            "a.md:7:37: error[comma-in-value]: hours: the comma ends the value",
        ),
        (
            "invoices: [{id: A, issued: 2026-01-02, amount: 5, reminders: 2026-03-01}]",
            "error[wrong-type]: invoices[0].reminders must be a list (put it in brackets: [2026-03-01])",
        ),
        (
            "invoices: [{id: A, issued: 2026-01-02, amount: 5, payments: {date: 2026-01-02, amount: 5}}]",
            "error[wrong-type]: invoices[0].payments must be a list (put it in brackets: [{…}])",
        ),
        ("hours: [{date: 2026-01-01, hours: 2, hurs: }]", "unknown key `hurs`"),
        ("hours: quoted.csv", "contracts/quoted.csv:3:19: error[invalid-value]: hours.hours: 'six' is not a number of"),
        ("requests: [{date: 2026-01-01, text: a, evidence: x.png}]", "does not exist in the evidence folder"),
        ("requests: [{date: 2026-01-01, text: a, evidence: ../clients/acme.md}]", "leaves the evidence folder"),
        ("requests: [{date: 2026-01-01, text: a, in_scope: perhaps}]", "in_scope: 'perhaps' is neither yes nor no"),
        ("hours: gone.csv", "a.md:7:8: error[invalid-file]: hours: 'gone.csv' does not exist"),
        ("hours: ../../out.csv", "a.md:7:8: error[invalid-file]: hours: '../../out.csv' leaves the ledger folder"),
        ("hours: [a.csv, a.csv]", "a.md:7:16: error[invalid-file]: hours: 'a.csv' is read a second time here"),
        ("hours: wrong.csv", "contracts/wrong.csv:1:6: error[unknown-key]: unknown key `hurs` (did you mean `hours`?)"),
        ("hours: semicolons.csv", "contracts/semicolons.csv:1:1: error[invalid-header]: the columns are not separated"),
        ("hours: nameless.csv", "contracts/nameless.csv:1:6: error[invalid-header]: a column has no name (name it"),
        ("hours: headless.csv", "contracts/headless.csv:1:1: error[invalid-header]: no cell of the first row is"),
        ("hours: empty.csv", "contracts/empty.csv:1:1: error[invalid-header]: the file is empty"),
        ("hours: short.csv", "contracts/short.csv:3:1: error[invalid-row]: 1 cell for 2 headings"),
        ("hours: cell.csv", "contracts/cell.csv:2:12: error[invalid-value]: hours.hours: 'six' is not a number of"),
        ("hours: latin.csv", "contracts/latin.csv:2:14: error[not-utf-8]: byte 0xE9 is not UTF-8 (save it as UTF-8)"),
        ("hours: quote.csv", "contracts/quote.csv:2:1: error[invalid-row]: this row is not CSV"),
    ],
)
def test_a_contracts_file_that_cannot_be_read_says_where_and_why(tmp_path: Path, front: str, expected: str):
    ledger = read_ledger(
        tmp_path,
        {
            **GOOD,
            "contracts/a.md": contract(front),
            "contracts/z.md": contract("end: soon"),
            "contracts/a.csv": "date,hours\n2026-01-01,6\n",
            "contracts/quoted.csv": 'date,task,hours\n2026-01-01,"a, b",1\n2026-01-01,"a, b",six\n',
            "contracts/wrong.csv": "date,hurs\n2026-01-01,6\n",
            "contracts/semicolons.csv": "date;hours\n2026-01-01;6\n",
            "contracts/nameless.csv": "date,,hours\n2026-01-01,,6\n",
            "contracts/headless.csv": "2026-01-01,6\n2026-01-02,6\n",
            "contracts/empty.csv": "",
            "contracts/short.csv": "date,hours\n2026-01-01,6\n2026-01-02\n",
            "contracts/cell.csv": "date,hours\n2026-01-01,six\n",
            "contracts/latin.csv": b"date,hours,task\n2026-01-01,6,\xe9tude\n",
            "contracts/quote.csv": 'date,hours,task\n2026-01-01,6,"open\n',
        },
    )
    told = lines(ledger)
    assert any(expected in line for line in told), told
    assert any(line.startswith("contracts/z.md:7:6: error[invalid-value]: end: 'soon'") for line in told)


def test_a_price_is_required_for_each_way_of_billing(tmp_path: Path):
    for billing, field in (("fixed", "value"), ("hourly", "rate"), ("retainer", "monthly")):
        text = f"---\nclient: acme\ntitle: T\nstage: lead\nbilling: {billing}\n---\n"
        told = lines(read_ledger(tmp_path, {**GOOD, "contracts/a.md": text}))
        fault = f"`{field}` is required for {billing} billing (add `{field}:` and an amount)"
        assert told == [f"contracts/a.md:5:10: error[invalid-value]: {fault}"]


def test_an_unknown_client_is_named_with_the_nearest(tmp_path: Path):
    told = lines(read_ledger(tmp_path, {**GOOD, "contracts/a.md": CONTRACT.replace("acme", "acne")}))
    assert told == [
        "contracts/a.md:2:9: error[unknown-client]: client: there is no client 'acne' (did you mean `acme`?)"
    ]


def test_the_same_id_in_two_folders_is_a_problem(tmp_path: Path):
    told = lines(read_ledger(tmp_path, {**GOOD, "clients/old/acme.md": CLIENT}))
    assert told == [
        "clients/old/acme.md:1:1: error[duplicate-id]: clients/acme.md already has the id 'acme' (rename this file)"
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (CLIENT.encode("utf-16"), "1:1: error[not-utf-8]: the file is UTF-16, not UTF-8 (save it as UTF-8)"),
        ("---\nname: Café\n---\n".encode("latin-1"), "2:10: error[not-utf-8]: byte 0xE9 is not UTF-8"),
        (b"---\nname: A\x00B\n---\n", "2:8: error[nul-byte]: the file contains a NUL byte"),
        (b"---\nname: A\n---\n" + b"x" * 10_000_000, "1:1: error[too-large]: the file is too large: 10.0 MB"),
    ],
)
def test_a_file_that_is_no_text_is_told_and_its_contracts_are_not_blamed(tmp_path: Path, content: bytes, expected: str):
    ledger = read_ledger(tmp_path, {"clients/acme.md": content, "contracts/a.md": CONTRACT})
    assert [line for line in lines(ledger) if expected in line], lines(ledger)
    assert len(ledger.problems) == 1


def test_a_broken_record_marks_its_client_and_leaves_the_others_readable(tmp_path: Path):
    ledger = read_ledger(
        tmp_path,
        {
            **GOOD,
            "clients/b.md": "---\nname: B\n---\n",
            "contracts/a.md": contract(
                "hours:\n  - {date: 2026-01-01, hours: 6}\n  - {date: 2026-01-0x, hours: 2}\n"
                "  - {date: 2026-01-03, hours: 1:30}"
            ),
        },
    )
    assert len(ledger.contracts["a"].hours) == 2
    assert ledger.incomplete == {"acme"}
