"""The theme that comes with the plugin."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib.resources import files as resources
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2 import BytecodeCache, Environment, nodes
from jinja2.bccache import Bucket
from jinja2.ext import InternationalizationExtension
from jinja2.parser import Parser
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from client_ledger.cache import Cache, digest

if TYPE_CHECKING:
    from babel.support import NullTranslations


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


class CompiledTemplates(BytecodeCache):
    """The compiled templates of one environment, kept from one build to the next; `settings` also decide the code.

    Each name is one template of the environment, so other versions of it are dropped.
    """

    def __init__(self, cache: Cache, environment: str, *settings: str) -> None:
        self._cache = cache
        self._environment = environment
        self._settings = settings

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's own
        """Return the key of a template's code."""
        return f"{self._environment}/{name}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template's code if the same text was compiled before by the same Jinja."""
        found = self._cache.get(bucket.key, self._key(bucket))
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self._cache.put(bucket.key, self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> bytes:
        return digest(sys.version, jinja2.__version__, bucket.checksum, *self._settings)


def template_cache(folder: Path) -> Cache:
    """Return the cache of compiled templates."""
    return Cache(folder, "templates")


def forget_templates(cache: Cache, environments: Mapping[str, Environment]) -> None:
    """Write the compiled templates, and remove those of deleted templates."""
    cache.save({f"{name}/{template}" for name, each in environments.items() for template in each.list_templates()})


THEME = "client-ledger"
THEME_FOLDER = Path(str(resources("client_ledger_theme")))
