"""Keep the workspace up to date: after a pause in typing, the ledger is read and judged again."""

from __future__ import annotations

import asyncio
import traceback
from collections import defaultdict
from importlib import metadata
from pathlib import Path
from time import monotonic

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from client_ledger.book.reading_cache import ReadingCache
from client_ledger.frontmatter.site_trees import NoSiteFile
from client_ledger.lsp.diagnostics import Diagnostics, diagnostics, file_diagnostics
from client_ledger.lsp.ledger_language import formatter_of
from client_ledger.lsp.workspace import Workspace, read_open_project
from client_ledger.project import Project

PAUSE_SECONDS = 0.03


class LedgerServer(LanguageServer):
    """A language server for ledgers; it publishes problems after each pause in typing.

    Only one thread reads a ledger at a time, and results older than the last change are not published.
    """

    def __init__(self) -> None:
        super().__init__("client-ledger", metadata.version("mkdocs-client-ledger"))
        self.ledgers = Workspace()
        self._changed_at: dict[Path, float] = {}
        self._readers: dict[Path, asyncio.Task[None]] = {}
        self._recalls: defaultdict[Path, ReadingCache] = defaultdict(ReadingCache)
        self._published: dict[Path, dict[Path, tuple[int | None, list[types.Diagnostic]]]] = {}

    def changed(self, path: Path) -> None:
        """Take note that a file changed; its ledger is read again when no more changes come for a moment."""
        site_file = self.ledgers.site_file_of(path)
        if site_file is None:
            return
        self._changed_at[site_file] = monotonic()
        reader = self._readers.get(site_file)
        if reader is None or reader.done():
            self._readers[site_file] = asyncio.create_task(self._keep_up(site_file))
            self._readers[site_file].add_done_callback(self._report)

    def _report(self, task: asyncio.Task[None]) -> None:
        """Write in the editor's log why a ledger could not be read again, instead of falling silent."""
        if not task.cancelled() and (error := task.exception()):
            text = "".join(traceback.format_exception(error))
            self.window_log_message(types.LogMessageParams(types.MessageType.Error, text))

    async def _keep_up(self, site_file: Path) -> None:
        read_at = 0.0
        while read_at < self._changed_at[site_file]:
            while (rest := self._changed_at[site_file] + PAUSE_SECONDS - monotonic()) > 0:  # noqa: ASYNC110 - it grows
                await asyncio.sleep(rest)
            read_at = monotonic()
            snapshot = Workspace(dict(self.ledgers.texts), dict(self.ledgers.versions), units=self.ledgers.units)
            project, found = await asyncio.to_thread(_read, snapshot, site_file, self._recalls[site_file])
            if project:
                self.ledgers.projects[site_file] = project
            if read_at >= self._changed_at[site_file]:
                self._publish(site_file, found, snapshot)

    def _publish(self, site_file: Path, found: Diagnostics, snapshot: Workspace) -> None:
        before = self._published.get(site_file, {})
        after = {path: (snapshot.versions.get(path), problems) for path, problems in found.items()}
        for path in sorted(before.keys() - after.keys()):
            after[path] = (snapshot.versions.get(path), [])
        for path, (version, problems) in after.items():
            if before.get(path) != (version, problems):
                self.text_document_publish_diagnostics(
                    types.PublishDiagnosticsParams(self.ledgers.names.uri_of(path), problems, version=version)
                )
        self._published[site_file] = {path: shown for path, shown in after.items() if shown[1]}


def _read(workspace: Workspace, site_file: Path, recall: ReadingCache) -> tuple[Project | None, Diagnostics]:
    """Read a ledger again and return it with its problems; if its mkdocs.yml cannot be read, return that problem."""
    try:
        project = read_open_project(site_file, workspace.texts, recall)
    except NoSiteFile as error:
        if error.unreadable is None or not site_file.exists():
            return None, {}
        path, problem = error.unreadable
        return None, {path: file_diagnostics(workspace, path, [problem], formatter_of(site_file))}
    return project, diagnostics(workspace, project)
