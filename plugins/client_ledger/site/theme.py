"""The theme that comes with the plugin."""

from __future__ import annotations

from importlib.resources import files as resources
from pathlib import Path

THEME = "client-ledger"
THEME_FOLDER = Path(str(resources("client_ledger_theme")))
