"""The formatters of the languages that the package speaks."""

from __future__ import annotations

from functools import cache
from importlib.resources import files as resources

from client_ledger.text.message import Formatter


def formatter_in(language: str) -> Formatter:
    """Return the formatter of a language, with days, money and words formatted as in letters."""
    from babel import Locale  # noqa: PLC0415 - slow to load, and needed only for pages, letters and French

    from client_ledger.text.babel import formatter_of  # noqa: PLC0415 - the same

    return formatter_of(Locale(language), [str(resources("client_ledger_theme") / "locales")])


@cache
def plain_formatter_in(language: str) -> Formatter:
    """Return the formatter of the command line and of editors: days and money in English are those of the records."""
    return Formatter() if language == "en" else formatter_in(language)
