"""What commands print, in whatever encoding a terminal, a pipe or a file has."""

from __future__ import annotations

import codecs
import json
import sys
import unicodedata
from io import TextIOWrapper

NAME = "client-ledger"
IN_ASCII = {
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "…": "...", "→": "->", "·": "-",
    "×": "x", "≥": ">=", "≤": "<=", "€": "EUR", "£": "GBP", "¥": "JPY", "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o",
    "ł": "l", "đ": "d", "«": '"', "»": '"',
}  # fmt: skip


def print_in_any_encoding() -> None:
    """Let standard output and standard error write what their encoding lacks as near as it comes, or as `?`."""
    codecs.register_error(NAME, _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=NAME)


def as_json(value: object) -> str:
    """Return a value as JSON, in ASCII alone where standard output is not in UTF-8: a program may read it."""
    encoding = codecs.lookup(getattr(sys.stdout, "encoding", None) or "utf-8").name
    return json.dumps(value, indent=2, ensure_ascii=encoding != "utf-8")


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = "".join(_fitting(letter, error.encoding) for letter in error.object[error.start : error.end])
    return found, error.end


def _fitting(letter: str, encoding: str) -> str:
    decomposed = unicodedata.normalize("NFKD", letter)
    without_accents = "".join(each for each in decomposed if not unicodedata.combining(each))
    for candidate in (IN_ASCII.get(letter), decomposed, without_accents):
        try:
            if candidate:
                candidate.encode(encoding)
                return candidate
        except UnicodeEncodeError:
            continue
    return "?"
