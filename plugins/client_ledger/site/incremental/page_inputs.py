"""Everything that a page is drawn from, as one value: equal values give equal pages."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from importlib.metadata import entry_points, version
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from client_ledger.book.validate import plain
from client_ledger.cache import code_digest, digest, folder_digest
from client_ledger.judging.judgement import Judgement
from client_ledger.pages.source_paths import SourcePart, source_parts
from client_ledger.project import Project
from client_ledger.site.pages import Kind, Pages
from client_ledger.site.scopes import Scope, Scopes
from client_ledger.site.theme import THEME

PACKAGE = Path(__file__).parent.parent.parent
LIBRARIES = ("mkdocs", "markdown", "jinja2", "markupsafe", "babel", "holidays", "icalendar")
PLUGINS = frozenset({"search", "client-ledger", "sealed-site"})
NOT_SHOWN = frozenset(
    {"config_file_path", "dev_addr", "docs_dir", "hooks", "plugins", "site_dir", "strict", "theme", "watch"}
)
LINK_MARKS = "[<"


def is_known_whole(config: MkDocsConfig) -> bool:
    """Tell whether everything that a page is drawn from is known: no other plugin, hook, theme or extension."""
    search = config.plugins.get("search")
    own = {entry.name for entry in entry_points(group="markdown.extensions") if entry.value.startswith("markdown.")}
    extensions = {str(name).removeprefix("markdown.extensions.") for name in config.markdown_extensions}
    prebuilt = search is not None and search.config.get("prebuild_index")
    return (
        config.theme.name == THEME
        and config.plugins.keys() <= PLUGINS
        and not config.hooks
        and not prebuilt
        and extensions <= own
    )


@dataclass(frozen=True)
class Surroundings:
    """What all pages of a site are drawn from: the code, the theme, the settings, the day, and the errors."""

    code: tuple[str, ...]
    config: str
    theme: str
    plugins: tuple[str, ...]
    options: str
    prefix: str
    day: date
    errors: str

    def key_of(self, scope: Scope, *parts: bytes) -> bytes | None:
        """Return the key of something drawn from a part of the ledger and from other parts, given by digests."""
        return None if scope.digest is None else digest(self._digest, scope.digest, *parts)

    @cached_property
    def _digest(self) -> bytes:
        return digest(*(repr(getattr(self, field.name)) for field in fields(self)))


def surroundings(judgement: Judgement, config: MkDocsConfig) -> Surroundings:
    """Return what all pages of a build are drawn from."""
    project, search = judgement.project, config.plugins.get("search")
    code = (code_digest(PACKAGE), folder_digest(*map(Path, config.theme.dirs)), sys.version)
    return Surroundings(
        (*code, *(version(name) for name in LIBRARIES)),
        repr({key: _as_text(value) for key, value in config.items() if key not in NOT_SHOWN}),
        repr(dict(config.theme.items())),
        (*sorted(config.plugins), repr(search and dict(search.config))),
        repr(plain(project.site.options)),
        project.site.prefix,
        judgement.day,
        repr(project.errors),
    )


@dataclass(frozen=True, slots=True)
class PageInputs:
    """Everything that one page may read: a page is drawn from this value alone.

    `words` are the page's own Markdown, and `text` is the digest of its source, None if it has none. `sections`
    are the links above every page, `links` the possible targets of links in the words.
    """

    around: Surroundings
    sections: bytes
    links: bytes
    kind: Kind | None
    source: str
    target: str
    words: str
    text: bytes | None
    scope: Scope

    @property
    def may_link(self) -> bool:
        """Whether the words may have links: MkDocs must report broken links in every build."""
        return any(mark in self.words for mark in LINK_MARKS)

    @property
    def key(self) -> bytes | None:
        """The key of the page, None if it has none."""
        if self.text is None:
            return None
        where = digest(repr(self.kind), self.source, self.target)
        return self.around.key_of(self.scope, self.sections, self.links if self.may_link else b"", where, self.text)


def page_inputs(
    pages: Pages, scopes: Scopes, around: Surroundings, files: Files, config: MkDocsConfig
) -> dict[str, PageInputs]:
    """Return the inputs of each documentation page by source path."""
    documents = files.documentation_pages()
    sections = _sections(pages, documents, config)
    links = digest(*sorted(f"{each.src_uri} {each.dest_uri}" for each in files))
    found = {}
    for file in documents:
        kind = pages.kind_of(file)
        words, text = pages.words_of(file)
        place = (kind, file.src_uri, file.dest_uri)
        found[file.src_uri] = PageInputs(around, sections, links, *place, words, text, scopes.of(kind))
    return found


def source_keys(project: Project, around: Surroundings, scope: Scope) -> dict[SourcePart, bytes | None]:
    """Return the key of each page with a record file's numbered text; `scope` is an empty one.

    It links back to the page about the file, whose title is in the file that names it.
    """
    ledger = project.ledger
    found = {}
    for part in source_parts(project):
        text = ledger.digests.get(ledger.logs.get(part.file, part.file))
        found[part] = text and around.key_of(scope, part.path.encode(), text)
    return found


def _sections(pages: Pages, documents: Iterable[File], config: MkDocsConfig) -> bytes:
    """Return a digest of the links above every page; with the owner's own navigation, of all pages."""
    digests = pages.judgement.project.ledger.digests
    above = [path for path, kind in pages.kinds.items() if kind.subject is None]
    ordinary = (file.src_uri for file in documents if file.src_uri not in pages.kinds)
    above += [path for path in ordinary if config.nav or "/" not in path]
    titles = repr(pages.titles) if config.nav else ""
    return digest(titles, *(part for path in above for part in (path, digests.get(path, b""))))


def _as_text(value: object) -> str:
    """Return a setting as text; a list of patterns by its patterns, because its text has a memory address."""
    patterns = getattr(value, "patterns", None)
    return repr(value if patterns is None else [pattern.pattern for pattern in patterns])
