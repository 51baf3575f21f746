import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from client_ledger.book.site_file import read_site_file
from client_ledger.history import read_history
from repositories import MKDOCS, Repo, said

ACME = "ledger/clients/acme.md"


def notices(repo: Repo) -> list[str]:
    return [str(notice) for notice in repo.history().notices]


def subjects(repo: Repo, kind="client", identity="acme"):
    return [subject for subject, _ in said(repo.history().trail_of(kind, identity))]


def test_without_git_a_notice_says_so(repo, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in notices(repo)[0]


def test_without_a_repository_a_notice_says_so(folder):
    assert "not in a git repository" in notices(folder)[0]
    assert folder.history().whole == ()


def test_before_the_first_commit_everything_is_not_yet_committed(folder):
    folder.git("init", "--quiet", "--initial-branch=main")
    assert "nothing is committed yet" in notices(folder)[0]
    assert subjects(folder) == [""]


def test_a_ledger_without_its_folder_has_an_empty_history(repo):
    shutil.rmtree(repo.top / "ledger")
    assert repo.history().whole == ()


def test_a_ledger_that_git_ignores_is_told(folder):
    folder.git("init", "--quiet", "--initial-branch=main")
    folder.write(".gitignore", "/ledger/\n")
    folder.commit("Begin")
    assert notices(folder) == ["git ignores the ledger folder, so nothing in it has a history"]
    assert subjects(folder) == []


def test_a_shallow_clone_says_how_to_deepen_it(repo, tmp_path):
    repo.replace(ACME, "name: Acme", "name: Acme Ltd")
    repo.commit("Name")
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.top}", str(tmp_path / "shallow"))
    clone = Repo(tmp_path / "shallow")
    assert "git fetch --unshallow" in notices(clone)[0]
    entry = clone.history().trail_of("client", "acme")[0]
    assert entry.commit
    assert entry.commit.cut
    clone.git("fetch", "--quiet", "--unshallow")
    assert notices(clone) == []
    assert subjects(clone) == ["Name", "Begin"]


def test_a_detached_head_is_told(repo):
    repo.git("checkout", "--quiet", "--detach")
    assert "no branch is checked out" in notices(repo)[0]
    assert subjects(repo) == ["Begin"]


def test_a_rebase_shows_when_commits_were_made_and_put(repo):
    repo.git("checkout", "--quiet", "-b", "side")
    repo.replace(ACME, "name: Acme", "name: Acme Ltd")
    repo.commit("Side", "2026-05-13")
    repo.git("checkout", "--quiet", "main")
    repo.commit("Empty", "2026-05-14")
    repo.history()
    repo.git("checkout", "--quiet", "side")
    repo.git("rebase", "--quiet", "main", day="2026-06-01")
    commit = repo.history().trail_of("client", "acme")[0].commit
    assert commit
    assert [str(moment.date()) for moment in (commit.authored, commit.committed)] == ["2026-05-13", "2026-06-01"]


def test_a_rewritten_history_is_read_anew(repo):
    repo.replace(ACME, "name: Acme", "name: Wrong")
    repo.commit("Wrong")
    repo.history()
    repo.git("reset", "--quiet", "--hard", "HEAD~1")
    repo.replace(ACME, "name: Acme", "name: Right")
    repo.commit("Right")
    assert subjects(repo) == ["Right", "Begin"]
    assert repo.history().whole == repo.history(fresh=True).whole


def test_a_ledger_inside_a_submodule_has_the_submodules_history(repo, tmp_path):
    outer = Repo(tmp_path / "outer")
    outer.git("init", "--quiet", "--initial-branch=main")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repo.top), "inner")
    outer.commit("Outer")
    assert subjects(Repo(outer.top / "inner")) == ["Begin"]


def test_a_submodule_inside_the_ledger_is_no_stumbling_block(repo, tmp_path):
    other = Repo(tmp_path / "other")
    other.git("init", "--quiet", "--initial-branch=main")
    other.write("note.md", "Hello")
    other.commit("Other")
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other.top), "ledger/other")
    repo.commit("Sub")
    other.commit("Further")
    assert subjects(repo) == ["Begin"]
    assert repo.history().whole


def test_a_ledger_in_a_part_of_a_repository_is_read_alone(tmp_path):
    outer = Repo(tmp_path / "outer")
    outer.git("init", "--quiet", "--initial-branch=main")
    outer.write("clients/acme.md", "---\nname: Not this\n---\n")
    outer.write("private/site.yml", MKDOCS)
    outer.write("private/ledger/clients/acme.md", "---\nname: Acme\n---\n")
    outer.commit("Begin")
    history = read_history(read_site_file(outer.top / "private" / "site.yml"))
    assert [(entry.kind, entry.id) for entry in history.whole[0].entries] == [
        ("client", "acme"),
        ("settings", "private/site.yml"),
    ]


def test_a_ledger_folder_in_another_repository_than_its_settings(tmp_path):
    site = Repo(tmp_path / "site")
    site.git("init", "--quiet", "--initial-branch=main")
    site.write("mkdocs.yml", MKDOCS.replace("docs_dir: ledger", "docs_dir: ../data"))
    site.commit("Site")
    data = Repo(tmp_path / "data")
    data.git("init", "--quiet", "--initial-branch=main")
    data.write("clients/acme.md", "---\nname: Acme\n---\n")
    data.commit("Data")
    assert subjects(site) == ["Data"]


@pytest.mark.parametrize("name", ["a b", 'quo"te', "new\nline", "tab\tbed", "éà", "-dash", "back\\slash", ":(glob)*"])
def test_any_file_name_is_read(repo, name):
    body = "The same notes throughout, so that it is the same file.\n"
    repo.write(f"ledger/clients/{name}.md", f"---\nname: Odd\n---\n{body}")
    repo.commit("Odd")
    repo.write(f"ledger/clients/{name}.md", f"---\nname: Odder\n---\n{body}")
    repo.git("mv", f"ledger/clients/{name}.md", f"ledger/clients/{name}2.md")
    repo.commit("Odder")
    repo.write(f"ledger/clients/{name}2.md", f"---\nname: Oddest\n---\n{body}")
    assert subjects(repo, identity=f"{name}2") == ["", "Odder", "Odd"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_in_no_encoding_is_no_stumbling_block(repo):
    path = os.fsencode(repo.top) + b"/ledger/clients/caf\xe9.md"
    Path(os.fsdecode(path)).write_text("---\nname: Café\n---\n", encoding="utf-8")
    repo.commit("Odd")
    assert subjects(repo, identity=os.fsdecode(b"caf\xe9")) == ["Odd"]
    assert repo.history().whole == repo.history(fresh=True).whole


@pytest.mark.parametrize(
    "data",
    [
        b"---\nname: Caf\xe9\n---\n",
        b"\xff\xfe-\0-\0",
        b"---\nname: A\0B\n---\n",
        b"",
        b"no front matter",
        b"x" * 10_000_000,
    ],
    ids=["latin-1", "utf-16", "nul", "empty", "none", "10 MB"],
)
def test_a_version_that_cannot_be_read_is_named_and_the_rest_is_shown(repo, data):
    good = (repo.top / ACME).read_bytes()
    repo.write(ACME, data)
    assert said(repo.history().trail_of("client", "acme"))[0] == (
        "",
        ["clients/acme.md could not be read"],
    )
    repo.commit("Odd")
    repo.write(ACME, good.replace(b"Shouted", b"Yelled"))
    repo.commit("Good")
    assert said(repo.history().trail_of("client", "acme"))[:2] == [
        ("Good", ["incident 2026-05-11 (insult): text: Shouted at me → Yelled at me"]),
        ("Odd", ["clients/acme.md could not be read"]),
    ]


def test_a_symbolic_link_is_not_followed(repo):
    (repo.top / "ledger/clients/link.md").symlink_to("acme.md")
    repo.commit("Link")
    assert subjects(repo, identity="link") == []


def test_a_subject_that_would_steer_a_terminal_is_disarmed(repo):
    repo.replace(ACME, "name: Acme", "name: Acme Ltd")
    repo.commit("\x1b[31mRed", author="Ro\x1bbin")
    commit = repo.history().trail_of("client", "acme")[0].commit
    assert commit
    assert (commit.subject, commit.author) == ("[31mRed", "Ro bin")


def test_a_missing_object_leaves_the_rest(repo):
    repo.replace(ACME, "name: Acme", "name: Acme Ltd")
    repo.commit("Name")
    blob = repo.git("rev-parse", "HEAD:ledger/clients/acme.md")
    file = repo.top / ".git/objects" / blob[:2] / blob[2:]
    file.chmod(0o600)
    file.unlink()
    assert subjects(repo) == ["Name", "Begin"]
    assert subjects(repo, "contract", "acme-site") == ["Begin"]


def test_a_broken_repository_is_a_notice(repo):
    repo.write(".git/HEAD", "nonsense")
    assert len(notices(repo)) == 1
    repo.write(".git/HEAD", "ref: refs/heads/main\n")
    commit = repo.git("rev-parse", "HEAD")
    file = repo.top / ".git/objects" / commit[:2] / commit[2:]
    file.chmod(0o600)
    file.write_bytes(b"nonsense")
    assert len(notices(repo)) == 1


def test_a_date_beyond_the_calendar_is_no_stumbling_block(repo):
    raw = repo.git("cat-file", "commit", "HEAD").replace("+0200", "+9999")
    lines = [line.rpartition("> ")[0] + "> 99999999999999 +0000" if ">" in line else line for line in raw.split("\n")]
    made = subprocess.run(
        ["git", "-C", str(repo.top), "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        input="\n".join(lines).encode() + b"\n",
        capture_output=True,
        check=True,
    )
    repo.git("reset", "--quiet", "--soft", made.stdout.decode().strip())
    assert len(subjects(repo)) == 1
