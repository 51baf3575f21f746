"""`report --at`: the ledger judged as a commit has it."""

import json

import pytest
from click.testing import CliRunner

from client_ledger.cli import main
from repositories import ACME, MKDOCS, SITE, Repo


@pytest.fixture
def repo(tmp_path):
    """A ledger whose client was kept in May and is to be left since June."""
    repo = Repo(tmp_path / "work")
    repo.write("mkdocs.yml", MKDOCS)
    repo.write("ledger/clients/acme.md", ACME.replace("text: Shouted at me", "severity: minor"))
    repo.write("ledger/contracts/acme-site.md", SITE)
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.commit("Begin", "2026-05-12")
    repo.replace("ledger/clients/acme.md", "severity: minor", "severity: serious")
    repo.commit("Worse than I thought", "2026-06-02")
    return repo


def report(repo: Repo, *arguments: str):
    return CliRunner().invoke(main, ["report", "-f", str(repo.top / "mkdocs.yml"), *arguments])


def verdict(result) -> tuple[str, str]:
    assert result.exit_code == 0, result.output
    read = json.loads(result.stdout)
    return read["as_of"], read["clients"][0]["verdict"]


def test_the_ledger_is_judged_as_committed_on_the_day_of_the_commit(repo):
    first = report(repo, "--at", "HEAD~1", "--format", "json")
    assert verdict(first) == ("2026-05-12", "set-boundary")
    assert first.stderr == f"as committed in {repo.git('rev-parse', '--short=8', 'HEAD~1')} on 2026-05-12\n"
    assert verdict(report(repo, "--at", "HEAD", "--format", "json")) == ("2026-06-02", "leave-now")


def test_another_day_can_be_asked_for(repo):
    result = report(repo, "--at", "HEAD~1", "--as-of", "2026-05-20", "--format", "json")
    assert verdict(result) == ("2026-05-20", "set-boundary")


def test_what_is_not_committed_does_not_count(repo):
    repo.write("ledger/clients/acme.md", "---\nnam: Acme\n---\n")
    assert verdict(report(repo, "--at", "HEAD", "--format", "json")) == ("2026-06-02", "leave-now")
    assert "Acme" in report(repo, "--at", "HEAD").stdout


def test_a_revision_that_is_not_there_is_a_misuse(repo):
    result = report(repo, "--at", "nowhere")
    assert (result.exit_code, "there is no commit 'nowhere' here" in result.stderr) == (2, True)


def test_a_ledger_without_a_repository_has_no_revisions(tmp_path):
    repo = Repo(tmp_path / "plain")
    repo.write("mkdocs.yml", MKDOCS)
    repo.write("ledger/clients/acme.md", ACME)
    result = report(repo, "--at", "HEAD")
    assert (result.exit_code, "not in a git repository" in result.stderr) == (2, True)
