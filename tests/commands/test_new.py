"""`client-ledger new`: a ledger of one's own that builds at once."""

import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from client_ledger.cli import main


def test_it_checks_clean_builds_strictly_and_is_under_git(tmp_path: Path):
    folder = tmp_path / "mine"
    result = CliRunner().invoke(main, ["new", str(folder)], catch_exceptions=False)
    assert result.exit_code == 0
    assert (folder / ".git").is_dir()
    assert "/site/" in (folder / ".gitignore").read_text()
    assert "*.csv merge=union" in (folder / ".gitattributes").read_text()
    check = CliRunner().invoke(main, ["check", "-f", str(folder / "mkdocs.yml")])
    assert (check.exit_code, check.stdout) == (0, "")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"], cwd=folder, check=True)
    assert "Example Client" in (folder / "site" / "index.html").read_text(encoding="utf-8")


def test_it_writes_over_nothing(tmp_path: Path):
    (tmp_path / "precious.md").write_text("mine")
    result = CliRunner().invoke(main, ["new", str(tmp_path)])
    assert result.exit_code == 2
    assert "nothing was written" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["precious.md"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "file").touch()
    result = CliRunner().invoke(main, ["new", str(tmp_path / "file" / "ledger")])
    assert result.exit_code == 1
    assert "cannot be written: Not a directory" in result.stderr


def test_an_empty_folder_will_do(tmp_path: Path):
    assert CliRunner().invoke(main, ["new", str(tmp_path)]).exit_code == 0


def test_two_machines_may_add_rows_to_the_same_log(tmp_path: Path):
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=Robin", "-c", "user.email=robin@example.org")
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    CliRunner().invoke(main, ["new", str(tmp_path)], catch_exceptions=False)
    log = tmp_path / "ledger/contracts/hours.csv"
    git("checkout", "-b", "desktop")
    for branch, row in (("desktop", ""), ("laptop", "2026-03-02,1"), ("desktop", "2026-03-03,2")):
        git("checkout", "-B", branch, *(["desktop"] if row and branch == "laptop" else []))
        log.write_text(f"date,hours\n2026-03-01,4\n{row}")
        git("add", ".")
        git("commit", "-m", "Hours")
        git("checkout", "desktop")
    git("merge", "laptop")
    assert sorted(log.read_text().split()) == ["2026-03-01,4", "2026-03-02,1", "2026-03-03,2", "date,hours"]


def test_a_french_ledger_is_announced_in_french(tmp_path: Path):
    assert CliRunner().invoke(main, ["new", str(tmp_path), "--locale", "fr"]).stdout.startswith("Votre registre")
