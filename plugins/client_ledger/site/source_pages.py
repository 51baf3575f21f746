"""The numbered text of each record file, so that evidence links to its line, offline too."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Sequence
from urllib.parse import quote

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from client_ledger.frontmatter.reader import read_text
from client_ledger.pages.source_paths import SourcePart, lines_of
from client_ledger.project import Project
from client_ledger.site.render import Renderer
from client_ledger.text.message import Formatter, msg

FOLDER = "evidence/"
SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!])")


def is_evidence(path: str) -> bool:
    """Tell whether a file of the ledger, by its path, is evidence."""
    return path.startswith(FOLDER)


def heading(path: str) -> str:
    """Return a file's name as a heading in Markdown; the file's text never goes through Markdown."""
    name = SIGNS.sub(r"\\\1", html.escape(posixpath.basename(path), quote=False))
    return f"# {name}\n"


def as_it_stands(text: str) -> str:
    """Return the HTML that shows a text literally."""
    return f"<pre><code>{html.escape(text)}</code></pre>\n"


def source_drawing(
    project: Project, renderer: Renderer, config: MkDocsConfig, files: Files
) -> Callable[[SourcePart], str]:
    """Return what draws the numbered text of a client, a contract or a log, with the way back to the page about it."""
    template = renderer.env.get_template("source.html")
    numbers = _Numbers(renderer.formatter)
    pages = _pages(project, files)

    def draw(part: SourcePart) -> str:
        text, _ = read_text(project.site.docs_dir / part.file, part.file)
        lines = lines_of(text or "")
        base = posixpath.relpath(".", posixpath.dirname(part.path))
        return template.render(
            file=part.file,
            lines=numbers.of(lines[part.first - 1 : part.last], part.first),
            base=base,
            config=config,
            about=pages.get(part.file),
            part=part,
            parts=_neighbours(part, len(lines)),
        )

    return draw


def _pages(project: Project, files: Files) -> dict[str, Page]:
    """Return the page about each file: its own, or for a CSV file that of its client or contract."""
    ledger = project.ledger
    clients, contracts = ledger.clients.values(), ledger.contracts.values()
    own = {place.file: place.file for place in [*(it.place for it in clients), *(it.place for it in contracts)]}
    found = {file: files.get_file_from_path(owner) for file, owner in {**ledger.logs, **own}.items()}
    return {file: page.page for file, page in found.items() if page and page.page}


def _neighbours(part: SourcePart, lines: int) -> list[tuple[int, int, str]]:
    """Return the parts of a file: the first and last line of each, and its link."""
    if part.count == 1:
        return []
    whole = [SourcePart(part.file, number, part.count) for number in range(1, part.count + 1)]
    return [(each.first, min(each.last, lines), quote(posixpath.basename(each.path))) for each in whole]


class _Numbers:
    """The lines of a text as the items of a list, each with an anchor on its number."""

    def __init__(self, formatter: Formatter) -> None:
        self._formatter = formatter
        self._heads: list[str] = []

    def of(self, texts: Sequence[str], first: int) -> Markup:
        """Return a text's lines from a number on, escaped, each after its number."""
        lines = str(escape("\n".join(texts))).split("\n")
        for number in range(len(self._heads) + 1, first + len(lines)):
            label = escape(self._formatter.format(msg("Line {line}", line=number)))
            self._heads.append(f'<li id="L{number}"><a href="#L{number}" aria-label="{label}">{number}</a><code>')
        items = (f"{head}{line}</code></li>" for head, line in zip(self._heads[first - 1 :], lines, strict=False))
        return Markup("\n".join(items))  # noqa: S704 - each line is escaped
