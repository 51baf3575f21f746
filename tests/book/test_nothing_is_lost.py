"""Nothing is lost in silence: a key, a file or a contract that cannot be read is told, and marks whom it concerns."""

import os
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from client_ledger.judging.judgement import judge_project
from two_clients import project, told
from writing import CLIENT, CONTRACT, read_ledger


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("late_fee: {percent_per_month: 1,5}", "(write the number with a point: 1.5)"),
        ("late_fee: {flat: 40, percent_per_moth: }", "(did you mean `percent_per_month`?)"),
        ("platform: {name: Hub, fees: 10%}", "error[unknown-key]: platform: unknown key `fees` (did you mean `fee`?)"),
        (
            "invoices: [{id: A, issued: 2026-05-08, amount: 9, payments: [{date: 2026-06-01, amount: 4,50}]}]",
            "error[comma-in-value]: amount: the comma ends the value here, so `50` is read as a key",
        ),
    ],
)
def test_a_key_without_a_value_is_told_in_maps_within_records_too(tmp_path, field, said):
    contract = CONTRACT.replace("rate: 50\n", f"rate: 50\n{field}\n")
    assert any(said in line for line in told(project(tmp_path, {"contracts/a.md": contract})))


@pytest.mark.parametrize("name", ["clients/c.MD", "contracts/c.Markdown", "clients/c.txt", "contracts/2024/c.yml"])
def test_a_record_with_another_ending_is_told(tmp_path, name):
    found = project(tmp_path, {name: CLIENT})
    assert told(found) == [f"{name}:1:1: error[wrong-ending]: a client's or a contract's file ends in .md (rename it)"]
    assert found.incomplete == {"acme", "bolt"}


@pytest.mark.parametrize(
    "contract",
    [
        b"---\nclient: acme\ntitle: Caf\xe9\n---\n",
        b"---\nclient: acme\ntitle: Site\n",
        b"---\ntitle: [\nclient: acme\n---\n",
        CONTRACT.replace("acme", "Acme").encode(),
    ],
    ids=["latin-1", "unclosed", "no YAML above its client", "no such client"],
)
def test_a_contract_of_which_the_owner_is_not_known_marks_every_client(tmp_path, contract):
    found = project(tmp_path, {"contracts/a.md": contract})
    assert found.errors
    assert found.incomplete == {"acme", "bolt"}


def test_a_contract_that_names_its_client_marks_it_alone(tmp_path):
    broken = CONTRACT.replace("rate: 50", "rate: x")
    assert project(tmp_path, {"contracts/a.md": broken}).incomplete == {"acme"}


@pytest.mark.parametrize(
    "files",
    [
        {"contracts/a.md": CONTRACT.replace("rate: 50", "rate: 50\ncurrency: USD")},
        {"clients/acme.md": "---\nname: A\nboundaries: [{date: 2026-01-01, sign: late, text: No}]\n---\n"},
        {"clients/acme.md": "---\nname: A\nsigns: {late-payments: {window_days: x}}\n---\n"},
    ],
    ids=["no exchange rate", "no such sign", "no such limit"],
)
def test_what_cannot_be_judged_marks_its_client(tmp_path, files):
    found = project(tmp_path, files)
    assert found.incomplete == {"acme"}
    assert judge_project(found).clients["acme"].incomplete


def test_a_fault_within_one_field_leaves_the_rest_of_a_contract(tmp_path):
    fields = "platform: {name: Hub, fee: 10}\ninvoices:\n  - {id: A, issued: 2026-05-08, amount: 9}\n"
    ledger = read_ledger(
        tmp_path, {"clients/acme.md": CLIENT, "contracts/a.md": CONTRACT.replace("rate", f"{fields}rate")}
    )
    assert [invoice.id for invoice in ledger.contracts["a"].invoices] == ["A"]
    assert [problem.code for problem in ledger.problems] == ["invalid-value"]


def test_what_a_cut_short_file_lacks_is_not_told_as_missing(tmp_path):
    ledger = read_ledger(tmp_path, {"contracts/a.md": "---\nclient: acme\ntitle: Foo: bar\nstage: active\n---\n"})
    assert [problem.code for problem in ledger.problems if problem.place.file == "contracts/a.md"] == ["invalid-yaml"]


def test_a_quote_that_is_never_closed_is_told_where_it_opens(tmp_path):
    text = '---\nname: Acme\ncontact: "Bob\n' + "source: x\n" * 9 + "---\n"
    (problem, *_) = read_ledger(tmp_path, {"clients/acme.md": text}).problems
    assert (problem.place.line, problem.place.column) == (3, 10)


@pytest.mark.parametrize(
    "text", ["---\n\nA rule begins this page.\n", "---\nWords between rules\n---\n", "---\nnote: see below\n\nText\n"]
)
def test_an_ordinary_page_may_begin_with_a_rule(tmp_path, text):
    ledger = read_ledger(tmp_path, {"notes.md": text, "evidence/mail.md": "---\nFrom: Bob: x\n---\n"})
    assert ledger.problems == ()
    assert ledger.pages["notes.md"].body == text


@pytest.mark.parametrize("text", ["---\ntitle: Notes\nrate: 95\n\nHello\n", "---\n# note\ninvoices:\n  - {id: 1}\n"])
def test_fields_of_an_ordinary_page_that_are_never_closed_are_not_shown(tmp_path, text):
    ledger = read_ledger(tmp_path, {"notes.md": text})
    assert [problem.line("notes.md")[:43] for problem in ledger.problems] == [
        "notes.md:1:1: error[unclosed-front-matter]:"
    ]
    assert ledger.pages["notes.md"].body == ""


def test_a_client_that_nobody_reads_for_its_name_is_told(tmp_path):
    files = {"clients/README.md": CLIENT, "contracts/README.md": "---\ntitle: How I keep these\n---\nWords.\n"}
    ledger = read_ledger(tmp_path, files)
    (problem,) = ledger.problems
    line = problem.line(problem.place.file)
    assert line.startswith("clients/README.md:2:1: error[misplaced-records]: `name` is in an ordinary page")
    assert line.endswith("(give the file another name)")


@pytest.mark.parametrize("name", ["client/acme.md", "clients/index.md"])
def test_records_in_an_ordinary_page_are_to_move_but_other_fields_may_stay(tmp_path, name):
    (problem,) = read_ledger(tmp_path, {name: "---\nname: Acme\nmessages: []\n---\n"}).problems
    assert problem.line(name).startswith(f"{name}:3:1: error[misplaced-records]: `messages` is in an ordinary page")
    assert problem.line(name).endswith("(move the file to clients/ or contracts/)")


@pytest.mark.parametrize(("front", "name"), [("name: Acme Ltd\ncurrency: euro", "Acme Ltd"), ("name: [A]", "acme")])
def test_a_client_with_a_fault_keeps_its_name_or_is_called_by_its_id(tmp_path, front, name):
    ledger = read_ledger(tmp_path, {"clients/acme.md": f"---\n{front}\n---\n"})
    assert ledger.problems
    assert ledger.clients["acme"].name == name


@pytest.mark.parametrize(("credit", "codes"), [("99.50", []), ("100", []), ("100.01", ["too-much-credit"])])
def test_no_more_can_be_credited_than_was_invoiced(tmp_path, credit, codes):
    records = (
        "invoices: [{id: A1, issued: 2026-01-01, amount: 100}]\n"
        f"credit_notes: [{{id: C1, issued: 2026-01-02, invoice: A1, amount: {credit}}}]"
    )
    text = CONTRACT.replace("rate: 50", f"rate: 50\n{records}")
    ledger = read_ledger(tmp_path, {"clients/acme.md": CLIENT, "contracts/a.md": text})
    assert [problem.code for problem in ledger.problems] == codes


def test_a_price_without_an_amount_is_missing(tmp_path):
    text = CONTRACT.replace("rate: 50", "rate:")
    (problem,) = read_ledger(tmp_path, {"clients/acme.md": CLIENT, "contracts/a.md": text}).problems
    assert "`rate` is required for hourly billing" in problem.line("a.md")


def test_texts_without_a_letter_are_not_given(tmp_path):
    text = CONTRACT.replace("rate: 50", "rate: 50\nobjectives: ['']\ndeliverables: ['', A page]\nrequests: []")
    ledger = read_ledger(tmp_path, {"clients/acme.md": CLIENT, "contracts/a.md": text})
    assert ledger.problems == ()
    assert (ledger.contracts["a"].objectives, ledger.contracts["a"].deliverables) == ((), ("A page",))


def test_a_number_may_have_the_decimals_that_a_spreadsheet_writes(tmp_path):
    hours = "hours: [{date: 2026-01-01, hours: 0.08333333333333333}]\nprobability: 33.333333333333336%"
    ledger = read_ledger(
        tmp_path, {"clients/acme.md": CLIENT, "contracts/a.md": CONTRACT.replace("rate: 50", f"rate: 50\n{hours}")}
    )
    assert ledger.problems == ()
    assert ledger.contracts["a"].hours[0].hours == Fraction("0.08333333333333333")


def test_a_list_as_a_key_is_told_once(tmp_path):
    (problem,) = read_ledger(tmp_path, {"clients/acme.md": "---\nname: Acme\n? [a, b]\n: c\n---\n"}).problems
    assert problem.code == "invalid-key"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_names_and_things_that_are_no_files_are_told(tmp_path):
    folder = tmp_path / "ledger"
    folder.mkdir()
    (folder / "loop").symlink_to(folder / "loop")
    os.mkfifo(folder / "pipe.md")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.md")).touch()
    assert [(each.place.file, each.code) for each in read_ledger(folder, {}).problems] == [
        ("\\udcff.md", "bad-name"),
        ("loop", "link-leaves-ledger"),
        ("pipe.md", "no-file"),
    ]


def test_rows_below_a_bad_quote_are_told_to_be_unread_and_quoted_semicolons_to_be_no_commas(tmp_path):
    def problem(log):
        contract = CONTRACT.replace("rate: 50", "rate: 50\nhours: a.csv")
        ledger = read_ledger(tmp_path, {"clients/acme.md": CLIENT, "contracts/a.md": contract, "contracts/a.csv": log})
        return ledger.problems[0].line("a.csv")

    assert "no row below it is read" in problem('date,hours,task\n2026-01-01,1,"a"x\n2026-01-0x,1,b\n')
    assert "the columns are not separated by commas" in problem('"date";"hours"\n"2026-01-01";"1"\n')


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (
            "late_fee: 1.5%",
            "late_fee must have fields with values (write {percent_per_month: …, percent_per_year: …, flat: …})",
        ),
        ("platform: Upwork", "platform must have fields with values (write {name: …, fee: …})"),
        ("invoices: [{id: A, issued: 2026-01-01, amount: 9, payments: x.csv}]", "invoices[0].payments must be a list"),
    ],
)
def test_a_value_of_another_shape_is_told_what_to_be(tmp_path, field, said):
    contract = CONTRACT.replace("rate: 50\n", f"rate: 50\n{field}\n")
    assert any(said in line for line in told(project(tmp_path, {"contracts/a.md": contract})))


def test_a_name_with_its_accents_written_otherwise_is_told(tmp_path):
    contract = CONTRACT.replace("acme", "caf\u00e9")
    ledger = read_ledger(tmp_path, {"clients/cafe\u0301.md": CLIENT, "contracts/a.md": contract})
    assert "NFC or NFD" in ledger.problems[0].line("a.md")
