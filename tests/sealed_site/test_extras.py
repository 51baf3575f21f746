"""The command that adds an extra is the one of the program that installed Client Ledger."""

import sys
from pathlib import Path

import pytest

from sealed_site.extras import install_command


@pytest.mark.parametrize(
    ("left_by_the_installer", "command"),
    [
        ("pipx_metadata.json", "pipx runpip mkdocs-client-ledger install 'mkdocs-client-ledger[seal]'"),
        ("uv-receipt.toml", "uv tool install --with-executables-from mkdocs 'mkdocs-client-ledger[seal,import,lsp]'"),
        ("pyvenv.cfg", "pip install 'mkdocs-client-ledger[seal]'"),
    ],
)
def test_pipx_uv_and_pip_each_add_it_their_own_way(
    left_by_the_installer: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / left_by_the_installer).touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert install_command("seal") == command
