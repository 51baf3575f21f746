"""Repositories that are not as most are."""

import os
import subprocess

import pytest

from client_ledger.book.load import load
from client_ledger.history import Provenance, git
from repositories import ACME as TEXT
from repositories import MKDOCS, Repo, said

ACME = "ledger/clients/acme.md"
SITE = "ledger/contracts/acme-site.md"
OF_A_PARTIAL_CLONE = (
    "this clone is partial, so older versions of your files cannot be read; "
    "run `git fetch --refetch --no-filter` (on a build server, clone without --filter)"
)


def notices(repo: Repo) -> list[str]:
    return [str(notice) for notice in repo.history().notices]


def trail(repo: Repo, kind="client", identity="acme"):
    return said(repo.history().trail_of(kind, identity))


def incident(repo: Repo, client="acme") -> Provenance:
    found = load(repo.site.docs_dir, repo.site.settings.zone).clients[client].incidents[0]
    return repo.history().record(found.place, found.day)


@pytest.fixture
def twice(repo):
    """A ledger of two commits, the second of which rewords the incident."""
    repo.replace(ACME, "Shouted", "Yelled")
    repo.commit("Reword", "2026-06-01")
    return repo


REWORDED = [
    ("Reword", ["incident 2026-05-11 (insult): text: Shouted at me → Yelled at me"]),
    ("Begin", ["clients/acme.md added", "incident 2026-05-11 (insult) added"]),
]


def test_any_other_reason_why_git_cannot_read_a_repository_is_shown(repo):
    repo.write(".git/config", "[core\n")
    assert notices(repo)[0].startswith("git cannot read this repository, so no history is shown: fatal: bad config")


def test_a_replaced_commit_is_told_as_it_was_made(twice):
    twice.git("replace", "--graft", "HEAD")
    assert trail(twice) == REWORDED


def test_a_graft_hides_no_commit(twice):
    twice.write(".git/info/grafts", f"{twice.git('rev-parse', 'HEAD')}\n")
    assert trail(twice) == REWORDED


def test_a_repository_with_sha_256_ids_is_read(tmp_path):
    repo = Repo(tmp_path / "work")
    repo.write("mkdocs.yml", MKDOCS)
    repo.write(ACME, TEXT)
    repo.git("init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    repo.commit("Begin")
    repo.replace(ACME, "Shouted", "Yelled")
    repo.commit("Reword")
    assert trail(repo) == REWORDED
    assert len(repo.history().head or "") == 64


@pytest.mark.parametrize("name", ["other", "an\nother"])
def test_another_work_tree_of_the_repository_has_its_own_drafts(twice, tmp_path, name):
    twice.git("worktree", "add", "--quiet", str(tmp_path / name), "-b", "other")
    other = Repo(tmp_path / name)
    other.replace(ACME, "name: Acme", "name: Other")
    assert trail(other) == [("", ["name: Acme → Other"]), *REWORDED]
    assert trail(twice) == REWORDED


def test_a_ledger_whose_repository_has_its_work_tree_elsewhere_is_told(repo, tmp_path):
    repo.git("config", "core.worktree", str(tmp_path / "nowhere"))
    assert notices(repo) == ["the ledger is not in a work tree of its git repository, so no history is shown"]
    assert repo.history().whole == ()


def test_a_ledger_inside_a_bare_repository_is_told(repo):
    repo.git("clone", "--quiet", "--bare", str(repo.top), str(repo.top.parent / "bare"))
    bare = Repo(repo.top.parent / "bare")
    bare.write("mkdocs.yml", MKDOCS)
    bare.write(ACME, TEXT)
    assert notices(bare) == ["the ledger is not in a work tree of its git repository, so no history is shown"]


def test_a_repository_of_another_user_says_how_to_trust_it(repo, monkeypatch):
    monkeypatch.setattr(git, "KEPT", (*git.KEPT, "GIT_TEST_"))
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    [notice] = notices(repo)
    assert "belongs to another user" in notice
    assert "git config --global --add safe.directory" in notice


@pytest.fixture
def partial(twice, tmp_path):
    """A clone of the ledger without the older versions of its files, the client's renamed and edited at the last."""
    twice.replace(
        ACME, "Notes.", "Notes that are long enough for git to know the file again when it is renamed and edited."
    )
    twice.commit("Notes", "2026-06-04")
    twice.git("mv", ACME, "ledger/clients/bolt.md")
    twice.replace("ledger/clients/bolt.md", "Yelled", "Screamed")
    twice.commit("Rename", "2026-06-05")
    twice.git("config", "uploadpack.allowFilter", "true")
    twice.git("clone", "--quiet", "--filter=blob:none", twice.top.as_uri(), str(tmp_path / "partial"))
    return Repo(tmp_path / "partial")


def test_a_partial_clone_shows_what_it_has_and_says_how_to_get_the_rest(partial):
    assert notices(partial) == [OF_A_PARTIAL_CLONE]
    assert trail(partial, "contract", "acme-site")[0][0] == "Begin"
    assert [(subject, said[0]) for subject, said in trail(partial)[:2]] == [
        ("Rename", "clients/acme.md removed"),
        ("Notes", "clients/acme.md could not be read"),
    ]
    found = incident(partial, "bolt")
    assert (found.recorded.subject, found.exact) == ("Rename", False)
    assert partial.history().stage_since("acme-site") is None


def test_a_partial_clone_made_whole_is_read_anew(partial):
    partial.history()
    partial.git("fetch", "--quiet", "--refetch", "--no-filter")
    assert notices(partial) == []
    assert [subject for subject, _ in trail(partial, identity="bolt")] == ["Rename", "Notes", "Reword", "Begin"]
    found = incident(partial, "bolt")
    assert (found.recorded.subject, found.exact) == ("Begin", True)


def test_a_clone_without_the_older_folders_says_how_to_get_them(twice, tmp_path):
    twice.git("config", "uploadpack.allowFilter", "true")
    twice.git("clone", "--quiet", "--filter=tree:0", twice.top.as_uri(), str(tmp_path / "partial"))
    assert notices(Repo(tmp_path / "partial")) == [OF_A_PARTIAL_CLONE]


def test_a_merge_of_several_branches_tells_each_once(repo):
    for name in "xyz":
        repo.git("checkout", "--quiet", "-b", name, "main")
        repo.write(f"ledger/clients/{name}.md", f"---\nname: {name}\n---\n")
        repo.commit(f"Client {name}")
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-edit", "x", "y", "z")
    entries = [entry for day in repo.history().whole for entry in day.entries]
    assert sorted(said(entries))[3:] == [(f"Client {name}", [f"clients/{name}.md added"]) for name in "xyz"]


def test_a_commit_without_a_message_is_told(repo):
    repo.replace(ACME, "Shouted", "Yelled")
    repo.git("commit", "--quiet", "--all", "--allow-empty-message", "--message", "")
    assert trail(repo)[0] == ("", ["incident 2026-05-11 (insult): text: Shouted at me → Yelled at me"])


def test_a_message_in_another_encoding_is_read(repo):
    repo.git("config", "i18n.commitEncoding", "ISO-8859-1")
    repo.replace(ACME, "Shouted", "Yelled")
    repo.git("commit", "--quiet", "--all", "--message", os.fsdecode(b"Reform\xe9e"), author=os.fsdecode(b"Zo\xe9"))
    commit = repo.history().trail_of("client", "acme")[0].commit
    assert (commit.subject, commit.author) == ("Reformée", "Zoé")


def test_a_version_that_is_not_there_leaves_its_records_unknown(twice):
    blob = twice.git("rev-parse", f"HEAD:{ACME}")
    (twice.top / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert trail(twice)[0] == ("Reword", ["clients/acme.md could not be read"])
    found = incident(twice)
    assert (found.recorded, found.committed, found.days_after) == (None, True, None)


def test_a_record_that_may_have_stood_in_an_unreadable_version_is_not_dated_exactly(repo):
    good = (repo.top / ACME).read_bytes()
    repo.write("ledger/clients/bolt.md", good.replace(b"Notes", b"Caf\xe9"))
    repo.commit("Latin", "2026-05-13")
    repo.write("ledger/clients/bolt.md", good)
    repo.commit("Mended", "2026-05-20")
    found = incident(repo, "bolt")
    assert (found.recorded.subject, found.exact, found.committed) == ("Mended", False, True)
    assert incident(repo).exact
    assert repo.history().whole == repo.history(fresh=True).whole


def test_a_log_that_is_a_link_has_the_commits_of_what_it_leads_to(repo):
    repo.write("ledger/clients/acme.md", "---\nname: Acme\nincidents: rows.csv\n---\n")
    repo.write("ledger/rows/real.csv", "date,kind\n2026-05-11,insult\n")
    (repo.top / "ledger/clients/rows.csv").symlink_to("../rows/real.csv")
    repo.commit("Linked", "2026-05-13")
    assert incident(repo).recorded.subject == "Linked"


@pytest.mark.parametrize("value", ["off", "first-parent", "combined", "dense-combined", "separate"])
def test_however_the_user_shows_merges_they_are_read_the_same(repo, value):
    repo.git("checkout", "--quiet", "-b", "side")
    repo.replace(ACME, "name: Acme", "name: Side")
    repo.commit("Side")
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-commit", "--no-ff", "side")
    repo.replace(ACME, "name: Side", "name: Both")
    repo.commit("Decide")
    plain = repo.history(fresh=True).whole
    repo.git("config", "log.diffMerges", value)
    assert repo.history(fresh=True).whole == plain
    assert trail(repo)[0] == ("Decide", ["name: Side → Both"])


def test_a_record_that_two_branches_changed_and_a_merge_decided_is_not_told_as_removed(repo):
    repo.git("checkout", "--quiet", "-b", "side")
    repo.replace(SITE, "amount: 1800", "amount: 1900")
    repo.commit("Side", "2026-05-13")
    repo.git("checkout", "--quiet", "main")
    repo.replace(SITE, "amount: 1800", "amount: 2000")
    repo.commit("Main", "2026-05-14")
    repo.git("merge", "--quiet", "--no-commit", "--no-ff", "--strategy=ours", "side")
    repo.replace(SITE, "amount: 2000", "amount: 2100")
    repo.commit("Decide", "2026-05-15")
    (sentence,) = trail(repo, "contract", "acme-site")[0][1]
    assert sentence.endswith("→ 2,100")


def test_a_name_that_git_cannot_say_on_one_line_is_found(tmp_path):
    top = tmp_path / "a\nb"
    repo = Repo(top)
    repo.write("mkdocs.yml", MKDOCS)
    repo.write(ACME, TEXT)
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.commit("Begin")
    repo.replace(ACME, "Shouted", "Yelled")
    repo.commit("Reword")
    subprocess.run(["git", "clone", "-q", "--depth=1", top.as_uri(), str(tmp_path / "c\nd")], check=True)
    clone = Repo(tmp_path / "c\nd")
    assert "git fetch --unshallow" in notices(clone)[0]
    clone.git("worktree", "add", "--quiet", "-b", "more", str(tmp_path / "tree"))
    assert "git fetch --unshallow" in notices(Repo(tmp_path / "tree"))[0]
    assert trail(repo) == REWORDED
