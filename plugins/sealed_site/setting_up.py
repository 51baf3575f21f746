"""`publish --setup`: from a ledger in a private place to its sealed site in a public one, once, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from sealed_site import git
from sealed_site.branches import source_branch
from sealed_site.errors import SealingError
from sealed_site.git_process import run_git
from sealed_site.hosts import default_address, name_of_host
from sealed_site.site_file import has_plugin, setting, site_file, with_plugin, with_setting
from sealed_site.whole_file import write_whole

REMOTE = "pages"
MESSAGE = "Set up sealed publishing"
CLICKS = {
    "github.com": (
        "On github.com, open the public repository: Settings → Pages → “Build and deployment”: Source “Deploy from a "
        "branch”, Branch “{branch}”, folder “/ (root)”, Save. After some minutes the site is there."
    ),
    "gitlab.com": (
        "GitLab serves Pages from a job, not from a branch: add a .gitlab-ci.yml that publishes the branch “{branch}” "
        "as it is, or take a host that serves a branch (GitHub, Codeberg)."
    ),
    "codeberg.org": "Codeberg serves the branch “pages” of a public repository: name it with --branch pages.",
}
ELSEWHERE = "Let the host serve the branch “{branch}” of this repository at that address, over https."


@dataclass(frozen=True)
class SetUp:
    """What was settled: the remote to publish to."""

    remote: str


def set_up(config_file: str | None, remote: str | None, branch: str) -> SetUp:
    """Ask for what is missing, write it down, and return where to publish; what is there already stays."""
    path = site_file(config_file)
    repository = git.repository_of(path.absolute().parent)
    if repository is None:
        raise SealingError("This ledger lies in no git repository yet: `git init`, commit it, and begin again.")
    mine = (path.name, "seal/")
    if changes := [line for line in repository.state() if not line.startswith(mine)]:
        raise SealingError(f"Commit your own work first, so that only what is set up here is added: {changes[0]}")
    text = path.read_text(encoding="utf-8")
    click.echo(
        "The source of your ledger stays where it is: at home, or in a private repository. Its sealed site goes into a "
        "second repository, which may be public: it never holds a readable word.\n"
    )
    remote = remote or setting(text, "remote_name") or REMOTE
    remote = REMOTE if remote == "origin" else remote
    address = _remote(repository, remote, branch)
    text = _settings(text, address, remote)
    write_whole(path.resolve(), text.encode("utf-8"))
    return SetUp(remote)


def commit(repository: git.Repository, paths: list[Path]) -> None:
    """Commit what was set up, and nothing else."""
    names = [str(path) for path in paths if path.exists()]
    run_git(repository.top, "add", "--", *names)
    if run_git(repository.top, "diff", "--cached", "--name-only").strip():
        run_git(repository.top, "commit", "--quiet", "-m", MESSAGE)
        click.echo(f"Committed: {MESSAGE}.")


def say_what_to_click(repository: git.Repository, remote: str, branch: str, url: str) -> None:
    """Say what is left to do at the host."""
    sentence = CLICKS.get(name_of_host(repository.push_address(remote)), ELSEWHERE).format(branch=branch)
    click.echo(f"\nWhat is left to do, once:\n  1. {sentence}\n  2. Open {url} and type your passphrase.")
    click.echo("From now on, `client-ledger publish` is all there is to do.")


def _remote(repository: git.Repository, remote: str, branch: str) -> str:
    repository.require_no_foreign_programs()
    if remote in repository.remotes():
        address = repository.push_address(remote)
        click.echo(f"Publishing to the remote “{remote}”, {address}.")
    else:
        click.echo("Make an empty repository at your host for the site, public if your host asks for it.")
        address = click.prompt("Its address (as for git clone)").strip()
    run_git(repository.top, "ls-remote", "--heads", "--", address)
    if found := source_branch(repository, address, branch):
        raise SealingError(
            f"{address} holds the source of this ledger (its branch {found}). Take a second repository for the site, "
            "with nothing in it."
        )
    if remote not in repository.remotes():
        run_git(repository.top, "remote", "add", remote, address)
    return address


def _settings(text: str, address: str, remote: str) -> str:
    if not setting(text, "site_url"):
        proposed = default_address(address)
        url = click.prompt("The address your readers will open", default=proposed).strip()
        text = with_setting(text, "site_url", url.rstrip("/") + "/")
    if setting(text, "remote_name") != remote:
        text = with_setting(text, "remote_name", remote)
    return text if has_plugin(text) else with_plugin(text)
