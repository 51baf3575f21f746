"""Reuse parts of an earlier build: pages, feeds and, with `--dirty`, the files in the site's folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from client_ledger.cache import Cache
from client_ledger.pages.source_paths import SourcePart
from client_ledger.site.incremental.cached_pages import CachedPage, CachedPages, PageSummary
from client_ledger.site.incremental.outline import SiteOutline, outline_of
from client_ledger.site.incremental.outputs import Outputs, with_outputs
from client_ledger.site.incremental.search_index import complete_index, index_of
from client_ledger.site.incremental.surroundings import cache_folder, is_known_whole

NO_KEY = b""
OUTLINE = "outline"


class PageCache:
    """One build's reuse of earlier builds; a page with a different or unknown key is drawn."""

    def __init__(self, config: MkDocsConfig, *, dirty: bool) -> None:
        self._config = config
        self._dirty = dirty
        self._folder = cache_folder(config)
        self._is_known_whole = is_known_whole(config)
        self._outputs = Outputs(Cache(self._folder, "outputs"), Path(config.site_dir))
        self._outlines = Cache(self._folder, "outlines")

    def outline(self, key: bytes | None) -> SiteOutline | None:
        """Return the outline of the site with a key, if its day is not over and all its pages are cached."""
        data = key and self._outlines.get(OUTLINE, key)
        found = outline_of(data) if data else None
        if found is None or not found.is_of_today:
            return None
        self.open(found)
        return found if len(self._pages.kept) == len(self._pages.keys) else None

    def keep_outline(self, key: bytes | None, outline: SiteOutline) -> None:
        """Keep an outline for later builds of the same site."""
        if key is not None and all(outline.keys.values()) and all(outline.feeds.values()):
            self._outlines.put(OUTLINE, key, outline.to_bytes())
        self._outlines.save({OUTLINE})

    def feeds(self, keys: Mapping[str, bytes | None], make: Callable[[], Mapping[str, bytes]]) -> Mapping[str, bytes]:
        """Return the feeds by path, made again if anything in the ledger has changed."""
        if not self._is_known_whole or not all(keys.values()):
            return make()
        cache = Cache(self._folder, "feeds")
        made = {path: data for path, key in keys.items() if key and (data := cache.get(path, key)) is not None}
        if len(made) < len(keys):
            made = dict(make())
            for path, data in made.items():
                cache.put(path, keys[path] or NO_KEY, data)
        cache.save(made)
        return made

    def open(self, outline: SiteOutline) -> None:
        """Find the pages that would be drawn the same again."""
        self._outline = outline
        keys = outline.keys if self._is_known_whole else {}
        self._pages = CachedPages(self._folder, {path: key for path, key in keys.items() if key})

    def pass_over(self, files: Files) -> Files:
        """Let MkDocs read no cached page and, with `--dirty`, write no file that is current."""
        if self._dirty:
            files = with_outputs(files, self._is_current)
        for file in files.documentation_pages():
            if self._config.nav is None and file.page is None and self.is_skipped(file):
                CachedPage(file, self._config, self._pages)
        return files

    def is_cached(self, file: File) -> bool:
        """Tell whether a page is cached, so that it need not be drawn."""
        return self._pages.head(file.dest_uri) is not None

    def is_skipped(self, file: File) -> bool:
        """Tell whether a page's Markdown need not even be parsed: it is cached, and has no links to check."""
        return self.is_cached(file) and not self._outline.pages[file.src_uri].words

    def set_title_and_anchors(self, page: Page) -> None:
        """Give a page that is not parsed the title and anchors that other pages need."""
        head = self._pages.head(page.file.dest_uri)
        if head and not self._outline.pages[page.file.src_uri].shows_records and "title" not in vars(page):
            page.title = head.title
        self.set_anchors(page)

    def set_anchors(self, page: Page) -> None:
        """Give a page that is not parsed the anchors that other pages may link to."""
        head = self._pages.head(page.file.dest_uri)
        if head and self.is_skipped(page.file):
            page.present_anchor_ids = set(head.anchors)

    def page(self, path: str) -> str | None:
        """Return the cached HTML of the page at a path, if it need not be drawn."""
        return self._pages.html(path)

    def keep(self, path: str, html: str) -> None:
        """Keep a page that was drawn."""
        self._pages.keep(path, html)

    def write_sources(self, drawing: Callable[[], Callable[[SourcePart], str]]) -> None:
        """Write the page of each record file's numbered text; `drawing` gives what draws one that is not kept."""
        draw: Callable[[SourcePart], str] | None = None
        made: set[Path] = set()
        for part in self._outline.sources:
            path = part.path
            key = self._pages.keys.get(path)
            if self._dirty and key and self._outputs.is_current(path, key):
                continue
            page = self._pages.html(path)
            if page is None:
                draw = draw or drawing()
                page = draw(part)
                self._pages.keep(path, page)
                self._pages.keep_head(path, PageSummary(None, (), ""))
            target = Path(self._config.site_dir, path)
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            target.write_text(page, encoding="utf-8")

    def finish(self, files: Files) -> None:
        """Complete the search index, and keep the pages for the next build."""
        pages = [file.page for file in files.documentation_pages() if file.page]
        complete_index(index_of(self._config), pages, self._pages)
        self._pages.save()

    def note_outputs(self, files: Files) -> None:
        """Note the files that are now in the site's folder; call it last."""
        paths = [file.dest_uri for file in files]
        paths += [part.path for part in self._outline.sources]
        paths += [*self._config.theme.static_templates, *self._config.extra_templates]
        if index := index_of(self._config):
            paths += [f"search/{path.name}" for path in index.parent.iterdir()]
        self._outputs.save({path: self._pages.keys.get(path, NO_KEY) for path in paths}, clear=self._dirty)

    def _is_current(self, file: File) -> bool:
        if not file.is_documentation_page():
            return self._outputs.is_same(file)
        key = self._pages.keys.get(file.dest_uri)
        return key is not None and self.is_skipped(file) and self._outputs.is_current(file.dest_uri, key)
