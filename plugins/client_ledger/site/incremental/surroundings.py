"""What all pages of a site are drawn from besides the ledger: the code, the theme, and the settings of MkDocs."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

import markdown
from mkdocs.config.defaults import MkDocsConfig

from client_ledger.cache import FOLDER, code_digest, digest, folder_digest
from client_ledger.site.theme import THEME

PACKAGE = Path(__file__).parent.parent.parent
LIBRARIES = (
    *("mkdocs", "markdown", "pygments", "jinja2", "markupsafe", "babel", "holidays", "icalendar"),
    *("pydantic", "python-frontmatter", "pyyaml"),
)
OWN_EXTENSIONS = Path(markdown.__file__).with_name("extensions")
PLUGINS = frozenset({"search", "client-ledger", "sealed-site"})
NOT_SHOWN = frozenset(
    {"config_file_path", "dev_addr", "docs_dir", "hooks", "plugins", "site_dir", "strict", "theme", "watch"}
)


def is_known_whole(config: MkDocsConfig) -> bool:
    """Tell whether everything that a page is drawn from is known: no other plugin, hook, theme or extension."""
    search = config.plugins.get("search")
    prebuilt = search is not None and search.config.get("prebuild_index")
    if config.theme.name != THEME or not config.plugins.keys() <= PLUGINS or config.hooks or prebuilt:
        return False
    names = {str(name).removeprefix("markdown.extensions.") for name in config.markdown_extensions}
    return all((OWN_EXTENSIONS / f"{name}.py").is_file() for name in names)


def surroundings_digest(config: MkDocsConfig) -> bytes:
    """Return a digest of the code, the theme and the settings."""
    search = config.plugins.get("search")
    parts = (
        (code_digest(PACKAGE), folder_digest(*map(Path, config.theme.dirs)), sys.version),
        _versions(),
        {key: _as_text(value) for key, value in config.items() if key not in NOT_SHOWN},
        dict(config.theme.items()),
        (*sorted(config.plugins), search and dict(search.config)),
    )
    return digest(*map(repr, parts))


@cache  # no library is replaced in a process that has loaded it
def _versions() -> tuple[str, ...]:
    return tuple(version(name) for name in LIBRARIES)


def cache_folder(config: MkDocsConfig) -> Path:
    """Return the folder of a site's caches: beside its mkdocs.yml, without one in the ledger's folder."""
    file = config.config_file_path
    return (Path(file).parent if file and Path(file).is_file() else Path(config.docs_dir)) / FOLDER


def _as_text(value: object) -> str:
    """Return a setting as text; a list of patterns by its patterns, because its text has a memory address."""
    patterns = getattr(value, "patterns", None)
    return repr(value if patterns is None else [pattern.pattern for pattern in patterns])
