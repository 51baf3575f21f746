"""The theme that comes with the plugin."""

from __future__ import annotations

from importlib.resources import files as resources
from pathlib import Path
from types import CodeType

from babel.support import NullTranslations
from jinja2 import BytecodeCache, nodes
from jinja2.bccache import Bucket
from jinja2.ext import InternationalizationExtension
from jinja2.parser import Parser
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files


class TranslatedOnce(InternationalizationExtension):
    """Jinja's `{% trans %}` in an environment of one language; its `translations` are the environment's."""

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        """Return a translated text as data, and leave to Jinja what has a value in it or is counted."""
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
    """Let another theme load the fragments' styles and scripts, before the site's own."""
    if config.theme.name == THEME:
        return
    for asset in (*STYLES, *SCRIPTS, *OF_NUMBERED_FILES):
        files.append(File.generated(config, asset, abs_src_path=str(THEME_FOLDER / asset)))
    config.extra_css[:0] = [style for style in STYLES if style not in config.extra_css]
    config.extra_javascript[:0] = [script for script in SCRIPTS if script not in config.extra_javascript]


Compiled = dict[tuple[object, ...], CodeType]


class CompiledTemplates(BytecodeCache):
    """The code of templates by name and text, in memory alone; `settings` is what else it is compiled from."""

    def __init__(self, compiled: Compiled, *settings: object) -> None:
        self._compiled = compiled
        self._settings = settings

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if its text was compiled before."""
        bucket.code = self._compiled.get(self._key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take in a template's code."""
        if bucket.code:
            self._compiled[self._key(bucket)] = bucket.code

    def _key(self, bucket: Bucket) -> tuple[object, ...]:
        return bucket.key, bucket.checksum, *self._settings


THEME = "client-ledger"
THEME_FOLDER = Path(str(resources("client_ledger_theme")))
