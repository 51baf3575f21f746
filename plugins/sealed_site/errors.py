"""What sealing says when it cannot go on."""

from __future__ import annotations

import importlib.util


class SealingError(Exception):
    """Something the user has to mend before anything is sealed or published; the message is a sentence for them."""


class MissingExtraError(SealingError):
    """The libraries that seal are not installed."""


def require_extra() -> None:
    """Raise `MissingExtraError`, with the command that mends it, unless all of them are here."""
    missing = [name for name in ("pyrage", "cryptography", "segno", "zxcvbn") if importlib.util.find_spec(name) is None]
    if missing:
        raise MissingExtraError(
            f"Sealing needs {', '.join(missing)}, not installed here: pip install 'mkdocs-client-ledger[seal]'"
        )
