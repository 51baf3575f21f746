"""The numbered text of each record's file, so that evidence can be followed to its line anywhere, offline too."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from client_ledger.book.phrase import Speaker, phrase
from client_ledger.book.problems import Place
from client_ledger.book.source import read_text
from client_ledger.project import Project

if TYPE_CHECKING:
    from client_ledger.site.render import Renderer
    from client_ledger.site.reuse import Reuse

FOLDER = "source"
LONG = 26  # letters of a file's name that leave room for what stands beside it


def source_path(file: str) -> str:
    """Return where a file's numbered text stands in the site."""
    return f"{FOLDER}/{file}.html"


class Sources:
    """The ways from one page to the lines that its records stand on."""

    def __init__(self, page: File, shown_path: Callable[[str], str]) -> None:
        self._folder = posixpath.dirname(page.dest_uri) or "."
        self._shown_path = shown_path
        self._urls: dict[str, str] = {}
        self._links: dict[str, tuple[str, str, str]] = {}

    def __call__(self, place: Place) -> str:
        """Return the address of a place's line."""
        url = self._urls.get(place.file)
        if url is None:
            url = self._urls[place.file] = quote(posixpath.relpath(source_path(place.file), self._folder))
        return f"{url}#L{place.line}"

    def link(self, place: Place) -> Markup:
        """Return a link to a place's line that names the file and the line, in full as its title."""
        parts = self._links.get(place.file)
        if parts is None:
            url, shown = escape(self(place).partition("#")[0]), escape(self._shown_path(place.file))
            name = escape(posixpath.basename(place.file))
            kind = "place long" if len(name) > LONG else "place"
            parts = f'<a class="{kind}" href="{url}#L', f'" title="{shown}:', f'">{name}:'
            self._links[place.file] = parts
        before, title, label = parts
        line = place.line
        return Markup(f"{before}{line}{title}{line}{label}{line}</a>")  # noqa: S704 - each part is escaped


def numbered_files(project: Project) -> set[str]:
    """Return the files whose numbered text is in the site: those of clients and contracts, and the logs."""
    ledger = project.ledger
    named = {client.place.file for client in ledger.clients.values()}
    named |= {contract.place.file for contract in ledger.contracts.values()}
    return named | {file for file in ledger.files if file.lower().endswith(".csv") and not file.startswith("evidence/")}


def write_sources(project: Project, renderer: Renderer, config: MkDocsConfig, files: Files, reuse: Reuse) -> None:
    """Write the numbered text of every client, contract and log, with the way back to the page about it."""
    template = renderer.env.get_template("source.html")
    numbers = _Numbers(renderer.speaker)
    pages = _pages(project, files)

    def draw(file: str) -> str:
        text, _ = read_text(project.site.docs_dir / file, file)
        base = posixpath.relpath(".", posixpath.dirname(source_path(file)))
        lines = numbers.of(text or "")
        return template.render(file=file, lines=lines, base=base, config=config, about=pages.get(file))

    made: set[Path] = set()
    for path, page in reuse.sources(draw):
        target = Path(config.site_dir, path)
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_text(page, encoding="utf-8")


def _pages(project: Project, files: Files) -> dict[str, Page]:
    """Return the page about each file: its own, or for a log that of the client or contract it belongs to."""
    ledger = project.ledger
    clients, contracts = ledger.clients.values(), ledger.contracts.values()
    own = {place.file: place.file for place in [*(it.place for it in clients), *(it.place for it in contracts)]}
    found = {file: files.get_file_from_path(owner) for file, owner in {**ledger.logs, **own}.items()}
    return {file: page.page for file, page in found.items() if page and page.page}


class _Numbers:
    """The lines of a text as the items of a list, each with an anchor on its number."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._heads: list[str] = []

    def of(self, text: str) -> Markup:
        """Return a text's lines, escaped, behind their numbers."""
        lines = str(escape(text.removesuffix("\n"))).split("\n")
        for number in range(len(self._heads) + 1, len(lines) + 1):
            label = escape(self._speaker.say(phrase("Line {line}", line=number)))
            self._heads.append(f'<li id="L{number}"><a href="#L{number}" aria-label="{label}">{number}</a><code>')
        items = (f"{head}{line}</code></li>" for head, line in zip(self._heads, lines, strict=False))
        return Markup("\n".join(items))  # noqa: S704 - each line is escaped
