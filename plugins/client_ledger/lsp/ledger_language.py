"""The language in which an editor is answered: that of the ledger a file belongs to."""

from __future__ import annotations

import os
from pathlib import Path

from client_ledger.frontmatter.site_trees import NoSiteFile, locale_of
from client_ledger.text.languages import plain_formatter_in
from client_ledger.text.message import Formatter
from sealed_site.language import LANGUAGES, language_of_environment


def formatter_of(site_file: Path) -> Formatter:
    """Return the formatter of a ledger's language, by its mkdocs.yml; of the environment's if that names none."""
    try:
        language = locale_of(site_file)[:2].lower()
    except (NoSiteFile, OSError):
        language = ""
    return plain_formatter_in(language if language in LANGUAGES else language_of_environment(os.environ))
