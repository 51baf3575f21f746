"""`client-ledger report` for people: fitted to the terminal, whole lines when piped, nothing lost in either."""

from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from client_ledger.cli import main
from client_ledger.commands.terminal import deciding_reason
from client_ledger.judging.judgement import judge_project
from client_ledger.project import open_project

SITE_FILE = Path(__file__).resolve().parents[2] / "mkdocs.yml"


@pytest.fixture(scope="module")
def clients():
    return judge_project(open_project(SITE_FILE)).clients


def report(*arguments: str, **environment: str) -> str:
    runner = CliRunner()
    result = runner.invoke(
        main, ["report", *arguments, "-f", str(SITE_FILE)], env={"COLUMNS": None, **environment}, catch_exceptions=False
    )
    assert result.exit_code == 0
    return result.stdout


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("arguments", [(), ("velatone",), ("lumenquay",)])
def test_no_line_is_wider_than_the_terminal(arguments):
    assert max(len(line) for line in report(*arguments, COLUMNS="80").splitlines()) <= 80


def test_each_client_takes_two_lines_or_three_at_80_columns(clients):
    lines = report(COLUMNS="80").splitlines()
    starts = [
        index for index, line in enumerate(lines) if any(each.timeline.client.name in line for each in clients.values())
    ]
    assert len(starts) == len(clients)
    assert max(after - before for before, after in pairwise(starts)) <= 3


@pytest.mark.parametrize("environment", [{}, {"COLUMNS": "80"}, {"COLUMNS": "50"}])
def test_names_and_reasons_are_whole_at_any_width(clients, environment):
    text = squeezed(report(**environment))
    for each in clients.values():
        assert each.timeline.client.name in text
        assert squeezed(deciding_reason(each)) in text


@pytest.mark.parametrize("environment", [{}, {"COLUMNS": "80"}])
def test_every_record_stands_with_its_place_at_any_width(clients, environment):
    text = squeezed(report("velatone", **environment))
    for judged in clients["velatone"].status.signs:
        assert squeezed(str(judged.reading.summary)) in text
        for record in judged.reading.evidence:
            assert f"{squeezed(str(record.text))} {record.place}" in text


def test_piped_each_sentence_stands_on_one_line_without_colours(clients):
    text = report()
    assert "\x1b" not in text
    for each in clients.values():
        assert deciding_reason(each) in text


def test_an_unknown_verdict_says_what_is_missing():
    assert (
        "nothing serious is recorded, and you never reviewed this client; if all is well, run `client-ledger review`"
        in report()
    )


def test_what_a_client_wrote_does_not_steer_the_terminal(tmp_path):
    (tmp_path / "ledger/clients").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: ledger\nplugins: [{client-ledger: {as_of: 2026-05-01}}]\n"
    )
    (tmp_path / "ledger/clients/a.md").write_text("---\nname: A\nincidents: log.csv\n---\n")
    (tmp_path / "ledger/clients/log.csv").write_text("date,kind,text\n2026-04-01,insult,\x1b[2Jgone\n")
    result = CliRunner().invoke(main, ["report", "a", "-f", str(tmp_path / "mkdocs.yml")], color=True)
    assert "gone" in result.stdout
    assert "\x1b[2J" not in result.stdout
