"""Build the site to publish with MkDocs itself."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from sealed_site.errors import SealingError
from sealed_site.language import tr
from sealed_site.plugin import SealedSitePlugin
from sealed_site.site_file import site_file

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def load_sealed(config_file: str | None) -> tuple[MkDocsConfig, SealedSitePlugin]:
    """Load mkdocs.yml and the plugin `sealed-site` in it."""
    config = load_config(str(site_file(config_file)))
    plugin = config.plugins.get("sealed-site")
    if not isinstance(plugin, SealedSitePlugin):
        raise SealingError(
            tr(
                "Sealing is not set up: run `client-ledger publish --setup`, or add `sealed-site` "
                "under `plugins:` in mkdocs.yml."
            )
        )
    plugin.sealing_follows = True
    return config, plugin


def build_plain(config: MkDocsConfig, target: Path) -> None:
    """Build the site into `target` as `mkdocs build` would, warnings and errors on the terminal."""
    config.site_dir = str(target)
    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s - %(message)s"))
    handler.setLevel(logging.WARNING)
    logger.addHandler(handler)
    try:
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except Abort as error:
        raise SealingError(
            tr("Nothing was published, because the site does not build: {message}", message=error.message)
        ) from error
    finally:
        logger.removeHandler(handler)
