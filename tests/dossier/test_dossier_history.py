"""The history in a dossier: whole through renames and merges, and without what was another client's."""

import csv

import pytest

from dossier.test_dossier import BEA, pack, run, unpack
from repositories import ACME, MKDOCS, SITE, Repo


def begun(top):
    """A repository with two clients in its first commit."""
    found = Repo(top)
    found.git("init", "--quiet", "--initial-branch=main")
    found.write("mkdocs.yml", MKDOCS)
    found.write("ledger/clients/acme.md", ACME)
    found.write("ledger/clients/bea.md", BEA)
    found.commit("Begin with both", "2026-05-12")
    return found


@pytest.fixture
def repo(tmp_path):
    return begun(tmp_path / "home")


def clone(repo, *options):
    folder = unpack(pack(repo, *options)[0])
    run(folder, "git", "clone", "--quiet", "history.bundle", "history")
    run(folder, "git", "-C", "history", "fsck", "--full", "--strict")
    assert run(folder, "diff", "--recursive", "--exclude=.git", "records", "history") == ""
    return folder


def subjects(folder):
    return run(folder, "git", "-C", "history", "log", "--reverse", "--topo-order", "--format=%s").splitlines()


def facts(folder):
    return list(csv.DictReader((folder / "facts.csv").read_text(encoding="utf-8").splitlines()))


def everything(folder):
    """All that a stranger can read: the files, and every object of the history."""
    batch = ("cat-file", "--batch", "--batch-all-objects", "--buffer")
    files = (file for file in folder.rglob("*") if file.is_file() and ".git" not in file.parts)
    return run(folder, "git", "-C", "history", *batch) + "".join(file.read_bytes().decode("latin-1") for file in files)


def test_a_file_that_was_moved_keeps_its_history_from_before(repo):
    (repo.top / "ledger/clients/former").mkdir()
    repo.git("mv", "ledger/clients/acme.md", "ledger/clients/former/acme.md")
    repo.replace("ledger/clients/former/acme.md", "Notes.", "Notes.\nMore.\nAnd more, so that it is no mere move.")
    repo.commit("Archive it", "2026-05-13")
    folder = clone(repo)
    assert subjects(folder) == ["Begin with both", "Archive it"]
    (fact,) = facts(folder)
    assert fact["file"] == "ledger/clients/former/acme.md"
    shown = run(folder, "git", "-C", "history", "show", "--format=%s", fact["commit"])
    assert "Begin with both" in shown
    assert "+  - {date: 2026-05-11, kind: insult, text: Shouted at me}" in shown


def test_a_contract_whose_id_changed_keeps_its_history_too(repo):
    repo.write("ledger/contracts/site.md", SITE)
    repo.commit("Add the site", "2026-05-13")
    repo.git("mv", "ledger/contracts/site.md", "ledger/contracts/shop.md")
    repo.commit("Call it a shop", "2026-05-14")
    folder = clone(repo)
    assert subjects(folder) == ["Begin with both", "Add the site", "Call it a shop"]
    assert all(fact["commit"] for fact in facts(folder))


def test_what_git_takes_for_a_rename_of_another_clients_file_is_not_followed(repo):
    shared = "\n".join(f"A line that both files have, number {number}." for number in range(20))
    repo.write("ledger/clients/bea.md", BEA + shared)
    repo.commit("Write about one", "2026-05-13")
    (repo.top / "ledger/clients/bea.md").unlink()
    repo.write("ledger/clients/cleo.md", f"---\nname: Cleo\n---\n\n{shared}\n")
    repo.commit("Begin with Cleo", "2026-05-14")
    assert "R0" in repo.git("show", "--format=", "--raw", "-M", "HEAD")
    text = (repo.top / "ledger/clients/cleo.md").read_text(encoding="utf-8")
    repo.write("ledger/clients/acme.md", text.replace("Cleo", "Acme"))
    (repo.top / "ledger/clients/cleo.md").unlink()
    repo.commit("Let Cleo become Acme", "2026-05-15")
    everywhere = everything(clone(repo))
    assert "Secret of Bea" not in everywhere
    assert "Beatrice" not in everywhere


def test_what_a_path_held_before_is_not_in_it(repo):
    repo.write("ledger/evidence/shot.txt", "Of Beatrice")
    repo.replace(
        "ledger/clients/bea.md",
        "contact:",
        "incidents:\n  - {date: 2026-05-12, kind: threat, evidence: shot.txt}\ncontact:",
    )
    repo.commit("Keep a shot", "2026-05-13")
    (repo.top / "ledger/evidence/shot.txt").unlink()
    repo.write("ledger/clients/bea.md", BEA)
    repo.commit("Drop the shot", "2026-05-14")
    repo.write("ledger/evidence/shot.txt", "Of Acme")
    repo.replace("ledger/clients/acme.md", "kind: insult", "kind: insult, evidence: shot.txt")
    repo.commit("Keep another shot", "2026-05-15")
    folder = clone(repo)
    assert subjects(folder) == ["Begin with both", "Keep another shot"]
    assert "Of Acme" in everything(folder)
    assert "Of Beatrice" not in everything(folder)


def test_branches_that_were_merged_stay_so_whatever_they_touched(repo):
    repo.git("checkout", "--quiet", "-b", "bea-secret")
    repo.write("ledger/contracts/site.md", SITE)
    repo.commit("Add the site", "2026-05-13")
    repo.write("ledger/clients/bea.md", BEA + "More.\n")
    repo.commit("Write of the other alone", "2026-05-14")
    repo.git("checkout", "--quiet", "main")
    repo.replace("ledger/clients/acme.md", "Notes.", "Other notes.")
    repo.commit("Change the notes", "2026-05-15")
    repo.git("merge", "--quiet", "--no-ff", "--message", "Bring both together", "bea-secret", day="2026-05-16")
    folder = clone(repo)
    assert sorted(subjects(folder)) == ["Add the site", "Begin with both", "Bring both together", "Change the notes"]
    assert subjects(folder)[-1] == "Bring both together"
    assert "bea-secret" not in everything(folder)
    assert all(fact["commit"] for fact in facts(folder))


def test_a_path_with_signs_of_its_own_is_packed(repo):
    name = 'ledger/evidence/a "b" é.txt'
    repo.write(name, "Kept")
    repo.replace("ledger/clients/acme.md", "kind: insult", "kind: insult, evidence: 'a \"b\" é.txt'")
    repo.commit("Keep an odd name", "2026-05-13")
    assert (clone(repo) / "history" / name).read_text(encoding="utf-8") == "Kept"


def test_messages_leave_out_whom_else_they_name(repo):
    repo.write("ledger/contracts/site.md", SITE)
    repo.commit(
        "Add the site\n\nQuentin Marsh of Beatrice Quill was on the phone: Quill, beatrice-quill, Marsh.", "2026-05-13"
    )
    _, result = pack(repo)
    assert "1 commit message named others; the names were left out" in result.output
    folder = clone(repo, "--force")
    assert (
        "[…] of […] was on the phone: […], […], […]."
        in run(folder, "git", "-C", "history", "log", "-1", "--format=%b").encode("latin-1").decode()
    )
    assert "Quill" not in everything(folder)


def test_it_is_said_when_an_earlier_version_names_others(repo):
    repo.replace("ledger/clients/acme.md", "Notes.", "Like Beatrice Quill.")
    repo.commit("Compare", "2026-05-13")
    repo.replace("ledger/clients/acme.md", "Like Beatrice Quill.", "Notes.")
    repo.commit("Take it back", "2026-05-14")
    _, result = pack(repo)
    assert "named in earlier versions of ledger/clients/acme.md, in history.bundle" in result.output


def test_what_others_were_called_who_are_no_longer_in_the_ledger_is_left_out_too(repo):
    repo.write(
        "ledger/clients/vandelay.md", "---\nname: Vandelay Industries\ncontact: Art V., art@vandelay.example\n---\n"
    )
    repo.write("ledger/contracts/latex.md", SITE.replace("acme", "vandelay").replace("New site", "Import of Latex"))
    repo.replace("ledger/clients/acme.md", "since:", "source: Vandelay Industries\nsince:")
    repo.commit("Acme came through Vandelay Industries, at the import of latex", "2026-05-13")
    (repo.top / "ledger/clients/vandelay.md").unlink()
    (repo.top / "ledger/contracts/latex.md").unlink()
    repo.replace("ledger/clients/acme.md", "source: Vandelay Industries\n", "")
    repo.replace("ledger/clients/acme.md", "Shouted", "Shouted of art@vandelay.example")
    repo.commit("Forget them", "2026-05-14")
    _, result = pack(repo)
    assert "1 commit message named others" in result.output
    assert "other clients are named in dossier.html, facts.csv" in result.output
    assert "named in earlier versions of ledger/clients/acme.md, in history.bundle" in result.output
    folder = clone(repo, "--force")
    assert subjects(folder)[1].encode("latin-1").decode() == "Acme came through […], at the […]"
    left = unpack(pack(repo, "--force", "--leave-out-names")[0])
    assert "vandelay" not in (left / "facts.csv").read_text(encoding="utf-8")


def test_what_this_client_itself_was_called_is_not_left_out(repo):
    repo.replace("ledger/clients/acme.md", "name: Acme", "name: Roadrunner")
    repo.write("ledger/contracts/old-shop.md", SITE.replace("New site", "An old shop"))
    repo.commit("Give it another name", "2026-05-13")
    repo.replace("ledger/clients/acme.md", "name: Roadrunner", "name: Acme")
    (repo.top / "ledger/contracts/old-shop.md").unlink()
    repo.replace("ledger/clients/acme.md", "Notes.", "Acme, once Roadrunner, with its old shop.")
    repo.commit("Go back", "2026-05-14")
    folder = unpack(pack(repo, "--leave-out-names")[0])
    assert "Acme, once Roadrunner, with its old shop." in (folder / "records/ledger/clients/acme.md").read_text()


def test_it_is_said_when_names_of_former_files_cannot_be_known(repo):
    repo.write("ledger/clients/bea.md", "---\nname: [Bea\n---\n")
    repo.commit("Break it", "2026-05-13")
    repo.write("ledger/clients/bea.md", BEA)
    repo.commit("Mend it", "2026-05-14")
    assert "earlier versions of ledger/clients/bea.md cannot be read" in pack(repo)[1].output


def test_it_is_said_that_earlier_versions_name_others_though_the_last_does_too(repo):
    repo.replace("ledger/clients/acme.md", "Notes.", "Like Beatrice Quill.")
    repo.commit("Compare", "2026-05-13")
    repo.replace("ledger/clients/acme.md", "Like Beatrice Quill.", "Not like Beatrice Quill.")
    repo.commit("Compare again", "2026-05-14")
    _, result = pack(repo)
    assert "named in earlier versions of ledger/clients/acme.md, in history.bundle" in result.output
