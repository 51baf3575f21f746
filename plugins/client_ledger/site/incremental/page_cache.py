"""Reuse parts of an earlier build: pages, feeds and, with `--dirty`, the files in the site's folder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from client_ledger.cache import FOLDER, Cache
from client_ledger.pages.source_paths import SourcePart
from client_ledger.project import Project
from client_ledger.site.incremental.cached_pages import CachedPage, CachedPages, PageSummary
from client_ledger.site.incremental.outputs import Outputs, with_outputs
from client_ledger.site.incremental.page_inputs import PageInputs, is_known_whole
from client_ledger.site.incremental.search_index import complete_index, index_of

NO_KEY = b""


class PageCache:
    """One build's reuse of earlier builds; a page with a different or unknown key is drawn."""

    def __init__(self, project: Project, config: MkDocsConfig, *, dirty: bool) -> None:
        self._project = project
        self._config = config
        self._dirty = dirty
        self._folder = project.site.path.parent / FOLDER
        self._is_known_whole = is_known_whole(config)
        self._outputs = Outputs(Cache(self._folder, "outputs"), Path(config.site_dir))

    def feeds(
        self, key: bytes | None, paths: Collection[str], make: Callable[[], Mapping[str, bytes]]
    ) -> Mapping[str, bytes]:
        """Return the feeds by path, made again if anything in the ledger has changed."""
        if key is None or not self._is_known_whole:
            return make()
        cache = Cache(self._folder, "feeds")
        made = {path: data for path in paths if (data := cache.get(path, key)) is not None}
        if len(made) < len(paths):
            made = dict(make())
            for path, data in made.items():
                cache.put(path, key, data)
        cache.save(made)
        return made

    def begin(
        self, files: Files, inputs: Mapping[str, PageInputs], sources: Mapping[SourcePart, bytes | None]
    ) -> Files:
        """Find the pages that would be drawn the same again, and with `--dirty` the files that are current.

        `sources` has the key of each page with a numbered text.
        """
        self._sources = tuple(sources)
        self._inputs = inputs
        keys: dict[str, bytes | None] = {}
        if self._is_known_whole:
            keys = {each.target: each.key for each in inputs.values()}
            keys |= {part.path: key for part, key in sources.items()}
        self._pages = CachedPages(self._folder, {path: key for path, key in keys.items() if key})
        if self._dirty:
            files = with_outputs(files, self._is_current)
        for file in files.documentation_pages():
            if self._config.nav is None and file.page is None and self.is_passed_over(file):
                CachedPage(file, self._config, self._pages)
        return files

    def is_kept(self, file: File) -> bool:
        """Tell whether a page is cached, so that it need not be drawn."""
        return self._pages.head(file.dest_uri) is not None

    def is_passed_over(self, file: File) -> bool:
        """Tell whether a page's Markdown need not even be parsed: it is cached, and has no links to check."""
        return self.is_kept(file) and not self._inputs[file.src_uri].may_link

    def introduce(self, page: Page, *, entitle: bool) -> None:
        """Give a page that is not parsed the title and anchors that other pages need."""
        head = self._pages.head(page.file.dest_uri)
        if head and entitle and "title" not in vars(page):
            page.title = head.title
        self.give_anchors(page)

    def give_anchors(self, page: Page) -> None:
        """Give a page that is not parsed the anchors that other pages may link to."""
        head = self._pages.head(page.file.dest_uri)
        if head and self.is_passed_over(page.file):
            page.present_anchor_ids = set(head.anchors)

    def page(self, path: str) -> str | None:
        """Return the cached HTML of the page at a path, if it need not be drawn."""
        return self._pages.html(path)

    def keep(self, path: str, html: str) -> None:
        """Keep a page that was drawn."""
        self._pages.keep(path, html)

    def sources(self, draw: Callable[[SourcePart], str]) -> Iterator[tuple[str, str]]:
        """Yield the path and HTML of each numbered text that must be written."""
        for part in self._sources:
            path = part.path
            key = self._pages.keys.get(path)
            if self._dirty and key and self._outputs.is_current(path, key):
                continue
            page = self._pages.html(path)
            if page is None:
                page = draw(part)
                self._pages.keep(path, page)
                self._pages.keep_head(path, PageSummary(None, (), ""))
            yield path, page

    def finish(self, files: Files) -> None:
        """Complete the search index, and keep the pages for the next build."""
        pages = [file.page for file in files.documentation_pages() if file.page]
        complete_index(index_of(self._config), pages, self._pages)
        self._pages.save()

    def note_outputs(self, files: Files) -> None:
        """Note the files that are now in the site's folder; call it last."""
        paths = [file.dest_uri for file in files]
        paths += [part.path for part in self._sources]
        paths += [*self._config.theme.static_templates, *self._config.extra_templates]
        if index := index_of(self._config):
            paths += [f"search/{path.name}" for path in index.parent.iterdir()]
        self._outputs.save({path: self._pages.keys.get(path, NO_KEY) for path in paths}, clear=self._dirty)

    def _is_current(self, file: File) -> bool:
        if not file.is_documentation_page():
            return self._outputs.is_same(file)
        key = self._pages.keys.get(file.dest_uri)
        return key is not None and self.is_passed_over(file) and self._outputs.is_current(file.dest_uri, key)
