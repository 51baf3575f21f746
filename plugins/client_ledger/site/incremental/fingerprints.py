"""What each page is drawn from, as a digest: while that is the same, the page is the same."""

from __future__ import annotations

import logging
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from importlib.metadata import entry_points, version
from itertools import chain
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from client_ledger.book.rates import RATES_FILE
from client_ledger.book.validate import plain
from client_ledger.cache import code_digest, digest, folder_digest
from client_ledger.frontmatter.reader import read_text
from client_ledger.history import History
from client_ledger.history.trails import Subject
from client_ledger.judging.judgement import Judgement
from client_ledger.site.pages import Kind, Pages
from client_ledger.site.theme import THEME

PACKAGE = Path(__file__).parent.parent
LIBRARIES = ("mkdocs", "markdown", "jinja2", "markupsafe", "babel", "holidays", "icalendar")
PLUGINS = frozenset({"search", "client-ledger", "sealed-site"})
NOT_SHOWN = frozenset(
    {"config_file_path", "dev_addr", "docs_dir", "hooks", "plugins", "site_dir", "strict", "theme", "watch"}
)


def is_known_whole(config: MkDocsConfig) -> bool:
    """Tell whether all that a page is drawn from is known: no other plugin, hook, theme or extension."""
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


class PageFingerprints:
    """The keys of one ledger's pages; None where something a page is drawn from cannot be told from another."""

    def __init__(
        self, judgement: Judgement, history: History, pages: Pages, config: MkDocsConfig, files: Files
    ) -> None:
        self._judgement = judgement
        self._project = judgement.project
        self._ledger = judgement.project.ledger
        self._history = history
        self._pages = pages
        self._config = config
        self._files = files
        self._clients: dict[str, bytes | None] = {}

    def of_page(self, file: File) -> bytes | None:
        """Return the key of a documentation page."""
        kind = self._pages.kind_of(file)
        read = self._ledger.pages.get(file.src_uri)
        facts = self._facts(kind)
        if facts is None or (read is not None and file.src_uri not in self._ledger.digests):
            return None
        links = self._links if read and any(mark in read.body for mark in "[<") else b""
        own = self._ledger.digests.get(file.src_uri, b"")
        return digest(self._base, repr(kind), file.src_uri, file.dest_uri, own, links, *facts)

    def of_source(self, file: str) -> bytes | None:
        """Return the key of a record file's numbered text, which leads back to the page about it."""
        owner = self._ledger.digests.get(self._ledger.logs.get(file, file))
        return None if owner is None else digest(self._base, "source", file, owner)

    @cached_property
    def whole(self) -> bytes | None:
        """The key of what is drawn from the whole ledger."""
        if self._ledger.pages.keys() - self._ledger.digests.keys():
            return None
        clients = [self._of_client(client) or b"" for client in self._ledger.clients]
        texts = [part for pair in sorted(self._ledger.digests.items()) for part in pair]
        return digest(self._base, self._rates, self._history.digest, *texts, *clients)

    def _facts(self, kind: Kind | None) -> Iterable[bytes] | None:
        """Return what a page is drawn from besides its own words."""
        if kind is None:
            return ()
        if kind.name == "month":
            return (self._pages.trail.digest_of(date.fromisoformat(str(kind.subject))),)
        if kind.name not in ("client", "contract", "exit", "hours", "trail"):
            return None if self.whole is None else (self.whole,)
        contract = self._ledger.contracts.get(str(kind.subject)) if kind.name == "contract" else None
        client = contract.client if contract else str(kind.subject)
        facts = self._of_client(client)
        if facts is None:
            return None
        if kind.name == "client":
            return facts, self._shown_of_pipeline[client]
        return (facts, self._pipeline, self._rates) if kind.name == "exit" else (facts,)

    def _of_client(self, client: str) -> bytes | None:
        """Return what tells a client's records, evidence and history, those of its contracts too, from any other."""
        if client not in self._clients:
            facts = self._project.facts.get(client)
            self._clients[client] = digest(facts, *self._around(client)) if facts else None
        return self._clients[client]

    def _around(self, client: str) -> Iterator[str | bytes]:
        """Yield what is told of a client's records besides what stands in them."""
        contracts = self._project.contracts_of.get(client, [])
        files = [self._ledger.clients[client].place.file, *(each.place.file for each in contracts)]
        logs = [log for file in files for log in self._logs.get(file, ())]
        subjects: list[Subject] = [("client", client), *(("contract", each.id) for each in contracts)]
        yield self._history.digest_of(subjects, [*files, *logs])
        for name in sorted(set(self._evidence(client))):
            yield repr(self._history.evidence(name))
        yield str(client in self._project.incomplete)

    @cached_property
    def _logs(self) -> dict[str, list[str]]:
        """The CSV files that each record file names."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for log, owner in self._ledger.logs.items():
            found[owner].append(log)
        return dict(found)

    def _evidence(self, client: str) -> Iterator[str]:
        known = self._ledger.clients[client]
        for incident in known.incidents:
            yield from incident.evidence
        requests = [known.requests, *(each.requests for each in self._project.contracts_of.get(client, []))]
        for request in chain(*requests):
            yield from request.evidence

    @cached_property
    def _shown_of_pipeline(self) -> dict[str, bytes]:
        """What each client's page shows of the pipeline."""
        pipeline = self._judgement.pipeline
        without = {each.client: repr(each) for each in pipeline.without_each}
        ahead = repr(pipeline.months)
        shares = pipeline.shares.items()
        return {client: digest(repr(share), without.get(client, ""), ahead) for client, share in shares}

    @cached_property
    def _pipeline(self) -> bytes:
        """What exit plans show of other clients: the months ahead, and the open deals that would fill them."""
        pipeline = self._judgement.pipeline
        parts: list[str | bytes] = [repr(pipeline.months)]
        for hope in pipeline.hopes:
            contract = hope.deal.contract
            owner = self._ledger.clients.get(contract.client)
            parts += [repr((contract.id, contract.title, owner and owner.name, contract.stage, hope.adds))]
            parts += [self._ledger.digests.get(contract.place.file, b"")]
        return digest(*parts)

    @cached_property
    def _rates(self) -> bytes:
        text, problems = read_text(self._project.site.docs_dir / RATES_FILE, RATES_FILE)
        return digest(text or repr(problems))

    @cached_property
    def _links(self) -> bytes:
        """What a page's own words may link to."""
        return digest(*sorted(f"{file.src_uri} {file.dest_uri}" for file in self._files))

    @cached_property
    def _base(self) -> bytes:
        """What every page is drawn from: the code, the settings, the day, what is around the page and above it."""
        config, project = self._config, self._project
        ordinary = [file.src_uri for file in self._files.documentation_pages() if self._pages.kind_of(file) is None]
        search = config.plugins.get("search")
        parts = [
            code_digest(PACKAGE),
            folder_digest(*map(Path, config.theme.dirs)),
            sys.version,
            *(version(name) for name in LIBRARIES),
            repr({key: _as_text(value) for key, value in config.items() if key not in NOT_SHOWN}),
            repr(dict(config.theme.items())),
            repr(sorted(config.plugins)),
            repr(search and dict(search.config)),
            str(logging.getLogger("mkdocs").getEffectiveLevel()),
            repr(plain(project.site.options)),
            project.site.prefix,
            self._judgement.day.isoformat(),
            repr(project.errors),
            *(path for path in self._pages.kinds if self._pages.kinds[path].subject is None),
            *(part for path in ordinary for part in (path, self._ledger.digests.get(path, b"").hex())),
        ]
        return digest(*parts)


def _as_text(value: object) -> str:
    """Return a setting as text; a list of patterns is told by the patterns, for its own text names where it lies."""
    patterns = getattr(value, "patterns", None)
    return repr(value if patterns is None else [pattern.pattern for pattern in patterns])
