"""The theme that comes with the plugin."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from importlib.resources import files as resources
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2 import FileSystemBytecodeCache, nodes
from jinja2.bccache import Bucket
from jinja2.ext import InternationalizationExtension
from jinja2.parser import Parser
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from platformdirs import user_cache_path

from client_ledger.cache import digest

if TYPE_CHECKING:
    from babel.support import NullTranslations

UNUSED = 90 * 24 * 60 * 60  # seconds after which compiled templates are removed


class TranslatedOnce(InternationalizationExtension):
    """Jinja's `{% trans %}` in an environment of one language; its `translations` are the environment's."""

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        """Return a translated text as data; leave texts with values or counts to Jinja."""
        found = super().parse(parser)
        if not isinstance(found, nodes.Output):
            return found
        call = found.nodes[0]
        if not (isinstance(call, nodes.Call) and isinstance(call.node, nodes.Name) and call.node.name == "gettext"):
            return found
        message = call.args[0]
        if call.kwargs or not isinstance(message, nodes.Const):
            return found
        translations: NullTranslations = self.environment.translations  # type: ignore[attr-defined]
        return nodes.Output([nodes.TemplateData(translations.gettext(message.value) % {})], lineno=found.lineno)


STYLES = tuple(f"assets/{name}.css" for name in ("ledger", "tables", "charts", "trail", "print", "foreign"))
SCRIPTS = ("assets/table.js", "assets/page.js", "assets/what-if.js")
OF_NUMBERED_FILES = ("assets/chrome.css", "assets/scheme.js", "assets/icon.svg")


def add_assets(files: Files, config: MkDocsConfig) -> None:
    """Make another theme load the fragments' styles and scripts, before the site's own."""
    if config.theme.name == THEME:
        return
    for asset in (*STYLES, *SCRIPTS, *OF_NUMBERED_FILES):
        files.append(File.generated(config, asset, abs_src_path=str(THEME_FOLDER / asset)))
    config.extra_css[:0] = [style for style in STYLES if style not in config.extra_css]
    config.extra_javascript[:0] = [script for script in SCRIPTS if script not in config.extra_javascript]


class CompiledTemplates(FileSystemBytecodeCache):
    """The templates of one environment, compiled once for all ledgers of a user, as Python compiles its modules.

    Besides a template's own text, `settings` decide its code: Jinja computes what its filters make of constants.
    If nothing can be kept, each build compiles again.
    """

    def __init__(self, *settings: str) -> None:
        every = user_cache_path("client-ledger", appauthor=False) / "templates"
        folder = every / digest(sys.version, jinja2.__version__, *settings).hex()
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what is in it runs
            os.utime(folder)
            for other in every.iterdir():
                if time.time() - other.stat().st_mtime > UNUSED:
                    _remove(other)
        super().__init__(str(folder))

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's own
        """Return the key of a template's code: its name, wherever the theme is installed."""
        return super().get_cache_key(name)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template's code if the same text was compiled before; a damaged file counts as none."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001 - pickle raises nearly anything
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code, if the disk takes it."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _remove(folder: Path) -> None:
    """Remove the compiled templates of one environment."""
    for file in folder.glob("*.cache"):
        file.unlink()
    folder.rmdir()


THEME = "client-ledger"
THEME_FOLDER = Path(str(resources("client_ledger_theme")))
