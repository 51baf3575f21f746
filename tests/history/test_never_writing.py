"""Whatever is asked of the history, the repository stays as it is, to the byte."""

import hashlib
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.commands.build import build
from mkdocs.config import load_config

from client_ledger.cli import main
from repositories import ACME, MKDOCS, SITE, Repo

BUILD = """\
theme: {name: client-ledger}
"""


def digest(folder: Path) -> dict[str, tuple[int, str]]:
    """Return when each file below a folder was written last, and the checksum of its bytes."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in folder.rglob("*")
        if path.is_file()
    } | {f"{path.relative_to(folder)}/": (path.stat().st_mtime_ns, "") for path in folder.rglob("*") if path.is_dir()}


@pytest.fixture
def repo(tmp_path):
    """A ledger of two commits, with an edit, a new file, a file renamed, and an index that git would like to mend."""
    repo = Repo(tmp_path / "work")
    repo.write("mkdocs.yml", MKDOCS.replace("plugins:", f"{BUILD}plugins:"))
    repo.write("ledger/clients/acme.md", ACME.replace("text: Shouted", "evidence: a.txt, text: Shouted"))
    repo.write("ledger/contracts/acme-site.md", SITE)
    repo.write("ledger/evidence/a.txt", "A recording.\n")
    repo.write("ledger/evidence/b.txt", "Another.\n")
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.git("config", "core.untrackedCache", "true")
    repo.commit("Begin", "2026-05-12")
    repo.replace("ledger/contracts/acme-site.md", "amount: 1800", "amount: 1800, paid: 2026-05-19")
    repo.commit("Paid", "2026-05-20")
    repo.replace("ledger/clients/acme.md", "name: Acme", "name: Acme Ltd")
    repo.write("ledger/clients/bolt.md", "---\nname: Bolt\n---\n")
    (repo.top / "ledger/evidence/b.txt").rename(repo.top / "ledger/evidence/c.txt")
    repo.git("update-index", "--assume-unchanged", "ledger/evidence/a.txt")
    for name in ("contracts/acme-site.md", "evidence/a.txt"):
        os.utime(repo.top / "ledger" / name, (1_800_000_000, 1_800_000_000))
    return repo


def test_a_build_writes_nothing_into_the_repository(repo):
    before = digest(repo.top / ".git")
    for _ in range(2):
        config = load_config(str(repo.top / "mkdocs.yml"))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    assert digest(repo.top / ".git") == before


@pytest.mark.parametrize(
    "words", [("log",), ("log", "acme"), ("report", "--at", "HEAD~1"), ("report",), ("check",)], ids=" ".join
)
def test_a_command_writes_nothing_into_the_repository(repo, words):
    before = digest(repo.top / ".git")
    result = CliRunner().invoke(main, [words[0], "-f", str(repo.top / "mkdocs.yml"), *words[1:]])
    assert result.exit_code == 0, result.output
    assert digest(repo.top / ".git") == before


def test_only_the_cache_is_written_beside_the_repository_and_git_does_not_see_it(repo):
    before = repo.git("status", "--porcelain")
    repo.history()
    assert repo.git("status", "--porcelain") == before
    assert (repo.top / ".client-ledger-cache/history.jsonl").is_file()


def test_the_cache_is_for_its_owner_alone(repo):
    repo.history()
    assert (repo.top / ".client-ledger-cache/history.jsonl").stat().st_mode & 0o077 == 0
