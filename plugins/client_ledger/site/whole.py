"""A site's whole ledger, read and judged, and the drawing of its pages; only made if some page must be drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from client_ledger.book.reading_cache import ReadingCache
from client_ledger.cache import FOLDER, Cache
from client_ledger.exports.feeds import PATHS, ClientTexts, feeds
from client_ledger.history import read_history
from client_ledger.judging.judgement import JudgedClient, Judgement, judge_project, trend_cache
from client_ledger.pages.source_paths import SourcePart
from client_ledger.project import Project, read_project, reading_cache
from client_ledger.site.build_progress import BuildProgress
from client_ledger.site.incremental.outline import PageOutline, SiteOutline, digest_of_files
from client_ledger.site.incremental.page_inputs import PageInputs, page_inputs, source_keys, surroundings
from client_ledger.site.pages import Pages
from client_ledger.site.render import Renderer
from client_ledger.site.scopes import Scopes
from client_ledger.site.search import searchable
from client_ledger.site.site_options import secrets_of, site_of
from client_ledger.site.source_pages import as_it_stands, heading, is_evidence, source_drawing
from client_ledger.site.trail import Trail
from client_ledger.site.trail_summary import summarize
from client_ledger.text.languages import plain_formatter_in
from client_ledger.text.message import plural_msg
from sealed_site.guard import language_of_site


class WholeSite:
    """The ledger of one build and its drawing; parts that are still valid are taken from `before`, an earlier build."""

    def __init__(self, config: MkDocsConfig, options: dict[str, Any], before: WholeSite | None) -> None:
        site = site_of(config, options)
        known = before if before and before.project.site.path == site.path else None
        self.recall: ReadingCache = known.recall if known else ReadingCache(reading_cache(site))
        self.texts: WeakKeyDictionary[JudgedClient, ClientTexts] = known.texts if known else WeakKeyDictionary()
        self.project: Project = read_project(site, recall=self.recall, before=known.project if known else None)
        self._trends = trend_cache(self.project)
        earlier = known.judgement if known else None
        self.judgement: Judgement = judge_project(self.project, before=earlier, trends=self._trends)
        trail = Trail(read_history(site), self.project.ledger, config.repo_url)
        self.renderer: Renderer = Renderer(self.judgement, config, known.renderer if known else None)
        summary = summarize(trail, Cache(site.path.parent / FOLDER, "trail"))
        self.pages = Pages(self.judgement, self.renderer.formatter, trail, summary)
        self._config = config
        self._inputs: Mapping[str, PageInputs] = {}

    def refuse_errors(self) -> None:
        """Stop the build if the ledger has errors, and list them all."""
        if self.project.errors:
            shown = self.project.site.shown_path
            formatter = plain_formatter_in(language_of_site(self._config))
            lines = [problem.line(shown(problem.place.file), formatter) for problem in self.project.errors]
            count = plural_msg("{count} problem in the ledger:", "{count} problems in the ledger:", len(lines))
            raise PluginError("\n".join([formatter.format(count), *lines]))

    @property
    def is_settled(self) -> bool:
        """Whether the site stays the same until a file or a setting changes."""
        return not self.project.errors and self.pages.trail.history.is_settled

    def outline(self, files: Files) -> SiteOutline:
        """Return the outline of the site, and add its pages without a file to MkDocs' files."""
        given = digest_of_files(files)
        added = {path for path in self.pages.kinds if files.get_file_from_path(path) is None}
        self.pages.add_to(files, self._config)
        scopes = Scopes(self.judgement, self.pages)
        around = surroundings(self.judgement, self._config)
        self._inputs = page_inputs(self.pages, scopes, around, files, self._config)
        settings = self.project.settings
        return SiteOutline(
            self.judgement.day,
            settings.as_of is not None,
            settings.zone.key,
            settings.currency,
            given,
            {path: self._outline_of(path, is_added=path in added) for path in self._inputs},
            source_keys(self.project, around, scopes.of(None)),
            dict.fromkeys(PATHS, around.key_of(scopes.whole)),
        )

    def _outline_of(self, path: str, *, is_added: bool) -> PageOutline:
        inputs = self._inputs[path]
        return PageOutline(
            inputs.target,
            inputs.key,
            self.pages.title_of(path),
            inputs.kind is not None,
            is_added,
            inputs.words if inputs.may_link and not is_evidence(path) else "",
        )

    def feeds(self, progress: BuildProgress, *, serving: bool) -> Mapping[str, bytes]:
        """Return each feed's bytes by path; while serving, unchanged clients' texts are reused."""
        clients = self.judgement.clients
        progress.begin("Judging", len(clients))
        for client in clients.values():
            client.trend  # noqa: B018 - computed here, for the feeds and the pages
            progress.step()
        progress.end()
        return feeds(self.judgement, self.renderer.formatter, self.texts if serving else None)

    def source(self, path: str) -> str | None:
        """Return a page's text for MkDocs; the blank line stops it from looking for more fields."""
        ledger = self.project.ledger
        if path not in ledger.pages:
            # The problem of an unreadable file is reported; MkDocs would fail on text that is not UTF-8.
            return "\n" if path in ledger.files else f"\n{self._inputs[path].words}"
        return f"\n{heading(path)}" if is_evidence(path) else f"\n{ledger.pages[path].body}"

    def meta(self, path: str) -> dict[str, Any] | None:
        """Return the front matter of a page that is meant for MkDocs, None if the page has no file."""
        read = self.project.ledger.pages.get(path)
        return dict(read.meta) if read else None

    def words(self, page: Page) -> str:
        """Return the HTML of a page's own Markdown; for evidence, of the file's text."""
        read = self.project.ledger.pages.get(page.file.src_uri)
        evidence = as_it_stands(read.body) if read and is_evidence(page.file.src_uri) else ""
        return (page.content or "") + evidence

    def searchable(self, page: Page, words: str) -> str:
        """Return the HTML to index for a page."""
        return searchable(self.pages.kind_of(page.file), words, self.judgement)

    def draw(self, page: Page, words: str, files: Files) -> str:
        """Return a page's content with its own Markdown, given as HTML."""
        return self.renderer.page(self._inputs[page.file.src_uri], page, words, files)

    def draw_source(self, files: Files) -> Callable[[SourcePart], str]:
        """Return the function that draws the numbered text of a record file."""
        return source_drawing(self.project, self.renderer, self._config, files)

    def detach(self) -> None:
        """Stop using the database that the process this one was forked from has open."""
        self._trends.detach()

    def save(self) -> None:
        """Keep the trends for the next build; they take longest to compute."""
        self._trends.save()

    def secrets(self) -> Iterable[str]:
        """Yield the texts that must not occur in a sealed site: names, titles, ids and amounts."""
        return secrets_of(self.project.ledger)
