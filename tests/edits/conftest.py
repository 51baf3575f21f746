"""A small ledger for commands that change it."""

from pathlib import Path

import pytest

from command_line import FILES
from writing import write_site


@pytest.fixture
def site_file(tmp_path: Path) -> Path:
    return write_site(tmp_path, FILES, "timezone: Pacific/Auckland")
