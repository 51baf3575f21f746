"""What the tests need of the machine: how they start Chromium, and what they say where something lacks."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def missing(what: str) -> NoReturn:
    """Skip, saying what the machine lacks; fail where a browser is required."""
    if os.environ.get("CLIENT_LEDGER_REQUIRE_BROWSER") == "1":
        pytest.fail(f"{what}, and CLIENT_LEDGER_REQUIRE_BROWSER=1")
    pytest.skip(what)


def npm_installed(package: str, folder: Path) -> Path:
    """Install an npm package into a folder and return the folder; skip where there is no Node or it cannot be had."""
    npm = shutil.which("npm") or missing("there is no npm")
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), package]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        missing(f"{package} could not be installed")
    return folder
