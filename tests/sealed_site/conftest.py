"""The sample site published and the host that serves it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from pages_host import PagesHost
from plain_site import PASSPHRASE, command, commit, git, write_site
from sealed_ledger import SealedLedger, publish_ledger
from sealed_reader import Reading
from sealed_site import signature
from sealed_site.cli import main
from sealed_site.identity import Identity, new_identity
from sealed_site.keyring import Keyring, Reader
from sealed_site.manifest import Manifest, open_manifest
from sealed_site.sealed_folder import SealedFolder


@dataclass
class Published:
    """The sample site published into a folder, with its source, its readers' keys and the host that serves it."""

    source: Path
    folder: Path
    owner: Identity
    host: PagesHost

    def publish(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        commit_if_changed(self.source)
        return command(self.source, "publish", "--to", str(self.folder), *arguments)

    def keyring(self) -> Keyring:
        return Keyring(self.source / "seal")

    def manifest(self) -> Manifest:
        pointer = SealedFolder(self.folder).pointer()
        return open_manifest((self.folder / "b" / pointer.manifest).read_bytes(), [self.owner.opener])

    def blob(self, path: str) -> Path:
        return self.folder / "b" / self.manifest().files[path].blob

    def key_file(self, identity: Identity | None = None) -> Path:
        path = self.folder.parent / "readers-key-file.txt"
        path.write_text((identity or self.owner).text(), encoding="utf-8")
        return path


def commit_if_changed(folder: Path) -> None:
    if git(folder, "status", "--porcelain"):
        commit(folder)


def published_site(root: Path, theme: str = "mkdocs", base: str = "/repo-name/", config: str = "") -> Published:
    """Write the sample site, make its owner's key with `PASSPHRASE`, publish it and serve it under `base`."""
    (root / "source").mkdir()
    source = write_site(root / "source", theme)
    settings = (source / "mkdocs.yml").read_text(encoding="utf-8").replace("/repo-name/", base)
    (source / "mkdocs.yml").write_text(settings + config, encoding="utf-8")
    owner = new_identity()
    Keyring(source / "seal").add(Reader("owner", owner.recipient), owner, PASSPHRASE)
    published = Published(source, root / "sealed", owner, PagesHost(root / "sealed", base))
    done = published.publish()
    assert done.returncode == 0, done.stderr
    return published


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The published sample site, for tests that only read it."""
    return published_site(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> SealedLedger:
    """The sample ledger, published and built in plain, for tests that only read it."""
    return publish_ledger(tmp_path_factory.mktemp("ledger"))


@pytest.fixture
def published(published_once: Published, tmp_path: Path) -> Published:
    """A copy of the published sample site, for a test that changes it."""
    shutil.copytree(published_once.source, tmp_path / "source")
    shutil.copytree(published_once.folder, tmp_path / "sealed")
    return Published(tmp_path / "source", tmp_path / "sealed", published_once.owner, PagesHost(tmp_path / "sealed"))


@pytest.fixture
def remote(published: Published, tmp_path: Path) -> Path:
    """A bare remote of the sample's source, of which its owner says that it may hold the site beside it."""
    config = published.source / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("- sealed-site", "- sealed-site:\n      beside_source: true")
    config.write_text(text, encoding="utf-8")
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    git(published.source, "remote", "add", "origin", "../remote.git")
    commit_if_changed(published.source)
    git(published.source, "push", "-q", "origin", "main")
    return tmp_path / "remote.git"


@pytest.fixture
def reading(browser: Browser) -> Iterator[Reading]:
    """A reader with a fresh profile, whose console stays clean."""
    context = browser.new_context(locale="en-GB")
    reader = Reading(context)
    yield reader
    context.close()
    assert reader.complaints == []


@pytest.fixture(scope="session")
def passphrase() -> str:
    return PASSPHRASE


@pytest.fixture(scope="session")
def sealed_command() -> Callable[..., subprocess.CompletedProcess[str]]:
    return command


@pytest.fixture(scope="session")
def publish_sample() -> Callable[..., Published]:
    return published_site


@pytest.fixture(scope="session")
def reading_of() -> type[Reading]:
    return Reading


@pytest.fixture(scope="session")
def run_git() -> Callable[..., str]:
    return git


@pytest.fixture
def run(published, monkeypatch, tmp_path):
    """Runs a command in the sample's source, with a settings folder of the test's own."""
    monkeypatch.chdir(published.source)
    monkeypatch.setattr(signature.click, "get_app_dir", lambda _name: str(tmp_path / "settings"))

    def invoke(*arguments: str, typed: str = "", code: int = 0) -> str:
        done = CliRunner().invoke(main, arguments, input=typed)
        assert done.exit_code == code, done.output
        return done.output

    return invoke
