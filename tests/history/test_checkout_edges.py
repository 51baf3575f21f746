"""Which commit is a day's, to the second, and which files of it are there."""

from datetime import date

from client_ledger.history import as_committed
from client_ledger.history.checkout import commit_on
from client_ledger.history.git import open_repository
from repositories import ACME, Repo


def day_of(repo: Repo, day: int) -> str:
    """The subject of the commit that is a day's in May 2026."""
    found = commit_on(repo.site, date(2026, 5, day), open_repository(repo.top))
    return repo.git("log", "-1", "--format=%s", found)


def test_a_commit_of_midnight_is_of_the_day_that_begins(repo):
    written = "--date=2026-05-21T00:00:00+0200"
    repo.git("commit", "--quiet", "--allow-empty", "--message", "Midnight", written, day="2026-05-21")
    assert (day_of(repo, 20), day_of(repo, 21)) == ("Begin", "Midnight")


def test_a_commit_dated_up_to_a_day_after_the_last_one_is_of_its_day_and_a_later_one_has_a_wrong_clock(repo):
    for written, subject in (("2026-05-22T12:00:00", "Begin"), ("2026-05-22T12:00:01", "Ahead")):
        repo.git("commit", "--quiet", "--allow-empty", "--message", "Ahead", f"--date={written}+0200", day="2026-05-21")
        assert day_of(repo, 21) == subject
        repo.git("reset", "--quiet", "--hard", "HEAD~1")


def test_only_the_ledger_is_there_with_its_records_and_settings_in_full(tmp_path):
    repo = Repo(tmp_path / "work")
    repo.write("mkdocs.yml", "site_name: A\ndocs_dir: books/ledger\nplugins: [client-ledger]\n")
    files = {"clients/acme.md": ACME, "more.yml": "a: 1\n", "logo.png": "png", "evidence/a.md": "proof"}
    for name, text in files.items():
        repo.write(f"books/ledger/{name}", text)
    repo.write("books/other.md", "outside")
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.commit("Begin")
    with as_committed(repo.site, "HEAD") as then:
        top = then.site.path.parent
        found = {each.relative_to(top).as_posix(): each.read_text() for each in top.rglob("*") if each.is_file()}
    assert found == {
        "mkdocs.yml": (repo.top / "mkdocs.yml").read_text(),
        "books/ledger/clients/acme.md": ACME,
        "books/ledger/more.yml": "a: 1\n",
        "books/ledger/logo.png": "",
        "books/ledger/evidence/a.md": "",
    }


def test_a_ledger_folder_in_another_may_be_empty(tmp_path):
    repo = Repo(tmp_path / "work")
    site_file = repo.write("mkdocs.yml", "site_name: A\ndocs_dir: books/ledger\nplugins: [client-ledger]\n")
    (repo.top / "books/ledger").mkdir(parents=True)
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.commit("Begin")
    with as_committed(repo.site, "HEAD") as then:
        assert (then.site.path.name, list(then.site.docs_dir.iterdir())) == (site_file.name, [])


def test_a_repository_within_the_ledger_is_left_out(repo):
    head = repo.git("rev-parse", "HEAD")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{head},ledger/inner")
    repo.git("commit", "--quiet", "--message", "Inner")
    with as_committed(repo.site, "HEAD") as then:
        assert sorted(each.name for each in then.site.docs_dir.iterdir()) == ["clients", "contracts"]
