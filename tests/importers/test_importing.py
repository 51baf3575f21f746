"""`client-ledger import`: once is once, the wrong file is refused by its name, and nothing is half-written."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from client_ledger.book.load import load
from client_ledger.cli import main
from client_ledger.importers import IMPORTERS
from client_ledger.importers.source_file import Export
from importing import CONTRACT, FIELDS, FIXTURES, PARIS, fixture, kind_of, ledger, read, run, written
from writing import CLIENT

FILES = sorted(path.name for path in FIXTURES.iterdir())


TIME = [name for name in FILES if IMPORTERS[kind_of(name)].becomes == ("hours",)]


@pytest.mark.parametrize("name", TIME)
def test_the_same_hours_twice_are_the_same_ledger(name: str, tmp_path: Path):
    site_file = ledger(tmp_path)
    first = run(site_file, kind_of(name), FIXTURES / name)
    count = len(read(kind_of(name), (FIXTURES / name).read_bytes()).items)
    assert first.exit_code == 0
    assert f"added {count}, 0 already there" in first.output
    files = written(site_file)
    assert files["contracts/acme-site.md"].decode() == FIELDS + "hours: acme-site-hours.csv\n---\n"
    found = load(tmp_path / "ledger", PARIS)
    assert not found.problems
    assert len(found.contracts["acme-site"].hours) == count
    again = run(site_file, kind_of(name), FIXTURES / name)
    assert f"added 0, {count} already there" in again.output
    assert "changed in the source" not in again.output
    assert written(site_file) == files


def test_the_kth_of_equal_rows_is_the_kth(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + "hours:\n  - {date: 2026-03-03, hours: 0:20, task: Calls}\n---\n")
    assert "added 4, 1 already there" in run(site_file, "toggl", FIXTURES / "toggl.csv").output
    longer = tmp_path / "toggl.csv"
    row = "Ida,ida@example.com,Acme,Site,,Calls,No,2026-03-03,09:00:00,2026-03-03,09:20:00,00:20:00,,\r\n"
    longer.write_bytes((fixture("toggl.csv") + row).encode())
    assert "added 1, 5 already there" in run(site_file, "toggl", longer).output
    assert "added 0, 6 already there" in run(site_file, "toggl", longer).output


def test_a_row_that_was_judged_since_is_still_the_same(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + "hours: a.csv\n---\n")
    rows = 'date,hours,task,in_scope\n2026-03-03,0.33333333,Calls,no\n2026-03-02,1:30,"Header, first draft",no\n'
    (tmp_path / "ledger/contracts/a.csv").write_text(rows)
    assert "added 4, 1 already there" in run(site_file, "toggl", FIXTURES / "toggl.csv").output


def test_an_id_is_known_under_any_contract_and_a_change_is_told(tmp_path: Path):
    site_file = ledger(tmp_path)
    (tmp_path / "ledger/contracts/other.md").write_text(CONTRACT)
    run(site_file, "watson", FIXTURES / "watson.json")
    frames = json.loads(fixture("watson.json"))
    frames[0]["stop"] = "2026-03-02T11:30:00+01:00"
    (tmp_path / "w.json").write_text(json.dumps(frames))
    output = run(site_file, "watson", tmp_path / "w.json", "--contract", "other").output
    assert "added 0, 2 already there" in output
    assert "left as it is: contracts/acme-site-hours.csv:2: 2026-03-02, 1.5 h; now 2026-03-02, 2.5 h" in output


LISTS = {
    "hours:\n": "hours: acme-site-hours.csv\n",
    "hours: a.csv\n": "hours:\n  - a.csv\n  - acme-site-hours.csv\n",
    "hours: [a.csv]  # logs\n": "hours: [a.csv, acme-site-hours.csv]  # logs\n",
    "hours:\n  - a.csv\n  - {date: 2026-01-05, hours: 1}\n": (
        "hours:\n  - a.csv\n  - {date: 2026-01-05, hours: 1}\n  - acme-site-hours.csv\n"
    ),
    "hours: []\nnotice: 7\n": "hours:\n  - acme-site-hours.csv\nnotice: 7\n",
}


@pytest.mark.parametrize("before", LISTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_new_file_is_named_in_the_contract(before: str, newline: str, tmp_path: Path):
    def wrap(fields: str) -> bytes:
        return (FIELDS + fields + "---\n\nWords.\n").replace("\n", newline).encode()

    site_file = ledger(tmp_path, wrap(before))
    if "a.csv" in before:
        (tmp_path / "ledger/contracts/a.csv").write_text("date,hours\n2026-01-06,1\n")
    result = run(site_file, "harvest", FIXTURES / "harvest.csv")
    assert result.exit_code == 0, result.output
    assert written(site_file)["contracts/acme-site.md"] == wrap(LISTS[before])
    assert not load(tmp_path / "ledger", PARIS).problems


def test_a_file_with_the_columns_is_continued(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + "hours: [a.csv, b.csv]\n---\n")
    contracts = tmp_path / "ledger/contracts"
    (contracts / "a.csv").write_bytes(b"task,in_scope,date,hours\r\nx,no,2026-01-06,1")
    (contracts / "b.csv").write_text("date,hours\n2026-01-06,1\n")
    before = written(site_file)
    run(site_file, "harvest", FIXTURES / "harvest.csv")
    after = written(site_file)
    rows = b'\r\n"Design: Header, second line",,2026-03-02,1.33\r\nDesign,,2026-03-03,2\r\n'
    assert after == before | {"contracts/a.csv": before["contracts/a.csv"] + rows}


def test_a_name_that_is_taken_is_not_written_over(tmp_path: Path):
    site_file = ledger(tmp_path)
    (tmp_path / "ledger/contracts/acme-site-hours.csv").write_text("mine")
    run(site_file, "harvest", FIXTURES / "harvest.csv")
    files = written(site_file)
    assert files["contracts/acme-site-hours.csv"] == b"mine"
    assert b"hours: acme-site-hours-2.csv\n" in files["contracts/acme-site.md"]


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path):
    site_file = ledger(tmp_path)
    before = written(site_file)
    dry = run(site_file, "toggl", FIXTURES / "toggl.csv", "--dry-run").output
    assert written(site_file) == before
    assert dry.replace("would add", "added") == run(site_file, "toggl", FIXTURES / "toggl.csv").output


def test_one_client_of_the_file_can_be_taken(tmp_path: Path):
    site_file = ledger(tmp_path)
    everything = run(site_file, "toggl", FIXTURES / "toggl.csv", "--dry-run").output
    assert (
        "all clients and projects were imported: Acme / Site (4), Brio / Shop (1); use --only NAME for one"
        in everything
    )
    output = run(site_file, "toggl", FIXTURES / "toggl.csv", "--only", "acme").output
    assert output.startswith("read 4 entries, 2.901 hours; added 4")
    assert "left out, because they belong to other clients or projects: 1" in output


def test_a_name_that_is_not_in_the_file_leads_to_those_that_are(tmp_path: Path):
    output = run(ledger(tmp_path), "toggl", FIXTURES / "toggl.csv", "--only", "acmee").output
    assert "the file's clients and projects are: Acme / Site (4), Brio / Shop (1)" in output


def test_totals_are_the_sources_to_the_third_decimal(tmp_path: Path):
    rows = [
        f"Ida,x,Acme,Site,,Task {n},No,2026-03-02,09:00:00,2026-03-02,09:00:01,00:00:{n:02},," for n in range(1, 60)
    ]
    file = tmp_path / "toggl.csv"
    file.write_text(fixture("toggl.csv").splitlines()[0] + "\n" + "\n".join(rows * 20) + "\n")
    run(ledger(tmp_path), "toggl", file)
    total = sum(each.hours for each in load(tmp_path / "ledger", PARIS).contracts["acme-site"].hours)
    assert abs(total - Fraction(20 * sum(range(1, 60)), 3600)) < Fraction(1, 2000)


def test_one_is_no_many(tmp_path: Path):
    mail = "From: Pia <pia@web.example>\nDate: Tue, 03 Mar 2026 10:00:00 +0100\nSubject: Hi\n\nHi.\n"
    (tmp_path / "one.eml").write_text(mail)
    (tmp_path / "one.csv").write_text("".join(fixture("stripe.csv").splitlines(keepends=True)[:2]))
    (tmp_path / "hours.csv").write_text("".join(fixture("toggl.csv").splitlines(keepends=True)[:2]))
    site_file = ledger(tmp_path)
    mails = run(site_file, "mail", tmp_path / "one.eml", "--client", "acme", "--from", "pia@web.example")
    assert mails.output.startswith("read 1 mail; added 1")
    assert run(site_file, "stripe", tmp_path / "one.csv").output.startswith("read 1 invoice; added 1")
    assert run(site_file, "toggl", tmp_path / "hours.csv").output.startswith("read 1 entry, 1.500 hours; added 1")


def test_a_client_with_one_contract_needs_no_contract(tmp_path: Path):
    site_file = ledger(tmp_path)
    assert "added 2" in run(site_file, "harvest", FIXTURES / "harvest.csv", "--client", "acme").output
    (tmp_path / "ledger/contracts/other.md").write_text(CONTRACT)
    result = run(site_file, "harvest", FIXTURES / "harvest.csv", "--client", "acme")
    assert result.exit_code == 1
    assert "the client acme has several contracts (acme-site, other); name one with --contract" in result.output


def test_what_would_break_the_ledger_is_refused_whole(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + "hours: a.csv\n---\n")
    (tmp_path / "ledger/contracts/a.csv").write_text('date,hours,task\n2026-01-06,1,"open\n')
    before = written(site_file)
    result = run(site_file, "harvest", FIXTURES / "harvest.csv")
    assert result.exit_code == 1
    assert "nothing was written" in result.output
    assert written(site_file) == before


def test_a_zone_that_is_none_is_refused(tmp_path: Path):
    result = run(ledger(tmp_path), "toggl", FIXTURES / "toggl.csv", "--timezone", "Paris")
    assert "'Paris' is not a time zone (write a name such as Europe/Paris)" in result.output


def test_whose_it_is_must_be_said_once(tmp_path: Path):
    whose = ["--contract", "acme-site", "--client", "acme"]
    command = ["import", "toggl", str(FIXTURES / "toggl.csv"), "-f", str(ledger(tmp_path)), *whose]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert "either --contract or --client" in result.output


def test_a_contract_whose_client_cannot_be_read_waits(tmp_path: Path):
    site_file = ledger(tmp_path)
    (tmp_path / "ledger/clients/acme.md").write_text(CLIENT.replace("---\n", "", 1))
    result = run(site_file, "toggl", FIXTURES / "toggl.csv")
    assert result.exit_code == 1
    assert "cannot be read; correct it first" in result.output


@pytest.mark.parametrize(("lines", "is_found"), [(0, True), (39, True), (40, False)])
def test_a_header_is_found_below_a_preamble_that_is_not_too_long(lines: int, is_found: bool):
    found = Export("x.csv", ("About this export;\n" * lines + "Date;Hours\n2026-03-02;7\n").encode()).table(("date",))
    assert (found is not None) == is_found
    assert not found or [row.cells for row in found.rows] == [{"date": "2026-03-02", "hours": "7"}]
    assert not found or [row.line for row in found.rows] == [lines + 2]


BOTH = ["* Acme\n** A\n", "* Brio\n** B\n"]
CLOCK = "CLOCK: [2026-03-02 Mon 09:00]--[2026-03-02 Mon 10:00]\n"


@pytest.mark.parametrize(
    ("headings", "only", "said"),
    [
        (["* Acme\n** A\n"], [], None),
        (BOTH, [], "all clients and projects were imported: Acme (1), Brio (1)"),
        (BOTH, ["--only", "Acme"], "belong to other clients or projects: 1"),
        (
            ["* Acme\n** A\n", "* Brio\n** B\n"],
            ["--only", "Cody"],
            "the file's clients and projects are: Acme (1), Brio (1)",
        ),
    ],
)
def test_the_clients_of_a_file_are_named_where_a_choice_is_open(tmp_path: Path, headings, only, said):
    notes = (
        "all clients and projects were imported",
        "belong to other clients or projects",
        "clients and projects are",
    )
    (tmp_path / "work.org").write_text("".join(f"{each}{CLOCK}" for each in headings), encoding="utf-8")
    output = run(ledger(tmp_path), "org", tmp_path / "work.org", *only).output
    assert (said or "added 1") in output
    assert [note in output for note in notes].count(True) == (0 if said is None else 2 if "Cody" in only else 1)
