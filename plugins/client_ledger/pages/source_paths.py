"""Where the numbered text of a record's file stands in the site."""

from __future__ import annotations

from client_ledger.project import Project

FOLDER = "source"


def source_path(file: str) -> str:
    """Return where a file's numbered text stands in the site."""
    return f"{FOLDER}/{file}.html"


def numbered_files(project: Project) -> set[str]:
    """Return the files whose numbered text is in the site: those of clients and contracts, and the logs."""
    ledger = project.ledger
    named = {client.place.file for client in ledger.clients.values()}
    named |= {contract.place.file for contract in ledger.contracts.values()}
    return named | {file for file in ledger.files if file.lower().endswith(".csv") and not file.startswith("evidence/")}
