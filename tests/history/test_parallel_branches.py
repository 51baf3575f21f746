"""What two branches did to one file, read as a person would tell it."""

from client_ledger.book.load import load
from repositories import Repo, said

ACME, BOLT = "ledger/clients/acme.md", "ledger/clients/bolt.md"
LINE = "incidents:\n  - {date: 2026-05-11, kind: insult, text: Shouted at me}\n"


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


def recorded(repo: Repo) -> list[tuple[str, bool]]:
    """Return the commit that recorded each of Acme's incidents, and whether that is exact."""
    found = load(repo.site.docs_dir, repo.site.settings.zone).clients["acme"].incidents
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
    on_both(repo, lambda: repo.write(BOLT, "---\nname: Bolt\n---\n"), lambda: repo.replace(ACME, "Shouted", "Yelled"))
    repo.git("rm", "-q", ACME)
    repo.git("commit", "-q", "--amend", "--no-edit", day="2026-05-15")
    assert told(repo)[0] == ("Merge", ["clients/acme.md removed"])


def test_a_record_that_one_removed_and_the_merge_keeps_is_as_old_as_it_was(repo: Repo):
    on_both(repo, lambda: repo.replace(ACME, LINE, ""), lambda: repo.write(BOLT, "---\nname: Bolt\n---\n"))
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


def test_a_record_that_one_removed_and_wrote_again_is_as_old_as_that(repo: Repo):
    repo.git("branch", "side")
    repo.write(BOLT, "---\nname: Bolt\n---\n")
    repo.commit("Main", "2026-05-13")
    repo.git("checkout", "-q", "side")
    repo.replace(ACME, LINE, "")
    repo.commit("Remove", "2026-05-14")
    repo.replace(ACME, "since: 2026-01-02\n", f"since: 2026-01-02\n{LINE}")
    repo.commit("Again", "2026-05-15")
    repo.git("merge", "-q", "--no-edit", "main", day="2026-05-16")
    assert recorded(repo) == [("Again", True)]
