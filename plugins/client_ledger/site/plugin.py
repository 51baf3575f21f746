"""The MkDocs plugin `client-ledger`: its hooks in the order MkDocs calls them, each a thin adapter."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from client_ledger.cache import tidy
from client_ledger.site.build_progress import BuildProgress
from client_ledger.site.drawing import Drawing, jobs_that_pay
from client_ledger.site.formatting import add_filters, language_of, site_formatter
from client_ledger.site.incremental.cached_pages import TEMPLATE
from client_ledger.site.incremental.outline import digest_of_files
from client_ledger.site.incremental.page_cache import PageCache
from client_ledger.site.incremental.search_index import index_of
from client_ledger.site.incremental.site_key import site_key
from client_ledger.site.incremental.surroundings import cache_folder, is_known_whole
from client_ledger.site.left_out import leave_out
from client_ledger.site.plugin_options import Options, refuse_switched_off
from client_ledger.site.search_script import write_search_script
from client_ledger.site.sections import header_pages
from client_ledger.site.theme import THEME, CompiledTemplates, add_assets
from client_ledger.text.languages import plain_formatter_in
from client_ledger.text.message import msg
from sealed_site.guard import language_of_site, mark_as_plain, refuse_plain_build, refuse_plain_deploy, warn_of_serving
from sealed_site.language import use_language
from sealed_site.serving import guard_serving

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

    from client_ledger.site.whole import WholeSite


class ClientLedgerPlugin(BasePlugin[Options]):
    """Reads the ledger before MkDocs does, judges it, and draws its pages."""

    def __init__(self) -> None:
        super().__init__()
        self._command, self._dirty = "build", False
        self._drawing: Drawing | None = None
        self._progress = BuildProgress()
        self._whole: WholeSite | None = None
        self._before: WholeSite | None = None

    def load_config(self, options: dict[str, Any], config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:
        """Accept the options as they are; they are read again with their places, and checked with the records."""
        self.config = Options(config_file_path=config_file_path)
        self._options = {name: value for name, value in options.items() if name != "enabled"}
        return refuse_switched_off(options), []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember the command: it decides whether problems stop the build, and whether the site may be published."""
        self._command, self._dirty = command, dirty
        if command != "gh-deploy":
            guard_serving()
        # A build keeps nearly all it makes until its end, so collecting garbage again and again would find nothing.
        gc.set_threshold(50_000, 20, 100)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and judge the ledger unless the whole site is cached; stop a build with every problem listed."""
        self._config, self._files = config, Files([])
        with use_language(language_of_site(config)):
            refuse_plain_deploy(self._command, config)
            if "sealed-site" not in config.plugins:
                refuse_plain_build(self._command, config)
        self._before, self._whole = self._whole or self._before, None
        self._cache = PageCache(config, dirty=self._dirty)
        self._key = site_key(config, self._options)
        self._found = self._cache.outline(self._key)
        if self._found is None and self._command != "serve":
            self._site.refuse_errors()
        return config

    @property
    def _site(self) -> WholeSite:
        """The ledger, read and judged on first use: a build with all pages cached does not need it."""
        if self._whole is None:
            from client_ledger.site.whole import WholeSite  # noqa: PLC0415 - slow to import, and rarely needed

            self._whole = WholeSite(self._config, self._options, self._before)
            self._before = None
            if len(self._files):  # something was lost from the cache meanwhile
                self._whole.outline(self._files)
        return self._whole

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages and feeds without a file in the ledger, and find what need not be made again."""
        leave_out(files, language_of_site(config))
        add_assets(files, config)
        if self._found and self._found.given == digest_of_files(files):
            self._outline, self._files = self._found, files
            self._outline.add_to(files, config)
        else:
            self._outline = self._site.outline(files)
            self._cache.open(self._outline)
        for path, data in self._cache.feeds(self._outline.feeds, self._feeds).items():
            files.append(File.generated(config, path, content=data))
        self._files = self._cache.pass_over(files)
        return self._files

    def _feeds(self) -> Mapping[str, bytes]:
        return self._site.feeds(self._progress, serving=self._command == "serve")

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Give the pages their titles, and the theme its sections."""
        self._outline.entitle(files)
        for file in files.documentation_pages():
            if file.page:
                self._cache.set_title_and_anchors(file.page)
        own = {path for path, page in self._outline.pages.items() if page.shows_records}
        self._sections = () if config.nav else header_pages(nav, own)
        self._progress.begin("Reading", len(files.documentation_pages()))
        return nav

    @event_priority(100)
    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:  # noqa: ARG002
        """Give MkDocs the text below the front matter; the blank line stops it from looking for more fields."""
        path = page.file.src_uri
        return f"\n{self._outline.pages[path].words}" if self._cache.is_cached(page.file) else self._site.source(path)

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Give the page the keys of its front matter that are MkDocs' own."""
        if self._cache.is_cached(page.file):
            page.meta = {"template": TEMPLATE}
        elif (meta := self._site.meta(page.file.src_uri)) is not None:
            page.meta = meta
        return markdown

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Give a skipped page its earlier anchors."""
        self._cache.set_anchors(page)
        self._progress.step()
        return html

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Escape everything in our own theme; other themes do not mark their HTML as safe and would show tags."""
        self._files = files
        if config.theme.name == THEME:
            env.autoescape = True
            if is_known_whole(config):  # anything else may give its own meaning to the same text
                env.bytecode_cache = CompiledTemplates(*language_of(config), self._outline.currency, *env.extensions)
        formatter = self._whole.renderer.formatter if self._whole else site_formatter(config)
        add_filters(env, formatter, self._outline.currency, translates=config.theme.name == THEME)
        env.globals.update({"as_of": self._outline.day, "sections": self._sections})
        documents = files.documentation_pages()
        paths = [file.src_uri for file in documents if file.page and not self._cache.is_cached(file)]
        self._drawing = None
        if paths:
            jobs = jobs_that_pay(len(paths), self._site.project.settings.jobs)
            self._drawing = Drawing(paths, self._draw_elsewhere, jobs)
        self._progress.begin("Drawing", len(documents))
        return env

    def on_build_error(self, *, error: Exception) -> None:
        """Stop all drawing processes; name a file that could not be written in a sentence."""
        self._progress.end()
        if self._drawing:
            self._drawing.end()
        if isinstance(error, OSError) and error.filename:
            reason = str(error.strerror)
            sentence = msg("the site could not be built: {file}: {reason}", file=error.filename, reason=reason)
            raise Abort(plain_formatter_in(language_of_site(self._config)).format(sentence))

    @event_priority(100)
    def _show_search(self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:  # noqa: ARG002
        """Give the page the text to index for search, before it is drawn."""
        cached = self._cache.page(page.file.dest_uri)
        if cached is not None:
            page.content, page.meta["cached"] = "", cached
            return
        if page.meta.get("template") == TEMPLATE:
            # The page was skipped because it was cached, but its cache was lost meanwhile.
            page.read_source(config)
            page.markdown = self.on_page_markdown(page.markdown or "", page, config, self._files)
            page.render(config, self._files)
        self._words = self._site.words(page)
        page.content = self._site.searchable(page, self._words)

    @event_priority(-100)
    def _show_reader(self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:  # noqa: ARG002
        """Add the page's records to its own Markdown, one page at a time: all at once would fill the memory."""
        if "cached" not in page.meta:
            drawn = self._drawing.page(page.file.src_uri) if self._drawing else None
            page.content = self._site.draw(page, self._words, self._files) if drawn is None else drawn

    on_page_context = CombinedEvent(_show_search, _show_reader)

    def _draw_elsewhere(self, path: str) -> str:
        """Draw a page in a forked process, which must not use the database that this process has open."""
        self._site.detach()
        page = self._files.src_uris[path].page
        return self._site.draw(page, self._site.words(page), self._files) if page else ""

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Keep the drawn page for the next build, and release its memory."""
        page.content, page.meta = "", {}
        self._progress.step()
        self._cache.keep(page.file.dest_uri, output)
        return output

    @event_priority(-50)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the numbered text of every record file, which evidence links to, and the search index as a script."""
        self._cache.write_sources(lambda: self._site.draw_source(self._files))
        self._progress.end()
        if self._drawing:
            self._drawing.end()
        self._cache.finish(self._files)
        self._keep_what_was_made(config)
        write_search_script(index_of(config))
        self._cache.note_outputs(self._files)
        tidy(cache_folder(config))
        if self._command == "build" and "sealed-site" not in config.plugins:
            with use_language(language_of_site(config)):
                mark_as_plain(Path(config.site_dir), "client-ledger")

    def _keep_what_was_made(self, config: MkDocsConfig) -> None:
        """Keep what else the next build may reuse; the outline only if no file has changed during the build."""
        if self._whole is None:
            return
        self._whole.save()
        if self._whole.is_settled and self._key == site_key(config, self._options):
            self._cache.keep_outline(self._key, self._outline)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG002 MkDocs' own
        """Warn if the ledger is served to more than this machine."""
        if "sealed-site" not in config.plugins:
            with use_language(language_of_site(config)):
                warn_of_serving(config)
        return server

    def sealing_secrets(self) -> Iterable[str]:
        """Yield the texts that must not occur in a sealed site: names, titles, ids and amounts."""
        return self._site.secrets()
