"""The styles and scripts that the fragments need in another theme than ours."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from client_ledger.site.theme import THEME, THEME_FOLDER

STYLES = ("assets/ledger.css", "assets/charts.css", "assets/trail.css", "assets/print.css", "assets/foreign.css")
SCRIPTS = ("assets/table.js", "assets/page.js", "assets/what-if.js")
OF_NUMBERED_FILES = ("assets/chrome.css", "assets/scheme.js", "assets/icon.svg")


def add_assets(files: Files, config: MkDocsConfig) -> None:
    """Let another theme load the fragments' styles and scripts, before the site's own."""
    if config.theme.name == THEME:
        return
    for asset in (*STYLES, *SCRIPTS, *OF_NUMBERED_FILES):
        files.append(File.generated(config, asset, abs_src_path=str(THEME_FOLDER / asset)))
    config.extra_css[:0] = [style for style in STYLES if style not in config.extra_css]
    config.extra_javascript[:0] = [script for script in SCRIPTS if script not in config.extra_javascript]
