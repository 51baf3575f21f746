"""The commits that each record of a ledger comes from, as it is committed and as it is in the folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from client_ledger.frontmatter.problems import Place
from client_ledger.history.document import Origin, Stored
from client_ledger.history.reading import Store
from client_ledger.history.worktree import UncommittedFile


class RecordOrigins:
    """The origins of the records of a ledger in the folder `root`; `drafts` are its uncommitted files by path."""

    def __init__(self, root: Path, store: Store, drafts: Mapping[str, UncommittedFile]) -> None:
        self._root = root
        self._drafts = drafts
        self.documents: dict[str, Stored] = {
            document.path: document for document in store.documents[: len(store.paths)]
        }
        self._drafted: dict[str, dict[tuple[int, int], tuple[Origin | None, bool]]] = {}

    def of(self, place: Place) -> tuple[Origin | None, bool]:
        """Return the origin of the record at a place, and whether the last commit has the record as it is now."""
        draft = self._drafts.get(place.file)
        if draft is None:
            document = self.document(place.file)
            if document is None or document.blob is None:
                return None, False
            return document.origin_at(place.line, place.column), True
        if place.file not in self._drafted:
            self._drafted[place.file] = {
                (placed.line, placed.column): (placed.origin, number in draft.unchanged)
                for number, placed in enumerate(draft.placed)
            }
        return self._drafted[place.file].get((place.line, place.column), (None, False))

    def document(self, file: str) -> Stored | None:
        """Return the document of a file, or of the file that a symbolic link leads to, None if there is none."""
        return self.documents.get(file) or (self.documents.get(self._linked(file)) if self.documents else None)

    def _linked(self, file: str) -> str:
        """Return the file that a symbolic link leads to, or the file itself; both relative to the ledger folder."""
        path = (self._root / file).resolve()
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else file
