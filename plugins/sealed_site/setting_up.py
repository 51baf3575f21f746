"""`publish --setup`: sets up the sealed site of a private ledger in a public place, once, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from sealed_site import git
from sealed_site.branches import source_branch
from sealed_site.errors import SealingError
from sealed_site.git_process import run_git
from sealed_site.hosts import default_address, name_of_host
from sealed_site.language import to_translate, tr
from sealed_site.site_file import has_plugin, setting, site_file, with_plugin, with_setting
from sealed_site.whole_file import write_whole

REMOTE = "pages"
MESSAGE = "Set up sealed publishing"
CLICKS = {
    "github.com": to_translate(
        "On github.com, open the repository of the site, {address}: Settings → Pages → “Build and "
        "deployment”: Source “Deploy from a branch”, Branch “{branch}”, folder “/ (root)”, "
        "Save. After some minutes, the site is there."
    ),
    "gitlab.com": to_translate(
        "GitLab serves Pages from a job, not from a branch. Add a .gitlab-ci.yml to the default branch of the "
        "repository of the site, {address}, that publishes its branch “{branch}” as it is. Or use a host that serves "
        "a branch (GitHub, Codeberg)."
    ),
    "codeberg.org": to_translate(
        "Codeberg serves the branch “pages” of the repository of the site, {address}, if that is public: publish with "
        "--branch pages."
    ),
}
ELSEWHERE = to_translate(
    "Have the host serve the branch “{branch}” of the repository of the site, {address}, over https."
)


@dataclass(frozen=True)
class SetUp:
    """The result of the setup: the remote to publish to."""

    remote: str


def set_up(config_file: str | None, remote: str | None, branch: str) -> SetUp:
    """Ask for missing settings, write them, and return where to publish; existing settings stay."""
    path = site_file(config_file)
    repository = git.repository_of(path.absolute().parent)
    if repository is None:
        raise SealingError(
            tr("This ledger is not in a git repository yet: run `git init`, commit it, and start again.")
        )
    mine = (path.name, "seal/")
    if changes := [line for line in repository.state() if not line.startswith(mine)]:
        raise SealingError(
            tr(
                "Commit your own work first (`git add -A`, then `git commit`), so that only the setup is added. Not "
                "committed yet: {change}",
                change=changes[0],
            )
        )
    text = path.read_text(encoding="utf-8")
    click.echo(
        tr(
            "The source of your ledger stays where it is: at home, or in a private repository. "
            "Its sealed site goes into a second repository, which may be public, because it "
            "never holds a readable word.\n"
        )
    )
    remote = remote or setting(text, "remote_name") or REMOTE
    remote = REMOTE if remote == "origin" else remote
    address = _remote(repository, remote, branch)
    changed = _settings(text, address, remote)
    if path.read_text(encoding="utf-8") != text:
        raise SealingError(tr("{path} has changed in the meantime; run the command again.", path=path))
    write_whole(path.resolve(), changed.encode("utf-8"))
    return SetUp(remote)


def commit(repository: git.Repository, paths: list[Path]) -> None:
    """Commit the files of the setup, and nothing else."""
    names = [str(path) for path in paths if path.exists()]
    run_git(repository.top, "add", "--", *names)
    if run_git(repository.top, "diff", "--cached", "--name-only").strip():
        run_git(repository.top, "commit", "--quiet", "-m", MESSAGE)
        click.echo(tr("Committed: {message}.", message=MESSAGE))


def say_what_to_click(repository: git.Repository, remote: str, branch: str, url: str) -> None:
    """Print what is left to do at the host."""
    address = repository.push_address(remote)
    sentence = tr(CLICKS.get(name_of_host(address), ELSEWHERE), branch=branch, address=address)
    click.echo(
        tr(
            "\nThe source of your ledger stays in {folder}. Only the sealed site is in {address}.",
            folder=repository.top,
            address=address,
        )
    )
    click.echo(
        tr(
            "\nStill to do, once:\n  1. {sentence}\n  2. Open {url} and type your passphrase.",
            sentence=sentence,
            url=url,
        )
    )
    click.echo(tr("From now on, you only need `client-ledger publish`."))


def _remote(repository: git.Repository, remote: str, branch: str) -> str:
    repository.require_no_foreign_programs()
    if remote in repository.remotes():
        address = repository.push_address(remote)
        click.echo(tr("Publishing to the remote “{remote}”, {address}.", remote=remote, address=address))
    else:
        click.echo(tr("Create an empty repository for the site at your host, public if your host requires it."))
        address = click.prompt(tr("Its address (as for git clone)"), prompt_suffix=tr(": ")).strip()
    if found := source_branch(repository, address, branch):
        raise SealingError(
            tr(
                "{address} holds the source of this ledger (its branch {found}). Use a second, empty "
                "repository for the site.",
                address=address,
                found=found,
            )
        )
    if remote not in repository.remotes():
        run_git(repository.top, "remote", "add", remote, address)
    return address


def _settings(text: str, address: str, remote: str) -> str:
    if not setting(text, "site_url"):
        proposed = default_address(address)
        url = click.prompt(tr("The address your readers will open"), default=proposed, prompt_suffix=tr(": ")).strip()
        text = with_setting(text, "site_url", url.rstrip("/") + "/")
    if setting(text, "remote_name") != remote:
        text = with_setting(text, "remote_name", remote)
    return text if has_plugin(text) else with_plugin(text)
