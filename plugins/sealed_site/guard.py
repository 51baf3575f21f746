"""The refusals: no command that publishes may publish plain text by mistake. Needs none of the sealing libraries."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import Abort
from mkdocs.plugins import get_plugin_logger

from sealed_site.git import Repository, repository_of
from sealed_site.hosts import OWN_MACHINE
from sealed_site.served import POINTER

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PUBLIC_HOSTS = {
    "READTHEDOCS": "Read the Docs",
    "NETLIFY": "Netlify",
    "CF_PAGES": "Cloudflare Pages",
    "WORKERS_CI": "Cloudflare Workers",
    "VERCEL": "Vercel",
    "RENDER": "Render",
    "AWS_APP_ID": "AWS Amplify",
    "MIKE_DOCS_VERSION": "mike",
}
DEPLOYERS = (
    "upload-pages-artifact",
    "deploy-pages",
    "actions-gh-pages",
    "github-pages-deploy-action",
    "ghaction-github-pages",
    "git-publish-subdir-action",
    "ghp-import",
    r"\bpush\b.*\bgh-pages",
    r"\bmike deploy",
    "cloudflare/pages-action",
    r"\bwrangler\b",
    "actions-netlify",
    r"\bnetlify\b.*\bdeploy",
    r"\bsurge\b",
    r"\bfirebase\b.*\bdeploy|action-hosting-deploy",
    r"\bvercel\b",
    r"\baws s3\b|s3-sync-action",
    "static-web-apps-deploy",
    r"\bgsutil\b",
    "ftp-deploy",
)
DEPLOYER = re.compile("|".join(DEPLOYERS), re.IGNORECASE)
CONTINUED = re.compile(r"\\\n\s*")
WARNING = "PLAIN TEXT, not for publishing - publish it sealed with {command} publish"
log = get_plugin_logger("sealed-site")


def refuse_plain_deploy(command: str, config: MkDocsConfig) -> None:
    """Abort `mkdocs gh-deploy` when the plugin `sealed-site` is not set up.

    For other plugins whose sites are private: call it from `on_config` with the command `on_startup` was told.
    """
    if command == "gh-deploy" and "sealed-site" not in config.plugins:
        raise Abort(
            "Nothing was published: `mkdocs gh-deploy` would put every page online for everyone to read.\n"
            "Set sealing up first: add `sealed-site` under `plugins:` in mkdocs.yml, make a key with\n"
            "`client-ledger keys new`, and publish with `client-ledger publish`."
        )


def refuse_plain_build(command: str, config: MkDocsConfig, environment: Mapping[str, str] = os.environ) -> None:
    """Abort a plain `mkdocs build` that a host or a workflow runs to publish, or that would replace a sealed site.

    A sealed site in a folder that git ignores is what `mkdocs gh-deploy` left, and nobody publishes from there.
    """
    if command != "build":
        return
    if publisher := _publisher(config, environment):
        raise Abort(
            f"Nothing was built: {publisher} publishes what `mkdocs build` writes, in clear. Let it run\n"
            "`client-ledger publish --to FOLDER` (or `sealed-site publish --to FOLDER`) and publish that folder."
        )
    site = Path(config.site_dir)
    if (site / POINTER).is_file() and ((repository := repository_of(site)) is None or _takes(repository, site)):
        raise Abort(
            f"Nothing was built: {site} holds the sealed site, and plain pages would take its place where it may be\n"
            "published from. Build into another folder with `--site-dir`, or delete that one first."
        )


def refuse_partial_deploy(*, dirty: bool) -> None:
    """Abort `mkdocs gh-deploy --dirty`, which would mix sealed files and plain ones."""
    if dirty:
        raise Abort("Nothing was published: `mkdocs gh-deploy --dirty` builds a part only; leave `--dirty` out.")


def warn_of_serving(config: MkDocsConfig) -> None:
    """Warn when `mkdocs serve` shows the plain site to more than this machine."""
    if config.dev_addr.host not in OWN_MACHINE:
        log.warning(
            "`mkdocs serve` shows the plain site to everybody who reaches this machine at %s:%d, without a passphrase. "
            "Leave `--dev-addr` out to keep it to yourself.",
            *config.dev_addr,
        )


def mark_as_plain(site: Path, command: str) -> None:
    """Lay a link that leads nowhere into a plain site: `ghp-import` and the like stop at it and show its name.

    The name is a sentence with the `command` that publishes instead. Browsers and web servers never meet it. When
    git would take the plain pages along, which no link prevents, say so: not as a warning, which stops a strict build.
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
    """Tell whether git would take the pages of a site in the repository along."""
    return not repository.is_ignored(site / "index.html")


def _publisher(config: MkDocsConfig, environment: Mapping[str, str]) -> str | None:
    """Return who publishes what is built here, as far as the environment and the running workflow's file tell."""
    for variable, name in PUBLIC_HOSTS.items():
        if environment.get(variable):
            return name
    is_gitlabs = environment.get("GITLAB_CI") and Path(config.site_dir).name == "public"
    if is_gitlabs or "pages" in environment.get("CI_JOB_NAME", "").lower():
        return "GitLab Pages"
    return "this workflow" if DEPLOYER.search(CONTINUED.sub(" ", _workflow(environment))) else None


def _workflow(environment: Mapping[str, str]) -> str:
    """Return the text of the GitHub workflow that runs, as it was checked out, or an empty one."""
    name = environment.get("GITHUB_WORKFLOW_REF", "").partition("/.github/")[2].partition("@")[0]
    path = Path(environment.get("GITHUB_WORKSPACE", ".")) / ".github" / name
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
