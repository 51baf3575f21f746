"""Navigate from a name to its definition and back: clients, contracts, evidence and CSV files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.frontmatter.slots import Slot
from client_ledger.lsp.models import may_name_files
from client_ledger.lsp.workspace import OpenFile, Workspace, log_path, model_of_file


@dataclass(frozen=True, slots=True)
class Span:
    """A part of one line of a file; line and columns count from 0, in code points."""

    path: Path
    line: int = 0
    start: int = 0
    end: int = 0


def names_client(open_file: OpenFile, slot: Slot) -> bool:
    """Tell whether a slot is a contract's `client: …`."""
    return open_file.model is Contract and slot.role == "value" and slot.key == "client" and not slot.map.path


def client_meant(open_file: OpenFile, slot: Slot) -> str | None:
    """Return the client id that a slot means: a contract's `client`, or the `name` in the client's own file."""
    if names_client(open_file, slot):
        return slot.value
    is_name = open_file.model is Client and not slot.map.path and "name" in (slot.key, slot.value)
    return open_file.path.stem if is_name else None


def client_file(open_file: OpenFile, client: str) -> Path | None:
    """Return the path of a client's file, valid or not."""
    files = (file for file in sorted(open_file.project.ledger.files) if model_of_file(file) is Client)
    found = next((file for file in files if Path(file).stem == client), None)
    return open_file.project.site.docs_dir / found if found else None


def definition(workspace: Workspace, open_file: OpenFile, slot: Slot) -> Span | None:
    """Return the definition of what a slot names."""
    if client := client_meant(open_file, slot):
        path = client_file(open_file, client)
        return client_span(workspace, path) if path else None
    if slot.role == "key" or slot.key is None:
        return None
    docs_dir = open_file.project.site.docs_dir
    model = open_file.model_of(slot)
    if slot.key == "evidence":
        path = (docs_dir / "evidence" / slot.value).resolve()
    elif model and may_name_files(model, slot.key):
        path = log_path(open_file, slot.value)
    else:
        return None
    return Span(path) if path.is_file() and path.is_relative_to(docs_dir) else None


def client_span(workspace: Workspace, path: Path) -> Span:
    """Return the place of the name in a client's file, or else the start of the file."""
    open_file = workspace.open_file(path)
    slots = open_file.slots if open_file else []
    slot = next((each for each in slots if each.role == "value" and each.key == "name" and not each.map.path), None)
    return Span(path, slot.line, slot.start, slot.end) if slot else Span(path)


def contracts_of(workspace: Workspace, open_file: OpenFile, client: str) -> list[Span]:
    """Return every place where a contract names a client, even in contracts that cannot be read."""
    return [
        Span(each.path, slot.line, slot.start, slot.end)
        for each in workspace.open_files(open_file.project, Contract, client)
        for slot in each.slots
        if names_client(each, slot) and slot.value == client
    ]


def references(workspace: Workspace, open_file: OpenFile, client: str, *, with_declaration: bool) -> list[Span]:
    """Return every place that names a client, with its own file on request."""
    own = client_file(open_file, client) if with_declaration else None
    return [*([client_span(workspace, own)] if own else []), *contracts_of(workspace, open_file, client)]
