"""What a dossier says and how its files are called, without the names of others where these are to be left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from client_ledger.actions.document import Block, Cell, Items, Table
from client_ledger.actions.names import Names
from client_ledger.book.problems import Place

IN_PATHS = "left-out"


class Discretion:
    """Leaves names out of texts, paths, data and pages; without names it leaves all as it is.

    `paths` are the files of a dossier, relative to the repository; `prefix` is the ledger folder, with a slash.
    """

    def __init__(self, names: Names, prefix: str, paths: Iterable[str]) -> None:
        self.names = names
        self._prefix = prefix
        self._paths: dict[str, str] = {}
        for path in sorted(paths):
            self._paths[path] = self._free(names.leave_out(path, IN_PATHS))

    def _free(self, path: str) -> str:
        """Return a path that no other file has: two names left out may leave the same."""
        pure, number = PurePosixPath(path), 2
        while path in self._paths.values():
            path = str(pure.with_name(f"{pure.stem}-{number}{pure.suffix}"))
            number += 1
        return path

    def path(self, file: str) -> str:
        """Return what a file, named relative to the repository, is called in the dossier."""
        return self._paths.get(file) or self.names.leave_out(file, IN_PATHS)

    def place(self, file: str) -> str:
        """Return what a file, named relative to the ledger folder, is called in the dossier."""
        return self.path(self._prefix + file)

    def text(self, value: object) -> object:
        """Return a value without the names where it is a text."""
        return self.names.leave_out(value) if isinstance(value, str) else value

    def data(self, data: object) -> object:
        """Return data as JSON has it; what is under `file` is named relative to the ledger folder, and stays so."""
        if isinstance(data, dict):
            return {key: self._file(value) if key == "file" else self.data(value) for key, value in data.items()}
        return [self.data(each) for each in data] if isinstance(data, list | tuple) else self.text(data)

    def _file(self, value: object) -> str:
        return self.place(str(value)).removeprefix(self._prefix)

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Yield blocks with their places as the dossier calls them; what they say is the speaker's to leave out."""
        for block in blocks:
            match block:
                case Table():
                    yield replace(block, rows=tuple(tuple(map(self._cell, row)) for row in block.rows))
                case Items():
                    yield replace(block, items=tuple(map(self._cell, block.items)))
                case _:
                    yield block

    def _cell(self, cell: Cell) -> Cell:
        if (place := cell.place) is None:
            return cell
        return replace(cell, place=Place(self.place(place.file), place.line, place.column))
