"""The server's desk kept up to date: after a pause in the typing, the ledger is read again and judged."""

from __future__ import annotations

import asyncio
import traceback
from importlib import metadata
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from client_ledger.editor.desk import Desk, read_open_project
from client_ledger.editor.diagnostics import Diagnostics, diagnostics, file_diagnostics
from client_ledger.editor.documents import uri_of
from client_ledger.project import Project
from client_ledger.settings import NoSiteFile

PAUSE_SECONDS = 0.2


class LedgerServer(LanguageServer):
    """A language server with a desk; problems are published after each pause in the typing."""

    def __init__(self) -> None:
        super().__init__("client-ledger", metadata.version("mkdocs-client-ledger"))
        self.desk = Desk()
        self._published: dict[Path, set[Path]] = {}
        self._waiting: dict[Path, asyncio.Task[None]] = {}

    def changed(self, path: Path) -> None:
        """Take note that a file changed; its ledger is read again when no more changes come for a moment."""
        site_file = self.desk.site_file_of(path)
        if site_file is None:
            return
        if waiting := self._waiting.get(site_file):
            waiting.cancel()
        task = asyncio.create_task(self._read_after_pause(site_file))
        task.add_done_callback(self._report)
        self._waiting[site_file] = task

    def _report(self, task: asyncio.Task[None]) -> None:
        """Say in the editor's log why a ledger could not be read again, so that it does not go quiet."""
        if not task.cancelled() and (error := task.exception()):
            text = "".join(traceback.format_exception(error))
            self.window_log_message(types.LogMessageParams(types.MessageType.Error, text))

    async def _read_after_pause(self, site_file: Path) -> None:
        await asyncio.sleep(PAUSE_SECONDS)
        snapshot = Desk(dict(self.desk.texts), dict(self.desk.versions), units=self.desk.units)
        project, found = await asyncio.to_thread(_read, snapshot, site_file)
        if project:
            self.desk.projects[site_file] = project
        self._publish(site_file, found, snapshot)

    def _publish(self, site_file: Path, found: Diagnostics, snapshot: Desk) -> None:
        gone = self._published.get(site_file, set()) - found.keys()
        for path, problems in [*found.items(), *((path, []) for path in sorted(gone))]:
            version = snapshot.versions.get(path)
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri_of(path), problems, version=version)
            )
        self._published[site_file] = set(found)


def _read(desk: Desk, site_file: Path) -> tuple[Project | None, Diagnostics]:
    """Return a ledger read again and its problems; without a ledger, why its mkdocs.yml cannot be read, if so."""
    try:
        project = read_open_project(site_file, desk.texts)
    except NoSiteFile as error:
        if error.unreadable is None or not site_file.exists():
            return None, {}
        path, problem = error.unreadable
        return None, {path: file_diagnostics(desk, path, [problem])}
    return project, diagnostics(desk, project)
