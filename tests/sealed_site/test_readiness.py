"""What is looked at before a site is sealed: its address, its readers, its keys, its clone and its clock."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest

from sealed_site import folder, publishing
from sealed_site.generations import newest_seen
from sealed_site.hosts import pages_address
from sealed_site.identity import new_identity
from sealed_site.keyring import Reader


def commit(published, run_git) -> None:
    run_git(published.source, "add", "-A")
    run_git(published.source, "commit", "-q", "--allow-empty", "-m", "Work")


def set_url(published, run_git, url: str) -> None:
    config = published.source / "mkdocs.yml"
    config.write_text(config.read_text().replace("https://example.org/repo-name/", url))
    commit(published, run_git)


def ignore(published, run_git, path: str, text: str) -> None:
    """Write a file that git ignores."""
    (published.source / path).parent.mkdir(parents=True, exist_ok=True)
    (published.source / path).write_text(text)
    (published.source / ".gitignore").write_text(f"/site/\n/{path}\n")
    commit(published, run_git)


def test_a_page_that_git_ignores_is_named_and_not_published(published, sealed_command, run_git):
    ignore(published, run_git, "docs/private/letter.md", "# A letter\n")
    done = published.publish()
    assert done.returncode == 1
    assert "git ignores files that the site would hold:\n  - private/letter.md\n" in done.stderr
    assert "exclude_docs" in done.stderr
    assert "private/letter.md" in sealed_command(published.source, "mkdocs", "gh-deploy").stdout
    with (published.source / "mkdocs.yml").open("a") as file:
        file.write("exclude_docs: private/\n")
    assert published.publish().returncode == 0
    assert not any("letter" in path for path in published.manifest().files)


def test_a_secret_key_in_the_built_site_is_refused(published, run_git):
    ignore(published, run_git, "docs/private/dan.key", new_identity().text())
    done = published.publish("--dirty")
    assert done.returncode == 1
    assert "A secret key would be in the site, for every reader: private/dan.key" in done.stderr


@pytest.mark.parametrize("key_file", ["docs/dan.key", "docs/private/dan.key"])
def test_a_key_file_is_not_made_below_the_pages(published, sealed_command, run_git, key_file):
    ignore(published, run_git, "docs/private/letter.md", "# A letter\n")
    done = sealed_command(published.source, "keys", "add", "dan", "--key-file", key_file)
    assert done.returncode == 1
    assert "would be published with the site" in done.stderr
    assert not (published.source / key_file).exists()


def test_a_readers_key_in_the_history_is_refused_until_it_is_rotated(published, sealed_command, run_git, tmp_path):
    (published.source / "owner.key").write_text(published.owner.text())
    commit(published, run_git)
    (published.source / "owner.key").unlink()
    (published.source / "other.key").write_text(new_identity().text())
    commit(published, run_git)
    (published.source / "other.key").unlink()
    commit(published, run_git)
    done = published.publish()
    assert done.returncode == 1
    assert "holds an unencrypted secret key" in done.stderr
    assert "Make a new key first: keys rotate owner" in done.stderr
    rotated = sealed_command(published.source, "keys", "rotate", "owner", "--key-file", str(tmp_path / "new.key"))
    assert rotated.returncode == 0, rotated.stderr
    assert published.publish().returncode == 0


def test_a_readers_key_that_took_another_keys_place_in_its_file_is_found(published, run_git):
    for key in (new_identity(), published.owner, new_identity()):
        (published.source / "reader.key").write_text(key.text())
        commit(published, run_git)
    (published.source / "reader.key").unlink()
    assert "Make a new key first: keys rotate owner" in published.publish().stderr


def test_a_readers_key_in_the_first_commit_is_found_however_git_shows_first_commits(published, run_git):
    run_git(published.source, "checkout", "-q", "--orphan", "other")
    (published.source / "reader.key").write_text(published.owner.text())
    commit(published, run_git)
    run_git(published.source, "checkout", "-q", "main")
    run_git(published.source, "config", "log.showRoot", "false")
    assert "Make a new key first: keys rotate owner" in published.publish().stderr


def test_the_signing_key_in_the_history_is_refused(published, sealed_command, run_git, tmp_path):
    sealed_command(published.source, "keys", "rotate", "--sign", "--key-file", str(tmp_path / "me.key"))
    (signing,) = (tmp_path / "config" / "sealed-site").glob("signing-*.key")
    shutil.copyfile(signing, published.source / "signing.key")
    commit(published, run_git)
    (published.source / "signing.key").unlink()
    assert "can sign the site as its owner. Delete verify.txt" in published.publish().stderr


@pytest.mark.usefixtures("remote")
def test_a_clock_that_is_behind_is_told_of_and_the_site_counts_as_newer(published, sealed_command, monkeypatch):
    assert sealed_command(published.source, "publish").returncode == 0
    (before,) = json.loads(
        (published.source.parent / "config" / "sealed-site" / "generations.json").read_text()
    ).values()
    published.keyring().add(Reader("new", new_identity().recipient))
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 86400)
    done = published.publish()
    assert "Note: this machine's clock is behind" in done.stdout
    assert published.manifest().generation == before + 1
    monkeypatch.undo()
    assert "clock is behind" not in published.publish().stdout


def test_nothing_is_seen_of_a_site_before_its_first_publish(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert newest_seen("/repo-name/", new_identity().recipient) == 0


@pytest.mark.parametrize("url", ["http://example.org/repo-name/", "ftp://example.org/repo-name/"])
def test_an_address_browsers_would_not_open_a_sealed_site_at_is_refused(published, run_git, url):
    set_url(published, run_git, url)
    assert f"`site_url` is {url}, but browsers open a sealed site only over https" in published.publish().stderr


def test_a_site_for_this_machine_alone_may_go_without_https(published, run_git):
    set_url(published, run_git, "http://127.0.0.1:8000/repo-name/")
    assert published.publish().returncode == 0


@pytest.mark.parametrize(
    ("remote", "site_url", "expected"),
    [
        ("git@github.com:Jane/books.git", "https://jane.github.io/ledger/", "https://jane.github.io/books/"),
        ("https://github.com/jane/books", "https://ledger.example.org/", "https://jane.github.io/books/"),
        ("https://github.com/jane/books", "https://jane.github.io/books", None),
        ("https://token@github.com/jane/jane.github.io.git", "https://jane.github.io/x/", "https://jane.github.io/"),
        ("ssh://git@github.com:22/jane/jane.github.io.git", "https://jane.github.io/", None),
        ("git@gitlab.com:jane/deep/books.git", "https://jane.gitlab.io/books/", "https://jane.gitlab.io/deep/books/"),
        ("git@gitlab.com:jane/books.git", "https://books-1a2b3c.gitlab.io/", None),
        ("git@git.example.org:jane/books.git", "https://example.org/", None),
        ("../remote.git", "https://example.org/", None),
    ],
)
def test_the_address_pages_hosts_give_a_repository_is_compared(remote, site_url, expected):
    assert pages_address(remote, site_url) == expected


@pytest.mark.parametrize("has_own_domain", [False, True])
def test_an_address_that_is_not_the_hosts_is_told_of_unless_the_domain_is_ones_own(
    published, remote, sealed_command, run_git, monkeypatch, has_own_domain
):
    if has_own_domain:
        (published.source / "docs" / "CNAME").write_text("example.org\n")
    commit(published, run_git)
    known = {(str(remote), "https://example.org/repo-name/"): "https://jane.github.io/books/"}
    run_git(published.source, "remote", "set-url", "origin", str(remote))
    monkeypatch.setattr(publishing, "pages_address", lambda *pair: known[pair])
    done = sealed_command(published.source, "publish")
    assert done.returncode == 0, done.stderr
    assert ("the Pages of origin are at https://jane.github.io/books/" in done.stdout) != has_own_domain
    assert done.stdout.endswith("Readers open it at https://example.org/repo-name/\n")


def test_a_clone_without_its_history_is_told_of(published, sealed_command, run_git, tmp_path):
    commit(published, run_git)
    assert "shallow" not in published.publish().stdout
    run_git(tmp_path, "clone", "-q", "--depth=1", f"file://{published.source}", "shallow")
    done = sealed_command(tmp_path / "shallow", "publish", "--to", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "Note: this clone is shallow" in done.stdout


def test_a_repository_of_sha256_is_published_again_and_again(published, sealed_command, run_git, tmp_path):
    shutil.rmtree(published.source / ".git")
    for arguments in (("init", "-q", "-b", "main", "--object-format=sha256"), ("add", "-A"), ("commit", "-qm", "All")):
        run_git(published.source, *arguments)
    run_git(tmp_path, "init", "-q", "--bare", "--object-format=sha256", "remote.git")
    run_git(published.source, "remote", "add", "origin", "../remote.git")
    for _ in range(2):
        done = sealed_command(published.source, "publish")
        assert done.returncode == 0, done.stderr


def test_a_folder_broken_off_in_french_can_be_written_again(published, tmp_path, monkeypatch):
    config = published.source / "mkdocs.yml"
    config.write_text(config.read_text().replace("  - sealed-site\n", "  - sealed-site: {language: fr}\n"))
    published.folder = tmp_path / "fresh"
    native = shutil.copyfile

    def break_off(source, target):
        if Path(source).name == "sw.js":
            raise KeyboardInterrupt
        native(source, target)

    monkeypatch.setattr(folder.shutil, "copyfile", break_off)
    assert published.publish().returncode != 0
    assert (tmp_path / "fresh" / "index.html").is_file()
    monkeypatch.undo()
    done = published.publish()
    assert done.returncode == 0, done.stderr
