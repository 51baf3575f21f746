"""The language of the command line: the ledger's `theme.locale`, or the environment's."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from client_ledger.frontmatter.site_trees import NoSiteFile, find_site_file, locale_of
from sealed_site.language import LANGUAGES, language_of_environment

FILE_OPTIONS = ("-f", "--config-file")


def language_of(arguments: Sequence[str]) -> str:
    """Return the language for the answer to a command line."""
    try:
        chosen = locale_of(_named_file(arguments) or find_site_file(Path.cwd()))[:2].lower()
    except (NoSiteFile, OSError):
        chosen = ""
    return chosen if chosen in LANGUAGES else language_of_environment(os.environ)


def _named_file(arguments: Sequence[str]) -> Path | None:
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        name, _, value = word.partition("=")
        if name in FILE_OPTIONS:
            return Path(value or following)
    return None
