"""What templates say without any value in it, put into the site's language once, when a template is read."""

from __future__ import annotations

from babel.support import NullTranslations
from jinja2 import nodes
from jinja2.ext import InternationalizationExtension
from jinja2.parser import Parser


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
