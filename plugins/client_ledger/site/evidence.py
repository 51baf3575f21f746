"""Evidence in Markdown, as its page shows it: as it stands, for others may have written it."""

from __future__ import annotations

import posixpath
import re
from html import escape

FOLDER = "evidence/"
SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!])")


def is_evidence(path: str) -> bool:
    """Tell whether a file of the ledger, by its path, is evidence."""
    return path.startswith(FOLDER)


def heading(path: str) -> str:
    """Return a file's name as a heading in Markdown: of what stands in the file, none goes through Markdown."""
    name = SIGNS.sub(r"\\\1", escape(posixpath.basename(path), quote=False))
    return f"# {name}\n"


def as_it_stands(text: str) -> str:
    """Return the HTML that shows a text as it stands."""
    return f"<pre><code>{escape(text)}</code></pre>\n"
