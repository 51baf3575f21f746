"""The refusals: no command that publishes may publish plain text by mistake. Needs none of the sealing libraries."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import Abort

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
PAGES_WORKFLOW = re.compile(
    r"upload-pages-artifact|deploy-pages|actions-gh-pages|github-pages-deploy-action|ghp-import|\bpush\b.*\bgh-pages",
    re.IGNORECASE,
)
WARNING = "PLAIN TEXT, not for publishing - publish it sealed with {command} publish"


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


def refuse_public_host(command: str, config: MkDocsConfig, environment: Mapping[str, str] = os.environ) -> None:
    """Abort a plain `mkdocs build` that a host, or a workflow, runs to publish its outcome."""
    hosts = [name for variable, name in PUBLIC_HOSTS.items() if environment.get(variable)]
    is_gitlabs = environment.get("GITLAB_CI") and Path(config.site_dir).name == "public"
    if environment.get("CI_JOB_NAME") == "pages" or is_gitlabs:
        hosts.append("GitLab Pages")
    if PAGES_WORKFLOW.search(_workflow(environment)):
        hosts.append("this workflow")
    if command == "build" and hosts:
        raise Abort(
            f"Nothing was built: {hosts[0]} publishes what `mkdocs build` writes, in clear. Let it run\n"
            "`client-ledger publish --to FOLDER` (or `sealed-site publish --to FOLDER`) and publish that folder."
        )


def refuse_partial_deploy(*, dirty: bool) -> None:
    """Abort `mkdocs gh-deploy --dirty`, which would mix sealed files and plain ones."""
    if dirty:
        raise Abort("Nothing was published: `mkdocs gh-deploy --dirty` builds a part only; leave `--dirty` out.")


def mark_as_plain(site: Path, command: str) -> None:
    """Lay a link that leads nowhere into a plain site: programs that publish folders stop at it and show its name.

    The name is a sentence with the `command` that publishes instead. Browsers and web servers never meet it.
    """
    with contextlib.suppress(OSError, NotImplementedError):
        (site / WARNING.format(command=command)).symlink_to("nowhere")


def _workflow(environment: Mapping[str, str]) -> str:
    """Return the text of the GitHub workflow that runs, as it was checked out, or an empty one."""
    name = environment.get("GITHUB_WORKFLOW_REF", "").partition("/.github/")[2].partition("@")[0]
    path = Path(environment.get("GITHUB_WORKSPACE", ".")) / ".github" / name
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
