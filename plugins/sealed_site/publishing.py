"""Publish: build in a private folder, seal, check, and replace what is published in one step."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyrage

from sealed_site import git
from sealed_site.check import check_sealed
from sealed_site.errors import SealingError
from sealed_site.folder import replace_contents, require_replaceable
from sealed_site.generations import remember
from sealed_site.keyring import Keyring
from sealed_site.sealing import Sealed, Site, base_path, seal_site
from sealed_site.signature import load_signing_key
from sealed_site.workspace import private_folder

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

MOST_CHANGES_SHOWN = 15
Say = Callable[[str], None]


@dataclass(frozen=True)
class Source:
    """What is published: the loaded MkDocs configuration, and the readers it is sealed to."""

    config: MkDocsConfig
    keyring: Keyring
    language: str

    @property
    def repository(self) -> git.Repository | None:
        """The git work tree of the configuration file, if it lies in one."""
        return git.repository_of(Path(self.config.config_file_path).parent)


def require_ready(source: Source, *, dirty: bool = False) -> None:
    """Raise `SealingError` while something would publish too much, too little, or not what is committed."""
    base_path(source.config.site_url or "")
    source.keyring.require_readers()
    repository = source.repository
    if repository is None:
        return
    if plain := repository.plain_identities():
        raise SealingError(
            f"A secret key stands in clear in git: {', '.join(plain)}. Take the file out of git, and make its reader "
            "a new key with `keys rotate`: who has the repository has the old one."
        )
    if not dirty and (changes := repository.state()):
        more = [f"… and {len(changes) - MOST_CHANGES_SHOWN} more"] if len(changes) > MOST_CHANGES_SHOWN else []
        shown = "\n".join(f"  - {line}" for line in [*changes[:MOST_CHANGES_SHOWN], *more])
        raise SealingError(
            f"Not everything is committed, so what you publish would stand in no commit:\n{shown}\n"
            "Commit it, or publish it all the same with --dirty."
        )


def require_other_branch(repository: git.Repository, branch: str) -> None:
    """Raise `SealingError` when `branch` is the one checked out."""
    if branch == repository.current_branch():
        raise SealingError(
            f"“{branch}” is the branch you work on: publishing there would replace the source by its sealed form."
        )


def seal_checked(source: Source, built: Path, target: Path) -> Sealed:
    """Seal the site built in `built` into the empty folder `target`, and check the result."""
    verify_key = source.keyring.verify_key()
    signing_key = load_signing_key(verify_key) if verify_key else None
    witness = pyrage.x25519.Identity.generate()
    site = Site(built, source.config.site_url or "", source.language)
    sealed = seal_site(site, target, source.keyring, int(time.time()), signing_key=signing_key, witness=witness)
    check_sealed(site, target, witness, declared_secrets(source.config.plugins.values()))
    return sealed


def note_published(source: Source, sealed: Sealed) -> None:
    """Remember what was published, so that `verify` and `open` on this machine know an older one when they see it."""
    for reader in source.keyring.readers():
        remember(sealed.manifest, reader.recipient)


def declared_secrets(plugins: Iterable[object]) -> set[str]:
    """Return what must not show by the word of other plugins' own `sealing_secrets() -> Iterable[str]`."""
    return {
        secret
        for plugin in plugins
        if callable(declare := getattr(plugin, "sealing_secrets", None))
        for secret in declare()
    }


def publish_to_folder(source: Source, build: Callable[[Path], None], target: Path, *, dirty: bool, say: Say) -> Sealed:
    """Write the sealed site into `target`, which may be new, empty, or an older sealed site."""
    require_ready(source, dirty=dirty)
    require_replaceable(target, base_path(source.config.site_url or ""))
    with private_folder() as folder:
        sealed = _built_and_sealed(source, build, folder, say)
        replace_contents(target, folder / "sealed")
    note_published(source, sealed)
    return sealed


def publish_to_branch(
    source: Source, build: Callable[[Path], None], remote: str, branch: str, *, dirty: bool, say: Say
) -> Sealed:
    """Replace `branch` of `remote` by one orphan commit of the sealed site."""
    repository = source.repository
    if repository is None:
        raise SealingError("This site lies in no git repository; write the sealed site into a folder with --to.")
    require_other_branch(repository, branch)
    require_ready(source, dirty=dirty)
    address = repository.push_address(remote)
    before = repository.published_files(address, branch)
    config_name = Path(source.config.config_file_path).name
    if before is not None and config_name in before:
        raise SealingError(
            f"The branch “{branch}” of {remote} holds {config_name}: it is a source branch, and publishing would "
            "replace it. Choose another with --branch."
        )
    with private_folder() as folder:
        sealed = _built_and_sealed(source, build, folder, say)
        commit = git.orphan_commit(folder / "sealed", folder / "commit.git")
        say(f"Pushing to {branch} of {remote} …")
        repository.push(folder / "commit.git" / "objects", commit, address, branch)
    note_published(source, sealed)
    if before and "_seal" not in before:
        say(
            f"Note: {branch} held a plain site before. Hosts keep old commits for a while; to be rid of them, delete "
            "and re-create the repository, or ask the host."
        )
    return sealed


def _built_and_sealed(source: Source, build: Callable[[Path], None], folder: Path, say: Say) -> Sealed:
    say("Building …")
    build(folder / "plain")
    say("Sealing and checking …")
    (folder / "sealed").mkdir()
    return seal_checked(source, folder / "plain", folder / "sealed")
