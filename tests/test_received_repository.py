"""Of a ledger that somebody sent, with its .git folder, no program runs that its settings name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from client_ledger.history.git import run
from repositories import Repo
from sealed_site.identity import new_identity
from sealed_site.keyring import Keyring, Reader
from writing import CLIENT, CONTRACT, write_site

INVOICES = (
    "invoices:\n  - {id: 2026-014, issued: 2026-03-02, amount: 300}\nhours:\n  - {date: 2026-03-02, hours: 9}\n---\n"
)
PROGRAMS = (
    *("core.fsmonitor", "core.editor", "core.askPass", "core.pager", "core.alternateRefsCommand", "sequence.editor"),
    *("diff.external", "diff.bad.command", "diff.bad.textconv", "merge.bad.driver", "merge.tool", "credential.helper"),
    *("credential.https://example.org.helper", "filter.bad.clean", "filter.bad.smudge", "filter.bad.process"),
    *("gpg.program", "gpg.openpgp.program", "gpg.ssh.program", "gpg.x509.program", "core.sshCommand", "core.gitProxy"),
    *("pager.log", "pager.status", "remote.pages.uploadpack", "remote.pages.receivepack", "diff.tool", "man.viewer"),
    *("filter.a=b.clean", "gpg.ssh.defaultKeyCommand", "interactive.diffFilter"),
)
HOOKS = (
    *("applypatch-msg", "commit-msg", "fsmonitor-watchman", "post-checkout", "post-commit", "post-index-change"),
    *("post-merge", "pre-commit", "pre-push", "prepare-commit-msg", "reference-transaction", "pre-auto-gc"),
)
SIGNED = """tree {tree}
parent {parent}
author A <a@example.org> 1767225600 +0000
committer A <a@example.org> 1767225600 +0000
gpgsig -----BEGIN {kind}-----
 Version: 1
 aGVsbG8=
 -----END {kind}-----

Signed
"""
# Those of them that say how git reaches a remote, one or the other in each of these sections.
REACHING = (
    "core.askPass",
    "core.alternateRefsCommand",
    "core.sshCommand",
    "core.gitProxy",
    "credential",
    "remote.pages",
)
COMMANDS = (
    *("check", "report", "log", "backtest", "exit acme", "dossier acme --out ../acme.zip", "inbox --yes"),
    *("add hours acme-site 1 x --date 2026-03-03", "paid 2026-014 2026-03-20", "review acme --yes"),
    *(
        "invoice acme-site --yes",
        "write-off 2026-014 2026-03-20",
        "import hours.csv --yes",
    ),
    *("keys list", "keys add lee --key-file ../lee.key", "keys rotate lee --key-file ../lee2.key", "keys remove lee"),
    *("publish --to ../out --dirty", "publish --dirty", "verify ../out", "mkdocs build", "mkdocs gh-deploy"),
)


@pytest.fixture
def received(tmp_path: Path) -> Repo:
    """Make a repository whose settings, attributes and hooks name one program throughout."""
    repo = Repo(tmp_path / "received")
    site_file = write_site(
        repo.top,
        {"clients/acme.md": CLIENT, "contracts/acme-site.md": CONTRACT.removesuffix("---\n") + INVOICES},
        "timezone: UTC",
    )
    text = site_file.read_text("utf-8").replace(
        "site_name: Test\n", "site_name: Test\nsite_url: https://example.org/a/\n"
    )
    site_file.write_text(f"{text}  - sealed-site\n", "utf-8")
    repo.write("inbox.md", "2026-03-10 acme +2h out of scope logo\n")
    repo.write("hours.csv", "date,hours\n2026-03-03,1\n")
    repo.write(".gitignore", "/site/\n.client-ledger-cache/\n")
    Keyring(repo.top / "seal").add(Reader("owner", new_identity(None).recipient))
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.commit("Begin")
    repo.replace("ledger/clients/acme.md", "Acme", "Acme Ltd")
    repo.write(".gitattributes", "* filter=bad diff=bad merge=bad\n*.csv filter=a=b\n")
    repo.commit("Go on")
    for kind in ("PGP SIGNATURE", "SSH SIGNATURE", "SIGNED MESSAGE"):
        tree, parent = repo.git("rev-parse", "HEAD^{tree}"), repo.git("rev-parse", "HEAD")
        commit = repo.write("../commit", SIGNED.format(tree=tree, parent=parent, kind=kind))
        repo.git("update-ref", "HEAD", repo.git("hash-object", "-t", "commit", "-w", str(commit)))
    program = repo.write("../bad-program", f'#!/bin/sh\necho "$0 $*" >> "{tmp_path}/started"\nexit 1\n')
    program.chmod(0o755)
    for hook in HOOKS:
        repo.write(f".git/hooks/{hook}", program.read_bytes()).chmod(0o755)
    for name in PROGRAMS:
        repo.git("config", name, str(program))
    repo.git("config", "remote.pages.url", "ssh://git@example.org/pages.git")
    repo.git("config", "alias.status", f"!{program}")
    repo.git("config", "alias.log", f"!{program}")
    os.utime(repo.top / "ledger/clients/acme.md", (1, 1))  # so that git looks into it again
    return repo


def call(repo: Repo, command: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    words = command.split()
    rest = words[1:] if words[0] == "mkdocs" else words
    settings = {
        **os.environ,
        "XDG_CONFIG_HOME": str(repo.top.parent / "config"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "HOME": str(repo.top.parent),
        "CLIENT_LEDGER_PLAIN_BUILD": "yes",
    }
    line = [str(Path(sys.executable).with_name(words[0] if words[0] == "mkdocs" else "client-ledger")), *rest]
    return subprocess.run(line, cwd=repo.top, capture_output=True, text=True, check=False, env=settings, input=typed)


def test_no_command_starts_a_program_that_the_settings_of_the_repository_name(received: Repo):
    started = received.top.parent / "started"
    for command in COMMANDS:
        done = call(received, command)
        assert "Traceback" not in done.stderr, (command, done.stderr)
        assert not started.exists(), (command, started.read_text("utf-8"))
    raw = subprocess.run(["git", "status"], cwd=received.top, capture_output=True, check=False)
    assert started.exists(), raw  # git itself would have


def test_a_publish_says_which_settings_of_the_repository_would_start_a_program(received: Repo):
    received.git("config", "--unset", "remote.pages.uploadpack")
    done = call(received, "publish --dirty")
    assert done.returncode == 1
    assert "core.sshcommand" in done.stderr
    assert "uploadpack" not in done.stderr


@pytest.mark.parametrize("name", [name for name in PROGRAMS if name.startswith(REACHING)] + ["protocol.ext.allow"])
def test_a_setup_asks_and_writes_nothing_while_a_setting_would_start_a_program(name: str, received: Repo):
    for each in PROGRAMS:
        if each.startswith(REACHING):
            received.git("config", "--unset", each)
    received.git("config", name, "always" if name.startswith("protocol") else str(received.top.parent / "bad-program"))
    before = (received.top / "mkdocs.yml").read_bytes(), received.git("rev-parse", "HEAD"), received.git("remote")
    received.git("config", "remote.pages.url", "ext::sh -c 'echo started >> ../started'")
    done = call(received, "publish --setup", typed="../public.git\nhttps://example.org/a/\ny\n")
    assert done.returncode == 1
    assert f"({'.git/config'}) name what git would start" in done.stderr
    assert name.casefold() in done.stderr
    assert "Its address" not in done.stdout
    assert not (received.top.parent / "started").exists()
    now = (received.top / "mkdocs.yml").read_bytes(), received.git("rev-parse", "HEAD"), received.git("remote")
    assert now == before


def test_a_setup_commits_and_publishes_without_a_program_that_the_settings_name(received: Repo):
    for name in PROGRAMS:
        if name.startswith(REACHING):
            received.git("config", "--unset", name)
    received.git("remote", "remove", "pages")
    for name, value in (("user.name", "Robin"), ("user.email", "r@example.org")):
        received.git("config", name, value)
    received.git("init", "--quiet", "--bare", str(received.top.parent / "public.git"))
    done = call(received, "publish --setup", typed=f"{received.top.parent}/public.git\nhttps://example.org/a/\ny\n")
    started = received.top.parent / "started"
    assert not started.exists(), started.read_text("utf-8")
    assert done.returncode == 0, done.stderr
    assert received.git("log", "-1", "--format=%s") == "Set up sealed publishing"


def test_the_users_own_programs_are_kept(received: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program = received.write("../mine", f'#!/bin/sh\necho mine >> "{tmp_path}/mine-started"\nexit 1\n')
    program.chmod(0o755)
    (tmp_path / "global").write_text(f'[gpg]\n  program = "{program}"\n', "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "global"))
    commits = run(received.top, "rev-list", "HEAD").decode().split()
    run(received.top, "log", "--no-walk", "--format=%G?", *commits)
    assert (tmp_path / "mine-started").exists()
    assert not (tmp_path / "started").exists()
