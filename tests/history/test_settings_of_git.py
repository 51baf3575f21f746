"""Git's settings and environment change nothing, and nothing is written."""

import os
import time
from pathlib import Path

import pytest

ACME = "ledger/clients/acme.md"


def test_the_repository_is_never_written_to(repo):
    repo.replace(ACME, "name: Acme", "name: Acme Ltd")
    os.utime(repo.top / "ledger/contracts/acme-site.md", (time.time() + 5, time.time() + 5))
    before = snapshot(repo.top / ".git")
    repo.history()
    assert snapshot(repo.top / ".git") == before


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "setting",
    [
        ("diff.renames", "false"),
        ("diff.external", "false"),
        ("diff.relative", "true"),
        ("diff.orderFile", "/nowhere"),
        ("log.showSignature", "true"),
        ("log.showRoot", "false"),
        ("log.date", "relative"),
        ("log.decorate", "full"),
        ("color.ui", "always"),
        ("core.quotePath", "true"),
        ("core.abbrev", "4"),
        ("core.checkStat", "minimal"),
        ("core.ignoreCase", "true"),
        ("core.useReplaceRefs", "true"),
        ("core.fsmonitor", "/bin/false"),
        ("i18n.logOutputEncoding", "ISO-8859-1"),
        ("status.showUntrackedFiles", "no"),
        ("status.relativePaths", "true"),
        ("log.follow", "true"),
        ("format.pretty", "oneline"),
        ("status.showStash", "true"),
        ("status.branch", "true"),
        ("log.mailmap", "true"),
    ],
    ids=lambda setting: setting[0],
)
def test_the_users_settings_change_nothing(repo, setting):
    repo.git("mv", ACME, "ledger/clients/café.md")
    repo.commit("Renommé", author="Zoé")
    repo.write("ledger/clients/new.md", "---\nname: New\n---\n")
    plain = repo.history(fresh=True).whole
    repo.git("config", *setting)
    assert repo.history(fresh=True).whole == plain


def test_the_environment_of_a_hook_changes_nothing(repo, monkeypatch):
    plain = repo.history(fresh=True).whole
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    monkeypatch.setenv("GIT_WORK_TREE", "/nowhere")
    assert repo.history(fresh=True).whole == plain
