"""The numbered text of each record's file, so that evidence can be followed to its line anywhere, offline too."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from client_ledger.book.problems import Place
from client_ledger.book.source import read_text
from client_ledger.project import Project

if TYPE_CHECKING:
    from client_ledger.site.render import Renderer

FOLDER = "source"


def source_path(file: str) -> str:
    """Return where a file's numbered text stands in the site."""
    return f"{FOLDER}/{file}.html"


def source_url(place: Place, page: File) -> str:
    """Return the link from a page to a place's line."""
    return f"{_relative(source_path(place.file), posixpath.dirname(page.dest_uri))}#L{place.line}"


@lru_cache(maxsize=4096)
def _relative(path: str, folder: str) -> str:
    return quote(posixpath.relpath(path, folder or "."))


def numbered_files(project: Project) -> set[str]:
    """Return the files whose numbered text is in the site: those of clients and contracts, and the logs."""
    ledger = project.ledger
    named = {client.place.file for client in ledger.clients.values()}
    named |= {contract.place.file for contract in ledger.contracts.values()}
    return named | {file for file in ledger.files if file.lower().endswith(".csv") and not file.startswith("evidence/")}


def write_sources(project: Project, renderer: Renderer, config: MkDocsConfig) -> None:
    """Write the numbered text of every client, contract and log."""
    template = renderer.env.get_template("source.html")
    for file in sorted(numbered_files(project)):
        text, _ = read_text(project.site.docs_dir / file, file)
        if text is None:
            continue
        target = Path(config.site_dir, source_path(file))
        target.parent.mkdir(parents=True, exist_ok=True)
        base = posixpath.relpath(".", posixpath.dirname(source_path(file)))
        lines = text.removesuffix("\n").split("\n")
        page = template.render(file=file, lines=lines, base=base, config=config, about=None)
        target.write_text(page, encoding="utf-8")
