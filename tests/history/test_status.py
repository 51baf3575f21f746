"""What git says of the working copy, and what of a repository cannot be read."""

from client_ledger.history.git import open_repository
from client_ledger.history.live import Content
from client_ledger.history.log import Layout
from client_ledger.history.signatures import read_signatures
from client_ledger.history.state import history_state
from client_ledger.history.status import changed_paths, passed_over
from repositories import Repo

LAYOUT = Layout("ledger/", "mkdocs.yml")
ACME, SITE = "ledger/clients/acme.md", "ledger/contracts/acme-site.md"


def notices(repo: Repo) -> list[str]:
    return [str(each) for each in repo.history().notices]


def test_files_that_git_passes_over_are_known_except_those_that_are_left_out(repo):
    marked = [repo.write(f"ledger/{name}.md", name) for name in ("assumed", "assumed-gone", "skipped", "left-out", "b")]
    repo.commit("Pages")
    for mark, names in (("--assume-unchanged", marked[:2]), ("--skip-worktree", marked[2:4])):
        repo.git("update-index", mark, *map(str, names))
    for file in (marked[1], marked[3]):
        file.unlink()
    repository = open_repository(repo.top)
    assert passed_over(repository, LAYOUT.scope) == {"ledger/assumed.md", "ledger/assumed-gone.md", "ledger/skipped.md"}


def test_changed_added_and_removed_files_differ_from_the_last_commit(repo):
    repo.write("other/a.md", "outside")
    repo.write("ledger/new file.md", "new")
    repo.write("ledger/added.md", "added")
    repo.git("add", "ledger/added.md")
    repo.replace(ACME, "Acme", "Acme Ltd")
    (repo.top / SITE).unlink()
    found = changed_paths(open_repository(repo.top), LAYOUT.scope)
    assert found == {"ledger/new file.md", "ledger/added.md", ACME, SITE}


def test_the_state_is_the_commit_the_branch_and_what_is_changed(repo):
    ledger, site_file = repo.top / "ledger", repo.top / "mkdocs.yml"
    head = repo.git("rev-parse", "HEAD")
    assert history_state(ledger, site_file) == (head, "main", "ledger", "mkdocs.yml")
    assert history_state(ledger, repo.top.parent / "mkdocs.yml") == (head, "main", "ledger")
    repo.replace(ACME, "Acme", "Acme Ltd")
    repo.git("checkout", "--quiet", "--detach")
    assert history_state(ledger, site_file) == (head, "", "ledger", "mkdocs.yml", ACME)


def test_without_a_commit_or_all_commits_there_is_no_state(folder, tmp_path):
    folder.git("init", "--quiet", "--initial-branch=main")
    assert history_state(folder.top / "ledger", folder.top / "mkdocs.yml") is None
    folder.commit("One")
    folder.commit("Two")
    folder.git("clone", "--quiet", "--depth=1", f"file://{folder.top}", str(tmp_path / "shallow"))
    assert history_state(tmp_path / "shallow/ledger", tmp_path / "shallow/mkdocs.yml") is None
    (said,) = history_state(tmp_path, tmp_path / "mkdocs.yml") or ()
    assert "not in a git repository" in said


def test_a_ledger_that_git_ignores_is_told_only_if_it_has_clients(folder):
    folder.git("init", "--quiet", "--initial-branch=main")
    folder.write(".gitignore", "/ledger/\n")
    folder.commit("Ignore")
    assert notices(folder) == ["git ignores the ledger folder, so nothing in it has a history"]
    (folder.top / ACME).unlink()
    assert notices(folder) == []


def test_a_ledger_of_which_only_the_settings_are_committed_is_not_ignored(folder):
    folder.git("init", "--quiet", "--initial-branch=main")
    folder.git("add", "mkdocs.yml")
    folder.git("commit", "--quiet", "--message", "Settings")
    assert notices(folder) == []
    folder.commit("Ledger")
    assert notices(folder) == []
    folder.replace("mkdocs.yml", "Ledger", "My ledger")
    assert notices(folder) == []


def test_a_commit_without_a_branch_is_told_by_the_beginning_of_its_id(repo):
    head = repo.git("rev-parse", "HEAD")
    repo.git("checkout", "--quiet", "--detach")
    assert notices(repo) == [f"no branch is checked out; the history shown ends at {head[:8]}"]


def test_a_history_is_settled_unless_git_cannot_read_it(repo):
    assert repo.history().is_settled
    tree = repo.git("rev-parse", "HEAD^{tree}")
    (repo.top / ".git/objects" / tree[:2] / tree[2:]).unlink()
    damaged = repo.history(fresh=True)
    assert str(damaged.notices[0]).startswith("git cannot read this repository, so no history is shown: ")
    assert not damaged.is_settled


def test_only_the_commits_asked_for_are_verified(repo):
    first = repo.git("rev-parse", "HEAD")
    repo.commit("Second")
    assert read_signatures(open_repository(repo.top), [first], None) == {first: False}


def test_contents_are_read_from_the_changed_lines_only_if_they_stay_of_one_kind():
    old, new = b"date,hours\n2026-05-01,1\n", b"date,hours\n2026-05-01,2\n"
    assert Content("log", old).advance("log", new)
    assert Content("log", old).advance("client", new) is None
    assert Content("log", old).advance("log", None) is None
    assert Content("log", b'date,text\n1,"a"\n').advance("log", new) is None
    assert Content("log", None).advance("log", new) is None
