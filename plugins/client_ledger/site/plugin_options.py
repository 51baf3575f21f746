"""What MkDocs itself reads of the plugin's options: only its own switch."""

from __future__ import annotations

import os
from collections.abc import Mapping

from mkdocs.config import Config
from mkdocs.config.base import ValidationError
from mkdocs.config.config_options import Type

from client_ledger.text.languages import plain_formatter_in
from client_ledger.text.message import msg
from sealed_site.language import language_of_environment

NEVER_OFF = msg(
    "A ledger is never built without its plugin: MkDocs would make plain pages of its records. Remove this line; "
    "`client-ledger publish` publishes the ledger sealed."
)


class Options(Config):
    """No options of MkDocs' kind: YAML's guesses at types would read NO as false.

    Only MkDocs' `enabled` switch is handled here: it would turn off everything that keeps the pages private.
    """

    enabled = Type(bool, default=True)


def refuse_switched_off(options: Mapping[str, object]) -> list[tuple[str, Exception]]:
    """Return MkDocs' errors for a plugin that is switched off."""
    if options.get("enabled", True) is True:
        return []
    formatter = plain_formatter_in(language_of_environment(os.environ))
    return [("enabled", ValidationError(formatter.format(NEVER_OFF)))]
