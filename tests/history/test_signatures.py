import shutil
import subprocess

import pytest

from client_ledger.history import History, git
from machine import missing


@pytest.fixture
def key(repo, tmp_path):
    """A key of its own that git signs with, and trusts."""
    if shutil.which("ssh-keygen") is None:
        missing("there is no ssh-keygen")
    file = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)], check=True)
    allowed = tmp_path / "allowed"
    allowed.write_text(f"robin@example.org {file.with_suffix('.pub').read_text()}")
    for name, value in (
        ("gpg.format", "ssh"),
        ("user.signingkey", str(file)),
        ("gpg.ssh.allowedSignersFile", str(allowed)),
    ):
        repo.git("config", name, value)
    return allowed


def signatures(history: History) -> list[str]:
    return [history.signature(commit) for commit in history.commits]


def sign(repo, subject: str) -> None:
    repo.replace("ledger/clients/acme.md", "Notes", f"Notes, {subject}")
    repo.git("commit", "--quiet", "--all", "--gpg-sign", "--message", subject)


def test_a_signature_is_verified_unverified_or_none(repo, key):
    sign(repo, "Signed")
    allowed = key.read_text()
    assert repo.history().signed
    assert signatures(repo.history()) == ["verified", "none"]
    key.write_text("")
    assert signatures(repo.history()) == ["unverified", "none"], "the key is trusted no more"
    key.write_text(allowed)
    assert signatures(repo.history()) == ["verified", "none"]


@pytest.mark.parametrize("trusted", [True, False])
def test_a_signature_is_verified_once(repo, key, monkeypatch, trusted):
    for number in range(5):
        sign(repo, f"Signed {number}")
    if not trusted:
        key.write_text("")
    first = signatures(repo.history())
    assert first == [*["verified" if trusted else "unverified"] * 5, "none"]
    commands = []
    plain = git.command
    monkeypatch.setattr(git, "command", lambda folder, words: commands.append(words[0]) or plain(folder, words))
    assert signatures(repo.history()) == first
    assert "log" not in commands


@pytest.mark.parametrize("damage", ["", "[]", "[1, 2]", '{"a": true}', "nonsense"])
def test_damaged_results_are_found_anew(repo, key, damage):
    sign(repo, "Signed")
    signatures(repo.history())
    (repo.top / ".client-ledger-cache/signatures.json").write_text(damage)
    assert signatures(repo.history()) == ["verified", "none"]
    assert key


@pytest.mark.usefixtures("key")
def test_without_the_program_that_verifies_a_signature_stays_unverified(repo, monkeypatch):
    sign(repo, "Signed")
    for name, value in {"COUNT": "1", "KEY_0": "gpg.ssh.program", "VALUE_0": "/nowhere/ssh-keygen"}.items():
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    assert signatures(repo.history()) == ["unverified", "none"]


def test_a_ledger_without_signatures_asks_for_none(repo):
    history = repo.history()
    assert not history.signed
    assert signatures(history) == ["none"]
