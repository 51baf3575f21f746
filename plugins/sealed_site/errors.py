"""The errors of sealing."""

from __future__ import annotations

import importlib.util

from sealed_site.extras import install_command
from sealed_site.language import tr


class SealingError(Exception):
    """Something the user has to correct before anything is sealed or published; the message is a sentence for them."""


class MissingExtraError(SealingError):
    """The libraries for sealing are not installed."""


def require_extra() -> None:
    """Raise `MissingExtraError`, with the command that installs them, unless all are installed."""
    missing = [name for name in ("pyrage", "cryptography", "segno", "zxcvbn") if importlib.util.find_spec(name) is None]
    if missing:
        raise MissingExtraError(
            tr(
                "Sealing needs {names}. Install it with: {command}",
                names=", ".join(missing),
                command=install_command("seal"),
            )
        )
