"""The history in a dossier where two files changed places: each brings its own, and nothing of the other."""

import pytest

from dossier.test_dossier import pack, run
from dossier.test_dossier_history import begun, clone, everything, facts, subjects
from repositories import SITE


@pytest.fixture
def repo(tmp_path):
    return begun(tmp_path / "home")


RICH = (
    "---\nname: {name}\nsince: {since}\nstatus: active\ncountry: FR\ncontact: {contact}\n"
    "incidents:\n  - {{date: {on}, kind: insult, text: {said}}}\n---\n\nSecret of {name}.\n"
)
ONE = RICH.format(name="Acme", since="2026-01-02", contact="Wile Coyote", on="2026-05-10", said="Beep")
OTHER = RICH.format(name="Initech", since="2025-03-04", contact="Bill Lumbergh", on="2026-05-09", said="Saturday")
OF_THE_OTHER = ("Initech", "Lumbergh", "Saturday", "2025-03-04")


def exchange(repo, extra=""):
    """Two clients' files whose ids were mixed up, until a commit made them change places."""
    repo.write("ledger/clients/acme.md", OTHER)
    repo.write("ledger/clients/initech.md", ONE)
    repo.commit("Mix them up", "2026-05-13")
    repo.write("ledger/clients/initech.md", OTHER)
    repo.write("ledger/clients/acme.md", ONE + extra)
    repo.commit("Put each in its place", "2026-05-14")


def test_of_two_files_that_changed_places_each_keeps_its_own_history(repo):
    exchange(repo)
    folder = clone(repo)
    assert [word for word in OF_THE_OTHER if word in everything(folder)] == []
    assert subjects(folder) == ["Mix them up", "Put each in its place"]
    held = run(folder, "git", "-C", "history", "ls-tree", "-r", "--name-only", "HEAD~").split()
    assert held == ["ledger/clients/initech.md"]
    assert all(fact["commit"] for fact in facts(folder))


def test_what_reads_as_anothers_file_is_not_in_it_and_the_owner_is_told(repo):
    exchange(repo, "More.\n")
    _, result = pack(repo)
    assert "what stood before in place of ledger/clients/acme.md reads as another's" in result.output
    folder = clone(repo, "--force")
    assert [word for word in OF_THE_OTHER if word in everything(folder)] == []
    assert subjects(folder) == ["Put each in its place"]


@pytest.mark.parametrize("strategy", ["ours-first", "theirs-first"])
def test_files_that_changed_places_on_a_branch_are_told_apart_on_both(repo, strategy):
    repo.write("ledger/clients/acme.md", OTHER)
    repo.write("ledger/clients/initech.md", ONE)
    repo.commit("Mix them up", "2026-05-13")
    repo.git("checkout", "--quiet", "-b", "side")
    repo.write("ledger/clients/initech.md", OTHER)
    repo.write("ledger/clients/acme.md", ONE)
    repo.commit("Put each in its place", "2026-05-14")
    repo.git("checkout", "--quiet", "main")
    repo.write("ledger/contracts/site.md", SITE)
    repo.commit("Add the site", "2026-05-15")
    if strategy == "theirs-first":
        repo.git("checkout", "--quiet", "side")
    other = "main" if strategy == "theirs-first" else "side"
    repo.git("merge", "--quiet", "--no-ff", "--message", "Bring both together", other, day="2026-05-16")
    folder = clone(repo)
    assert [word for word in OF_THE_OTHER if word in everything(folder)] == []
    assert "Mix them up" in subjects(folder)


def test_evidence_that_changed_places_is_followed_too(repo):
    repo.replace("ledger/clients/acme.md", "kind: insult", "kind: insult, evidence: a.txt")
    repo.write("ledger/evidence/a.txt", "Of Beatrice")
    repo.write("ledger/evidence/b.txt", "Of Acme")
    repo.commit("Keep two", "2026-05-13")
    repo.write("ledger/evidence/a.txt", "Of Acme")
    repo.write("ledger/evidence/b.txt", "Of Beatrice")
    repo.commit("Exchange them", "2026-05-14")
    everywhere = everything(clone(repo))
    assert "Of Acme" in everywhere
    assert "Of Beatrice" not in everywhere


def test_a_client_with_another_name_keeps_its_history(repo):
    repo.replace("ledger/clients/acme.md", "name: Acme", "name: Roadrunner")
    repo.replace("ledger/clients/acme.md", "Notes.", "Other notes.")
    repo.commit("Give it another name", "2026-05-13")
    assert subjects(clone(repo)) == ["Begin with both", "Give it another name"]
