"""The git history as the audit trail: who recorded what, when, and whether it was changed since.

Names are imported on first use: every build needs `history.state`, but few need the rest, which is slow to import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client_ledger.history.checkout import Committed, NoSuchRevision, as_committed, commit_on
    from client_ledger.history.evidence import Evidence
    from client_ledger.history.history import History
    from client_ledger.history.log import Commit
    from client_ledger.history.opening import layout_of, read_history
    from client_ledger.history.trails import Day, Entry, FileChanges, Provenance, Signature

__all__ = [
    "Commit",
    "Committed",
    "Day",
    "Entry",
    "Evidence",
    "FileChanges",
    "History",
    "NoSuchRevision",
    "Provenance",
    "Signature",
    "as_committed",
    "commit_on",
    "layout_of",
    "read_history",
]
MODULES = {
    "checkout": ("Committed", "NoSuchRevision", "as_committed", "commit_on"),
    "evidence": ("Evidence",),
    "history": ("History",),
    "log": ("Commit",),
    "opening": ("layout_of", "read_history"),
    "trails": ("Day", "Entry", "FileChanges", "Provenance", "Signature"),
}
MODULE_OF = {name: module for module, names in MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    """Import a name from its module; Python calls this for a name that the package lacks."""
    if name not in MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{MODULE_OF[name]}"), name)
