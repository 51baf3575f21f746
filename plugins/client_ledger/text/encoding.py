"""Print in any encoding that a terminal, a pipe or a file may have."""

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
    """Make standard output and error replace characters that their encoding lacks by similar ones, or by `?`."""
    codecs.register_error(NAME, _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=NAME)


def as_json(value: object) -> str:
    """Return a value as JSON, in ASCII if standard output is not UTF-8, because a program may read it."""
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
