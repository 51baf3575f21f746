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
from sealed_site.language import LANGUAGES, language_of_environment, tr
from sealed_site.served import POINTER

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

WARNING = "PLAIN TEXT, not for publishing - publish it sealed with {command} publish"
log = get_plugin_logger("sealed-site")


def language_of_site(config: MkDocsConfig) -> str:
    """Return the language of a site, or of the environment if no message has the site's."""
    chosen = str(config.theme.get("language") or config.theme.locale)[:2].lower()
    return chosen if chosen in LANGUAGES else language_of_environment(os.environ)


def refuse_plain_deploy(command: str, config: MkDocsConfig) -> None:
    """Abort `mkdocs gh-deploy` if the plugin `sealed-site` is not set up.

    For other plugins with private sites: call it from `on_config` with the command from `on_startup`.
    """
    if command == "gh-deploy" and "sealed-site" not in config.plugins:
        raise Abort(
            tr(
                "Nothing was published: `mkdocs gh-deploy` would put every page online for everyone to read. "
                "Set sealing up first: add `sealed-site` under `plugins:` in mkdocs.yml, make a key with "
                "`client-ledger keys new`, and publish with `client-ledger publish`."
            )
        )


def refuse_disabled(command: str, plugin: str, *, enabled: bool) -> None:
    """Abort publishing if MkDocs' own switch `enabled: false` has turned the plugin off."""
    if not enabled and command == "gh-deploy":
        raise Abort(
            tr(
                "Nothing was published: `{plugin}` has `enabled: false` in mkdocs.yml, and without it every page would "
                "go online for everyone to read. Remove that line, and publish with `client-ledger publish`.",
                plugin=plugin,
            )
        )


def warn_of_disabled() -> None:
    """Warn that a site is plain, if somebody expects `enabled` to decide about that."""
    log.warning(
        tr(
            "`sealed-site` has `enabled: false` in mkdocs.yml. This site is NOT sealed: whoever has it can read it. "
            "`client-ledger publish` seals it all the same; to build without this warning, remove that line."
        )
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
            tr(
                "Nothing was built: `{sign}` is set, so this seems to be a build service, and everybody who can see "
                "its files could read what `mkdocs {command}` makes. To check the ledger, run `client-ledger check`. "
                "To publish it, run `client-ledger publish`, or `client-ledger publish --to FOLDER` and publish "
                "that folder. If you do want a plain build, set {variable}=yes.",
                sign=sign,
                command=command,
                variable=PLAIN_BUILD,
            )
        )
    if command == "build":
        _refuse_place(Path(config.site_dir))


def _refuse_place(site: Path) -> None:
    there = next(folder for folder in (site, *site.parents) if folder.is_dir())
    repository = repository_of(there)
    is_taken = repository is not None and _takes(repository, site)
    if repository is not None and is_taken and repository.remotes():
        raise Abort(
            tr(
                "Nothing was built: {site} is in the git repository {repository}, which does not ignore it and has a "
                "remote, so your next commit could publish the plain pages. Name the folder in .gitignore, or build "
                "elsewhere with `--site-dir`.",
                site=site,
                repository=repository.top,
            )
        )
    if (site / POINTER).is_file() and (repository is None or is_taken):
        raise Abort(
            tr(
                "Nothing was built: {site} contains the sealed site, and plain pages would replace it where it may be "
                "published from. Build into another folder with `--site-dir`, or delete that one first.",
                site=site,
            )
        )


def refuse_partial_deploy(*, dirty: bool) -> None:
    """Abort `mkdocs gh-deploy --dirty`, which would mix sealed files and plain ones."""
    if dirty:
        raise Abort(tr("Nothing was published: `mkdocs gh-deploy --dirty` builds only a part; leave `--dirty` out."))


def warn_of_serving(config: MkDocsConfig) -> None:
    """Warn if `mkdocs serve` shows the plain site to more than this machine."""
    if config.dev_addr.host not in OWN_MACHINE:
        log.warning(
            tr(
                "`mkdocs serve` shows the plain site to everybody who reaches this machine at {host}:{port}, without a "
                "passphrase. Leave `--dev-addr` out to keep it to yourself.",
                host=config.dev_addr.host,
                port=config.dev_addr.port,
            )
        )


def mark_as_plain(site: Path, command: str) -> None:
    """Put a broken link into a plain site: `ghp-import` and similar tools stop at it and show its name.

    Its name is a sentence with the `command` that publishes instead. Browsers and web servers never use it. If
    git would add the plain pages, which no link prevents, print that; a warning would stop a strict build.
    """
    repository = repository_of(site)
    if repository is not None and _takes(repository, site):
        log.info(
            tr(
                "{site} is in a git repository that does not ignore it: `git add --all` would put the plain pages into "
                "a commit. Name the folder in .gitignore, or build elsewhere with `--site-dir`.",
                site=site,
            )
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
            tr(
                "Nothing was built: {docs} contains clients/ and contracts/, so it is a client ledger, but mkdocs.yml "
                "does not list the plugin `client-ledger` under `plugins:`. Without it, its records become pages.",
                docs=docs,
            )
        )
