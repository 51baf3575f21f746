"""What the tests need of the machine: how they start Chromium, and what they say where something lacks."""

import os
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
