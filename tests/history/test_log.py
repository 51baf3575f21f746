"""The commits of a history: when they were made, what they touched, and how they descend from each other."""

from datetime import UTC, datetime, timedelta

import pytest

from client_ledger.history.git import open_repository
from client_ledger.history.log import Layout, read_commit, read_log

LAYOUT = Layout("ledger/", "mkdocs.yml")
ACME = "ledger/clients/acme.md"


@pytest.fixture
def branched(repo):
    """A ledger with a branch merged into it, and one commit before and after."""
    repo.git("checkout", "--quiet", "-b", "side")
    repo.write("ledger/side.md", "side")
    repo.commit("Side")
    repo.git("checkout", "--quiet", "main")
    repo.write("ledger/main.md", "main")
    repo.commit("Main")
    repo.git("merge", "--quiet", "--no-ff", "--message", "Merge", "side")
    repo.write("ledger/last.md", "last")
    repo.commit("Last")
    return repo


def test_a_commit_is_settled_if_all_later_ones_descend_from_it(branched):
    log = read_log(open_repository(branched.top), LAYOUT, "HEAD")
    found = {step.commit.subject: step.settled for step in log.steps}
    assert found == {"Begin": True, "Side": False, "Main": False, "Merge": True, "Last": True}
    assert (log.root, log.imports) == (None, False)


def test_a_range_has_a_root_if_all_its_commits_descend_from_one(branched):
    repository = open_repository(branched.top)
    base, side, merge = (branched.git("rev-parse", name) for name in (":/Begin", ":/Side", ":/Merge"))
    assert read_log(repository, LAYOUT, f"{base}..HEAD").root == base
    assert read_log(repository, LAYOUT, f"{merge}..HEAD").root == merge
    assert read_log(repository, LAYOUT, f"{side}..HEAD").root is None
    assert read_log(repository, LAYOUT, "HEAD..HEAD").root is None


@pytest.mark.parametrize(("offset", "minutes"), [("+0545", 345), ("-0330", -210), ("+0000", 0), ("+1400", 840)])
def test_a_commit_keeps_the_time_zone_it_was_written_in(repo, offset, minutes):
    written = f"--date=2026-05-12T12:34:56{offset}"
    repo.git("commit", "--quiet", "--allow-empty", "--message", "Elsewhere", written)
    authored = read_log(open_repository(repo.top), LAYOUT, "HEAD").steps[-1].commit.authored
    assert authored.replace(tzinfo=None) == datetime(2026, 5, 12, 12, 34, 56)  # noqa: DTZ001 - as the clock there said
    assert authored.utcoffset() == timedelta(minutes=minutes)


def test_a_commit_whose_date_no_calendar_has_is_of_the_beginning_of_time(repo):
    tree, head = repo.git("rev-parse", "HEAD^{tree}"), repo.git("rev-parse", "HEAD")
    text = f"tree {tree}\nparent {head}\nauthor R <r@example.org> 99999999999999 +0000\n"
    file = repo.write("commit", f"{text}committer R <r@example.org> 1778580000 +0200\n\nFar away\n")
    odd = repo.git("hash-object", "-t", "commit", "-w", "--literally", str(file))
    commit = read_commit(open_repository(repo.top), odd)
    assert (commit.subject, commit.authored) == ("Far away", datetime(1970, 1, 1, tzinfo=UTC))
    assert (commit.parents, commit.cut) == ((head,), False)


def test_only_the_first_commit_of_a_shallow_clone_is_cut(repo, tmp_path):
    for number in range(3):
        repo.commit(f"Commit {number}")
    repo.git("clone", "--quiet", "--depth=2", f"file://{repo.top}", str(tmp_path / "shallow"))
    log = read_log(open_repository(tmp_path / "shallow"), LAYOUT, "HEAD")
    assert [(step.commit.subject, step.commit.cut) for step in log.steps] == [("Commit 1", True), ("Commit 2", False)]


def test_a_file_that_leaves_the_ledger_is_removed_and_one_that_comes_brings_its_past(repo):
    repo.write("notes/plan.md", "one\ntwo\nthree\n")
    repo.commit("Outside")
    repo.git("mv", "notes/plan.md", "ledger/plan.md")
    repo.commit("Comes")
    repo.git("mv", "ledger/plan.md", "notes/plan.md")
    repo.commit("Leaves")
    log = read_log(open_repository(repo.top), LAYOUT, "HEAD")
    found = {
        step.commit.subject: [(each.old_path, each.path, bool(each.blob)) for each in step.deltas] for step in log.steps
    }
    assert found["Outside"] == [("notes/plan.md", "notes/plan.md", True)]
    assert found["Comes"] == [("notes/plan.md", "ledger/plan.md", True)]
    assert log.imports


def test_a_file_that_only_leaves_the_ledger_is_removed(repo):
    repo.write("ledger/plan.md", "one\ntwo\nthree\n")
    repo.commit("Plan")
    (repo.top / "notes").mkdir()
    repo.git("mv", "ledger/plan.md", "notes/plan.md")
    repo.write("notes/other.md", "other")
    repo.commit("Leaves")
    log = read_log(open_repository(repo.top), LAYOUT, "HEAD")
    assert [(each.path, each.blob) for each in log.steps[-1].deltas] == [("ledger/plan.md", None)]
    assert not log.imports


def test_a_file_renamed_within_the_ledger_imports_nothing(repo):
    repo.git("mv", ACME, "ledger/clients/acme-ltd.md")
    repo.commit("Rename")
    log = read_log(open_repository(repo.top), LAYOUT, "HEAD")
    assert [(each.old_path, each.path) for each in log.steps[-1].deltas] == [(ACME, "ledger/clients/acme-ltd.md")]
    assert not log.imports


def test_files_outside_the_ledger_are_passed_over(repo):
    file = repo.write("notes/plan.md", "one\ntwo\nthree\n")
    repo.commit("Outside")
    file.write_text("one\ntwo\nfour\n")
    repo.commit("Edited")
    repo.git("mv", "notes/plan.md", "notes/other.md")
    repo.commit("Renamed")
    file = repo.top / "notes/other.md"
    file.unlink()
    repo.commit("Removed")
    log = read_log(open_repository(repo.top), LAYOUT, "HEAD")
    assert {step.commit.subject: len(step.deltas) for step in log.steps} == {
        "Begin": 3,
        "Outside": 0,
        "Edited": 0,
        "Renamed": 0,
        "Removed": 0,
    }


def test_of_two_histories_that_were_joined_neither_beginning_is_settled(repo):
    repo.git("checkout", "--quiet", "--orphan", "other")
    repo.commit("Other beginning")
    repo.git("merge", "--quiet", "--allow-unrelated-histories", "--strategy=ours", "--message", "Joined", "main")
    log = read_log(open_repository(repo.top), LAYOUT, "HEAD")
    assert {step.commit.subject: step.settled for step in log.steps} == {
        "Begin": False,
        "Other beginning": False,
        "Joined": True,
    }
