"""A letter's form: a text file per language, filled with the facts of one client."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as resources

from client_ledger.signs.sign import Facts
from client_ledger.text.message import Formatter, Message, plural_msg
from client_ledger.text.quoting import one_line

FOLDER = resources("client_ledger.letters")
LANGUAGES = tuple(sorted(each.name for each in FOLDER.iterdir() if each.joinpath("leaving.txt").is_file()))
MOST_LINES = 8
WHOLE = frozenset({"invoices", "also_invoices"})  # lists of invoices to pay are never cut


@dataclass(frozen=True, slots=True)
class Letter:
    """What to send: a subject line and a text, with the sender's name left to write."""

    subject: str
    text: str


@cache
def template(name: str, language: str) -> tuple[str, str]:
    """Return a letter's subject and text with {named} fields, in English if the language has none."""
    found = FOLDER / (language if language in LANGUAGES else "en") / f"{name}.txt"
    subject, _, text = found.read_text(encoding="utf-8").partition("\n")
    return subject.strip(), text.strip("\n")


def has_form(name: str) -> bool:
    """Tell whether there is a letter of this form."""
    return FOLDER.joinpath("en", f"{name}.txt").is_file()


def write(name: str, values: Facts, formatter: Formatter) -> Letter:
    """Return a letter with its fields filled; lists have one item a line, and empty paragraphs are dropped."""
    formatter = formatter.formal
    subject, text = template(name, formatter.language)
    filled = {
        key: _lines(value, formatter, cut=key not in WHOLE) if isinstance(value, list) else formatter.value(value)
        for key, value in values.items()
    }
    paragraphs = (paragraph.format_map(filled).strip() for paragraph in text.split("\n\n"))
    return Letter(subject.format_map(filled), "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n")


def _lines(items: Sequence[Message], formatter: Formatter, *, cut: bool) -> str:
    more = len(items) - MOST_LINES
    shown = [*items]
    if cut and more > 1:
        shown[MOST_LINES:] = [plural_msg("and {count} more", "and {count} more", more)]
    return "\n".join(f"– {one_line(formatter.format(item))}" for item in shown)
