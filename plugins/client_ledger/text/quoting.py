"""Other people's words, shortened to one line."""

from __future__ import annotations

import re

LONGEST = 200
BREAKING_SPACES = re.compile(r"[^\S\u00a0\u202f]+")


def one_line(text: str) -> str:
    """Return a text on one line."""
    return BREAKING_SPACES.sub(" ", text).strip()


def quoted(text: str) -> str:
    """Return words on one line; more than 200 characters are cut after a word, with “…”."""
    line = one_line(text)
    if len(line) <= LONGEST:
        return line
    start = line[: LONGEST + 1].rpartition(" ")[0] or line[:LONGEST]
    return f"{start.rstrip(' ,;:–-')}…"
