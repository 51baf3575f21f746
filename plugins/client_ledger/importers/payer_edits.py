"""Add a confirmed payer to a client's `payers`."""

from __future__ import annotations

from client_ledger.book.client import Client
from client_ledger.edits.record import document_of
from client_ledger.edits.save import Change, preview
from client_ledger.frontmatter.document import EditRefused
from client_ledger.frontmatter.list_edits import add_key, append_items, flow_value
from client_ledger.frontmatter.spans import entry, front_of
from client_ledger.importers.importer import Income
from client_ledger.importers.payers import ADDRESS
from client_ledger.project import Project
from client_ledger.text.cli_language import tr


def payer_of(income: Income) -> list[str]:
    """Return what identifies a payer from now on: the account, else the address, else the name."""
    if income.iban:
        return [income.iban]
    addresses = ADDRESS.findall(income.payer)
    name = " ".join(income.payer.split())
    return addresses[:1] or ([name] if name else [])


def add_payer(project: Project, client: Client, payers: list[str]) -> tuple[Project, list[Change]]:
    """Return the ledger with payers added to a client, and the change; raise EditRefused if more would change."""
    document = document_of(project, client.place.file)
    front = front_of(document)
    written = [flow_value(each) for each in payers]
    if entry(front.root, "payers") is None:
        edits = add_key(front, front.root, "payers", f"[{', '.join(written)}]")
    else:
        edits = append_items(front, front.root, "payers", written)
    change = Change(document.file, document.data, document.edited(edits))
    after = preview(project, [change])
    if after.ledger.clients[client.id].payers != (*client.payers, *payers):
        raise EditRefused(
            tr("`payers` of {file} is written in a way that cannot be changed safely", file=client.place.file)
        )
    return after, [change]
