"""Pages drawn by an earlier build that would be drawn the same again."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from client_ledger.cache import Cache

TEMPLATE = "cached.html"


@dataclass(frozen=True, slots=True)
class PageSummary:
    """What other pages need of a page: its title, its anchors, and its entries in the search index as JSON."""

    title: str | None
    anchors: tuple[str, ...]
    entries: str


class CachedPages:
    """The drawn pages of one site by output path, each with its key."""

    def __init__(self, folder: Path, keys: Mapping[str, bytes]) -> None:
        self.keys = keys
        self._heads = Cache(folder, "heads")
        self._pages = Cache(folder, "pages")
        drawn = self._pages.keys_by_name() if keys else {}
        found = {path: self._heads.get(path, key) for path, key in keys.items() if drawn.get(path) == key}
        self._kept = {path: _head(data) for path, data in found.items() if data is not None}

    @property
    def kept(self) -> Collection[str]:
        """The paths of the pages that are kept."""
        return self._kept.keys()

    def head(self, path: str) -> PageSummary | None:
        """Return what other pages need of a page, if it is cached."""
        return self._kept.get(path)

    def html(self, path: str) -> str | None:
        """Return a page's HTML, if it is cached; a page that the cache has lost since is no longer cached."""
        if path not in self._kept:
            return None
        data = self._pages.get(path, self.keys[path])
        if data is None:
            del self._kept[path]
            return None
        return data.decode("utf-8", "surrogatepass")

    def keep(self, path: str, html: str) -> None:
        """Keep a drawn page; a cached page stays as it is."""
        if path in self.keys and path not in self._kept:
            self._pages.put(path, self.keys[path], html.encode("utf-8", "surrogatepass"))

    def keep_head(self, path: str, head: PageSummary) -> None:
        """Keep what other pages need of a drawn page."""
        if path in self.keys:
            self._heads.put(path, self.keys[path], json.dumps([head.title, head.anchors, head.entries]).encode())

    def save(self) -> None:
        """Write the cache, and remove the pages that are gone."""
        if self.keys:
            self._pages.save(self.keys.keys())
            self._heads.save(self.keys.keys())


class CachedPage(Page):
    """A cached page without links in its Markdown, which need not be converted to HTML."""

    def __init__(self, file: File, config: MkDocsConfig, kept: CachedPages) -> None:
        super().__init__(None, file, config)
        self._pages = kept

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the Markdown to HTML, unless the page is cached."""
        head = self._pages.head(self.file.dest_uri)
        if head is None:
            super().render(config, files)
        else:
            self.content, self.toc = "", TableOfContents([])
            self.present_anchor_ids = set(head.anchors)


def _head(data: bytes) -> PageSummary:
    title, anchors, entries = json.loads(data)
    return PageSummary(title, tuple(anchors), entries)
