"""The guards: no command may publish plain text by mistake. They need none of the sealing libraries."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import Abort
from mkdocs.plugins import get_plugin_logger

from sealed_site.build_services import PLAIN_BUILD, allows_plain, sign_of_service
from sealed_site.git import Repository, repository_of
from sealed_site.hosts import OWN_MACHINE
from sealed_site.served import POINTER

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

WARNING = "PLAIN TEXT, not for publishing - publish it sealed with {command} publish"
log = get_plugin_logger("sealed-site")


def refuse_plain_deploy(command: str, config: MkDocsConfig) -> None:
    """Abort `mkdocs gh-deploy` if the plugin `sealed-site` is not set up.

    For other plugins with private sites: call it from `on_config` with the command from `on_startup`.
    """
    if command == "gh-deploy" and "sealed-site" not in config.plugins:
        raise Abort(
            "Nothing was published: `mkdocs gh-deploy` would put every page online for everyone to read.\n"
            "Set sealing up first: add `sealed-site` under `plugins:` in mkdocs.yml, make a key with\n"
            "`client-ledger keys new`, and publish with `client-ledger publish`."
        )


def refuse_disabled(command: str, plugin: str, *, enabled: bool) -> None:
    """Abort publishing if MkDocs' own switch `enabled: false` has turned the plugin off."""
    if not enabled and command == "gh-deploy":
        raise Abort(
            f"Nothing was published: `{plugin}` has `enabled: false` in mkdocs.yml, and without it every page would\n"
            "go online for everyone to read. Take that line out, and publish with `client-ledger publish`."
        )


def warn_of_disabled() -> None:
    """Warn that a site is plain, if somebody expects `enabled` to decide about that."""
    log.warning(
        "`sealed-site` has `enabled: false` in mkdocs.yml. This site is NOT sealed: whoever has it can read it. "
        "`client-ledger publish` seals it all the same; to build without this warning, take that line out."
    )


def refuse_plain_build(command: str, config: MkDocsConfig, environment: Mapping[str, str] = os.environ) -> None:
    """Abort a plain `mkdocs build` or `mkdocs serve` whose result others may see.

    This is a build by a build service, one that git would push, or one that would replace a sealed site. A sealed
    site in a folder that git ignores is a leftover of `mkdocs gh-deploy`, and nobody publishes from there.
    """
    if command == "gh-deploy":
        return
    sign = sign_of_service(environment)
    if sign and not allows_plain(environment):
        raise Abort(
            f"Nothing was built: `{sign}` is set, so this seems to be a build service, and what `mkdocs {command}`\n"
            "makes is plain text for whoever can see it there. To check the ledger, run `client-ledger check`. To\n"
            "publish it, run `client-ledger publish`, or `client-ledger publish --to FOLDER` and publish that folder.\n"
            f"When a plain build is what you mean, set {PLAIN_BUILD}=yes."
        )
    if command == "build":
        _refuse_place(Path(config.site_dir))


def _refuse_place(site: Path) -> None:
    there = next(folder for folder in (site, *site.parents) if folder.is_dir())
    repository = repository_of(there)
    is_taken = repository is not None and _takes(repository, site)
    if repository is not None and is_taken and repository.remotes():
        raise Abort(
            f"Nothing was built: {site} lies in the git repository {repository.top}, which does not\n"
            "ignore it and has a remote, so the plain pages could be pushed with your next commit. Name the folder in\n"
            ".gitignore, or build elsewhere with `--site-dir`."
        )
    if (site / POINTER).is_file() and (repository is None or is_taken):
        raise Abort(
            f"Nothing was built: {site} holds the sealed site, and plain pages would take its place where it may be\n"
            "published from. Build into another folder with `--site-dir`, or delete that one first."
        )


def refuse_partial_deploy(*, dirty: bool) -> None:
    """Abort `mkdocs gh-deploy --dirty`, which would mix sealed files and plain ones."""
    if dirty:
        raise Abort("Nothing was published: `mkdocs gh-deploy --dirty` builds a part only; leave `--dirty` out.")


def warn_of_serving(config: MkDocsConfig) -> None:
    """Warn if `mkdocs serve` shows the plain site to more than this machine."""
    if config.dev_addr.host not in OWN_MACHINE:
        log.warning(
            "`mkdocs serve` shows the plain site to everybody who reaches this machine at %s:%d, without a passphrase. "
            "Leave `--dev-addr` out to keep it to yourself.",
            *config.dev_addr,
        )


def mark_as_plain(site: Path, command: str) -> None:
    """Put a broken link into a plain site: `ghp-import` and similar tools stop at it and show its name.

    Its name is a sentence with the `command` that publishes instead. Browsers and web servers never use it. If
    git would add the plain pages, which no link prevents, print that; a warning would stop a strict build.
    """
    repository = repository_of(site)
    if repository is not None and _takes(repository, site):
        log.info(
            "%s lies in a git repository that does not ignore it: `git add --all` would put the plain pages into a "
            "commit. Name the folder in .gitignore, or build elsewhere with `--site-dir`.",
            site,
        )
    with contextlib.suppress(OSError, NotImplementedError):
        (site / WARNING.format(command=command)).symlink_to("nowhere")


def _takes(repository: Repository, site: Path) -> bool:
    """Tell whether git would add the pages of a site in the repository."""
    return not repository.is_ignored(site / "index.html")


def refuse_bare_ledger(config: MkDocsConfig) -> None:
    """Abort if the pages are a client ledger's, but the plugin that reads it is missing."""
    docs = Path(config.docs_dir)
    if "client-ledger" not in config.plugins and all((docs / name).is_dir() for name in ("clients", "contracts")):
        raise Abort(
            f"Nothing was built: {docs} holds clients/ and contracts/, so it is a client ledger, and the\n"
            "plugin `client-ledger` is not among the `plugins:` in mkdocs.yml. Without it its records become pages."
        )
