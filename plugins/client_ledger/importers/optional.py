"""Libraries that only some formats need; the extra `import` installs them."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from client_ledger.frontmatter.document import EditRefused
from client_ledger.text.cli_language import tr
from sealed_site.extras import install_command


def optional_library(name: str, what: str) -> ModuleType:
    """Return a library; raise EditRefused, saying what to install, if it is missing."""
    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise EditRefused(
            tr("{what} needs a library: run `{command}`", what=what, command=install_command("import"))
        ) from None
