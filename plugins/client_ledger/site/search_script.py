"""The search index as a script, to search from a disk with."""

from __future__ import annotations

from pathlib import Path


def write_search_script(index: Path | None) -> None:
    """Write the index beside itself as a script that sets `searchIndex`.

    It only does so for pages from a disk: any web page could run scripts from a server on this machine.
    """
    if index:
        text = index.read_text(encoding="utf-8").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        script = f'if (location.protocol === "file:") window.searchIndex = {text};\n'
        index.with_suffix(".js").write_text(script, encoding="utf-8")
