"""Complete MkDocs' search index with the entries of pages that were not drawn again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from client_ledger.site.incremental.cached_pages import CachedPages, PageSummary

INDEX = "search/search_index.json"


def index_of(config: MkDocsConfig) -> Path | None:
    """Return the index that the build has written, None if search is off: then any index there is an older one."""
    index = Path(config.site_dir, INDEX)
    is_on = any(name.rpartition("/")[2] == "search" for name in config.plugins)
    return index if is_on and index.is_file() else None


def complete_index(index: Path | None, pages: Iterable[Page], kept: CachedPages) -> None:
    """Add the entries of cached pages to the index, in the order of pages, and keep the entries of the others."""
    whole = json.loads(index.read_text(encoding="utf-8")) if index else {"docs": []}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for entry in whole.pop("docs"):
        found[entry["location"].partition("#")[0]].append(_json(entry))
    docs = []
    for page in pages:
        path = page.file.dest_uri
        head = kept.head(path)
        if head is None:
            head = PageSummary(page.title, tuple(sorted(page.present_anchor_ids or ())), ",".join(found[page.url]))
            kept.keep_head(path, head)
        docs.append(head.entries)
    if index:
        around = _json(whole | {"docs": []})
        before, _, after = around.partition('"docs":[')
        index.write_text(f'{before}"docs":[{",".join(filter(None, docs))}{after}', encoding="utf-8")


def _json(value: object) -> str:
    """Return a value in the JSON form of MkDocs' index."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
