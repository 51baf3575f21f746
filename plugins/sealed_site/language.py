"""The language of the command line: translates click's and this package's messages with gettext."""

from __future__ import annotations

import contextlib
import gettext
import locale
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

DOMAIN = "messages"
LOCALES = Path(__file__).parent / "locales"
LANGUAGES = ("en", "fr")
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
WITHOUT_LANGUAGE = {"C", "POSIX"}


def language_of_environment(environment: Mapping[str, str]) -> str:
    """Return the environment's language, English if there is no translation."""
    chosen = next((environment[name] for name in VARIABLES if environment.get(name)), locale.getlocale()[0] or "C")
    if chosen.partition(".")[0] in WITHOUT_LANGUAGE:
        return "en"
    wanted = [*environment.get("LANGUAGE", "").split(":"), chosen]
    return next((name[:2].lower() for name in wanted if name[:2].lower() in LANGUAGES), "en")


@contextlib.contextmanager
def use_language(language: str) -> Iterator[None]:
    """Use a language, English or French, for messages within the block."""
    before = os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(LOCALES))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def to_translate(text: str) -> str:
    """Return a sentence unchanged, to be translated later; this marks it for the catalogue."""
    return text


def tr(text: str, /, **values: object) -> str:
    """Return a sentence in the command line's language; `text` is its English form and its gettext id."""
    return gettext.gettext(text).format(**values)


def tr_many(one: str, many: str, count: int, /, **values: object) -> str:
    """Return a sentence whose form depends on `count`, which it may name as {count}."""
    return gettext.ngettext(one, many, count).format(count=count, **values)
