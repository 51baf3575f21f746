"""The MkDocs plugin `client-ledger`: its hooks in the order MkDocs calls them, each a thin adapter."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakKeyDictionary

from jinja2 import Environment
from mkdocs.config import Config
from mkdocs.config.base import ValidationError
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from client_ledger.book.reading_cache import ReadingCache
from client_ledger.cache import FOLDER, Cache, tidy
from client_ledger.exports.feeds import PATHS, ClientTexts, feeds
from client_ledger.history import read_history
from client_ledger.judging.judgement import JudgedClient, Judgement, judge_project, trend_cache
from client_ledger.project import read_project, reading_cache
from client_ledger.site.build_progress import BuildProgress
from client_ledger.site.drawing import Drawing, jobs_that_pay
from client_ledger.site.incremental.cached_pages import TEMPLATE
from client_ledger.site.incremental.page_cache import PageCache
from client_ledger.site.incremental.page_inputs import page_inputs, source_keys, surroundings
from client_ledger.site.incremental.search_index import index_of
from client_ledger.site.left_out import leave_out
from client_ledger.site.pages import Pages
from client_ledger.site.render import Renderer
from client_ledger.site.scopes import Scopes
from client_ledger.site.search import searchable, write_search_script
from client_ledger.site.site_options import secrets_of, site_of
from client_ledger.site.source_pages import as_it_stands, heading, is_evidence, write_sources
from client_ledger.site.theme import THEME, CompiledTemplates, add_assets, forget_templates, template_cache
from client_ledger.site.trail import Trail
from client_ledger.site.trail_summary import summarize
from client_ledger.text.message import plural_msg
from client_ledger.text.spoken import said
from sealed_site.guard import mark_as_plain, refuse_plain_build, refuse_plain_deploy, warn_of_serving
from sealed_site.serving import guard_serving

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


NEVER_OFF = (
    "A ledger is never built without its plugin: MkDocs would make plain pages of its records. Take this line out; "
    "`client-ledger publish` publishes the ledger sealed."
)


class Options(Config):
    """No options of MkDocs' kind: YAML's guesses at types would read NO as false.

    Only MkDocs' `enabled` switch is handled here: it would turn off everything that keeps the pages private.
    """

    enabled = Type(bool, default=True)


class ClientLedgerPlugin(BasePlugin[Options]):
    """Reads the ledger before MkDocs does, judges it, and draws its pages."""

    def __init__(self) -> None:
        super().__init__()
        self._command = "build"
        self._dirty = False
        self._words = ""
        self._drawing: Drawing | None = None
        self._progress = BuildProgress()
        self._recalls: dict[Path, ReadingCache] = {}
        self._before: Judgement | None = None
        self._texts: WeakKeyDictionary[JudgedClient, ClientTexts] = WeakKeyDictionary()
        self._options: dict[str, Any] = {}

    def load_config(self, options: dict[str, Any], config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:
        """Accept the options as they are; they are read again with their places, and checked with the records."""
        self.config = Options(config_file_path=config_file_path)
        self._options = {name: value for name, value in options.items() if name != "enabled"}
        if options.get("enabled", True) is not True:
            return [("enabled", ValidationError(NEVER_OFF))], []
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember the command: it decides whether problems stop the build, and whether the site may be published."""
        self._command, self._dirty = command, dirty
        if command != "gh-deploy":
            guard_serving()
        # A build keeps nearly all it makes until its end, so collecting garbage again and again would find nothing.
        gc.set_threshold(50_000, 20, 100)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and judge the ledger; stop a build with every problem listed."""
        refuse_plain_deploy(self._command, config)
        if "sealed-site" not in config.plugins:
            refuse_plain_build(self._command, config)
        site = site_of(config, self._options)
        project = read_project(site, recall=self._recalls.setdefault(site.path, ReadingCache(reading_cache(site))))
        if project.errors and self._command != "serve":
            lines = [problem.line(site.shown_path(problem.place.file)) for problem in project.errors]
            count = plural_msg("{count} problem in the ledger", "{count} problems in the ledger", len(lines))
            raise PluginError("\n".join([f"{count}:", *lines]))
        self._outlooks = trend_cache(project)
        self.judgement = judge_project(project, before=self._before, trends=self._outlooks)
        self._before = self.judgement if self._command == "serve" else None
        trail = Trail(read_history(site), project.ledger, config.repo_url)
        self._compiled = template_cache(site.path.parent / FOLDER)
        self.renderer = Renderer(self.judgement, config, self._compiled)
        summary = summarize(trail, Cache(site.path.parent / FOLDER, "trail"))
        self.pages = Pages(self.judgement, self.renderer.formatter, trail, summary)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages and feeds without a file in the ledger, and find what need not be made again."""
        leave_out(files)
        add_assets(files, config)
        files = self.pages.add_to(files, config)
        scopes = Scopes(self.judgement, self.pages)
        around = surroundings(self.judgement, config)
        self._cache = PageCache(self.judgement.project, config, dirty=self._dirty)
        for path, data in self._cache.feeds(around.key_of(scopes.whole), PATHS, self._feeds).items():
            files.append(File.generated(config, path, content=data))
        self._inputs = page_inputs(self.pages, scopes, around, files, config)
        sources = source_keys(self.judgement.project, around, scopes.of(None))
        return self._cache.begin(files, self._inputs, sources)

    def _feeds(self) -> Mapping[str, bytes]:
        clients = self.judgement.clients
        self._progress.begin("Judging", "clients", len(clients))
        for client in clients.values():
            client.trend  # noqa: B018 - found out once, for the feeds and the pages
            self._progress.step()
        self._progress.end()
        known = self._texts if self._command == "serve" else None
        return feeds(self.judgement, self.renderer.formatter, known)

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Give the pages their titles, and the theme its sections."""
        self.pages.entitle(files)
        for file in files.documentation_pages():
            if file.page:
                self._cache.introduce(file.page, entitle=self.pages.kind_of(file) is None)
        self.renderer.sections = () if config.nav else self.pages.sections(nav)
        self._progress.begin("Reading", "pages", len(files.documentation_pages()))
        return nav

    @event_priority(100)
    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:  # noqa: ARG002
        """Give MkDocs the text below the front matter; the blank line stops it from looking for more fields."""
        read = self.judgement.project.ledger.pages.get(page.file.src_uri)
        if self._cache.is_passed_over(page.file):
            return "\n"
        if read is None and page.file.src_uri in self.judgement.project.ledger.files:
            return "\n"  # its problem is reported; MkDocs would fail on text that is not UTF-8
        if read and is_evidence(page.file.src_uri):
            return f"\n{heading(page.file.src_uri)}"
        return f"\n{read.body}" if read else None

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Give the page the keys of its front matter that are MkDocs' own."""
        read = self.judgement.project.ledger.pages.get(page.file.src_uri)
        if self._cache.is_kept(page.file):
            page.meta = {"template": TEMPLATE}
        elif read:
            page.meta = dict(read.meta)
        return markdown

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Give a skipped page its earlier anchors."""
        self._cache.give_anchors(page)
        self._progress.step()
        return html

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Escape everything in our own theme; other themes do not mark their HTML as safe and would show tags."""
        self._files = files
        if config.theme.name == THEME:
            env.autoescape = True
            env.bytecode_cache = CompiledTemplates(self._compiled, "around", *sorted(env.extensions))
        self.renderer.equip(env)
        env.globals.update(self.renderer.around())
        self._environments = {"pages": self.renderer.env, "around": env}
        documents = files.documentation_pages()
        paths = [file.src_uri for file in documents if file.page and not self._cache.is_kept(file)]
        jobs = jobs_that_pay(len(paths), self.judgement.project.settings.jobs)
        self._drawing = Drawing(paths, self._draw_elsewhere, jobs)
        self._progress.begin("Drawing", "pages", len(documents))
        return env

    def on_build_error(self, *, error: Exception) -> None:
        """Stop all drawing processes; name a file that could not be written in a sentence."""
        self._progress.end()
        if self._drawing:
            self._drawing.end()
        if isinstance(error, OSError) and error.filename:
            reason = error.strerror
            raise Abort(said("the site could not be built: {file}: {reason}", file=error.filename, reason=reason))

    @event_priority(100)
    def _show_search(self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:  # noqa: ARG002
        """Give the page the text to index for search, before it is drawn."""
        kept = self._cache.page(page.file.dest_uri)
        if kept is not None:
            page.meta["kept"] = kept
            page.content = ""
            return
        if page.meta.get("template") == TEMPLATE:
            self._read_again(page, config)
        self._words = self._words_of(page)
        page.content = searchable(self.pages.kind_of(page.file), self._words, self.judgement)

    @event_priority(-100)
    def _show_reader(self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:  # noqa: ARG002
        """Add the page's records to its own Markdown, one page at a time: all at once would fill the memory."""
        if "kept" not in page.meta:
            drawn = self._drawing.page(page.file.src_uri) if self._drawing else None
            page.content = self._draw(page, self._words) if drawn is None else drawn

    on_page_context = CombinedEvent(_show_search, _show_reader)

    def _words_of(self, page: Page) -> str:
        """Return the HTML of a page's own Markdown; for evidence, of the file's text."""
        read = self.judgement.project.ledger.pages.get(page.file.src_uri)
        evidence = as_it_stands(read.body) if read and is_evidence(page.file.src_uri) else ""
        return (page.content or "") + evidence

    def _draw(self, page: Page, words: str) -> str:
        return self.renderer.page(self._inputs[page.file.src_uri], page, words, self._files)

    def _draw_elsewhere(self, path: str) -> str:
        """Draw a page in a forked process, which must not use the database that this process has open."""
        self._outlooks.let_go()
        self._compiled.let_go()
        page = self._files.src_uris[path].page
        return self._draw(page, self._words_of(page)) if page else ""

    def _read_again(self, page: Page, config: MkDocsConfig) -> None:
        """Parse a page that was skipped because it was cached, but whose cache was lost meanwhile."""
        page.read_source(config)
        page.markdown = self.on_page_markdown(page.markdown or "", page, config, self._files)
        page.render(config, self._files)

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Keep the drawn page for the next build, and release its memory."""
        page.content, page.meta = "", {}
        self._progress.step()
        self._cache.keep(page.file.dest_uri, output)
        return output

    @event_priority(-50)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the numbered text of every record file, which evidence links to, and the search index as a script."""
        write_sources(self.judgement.project, self.renderer, config, self._files, self._cache)
        self._progress.end()
        if self._drawing:
            self._drawing.end()
        self._cache.finish(self._files)
        self._outlooks.save()
        forget_templates(self._compiled, self._environments)
        write_search_script(index_of(config))
        self._cache.note_outputs(self._files)
        tidy(self.judgement.project.site.path.parent / FOLDER)
        if self._command == "build" and "sealed-site" not in config.plugins:
            mark_as_plain(Path(config.site_dir), "client-ledger")

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG002 MkDocs' own
        """Warn if the ledger is served to more than this machine."""
        if "sealed-site" not in config.plugins:
            warn_of_serving(config)
        return server

    def sealing_secrets(self) -> Iterable[str]:
        """Yield the texts that must not occur in a sealed site: names, titles, ids and amounts."""
        return secrets_of(self.judgement.project.ledger)
