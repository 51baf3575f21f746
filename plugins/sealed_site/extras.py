"""How to add one of the extras of this distribution, such as `seal`, after it was installed without it."""

from __future__ import annotations

import sys
from pathlib import Path


def install_command(extra: str) -> str:
    """Return the shell command that adds an extra, for the program that installed this one: pipx, uv or pip.

    A new `uv tool install` drops the extras of the one before, so for uv the command names all of them.
    """
    folder = Path(sys.prefix)
    if (folder / "uv-receipt.toml").exists():
        return "uv tool install --with-executables-from mkdocs 'mkdocs-client-ledger[seal,import,lsp]'"
    pip = "pipx runpip mkdocs-client-ledger" if (folder / "pipx_metadata.json").exists() else "pip"
    return f"{pip} install 'mkdocs-client-ledger[{extra}]'"
