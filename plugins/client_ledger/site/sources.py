"""The links from evidence to its line in the numbered text of a record file."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from urllib.parse import quote

from markupsafe import Markup, escape
from mkdocs.structure.files import File

from client_ledger.frontmatter.problems import Place
from client_ledger.pages.source_paths import source_path

LONG = 26  # characters of a file name that leave room for the text beside it


class Sources:
    """The links from one page to the lines of its records."""

    def __init__(self, page: File, shown_path: Callable[[str], str]) -> None:
        self._folder = posixpath.dirname(page.dest_uri) or "."
        self._shown_path = shown_path
        self._urls: dict[str, str] = {}
        self._links: dict[tuple[str, str], tuple[str, str, str]] = {}

    def __call__(self, place: Place) -> str:
        """Return the address of a place's line."""
        return f"{self._url(place)}#L{place.line}"

    def _url(self, place: Place) -> str:
        path = source_path(place.file, place.line)
        if path not in self._urls:
            self._urls[path] = quote(posixpath.relpath(path, self._folder))
        return self._urls[path]

    def link(self, place: Place) -> Markup:
        """Return a link to a place's line, labelled with the file and line, with the full path as its title."""
        key = place.file, self._url(place)
        parts = self._links.get(key)
        if parts is None:
            url, shown = escape(key[1]), escape(self._shown_path(place.file))
            name = escape(posixpath.basename(place.file))
            kind = "place long" if len(name) > LONG else "place"
            parts = f'<a class="{kind}" href="{url}#L', f'" title="{shown}:', f'">{name}:'
            self._links[key] = parts
        before, title, label = parts
        line = place.line
        return Markup(f"{before}{line}{title}{line}{label}{line}</a>")  # noqa: S704 - each part is escaped
