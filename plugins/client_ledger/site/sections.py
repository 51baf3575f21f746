"""The sections of a site, in the header of every page."""

from __future__ import annotations

from collections.abc import Container

from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from client_ledger.text.message import Message, msg

SECTIONS: dict[str, tuple[str, Message]] = {
    "index.md": ("home", msg("Today")),
    "clients/index.md": ("clients", msg("Clients")),
    "contracts/index.md": ("contracts", msg("Contracts")),
    "pipeline.md": ("pipeline", msg("Pipeline")),
    "money.md": ("money", msg("Money")),
    "signs/index.md": ("signs", msg("Signs")),
    "audit.md": ("audit", msg("Audit trail")),
}
PROBLEMS = "problems.md"
LEAVING = "exit/index.md"


def header_pages(nav: Navigation, own: Container[str]) -> tuple[Page, ...]:
    """Return the pages that the header names: the sections, the problems, and ordinary pages of the top folder.

    `own` are the source paths of the pages that show records.
    """
    order = [*SECTIONS, PROBLEMS]
    order.insert(order.index("signs/index.md") + 1, LEAVING)
    tops = {page.file.src_uri: page for page in nav.items if isinstance(page, Page)}
    named = {path: page for page in nav.pages if (path := page.file.src_uri) in order}
    rest = [page for path, page in tops.items() if path not in own]
    return tuple([named[path] for path in order if path in named] + rest)
