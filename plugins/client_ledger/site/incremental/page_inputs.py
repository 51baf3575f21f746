"""Everything that a page is drawn from, as one value: equal values give equal pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from client_ledger.book.validate import plain
from client_ledger.cache import digest
from client_ledger.judging.judgement import Judgement
from client_ledger.pages.source_paths import SourcePart, source_parts
from client_ledger.project import Project
from client_ledger.site.incremental.outline import digest_of_files
from client_ledger.site.incremental.surroundings import surroundings_digest
from client_ledger.site.pages import Kind, Pages
from client_ledger.site.scopes import Scope, Scopes

LINK_MARKS = "[<"


@dataclass(frozen=True)
class Surroundings:
    """What all of a site is drawn from: the code, the theme and MkDocs' settings by their digest, and our own."""

    build: bytes
    options: str
    prefix: str
    day: date
    errors: str

    def key_of(self, scope: Scope, *parts: bytes) -> bytes | None:
        """Return the key of something drawn from a part of the ledger and from other parts, given by digests."""
        return None if scope.digest is None else digest(self._digest, scope.digest, *parts)

    @cached_property
    def _digest(self) -> bytes:
        return digest(self.build, self.options, self.prefix, self.day.isoformat(), self.errors)


def surroundings(judgement: Judgement, config: MkDocsConfig) -> Surroundings:
    """Return what all pages of a build are drawn from."""
    project = judgement.project
    return Surroundings(
        surroundings_digest(config),
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
    links = digest_of_files(files)
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
