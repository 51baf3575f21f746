"""Evidence in Markdown, as its page shows it: as it stands, for others may have written it."""

from __future__ import annotations

import posixpath
import re
from html import escape
from textwrap import indent

FOLDER = "evidence/"
SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!])")


def is_evidence(path: str) -> bool:
    """Tell whether a file of the ledger, by its path, is evidence."""
    return path.startswith(FOLDER)


def as_it_stands(path: str, text: str) -> str:
    """Return Markdown that shows a text as a block of code below its file's name: what is HTML in it would run."""
    name = SIGNS.sub(r"\\\1", escape(posixpath.basename(path), quote=False))
    return f"# {name}\n\n{indent(text, '    ')}"
