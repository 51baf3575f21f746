"""A small ledger on disk, and a real client that talks to the server about it."""

import asyncio
import sys
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types
from pytest_lsp import ClientServerConfig, client_capabilities

FILES = {
    "mkdocs.yml": """\
site_name: Mine
docs_dir: ledger
plugins:
  - client-ledger:
      currency: EUR
      timezone: Europe/Paris
      exchange_rates: {USD: 0.92}
      as_of: 2026-11-20
""",
    "ledger/clients/acme.md": """\
---
name: Acmé 🎈 Ltd
reviewed: 2026-11-20
incidents:
  - {date: 2026-11-02, kind: insult, text: "🎈🎈 “non”", evidence: acme/mail.eml}
---
""",
    "ledger/clients/bolt.md": "---\nname: Bolt\n---\n",
    "ledger/contracts/acme-site.md": """\
---
client: acme
title: The site
stage: active
billing: fixed
value: 1200
hours: acme-hours.csv
invoices:
  - {id: A-1, issued: 2026-09-01, amount: 600}
---
""",
    "ledger/contracts/old/acme-shop.md": """\
---
title: The shop
client: "acme"  # the same
stage: completed
billing: fixed
value: 800
---
""",
    "ledger/contracts/acme-hours.csv": "date,hours,task\n2026-09-02,6,Layout\n",
    "ledger/evidence/acme/mail.eml": "From: someone\n",
    "ledger/evidence/acme/call, second.txt": "words\n",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


class Editor:
    """A client with one folder open, in which a cursor is written as `|`."""

    def __init__(self, client, folder, registered):
        self.client = client
        self.folder = folder
        self.registered = registered

    def uri(self, file):
        return (self.folder / file).resolve().as_uri()

    def open(self, file, text=None):
        text = (self.folder / file).read_text(encoding="utf-8") if text is None else text
        item = types.TextDocumentItem(self.uri(file), "markdown", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, file, version, *changes):
        document = types.VersionedTextDocumentIdentifier(version, self.uri(file))
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, list(changes)))

    def close(self, file):
        document = types.TextDocumentIdentifier(self.uri(file))
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    def at(self, file, line, character):
        return {
            "text_document": types.TextDocumentIdentifier(self.uri(file)),
            "position": types.Position(line, character),
        }

    async def problems(self, file, expected):
        """Wait until a file has as many problems as expected, and return them."""
        async with asyncio.timeout(10):
            while len(found := self.client.diagnostics.get(self.uri(file), ())) != expected:
                await self.client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        return list(found)

    async def complete(self, file, text):
        """Return the completions by label at the `|` of a text."""
        before, _, after = text.partition("|")
        self.open(file, before + after)
        line = before.count("\n")
        units = before.rpartition("\n")[2].encode("utf-16-le")
        params = types.CompletionParams(**self.at(file, line, len(units) // 2))
        found = await self.client.text_document_completion_async(params)
        return {item.label: item for item in found or []}


async def begin(capabilities, root):
    """Start a server for an editor with these capabilities; return the client and what it was asked to watch."""
    command = [str(Path(sys.executable).with_name("client-ledger")), "lsp"]
    client = await ClientServerConfig(server_command=command).start()
    registered = []

    @client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def on_register(params):
        registered.append(params)

    uri = root.resolve().as_uri()
    folders = [types.WorkspaceFolder(uri, "ledger")]
    await client.initialize_session(
        types.InitializeParams(capabilities=capabilities, root_uri=uri, workspace_folders=folders)
    )
    return client, registered


@pytest_asyncio.fixture(loop_scope="session")
async def start(folder):
    """Return a function that starts a server for an editor with given capabilities."""
    clients = []

    async def begin_here(capabilities):
        client, registered = await begin(capabilities, folder)
        clients.append(client)
        return Editor(client, folder, registered)

    yield begin_here
    for client in clients:
        await client.shutdown_session()
        await client.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared(tmp_path_factory):
    """One server for all tests, each of which has a folder of its own."""
    capabilities = client_capabilities("visual-studio-code")
    client, registered = await begin(capabilities, tmp_path_factory.mktemp("workspace"))
    yield client, registered
    await client.shutdown_session()
    await client.stop()


@pytest.fixture
def editor(shared, folder):
    return Editor(shared[0], folder, shared[1])
