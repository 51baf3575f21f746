"""What two branches did to one file, read as a person would tell it."""

import pytest

from client_ledger.book.load import load
from repositories import Repo, said

ACME, BOLT = "ledger/clients/acme.md", "ledger/clients/bolt.md"
EMPTY = "---\nname: Bolt\n---\n"
RECORD = "  - {date: 2026-05-11, kind: insult, text: Shouted at me}\n"
LINE = f"incidents:\n{RECORD}"


def on_both(repo: Repo, side, main) -> None:
    """Do one thing on a branch and another on main, each a commit, and merge them as main has it."""
    for branch, subject, do in (("side", "Side", side), ("main", "Main", main)):
        repo.git("checkout", "--quiet", *(["-b"] if branch == "side" else []), branch)
        do()
        repo.commit(subject, "2026-05-13" if branch == "side" else "2026-05-14")
    repo.git("merge", "--quiet", "--no-commit", "--strategy=ours", "side")
    repo.commit("Merge", "2026-05-15")


def told(repo: Repo) -> list[tuple[str, list[str]]]:
    """Return what all commits but the first did, the last first."""
    entries = [entry for day in repo.history(fresh=True).whole for entry in day.entries]
    return [each for each in said(entries) if each[0] != "Begin"]


def recorded(repo: Repo, client: str = "acme") -> list[tuple[str, bool]]:
    """Return the commit that recorded each of a client's incidents, and whether that is exact."""
    found = load(repo.site.docs_dir, repo.site.settings.zone).clients[client].incidents
    records = [repo.history().record(each.place, each.day) for each in found]
    return [(each.recorded.subject, each.exact) for each in records if each.recorded]


def test_a_file_that_both_removed_is_removed_once(repo: Repo):
    on_both(repo, lambda: repo.git("rm", "-q", ACME), lambda: repo.git("rm", "-q", ACME))
    assert [sentences for _, sentences in told(repo)] == [["clients/acme.md removed"]]


def test_a_change_that_both_made_is_told_once(repo: Repo):
    def rename() -> None:
        repo.replace(ACME, "name: Acme", "name: Acme Ltd")

    on_both(repo, rename, rename)
    assert [sentences for _, sentences in told(repo)] == [["name: Acme → Acme Ltd"]]


def test_a_file_that_one_renamed_and_the_other_removed_is_there_under_its_new_name(repo: Repo):
    on_both(repo, lambda: repo.git("rm", "-q", ACME), lambda: repo.git("mv", ACME, BOLT))
    assert told(repo) == [("Main", ["clients/acme.md renamed to clients/bolt.md"])]


def test_a_file_that_only_the_merge_removes_is_removed_by_the_merge(repo: Repo):
    on_both(repo, lambda: repo.write(BOLT, EMPTY), lambda: repo.replace(ACME, "Shouted", "Yelled"))
    repo.git("rm", "-q", ACME)
    repo.git("commit", "-q", "--amend", "--no-edit", day="2026-05-15")
    assert told(repo)[0] == ("Merge", ["clients/acme.md removed"])


def test_a_record_that_one_removed_and_the_merge_keeps_is_as_old_as_it_was(repo: Repo):
    on_both(repo, lambda: repo.replace(ACME, LINE, ""), lambda: repo.write(BOLT, EMPTY))
    repo.replace(ACME, "name: Acme", "name: Acme Ltd")
    repo.git("commit", "-q", "-a", "--amend", "--no-edit", day="2026-05-15")
    assert recorded(repo) == [("Begin", True)]


def test_each_adds_a_record_on_its_own_day(repo: Repo):
    def add(day: str) -> None:
        repo.replace(ACME, "incidents:\n", f"incidents:\n  - {{date: {day}, kind: no-show}}\n")

    on_both(repo, lambda: add("2026-05-01"), lambda: add("2026-05-02"))
    add("2026-05-01")
    repo.git("commit", "-q", "-a", "--amend", "--no-edit", day="2026-05-15")
    assert recorded(repo) == [("Side", True), ("Main", True), ("Begin", True)]


@pytest.mark.parametrize("file", [ACME, "ledger/contracts/acme-site.md"], ids=["same file", "another"])
@pytest.mark.parametrize(("into", "merged"), [("main", "side"), ("side", "main")])
def test_a_record_that_one_removed_and_wrote_again_is_as_old_as_that(repo: Repo, file: str, into: str, merged: str):
    repo.replace(ACME, "Shouted at me}\n", "Shouted at me}\n  - {date: 2026-05-10, kind: no-show}\n")
    repo.commit("Second")
    repo.git("branch", "side")
    repo.write(file, (repo.top / file).read_text() + "\nMore.\n")
    repo.commit("More", "2026-05-13")
    repo.git("checkout", "-q", "side")
    repo.replace(ACME, RECORD, "")
    repo.commit("Remove", "2026-05-14")
    repo.replace(ACME, "incidents:\n", f"incidents:\n{RECORD}")
    repo.commit("Again", "2026-05-15")
    repo.git("checkout", "-q", into)
    repo.git("merge", "-q", "--no-edit", merged, day="2026-05-16")
    assert recorded(repo) == [("Again", True), ("Second", True)]


def test_a_record_removed_before_the_branches_began_is_new_in_the_merge_that_has_it_again(repo: Repo):
    repo.replace(ACME, LINE, "")
    repo.commit("Remove")
    on_both(repo, lambda: repo.replace(ACME, "name: Acme", "name: Acme Ltd"), lambda: repo.write(BOLT, EMPTY))
    repo.replace(ACME, "since: 2026-01-02\n", f"since: 2026-01-02\n{LINE}")
    repo.git("commit", "-q", "-a", "--amend", "--no-edit", day="2026-05-15")
    assert recorded(repo) == [("Merge", True)]


@pytest.mark.parametrize("first", ["move", "remove"])
def test_a_record_that_one_removed_and_the_other_moved_is_as_old_as_it_was(repo: Repo, first: str):
    repo.write(BOLT, EMPTY)
    repo.commit("Bolt")

    def move() -> None:
        repo.replace(ACME, LINE, "")
        repo.replace(BOLT, "name: Bolt\n", f"name: Bolt\n{LINE}")

    def remove() -> None:
        repo.replace(ACME, LINE, "")
        repo.replace(ACME, "Notes.", "More notes.")

    on_both(repo, *((move, remove) if first == "move" else (remove, move)))
    repo.git("checkout", "-q", "side" if first == "move" else "main", "--", ".")
    repo.git("commit", "-q", "--amend", "--no-edit", day="2026-05-15")
    assert recorded(repo, "bolt") == [("Begin" if first != "move" else "Side", True)]


def test_a_file_written_again_after_its_removal_has_only_records_that_are_not_committed(repo: Repo):
    text = (repo.top / ACME).read_text()
    repo.git("rm", "-q", ACME)
    repo.commit("Remove")
    repo.write(ACME, text)
    assert recorded(repo) == []
