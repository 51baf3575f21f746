"""Rename a client's id: its file, and the `client:` of each of its contracts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from client_ledger.book.load import INDEX_NAMES
from client_ledger.lsp.completion import quoted
from client_ledger.lsp.navigation import Span, client_file, contracts_of
from client_ledger.lsp.workspace import OpenFile, Workspace
from client_ledger.text.cli_language import tr

UNFIT = re.compile(r'[\s/\\:*?"<>|\x00-\x1f]')


class CannotRename(Exception):
    """The new id is not allowed; the text says why."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """The changes for a new id: the text at each span, and the client's file."""

    spans: list[Span]
    text: str
    old: Path
    new: Path


def rename(workspace: Workspace, open_file: OpenFile, client: str, new: str) -> Renaming:
    """Return the changes that rename a client; raise CannotRename if the id is not allowed."""
    old_file = client_file(open_file, client)
    if old_file is None:
        raise CannotRename(tr("there is no client '{client}' to rename", client=client))
    if not new or UNFIT.search(new) or new.startswith((".", "-")) or f"{new}.md" in INDEX_NAMES:
        raise CannotRename(tr("'{id}' cannot be a client's id (write letters, digits and hyphens)", id=new))
    if new != client and client_file(open_file, new):
        raise CannotRename(tr("there is already a client '{id}'", id=new))
    spans = contracts_of(workspace, open_file, client)
    known = {span.path for span in spans}
    for contract in open_file.project.contracts_of.get(client, ()):
        if open_file.project.site.docs_dir / contract.place.file not in known:
            raise CannotRename(
                tr("{file} names the client in a way that cannot be changed safely", file=contract.place.file)
            )
    return Renaming(spans, quoted(new), old_file, old_file.with_name(f"{new}.md"))
