"""The language server: answers editors from the ledger and from their open files."""

from __future__ import annotations

from datetime import datetime

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from client_ledger.frontmatter.slots import Slot
from client_ledger.lsp.completion import candidates
from client_ledger.lsp.documents import Units
from client_ledger.lsp.handlers import completion_item, location, workspace_edit
from client_ledger.lsp.hover import hover
from client_ledger.lsp.ledger_language import formatter_of
from client_ledger.lsp.navigation import client_meant, definition, references
from client_ledger.lsp.rename import CannotRename, rename
from client_ledger.lsp.watch import LedgerServer
from client_ledger.lsp.workspace import OpenFile
from client_ledger.text.cli_language import use_language

TRIGGERS = [":", " ", "{", ",", "-", "/", "["]
WATCHED = "**/*.{md,csv,yml,yaml}"


def create_server() -> LedgerServer:
    """Return a server with all its handlers."""
    server = LedgerServer()
    server.feature(types.INITIALIZED)(on_initialized)
    server.feature(types.TEXT_DOCUMENT_DID_OPEN)(on_open)
    server.feature(types.TEXT_DOCUMENT_DID_CHANGE)(on_change)
    server.feature(types.TEXT_DOCUMENT_DID_CLOSE)(on_close)
    server.feature(types.TEXT_DOCUMENT_DID_SAVE)(on_save)
    server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(on_files)
    completion = types.CompletionOptions(trigger_characters=TRIGGERS)
    server.feature(types.TEXT_DOCUMENT_COMPLETION, completion)(on_completion)
    server.feature(types.TEXT_DOCUMENT_HOVER)(on_hover)
    server.feature(types.TEXT_DOCUMENT_DEFINITION)(on_definition)
    server.feature(types.TEXT_DOCUMENT_REFERENCES)(on_references)
    server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)(on_prepare_rename)
    server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))(on_rename)
    return server


def on_initialized(server: LedgerServer, _: types.InitializedParams) -> None:
    """Use the client's units, subscribe to changes of files on disk, and read the ledgers."""
    server.ledgers.units = Units(server.workspace.position_encoding or types.PositionEncodingKind.Utf16)
    files = server.client_capabilities.workspace and server.client_capabilities.workspace.did_change_watched_files
    if files and files.dynamic_registration:
        watcher = types.FileSystemWatcher(glob_pattern=WATCHED)
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers=[watcher])
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        registration = types.Registration(id="ledger-files", method=method, register_options=options)
        server.client_register_capability(types.RegistrationParams([registration]))
    roots = [*server.workspace.folders, *([server.workspace.root_uri] if server.workspace.root_uri else [])]
    for root in dict.fromkeys(roots):
        if folder := server.ledgers.names.path_of(root):
            server.changed(folder / "mkdocs.yml")


def on_open(server: LedgerServer, params: types.DidOpenTextDocumentParams) -> None:
    """Open a file."""
    document = params.text_document
    if path := server.ledgers.names.path_of(document.uri):
        server.ledgers.texts[path], server.ledgers.versions[path] = document.text, document.version
        server.ledgers.names.uris[path] = document.uri
        server.changed(path)


def on_change(server: LedgerServer, params: types.DidChangeTextDocumentParams) -> None:
    """Apply the changes to an open file."""
    path = server.ledgers.names.path_of(params.text_document.uri)
    if path and path in server.ledgers.texts:
        for change in params.content_changes:
            server.ledgers.texts[path] = server.ledgers.units.change(server.ledgers.texts[path], change)
        server.ledgers.versions[path] = params.text_document.version
        server.changed(path)


def on_close(server: LedgerServer, params: types.DidCloseTextDocumentParams) -> None:
    """Close a file; from now on the file on disk counts."""
    if path := server.ledgers.names.path_of(params.text_document.uri):
        server.ledgers.texts.pop(path, None)
        server.ledgers.versions.pop(path, None)
        server.ledgers.names.uris.pop(path, None)
        server.changed(path)


def on_save(server: LedgerServer, params: types.DidSaveTextDocumentParams) -> None:
    """Read the ledger again, because a file on disk has changed."""
    if path := server.ledgers.names.path_of(params.text_document.uri):
        server.changed(path)


def on_files(server: LedgerServer, params: types.DidChangeWatchedFilesParams) -> None:
    """Read again the ledgers whose files changed on disk."""
    for event in params.changes:
        if path := server.ledgers.names.path_of(event.uri):
            server.changed(path)


def focus(
    server: LedgerServer, document: types.TextDocumentIdentifier, position: types.Position
) -> tuple[OpenFile, Slot, int] | None:
    """Return the file, the slot and the column (in code points) of a request."""
    path = server.ledgers.names.path_of(document.uri)
    open_file = server.ledgers.open_file(path) if path else None
    if open_file is None or position.line >= len(open_file.lines):
        return None
    column = server.ledgers.units.column(open_file.lines[position.line], position.character)
    slot = open_file.at(position.line, column)
    return (open_file, slot, column) if slot else None


def on_completion(server: LedgerServer, params: types.CompletionParams) -> list[types.CompletionItem]:
    """Return the completions at the cursor."""
    found = focus(server, params.text_document, params.position)
    if found is None:
        return []
    open_file, slot, column = found
    now = datetime.now(open_file.project.settings.zone)
    lines = open_file.lines
    start = slot.start if slot.text and slot.start <= column else column
    span = server.ledgers.units.range(lines, slot.line, start, column)
    abilities = server.client_capabilities.text_document
    item = abilities and abilities.completion and abilities.completion.completion_item
    snippets = bool(item and item.snippet_support)
    before, after = lines[slot.line][:start], lines[slot.line][column:]
    with use_language(formatter_of(open_file.project.site.path)):
        found_here = candidates(open_file, slot, now)
    return [
        completion_item(each, span, before, after, order, snippets=snippets) for order, each in enumerate(found_here)
    ]


def on_hover(server: LedgerServer, params: types.HoverParams) -> types.Hover | None:
    """Return the help for the word at the cursor."""
    found = focus(server, params.text_document, params.position)
    if found is None:
        return None
    open_file, slot, _ = found
    with use_language(formatter_of(open_file.project.site.path)):
        text = hover(open_file, slot)
    if text is None:
        return None
    span = server.ledgers.units.range(open_file.lines, slot.line, slot.start, slot.end)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), span)


def on_definition(server: LedgerServer, params: types.DefinitionParams) -> types.Location | None:
    """Return the definition of the word at the cursor."""
    found = focus(server, params.text_document, params.position)
    span = definition(server.ledgers, found[0], found[1]) if found else None
    return location(server.ledgers, span) if span else None


def on_references(server: LedgerServer, params: types.ReferenceParams) -> list[types.Location]:
    """Return the places that name a client."""
    found = focus(server, params.text_document, params.position)
    client = client_meant(found[0], found[1]) if found else None
    if found is None or client is None:
        return []
    declared = params.context.include_declaration
    spans = references(server.ledgers, found[0], client, with_declaration=declared)
    return [location(server.ledgers, span) for span in spans]


def on_prepare_rename(server: LedgerServer, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    """Return the range of the client id at the cursor, if it can be renamed."""
    found = focus(server, params.text_document, params.position)
    client = client_meant(found[0], found[1]) if found else None
    if found is None or client is None:
        return None
    open_file, slot, _ = found
    return types.PrepareRenamePlaceholder(
        server.ledgers.units.range(open_file.lines, slot.line, slot.start, slot.end), client
    )


def on_rename(server: LedgerServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """Return the changes that rename a client."""
    found = focus(server, params.text_document, params.position)
    client = client_meant(found[0], found[1]) if found else None
    if found is None or client is None:
        return None
    with use_language(formatter_of(found[0].project.site.path)):
        try:
            return workspace_edit(server, rename(server.ledgers, found[0], client, params.new_name.strip()))
        except CannotRename as error:
            raise JsonRpcInvalidParams(str(error)) from None
