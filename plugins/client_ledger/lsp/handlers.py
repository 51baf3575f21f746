"""Convert results to the protocol's types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from client_ledger.lsp.completion import Candidate
from client_ledger.lsp.navigation import Span
from client_ledger.lsp.rename import Renaming
from client_ledger.lsp.workspace import Workspace
from client_ledger.text.cli_language import tr

if TYPE_CHECKING:
    from client_ledger.lsp.watch import LedgerServer

KINDS = {
    "key": types.CompletionItemKind.Field,
    "word": types.CompletionItemKind.EnumMember,
    "day": types.CompletionItemKind.Constant,
    "client": types.CompletionItemKind.Reference,
    "sign": types.CompletionItemKind.Event,
    "file": types.CompletionItemKind.File,
    "record": types.CompletionItemKind.Snippet,
}


def completion_item(
    candidate: Candidate, span: types.Range, before: str, after: str, order: int, *, snippets: bool
) -> types.CompletionItem:
    """Return a candidate as an item that replaces `span`, with the parts of the line before and after it."""
    is_snippet = snippets and candidate.snippet is not None
    text = candidate.snippet if is_snippet and candidate.snippet else candidate.insert
    if candidate.kind in ("key", "sign") and after.lstrip().startswith(":"):
        is_snippet, text = False, candidate.label
    if before.endswith((":", ",", "-")):
        text = f" {text}"
    return types.CompletionItem(
        label=candidate.label,
        kind=KINDS[candidate.kind],
        detail=candidate.detail or None,
        documentation=candidate.meaning or None,
        sort_text=f"{order:04}",
        filter_text=candidate.label,
        text_edit=types.TextEdit(span, text),
        insert_text_format=types.InsertTextFormat.Snippet if is_snippet else types.InsertTextFormat.PlainText,
    )


def location(workspace: Workspace, span: Span) -> types.Location:
    """Return a part of a file."""
    return types.Location(workspace.names.uri_of(span.path), _range(workspace, span))


def workspace_edit(server: LedgerServer, renaming: Renaming) -> types.WorkspaceEdit:
    """Return the changes of a renaming; if the editor cannot rename files, tell the user to do it by hand."""
    workspace = server.ledgers
    edits = {span.path: types.TextEdit(_range(workspace, span), renaming.text) for span in renaming.spans}
    if not _can_rename_files(server.client_capabilities):
        text = tr(
            "Your editor cannot rename files: rename {old} to {new} yourself.",
            old=renaming.old.name,
            new=renaming.new.name,
        )
        server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, text))
        return types.WorkspaceEdit(changes={workspace.names.uri_of(path): [edit] for path, edit in edits.items()})
    changes = [
        types.TextDocumentEdit(
            types.OptionalVersionedTextDocumentIdentifier(workspace.names.uri_of(path), workspace.versions.get(path)),
            [edit],
        )
        for path, edit in edits.items()
    ]
    moved = types.RenameFile(old_uri=workspace.names.uri_of(renaming.old), new_uri=workspace.names.uri_of(renaming.new))
    return types.WorkspaceEdit(document_changes=[*changes, moved])


def _can_rename_files(capabilities: types.ClientCapabilities) -> bool:
    edit = capabilities.workspace and capabilities.workspace.workspace_edit
    operations = (edit and edit.resource_operations) or ()
    return types.ResourceOperationKind.Rename in operations


def _range(workspace: Workspace, span: Span) -> types.Range:
    return workspace.units.range(workspace.lines(span.path), span.line, span.start, span.end)
