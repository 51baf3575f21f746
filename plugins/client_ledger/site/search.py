"""MkDocs' search index as a script, which a browser loads from a disk too, where it may not fetch."""

from __future__ import annotations

from pathlib import Path

INDEX = "search/search_index.json"
SCRIPT = "search/search_index.js"


def write_search_script(site: Path) -> None:
    """Write the index beside itself as a script that sets `searchIndex`; do nothing where search is off.

    It does so for pages from a disk alone: any page of the web may run the scripts of a server on this machine.
    """
    index = site / INDEX
    if index.is_file():
        text = index.read_text(encoding="utf-8").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        script = f'if (location.protocol === "file:") window.searchIndex = {text};\n'
        (site / SCRIPT).write_text(script, encoding="utf-8")
