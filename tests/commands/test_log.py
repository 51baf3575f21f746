import pytest
from click.testing import CliRunner

from client_ledger.cli import main
from repositories import ACME, MKDOCS, SITE, Repo


@pytest.fixture
def repo(tmp_path):
    """A ledger of two commits, and an edit that is not committed."""
    repo = Repo(tmp_path / "work")
    repo.write("mkdocs.yml", MKDOCS)
    repo.write("ledger/clients/acme.md", ACME)
    repo.write("ledger/contracts/acme-site.md", SITE)
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.commit("Begin", "2026-05-12")
    repo.replace("ledger/contracts/acme-site.md", "amount: 1800", "amount: 1800, paid: 2026-05-19")
    repo.commit("Paid", "2026-05-20")
    repo.replace("ledger/clients/acme.md", "name: Acme", "name: Acme Ltd")
    return repo


def log(repo: Repo, *arguments: str):
    return CliRunner().invoke(main, ["log", "-f", str(repo.top / "mkdocs.yml"), *arguments])


def test_a_client_is_told_with_its_contracts_newest_first(repo):
    result = log(repo, "acme")
    short = [repo.git("rev-parse", "--short=8", revision) for revision in ("HEAD", "HEAD~1")]
    assert result.exit_code == 0
    assert result.stdout == (
        "not yet committed\n"
        "  client acme\n"
        "    name: Acme → Acme Ltd\n"
        "2026-05-20\n"
        "  contract acme-site\n"
        "    invoice 2026-014: paid set to 2026-05-19\n"
        f"    {short[0]} Robin: Paid\n"
        "2026-05-12\n"
        "  client acme\n"
        "    clients/acme.md added\n"
        "    incident 2026-05-11 (insult) added\n"
        f"    {short[1]} Robin: Begin\n"
        "  contract acme-site\n"
        "    contracts/acme-site.md added\n"
        "    invoice 2026-014 added\n"
        f"    {short[1]} Robin: Begin\n"
    )


def test_the_whole_ledger_is_told_without_a_client(repo):
    assert "settings mkdocs.yml" in log(repo).stdout


def test_a_day_and_a_number_cut_the_log(repo):
    assert "2026-05-12" not in log(repo, "--since", "2026-05-13").stdout
    assert log(repo, "acme", "--limit", "2").stdout.count("\n  c") == 2


def test_an_unknown_client_is_a_misuse(repo):
    result = log(repo, "nobody")
    assert (result.exit_code, "there is no client or contract with a history 'nobody'" in result.stderr) == (2, True)


def test_a_notice_goes_to_the_error_stream(repo):
    repo.git("checkout", "--quiet", "--detach")
    result = log(repo, "acme")
    assert result.stderr.startswith("notice: no branch is checked out")
    assert result.exit_code == 0


def test_a_value_that_would_steer_the_terminal_is_disarmed(repo):
    repo.replace("ledger/clients/acme.md", "name: Acme Ltd", 'name: "A\\u202e\\eB"')
    assert "A  B" in log(repo, "acme").stdout


def test_a_client_without_a_history_is_no_misuse(repo, tmp_path):
    plain = Repo(tmp_path / "plain")
    plain.write("mkdocs.yml", MKDOCS)
    plain.write("ledger/clients/acme.md", ACME)
    result = log(plain, "acme")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("notice: the ledger is not in a git repository")
    repo.write(".gitignore", "/ledger/clients/bolt.md\n")
    repo.write("ledger/clients/bolt.md", "---\nname: Bolt\n---\n")
    result = log(repo, "bolt")
    assert (result.exit_code, result.stderr) == (0, "notice: git has no record of it\n")


def test_an_id_mistyped_brings_the_nearest(repo):
    assert "(did you mean 'acme-site'?)" in log(repo, "acme-stie").stderr


def test_a_commit_put_in_on_another_day_tells_both(repo):
    repo.git(
        "commit", "--quiet", "--all", "--message", "", "--allow-empty-message", day="2026-06-01", committed="2026-06-09"
    )
    first = log(repo, "--limit", "1").stdout
    assert first.startswith("2026-06-01\n")
    assert first.endswith("Robin: no message, committed on 2026-06-09\n")
