"""Every command prints in any encoding, and nothing recorded reaches a terminal as a control character."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from client_ledger.cli import main
from client_ledger.project import open_project
from writing import write_site

SITE = str(Path(__file__).resolve().parents[2] / "mkdocs.yml")
ENCODINGS = ("ascii", "cp437", "cp1252", "latin-1")
COMMANDS = (
    ("check",),
    ("report",),
    ("log",),
    ("exit", "velatone"),
    ("exit", "velatone", "--language", "fr"),
)


def printed(encoding, *command):
    done = CliRunner(charset=encoding).invoke(main, list(command))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    # Click writes UTF-8 where the environment knows nothing but ASCII.
    return done.output_bytes.decode("utf-8" if encoding == "ascii" else encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_prints_in_the_encoding_there_is(encoding, command):
    assert printed(encoding, *command, "-f", SITE)


@pytest.mark.parametrize(("encoding", "name"), [("ascii", "Hotel Castelbrune"), ("latin-1", "Hôtel Castelbrune")])
def test_a_letter_that_the_encoding_lacks_is_written_as_near_as_it_comes(encoding, name):
    assert name in printed(encoding, "report", "castelbrune", "-f", SITE)


def test_money_keeps_its_currency_where_there_is_no_sign_for_it():
    assert re.search(r"EUR\d", printed("cp437", "exit", "velatone", "-f", SITE))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_is_the_same_in_every_encoding(encoding):
    assert json.loads(printed(encoding, "report", "--format", "json", "-f", SITE)) == json.loads(
        printed("utf-8", "report", "--format", "json", "-f", SITE)
    )
    assert json.loads(printed(encoding, "schema", "client")) == json.loads(printed("utf-8", "schema", "client"))


@pytest.mark.parametrize("escape", [r"\e[31m", r"\a", r"\0", r"\u009b", r"\r", r"\x7f"])
def test_an_escape_in_yaml_that_stands_for_a_control_character_is_a_problem_with_its_place(tmp_path, escape):
    site = write_site(tmp_path, {"clients/acme.md": f'---\nname: "Acme {escape} Ltd"\n---\n'})
    [problem] = open_project(site).errors
    assert (problem.code, problem.place.line, problem.place.column) == ("invalid-character", 2, 7)


def test_a_control_character_in_a_csv_file_is_a_problem_with_its_place(tmp_path):
    contract = "---\nclient: acme\ntitle: Site\nstage: active\nbilling: fixed\nvalue: 10\nhours: ../hours.csv\n---\n"
    files = {
        "clients/acme.md": "---\nname: Acme\n---\n",
        "contracts/site.md": contract,
        "hours.csv": "date,hours,task\n2026-01-01,2,a\x1b[31mb\n",
    }
    [problem] = open_project(write_site(tmp_path, files)).errors
    assert (problem.code, problem.place.file, problem.place.line) == ("invalid-character", "hours.csv", 2)
