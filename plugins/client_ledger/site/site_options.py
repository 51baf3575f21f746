"""The plugin's options, read with their places; without a mkdocs.yml, as a program passes them to MkDocs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from client_ledger.book.load import Ledger
from client_ledger.book.settings import PLUGIN
from client_ledger.book.site_file import SiteFile, read_settings, read_site_file
from client_ledger.frontmatter.nodes import MapNode, Spot
from client_ledger.frontmatter.reader import Source
from client_ledger.frontmatter.site_trees import NoSiteFile
from client_ledger.frontmatter.tree import parse


def site_of(config: MkDocsConfig, given: dict[str, Any]) -> SiteFile:
    """Return the ledger's part of a site's mkdocs.yml; `given` are the options if there is no such file."""
    if config.config_file_path and Path(config.config_file_path).is_file():
        try:
            return read_site_file(Path(config.config_file_path))
        except NoSiteFile as error:
            raise PluginError(str(error)) from None
    tree, _ = parse(yaml.safe_dump(given))
    options = tree if isinstance(tree, MapNode) else MapNode(Spot(0, 0))
    source = Source("mkdocs.yml")
    folder = Path(config.docs_dir)
    return SiteFile(folder / PLUGIN, folder, read_settings(options, source), source, options)


def secrets_of(ledger: Ledger) -> Iterable[str]:
    """Yield the texts that must not occur in a sealed site: names, titles, ids and amounts."""
    for client in ledger.clients.values():
        yield from (text for text in (client.id, client.name, *client.contact) if text)
    for contract in ledger.contracts.values():
        yield from (contract.id, contract.title)
        for invoice in contract.invoices:
            yield from (invoice.id, str(invoice.amount))
