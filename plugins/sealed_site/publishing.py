"""Publish: build in a private folder, seal, check, and replace what is published in one step."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pyrage

from sealed_site import git, git_commits
from sealed_site.branches import is_prepared, require_no_source, require_replaceable_branch
from sealed_site.check import check_sealed
from sealed_site.errors import SealingError
from sealed_site.folder import replace_contents, require_replaceable
from sealed_site.generations import day, newest_seen, remember
from sealed_site.hosts import pages_address
from sealed_site.language import tr
from sealed_site.readiness import require_ready
from sealed_site.sealing import Sealed, Site, seal_site
from sealed_site.secret_keys import require_none_in_site
from sealed_site.served import CUSTOM_DOMAIN, POINTER
from sealed_site.signature import load_signing_key
from sealed_site.source import Source
from sealed_site.workspace import private_folder

A_MINUTE = 60
Say = Callable[[str], None]


def seal_checked(source: Source, built: Path, target: Path, say: Say) -> Sealed:
    """Seal the site built in `built` into the empty folder `target`, and check the result."""
    verify_key = source.keyring.verify_key()
    signing_key = load_signing_key(verify_key) if verify_key else None
    require_none_in_site(built)
    witness = pyrage.x25519.Identity.generate()
    site = Site(built, source.url, source.language, source.copied_paths())
    generation = next_generation(source, say)
    sealed = seal_site(site, target, source.keyring, generation, signing_key=signing_key, witness=witness)
    check_sealed(site, target, witness, declared_secrets(source.config.plugins.values()))
    return sealed


def next_generation(source: Source, say: Say) -> int:
    """Return the time in seconds since 1970, or one more than the newest generation seen by any reader."""
    now = int(time.time())
    newest = max(newest_seen(source.base, reader.recipient) for reader in source.keyring.require_readers())
    if newest > now + A_MINUTE:
        say(
            tr(
                "Note: this machine's clock is behind. It shows {day}, and the site was already "
                "published at {day2}. What you publish now still counts as newer; set the clock.",
                day=day(now),
                day2=day(newest),
            )
        )
    return max(now, newest + 1)


def say_what_is_cut(source: Source, say: Say) -> None:
    """Warn if the history on the site is not complete."""
    if source.repository is not None and source.repository.is_shallow():
        say(
            tr(
                "Note: this clone is shallow, so the site's history begins where the clone was cut "
                "off. Fetch the rest with `git fetch --unshallow` (in a GitHub workflow: "
                "`fetch-depth: 0`)."
            )
        )


def say_what_is_replaced(source: Source, published: git.Branch, branch: str, say: Say) -> None:
    """Report if a branch was prepared for the site, and if its own domain would be lost."""
    if is_prepared(published):
        say(
            tr(
                "Note: the sealed site replaces what {branch} holds: {names}.",
                branch=branch,
                names=", ".join(sorted(published.paths)),
            )
        )
    if CUSTOM_DOMAIN in published.paths and not (Path(source.config.docs_dir) / CUSTOM_DOMAIN).is_file():
        say(
            tr(
                "Note: {branch} holds a {custom_domain}, the site's own domain. Copy it to {name}/ "
                "to keep the domain: only one there is published.",
                branch=branch,
                custom_domain=CUSTOM_DOMAIN,
                name=Path(source.config.docs_dir).name,
            )
        )


def note_published(source: Source, sealed: Sealed) -> None:
    """Record what was published, so that `verify` and `open` on this machine recognise an older site."""
    for reader in source.keyring.readers():
        remember(sealed.manifest, reader.recipient)


def declared_secrets(plugins: Iterable[object]) -> set[str]:
    """Return the secrets declared by other plugins' `sealing_secrets() -> Iterable[str]`."""
    return {
        secret
        for plugin in plugins
        if callable(declare := getattr(plugin, "sealing_secrets", None))
        for secret in declare()
    }


def publish_to_folder(source: Source, build: Callable[[Path], None], target: Path, *, dirty: bool, say: Say) -> Sealed:
    """Write the sealed site into `target`, which may be new, empty, or an older sealed site.

    It may be a trial that nobody serves, so it is not recorded as seen, and the live site does not count as older.
    """
    require_ready(source, dirty=dirty)
    if target.resolve().is_relative_to(Path(source.config.docs_dir).resolve()):
        raise SealingError(
            tr(
                "{target} is inside the folder the site is built from, so the site would end up in "
                "itself; name another folder.",
                target=target,
            )
        )
    require_replaceable(target, source.base, source.language)
    say_what_is_cut(source, say)
    with private_folder() as folder:
        sealed = _built_and_sealed(source, build, folder, say)
        replace_contents(target, folder / "sealed")
    return sealed


def publish_to_branch(
    source: Source, build: Callable[[Path], None], remote: str, branch: str, *, dirty: bool, say: Say
) -> Sealed:
    """Replace `branch` of `remote` by one orphan commit of the sealed site."""
    repository = source.repository
    if repository is None:
        raise SealingError(tr("This site is not in a git repository; write the sealed site into a folder with --to."))
    require_ready(source, dirty=dirty)
    if not source.beside_source:
        require_no_source(repository, remote, branch)
    before = require_replaceable_branch(repository, remote, branch)
    address = repository.push_address(remote)
    say_what_is_cut(source, say)
    say_what_is_replaced(source, before, branch, say)
    with private_folder() as folder:
        sealed = _built_and_sealed(source, build, folder, say)
        commit = git_commits.orphan_commit(folder / "sealed", folder / "commit.git", repository.object_format())
        say(tr("Pushing to {branch} of {remote} …", branch=branch, remote=remote))
        repository.push(folder / "commit.git" / "objects", commit, address, branch, replaced=before.head)
        has_own_domain = (folder / "sealed" / CUSTOM_DOMAIN).is_file()
    note_published(source, sealed)
    elsewhere = None if has_own_domain else pages_address(address, source.url)
    if elsewhere:
        say(
            tr(
                "Note: the Pages of {remote} are at {elsewhere}, but `site_url` says {url}. Unless "
                "they have their own domain, the unlock page does not work there: correct `site_url` "
                "and publish again.",
                remote=remote,
                elsewhere=elsewhere,
                url=source.url,
            )
        )
    if before.paths and POINTER not in before.paths and not is_prepared(before):
        say(
            tr(
                "Note: {branch} held an unsealed site before. Hosts keep old commits for a while. To "
                "get rid of them, delete and re-create the repository, or ask the host.",
                branch=branch,
            )
        )
    return sealed


def _built_and_sealed(source: Source, build: Callable[[Path], None], folder: Path, say: Say) -> Sealed:
    say(tr("Building …"))
    build(folder / "plain")
    say(tr("Sealing and checking …"))
    (folder / "sealed").mkdir()
    return seal_checked(source, folder / "plain", folder / "sealed", say)
