"""The refusals: no command that publishes may publish plain text by mistake. Needs none of the sealing libraries."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mkdocs.exceptions import Abort

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PUBLIC_HOSTS = {
    "READTHEDOCS": "Read the Docs",
    "NETLIFY": "Netlify",
    "CF_PAGES": "Cloudflare Pages",
    "VERCEL": "Vercel",
    "MIKE_DOCS_VERSION": "mike",
}


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


def refuse_public_host(command: str, environment: Mapping[str, str] = os.environ) -> None:
    """Abort a plain `mkdocs build` that a host runs to publish its outcome."""
    hosts = [name for variable, name in PUBLIC_HOSTS.items() if environment.get(variable)]
    if environment.get("CI_JOB_NAME") == "pages":
        hosts.append("GitLab Pages")
    if command == "build" and hosts:
        raise Abort(
            f"Nothing was built: {hosts[0]} publishes what `mkdocs build` writes, in clear. Let it run\n"
            "`client-ledger publish --to FOLDER` (or `sealed-site publish --to FOLDER`) and publish that folder."
        )


def refuse_partial_deploy(*, dirty: bool) -> None:
    """Abort `mkdocs gh-deploy --dirty`, which would mix sealed files and plain ones."""
    if dirty:
        raise Abort("Nothing was published: `mkdocs gh-deploy --dirty` builds a part only; leave `--dirty` out.")
