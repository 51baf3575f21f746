"""What is kept for the next build, and how far it can be trusted."""

import sys
from subprocess import PIPE, Popen

import pytest

from client_ledger.history import reading
from client_ledger.history.git import GitError, Objects, open_repository
from repositories import Repo, said

ACME, BOLT = "ledger/clients/acme.md", "ledger/clients/bolt.md"


def edit(repo: Repo, old: str, new: str, subject: str) -> None:
    repo.replace(ACME, old, new)
    repo.commit(subject)


@pytest.mark.parametrize("behind", range(1, 7))
def test_after_an_amended_commit_a_branch_that_was_open_is_read_again_whole(repo: Repo, behind: int, monkeypatch):
    monkeypatch.setattr(reading, "BEHIND", behind)
    edit(repo, "Shouted", "Yelled", "Before")
    repo.git("checkout", "-q", "-b", "side")
    edit(repo, "name: Acme", "name: Acme Ltd", "Side")
    repo.git("checkout", "-q", "main")
    edit(repo, "Notes.", "More notes.", "Main")
    repo.git("merge", "-q", "--no-edit", "side")
    edit(repo, "Yelled", "Cried", "After")
    repo.history()
    repo.replace(ACME, "Cried", "Laughed")
    repo.git("commit", "-q", "-a", "--amend", "--no-edit")
    assert repo.history().whole == repo.history(fresh=True).whole


@pytest.fixture
def partial(repo: Repo, tmp_path, monkeypatch) -> Repo:
    """A clone that lacks the first version of a file, which git has no other reason to look at."""
    monkeypatch.setattr(reading, "BEHIND", 1)
    edit(repo, "Shouted", "Yelled", "Reword")
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("clone", "-q", "--filter=blob:none", repo.top.as_uri(), str(tmp_path / "partial"))
    return Repo(tmp_path / "partial")


def test_a_version_that_was_not_fetched_takes_no_other_with_it_and_is_told(partial: Repo):
    history = partial.history()
    assert "this clone is partial" in str(history.notices[0])
    assert said(history.trail_of("contract", "acme-site"))[0][1][0] == "contracts/acme-site.md added"
    assert "could not be read" not in str(said(history.trail_of("contract", "acme-site")))


def test_a_history_with_gaps_is_not_kept(partial: Repo):
    partial.history()
    assert list(partial.top.glob(".client-ledger-cache/*.jsonl")) == []
    partial.git("fetch", "-q", "--refetch", "--no-filter")
    assert partial.history().whole == partial.history(fresh=True).whole


def test_a_git_that_has_stopped_answers_nothing(repo: Repo):
    repository = open_repository(repo.top)
    with Popen([sys.executable, "-c", ""], stdin=PIPE, stdout=PIPE, bufsize=0) as stopped:
        stopped.wait()
        with pytest.raises(GitError, match="git stopped at"):
            Objects(stopped, repository).read(repository.head)
