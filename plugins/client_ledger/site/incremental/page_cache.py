"""What of an earlier build a build takes over: pages, feeds and, with `--dirty`, the files in the site's folder."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from client_ledger.cache import FOLDER, Cache
from client_ledger.judging.judgement import Judgement
from client_ledger.pages.source_paths import numbered_files, source_path
from client_ledger.site.incremental.cached_pages import CachedPage, CachedPages, PageSummary
from client_ledger.site.incremental.fingerprints import PageFingerprints, is_known_whole
from client_ledger.site.incremental.search_index import complete_index, index_of

Written = tuple[str, int, int]


class Outputs:
    """The files in one site's folder as the last build left them: what each was made from, its size and time."""

    def __init__(self, cache: Cache, site: Path) -> None:
        self._cache = cache
        self._site = site
        data = cache.get(str(site), b"")
        self._left: dict[str, Written] = {path: tuple(each) for path, each in json.loads(data or b"{}").items()}

    def is_current(self, path: str, key: bytes) -> bool:
        """Tell whether a file stands as the last build left it, made from the same."""
        return path in self._left and self._left[path] == self._written(path, key.hex())

    def is_same(self, file: File) -> bool:
        """Tell whether a file that is copied stands there already, byte for byte."""
        try:
            return Path(file.abs_dest_path).read_bytes() == file.content_bytes
        except OSError:
            return False

    def save(self, made: Mapping[str, bytes], *, clear: bool) -> None:
        """Take in what was made from what; `clear` removes what the last build left, and this one would not have."""
        for path in self._left.keys() - made.keys() if clear else ():
            file = self._site / path
            if self._left[path] == self._written(path, self._left[path][0]) and ".." not in file.parts:
                file.unlink()
                _remove_empty(file.parent, self._site)
        written = {path: found for path, key in made.items() if (found := self._written(path, key.hex()))}
        self._cache.put(str(self._site), b"", json.dumps(written).encode())
        self._cache.save({name for name in self._cache.held() if Path(name).is_dir()} | {str(self._site)})

    def _written(self, path: str, key: str) -> Written | None:
        try:
            found = (self._site / path).stat()
        except OSError:
            return None
        return key, found.st_size, found.st_mtime_ns


def _remove_empty(folder: Path, site: Path) -> None:
    while folder != site and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


NO_KEY = b""
REMARKS = CountHandler()


class Reuse:
    """One build's use of the builds before it; a page for which nothing holds any more is drawn."""

    def __init__(self, judgement: Judgement, keys: PageFingerprints, config: MkDocsConfig, *, dirty: bool) -> None:
        self._project = judgement.project
        self._keys = keys
        self._config = config
        self._dirty = dirty
        self._folder = self._project.site.path.parent / FOLDER
        self._is_known_whole = is_known_whole(config)
        self._outputs = Outputs(Cache(self._folder, "outputs"), Path(config.site_dir))
        self._said = 0
        logging.getLogger("mkdocs").addHandler(REMARKS)

    def feeds(self, paths: Collection[str], make: Callable[[], Mapping[str, bytes]]) -> Mapping[str, bytes]:
        """Return the feeds by path, made anew when anything in the ledger is another."""
        key = self._keys.whole if self._is_known_whole else None
        if key is None:
            return make()
        cache = Cache(self._folder, "feeds")
        made = {path: data for path in paths if (data := cache.get(path, key)) is not None}
        if len(made) < len(paths):
            made = dict(make())
            for path, data in made.items():
                cache.put(path, key, data)
        cache.save(made)
        return made

    def begin(self, files: Files) -> None:
        """Find the pages that would be drawn the same again, and with `--dirty` the files that stand there already."""
        pages = files.documentation_pages()
        keys = {}
        if self._is_known_whole:
            keys = {file.dest_uri: key for file in pages if (key := self._keys.of_page(file))}
            named = ((source_path(name), self._keys.of_source(name)) for name in numbered_files(self._project))
            keys |= {path: key for path, key in named if key}
        self._pages = CachedPages(self._folder, keys)
        for file in pages:
            if self._config.nav is None and file.page is None and self.holds(file):
                CachedPage(file, self._config, self._pages)
        if self._dirty:
            for file in files:
                vars(file)["is_modified"] = partial(self._is_modified, file)  # MkDocs made the file, and asks it

    def holds(self, file: File) -> bool:
        """Tell whether a page need not be drawn."""
        return self._pages.head(file.dest_uri) is not None

    def introduce(self, page: Page, *, entitle: bool) -> None:
        """Give a page that is not read what other pages ask it for."""
        head = self._pages.head(page.file.dest_uri)
        if head:
            page.present_anchor_ids = set(head.anchors)
            if entitle and "title" not in vars(page):
                page.title = head.title

    def listen(self) -> None:
        """Note what has been said so far, before a page is read."""
        self._said = self._count()

    def heed(self, page: Page) -> None:
        """Let a page be read in every build when something was said of it, or when it links into other pages."""
        if self._count() != self._said or page.links_to_anchors:
            self._pages.refuse(page.file.dest_uri)

    def _count(self) -> int:
        return sum(count for _, count in REMARKS.get_counts())

    def page(self, path: str) -> str | None:
        """Return the whole page that is written to a path, if it need not be drawn."""
        return self._pages.html(path)

    def keep(self, path: str, html: str) -> None:
        """Take in a page that was drawn."""
        self._pages.keep(path, html)

    def sources(self, draw: Callable[[str], str]) -> Iterator[tuple[str, str]]:
        """Yield the path and the page of each record file's numbered text that is to be written."""
        for file in sorted(numbered_files(self._project)):
            path = source_path(file)
            key = self._pages.keys.get(path)
            if self._dirty and key and self._outputs.is_current(path, key):
                continue
            page = self._pages.html(path)
            if page is None:
                page = draw(file)
                self._pages.keep(path, page)
                self._pages.keep_head(path, PageSummary(None, (), ""))
            yield path, page

    def finish(self, files: Files) -> None:
        """Complete the search index, and keep the pages for the next build."""
        pages = [file.page for file in files.documentation_pages() if file.page]
        complete_index(index_of(self._config), pages, self._pages)
        self._pages.save()

    def leave(self, files: Files) -> None:
        """Take in, last of all, what now stands in the site's folder."""
        paths = [file.dest_uri for file in files]
        paths += [source_path(name) for name in numbered_files(self._project)]
        paths += [*self._config.theme.static_templates, *self._config.extra_templates]
        if index := index_of(self._config):
            paths += [f"search/{path.name}" for path in index.parent.iterdir()]
        self._outputs.save({path: self._pages.keys.get(path, NO_KEY) for path in paths}, clear=self._dirty)

    def _is_modified(self, file: File) -> bool:
        if not file.is_documentation_page():
            return not self._outputs.is_same(file)
        key = self._pages.keys.get(file.dest_uri)
        return key is None or not self.holds(file) or not self._outputs.is_current(file.dest_uri, key)
