"""The formatter of a site's language, for the pages and for the theme around them."""

from __future__ import annotations

from pathlib import Path

from babel import Locale
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.localization import parse_locale
from mkdocs.theme import Theme

from client_ledger.cache import folder_digest
from client_ledger.site.filters import filters
from client_ledger.site.theme import THEME, THEME_FOLDER
from client_ledger.text.babel import BabelFormatter, formatter_of


def template_folders(config: MkDocsConfig) -> list[str]:
    """Return the folders of the pages' templates: with another theme, still our own."""
    return [*config.theme.dirs] if config.theme.name == THEME else [str(THEME_FOLDER)]


def catalogue_folders(config: MkDocsConfig) -> list[str]:
    """Return the folders of the message catalogues; the first has priority."""
    return [str(Path(folder, "locales")) for folder in template_folders(config)]


def site_formatter(config: MkDocsConfig) -> BabelFormatter:
    """Return the formatter of the site's language."""
    return formatter_of(locale_of(config.theme), catalogue_folders(config))


def language_of(config: MkDocsConfig) -> tuple[str, str]:
    """Return the site's language, and a digest of its message catalogues."""
    return str(locale_of(config.theme)), folder_digest(*map(Path, catalogue_folders(config)))


def locale_of(theme: Theme) -> Locale:
    """Return a theme's locale, or its option `language`, which Material for MkDocs uses instead."""
    language = theme.get("language")
    return parse_locale(language.replace("-", "_")) if isinstance(language, str) else theme.locale


def add_filters(env: Environment, formatter: BabelFormatter, currency: str, *, translates: bool) -> None:
    """Give an environment the filters that format values and, in our own theme, the translations."""
    if translates:
        env.install_gettext_translations(formatter.translations, newstyle=True)  # type: ignore[attr-defined]
    env.filters.update(filters(formatter, currency))
