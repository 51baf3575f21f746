"""What a dossier says and how its files are called, without the names of others where these are to be left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath
from typing import get_type_hints

from client_ledger.book.validate import words_of
from client_ledger.dossier.redacted_names import Names
from client_ledger.frontmatter.problems import Place
from client_ledger.history.values import MODELS, choices
from client_ledger.pages.blocks import Block, Cell, Items, Table
from client_ledger.signs import BY_NAME

IN_PATHS = "left-out"
# Folders and keys of the report that the format and the program have named.
FOLDERS = ("clients/", "contracts/", "evidence/")
RECORDED = frozenset({"id", "name"})


class Discretion:
    """Leaves names out of texts, paths, data and pages; without names it leaves all as it is.

    `paths` are the files of a dossier, relative to the repository; `prefix` is the ledger folder, with a slash.
    """

    def __init__(self, names: Names, prefix: str, paths: Iterable[str]) -> None:
        self.names = names
        self._prefix = prefix
        self._called_prefix = names.leave_out(prefix, IN_PATHS)
        self._paths: dict[str, str] = {}
        for path in sorted(paths):
            self._paths[path] = self._free(self._without_names(path))

    def _without_names(self, path: str) -> str:
        """Return a path without the names; a folder that the format names is called as ever."""
        if not path.startswith(self._prefix):
            return self.names.leave_out(path, IN_PATHS)
        below = path.removeprefix(self._prefix)
        folder = next((each for each in FOLDERS if below.startswith(each)), "")
        return self._called_prefix + folder + self.names.leave_out(below.removeprefix(folder), IN_PATHS)

    def _free(self, path: str) -> str:
        """Return a path that no other file has: two names left out may leave the same."""
        pure, number = PurePosixPath(path), 2
        while path in self._paths.values():
            path = str(pure.with_name(f"{pure.stem}-{number}{pure.suffix}"))
            number += 1
        return path

    def path(self, file: str) -> str:
        """Return what a file, named relative to the repository, is called in the dossier."""
        return self._paths.get(file) or self._without_names(file)

    def place(self, file: str) -> str:
        """Return what a file, named relative to the ledger folder, is called in the dossier."""
        return self.path(self._prefix + file)

    def records(self, text: str) -> str:
        """Return a file of records without the names; the format's own words in it stay."""
        parts = _words_of_the_format().split(text)
        parts[::2] = map(self.names.leave_out, parts[::2])
        return "".join(parts)

    def data(self, data: object) -> object:
        """Return a client's report, whose sentences a discreet formatter said, without the names elsewhere.

        What is under `file` is named relative to the ledger folder, and stays so.
        """
        if isinstance(data, dict):
            return {key: self._field(key, value) for key, value in data.items()}
        return [self.data(each) for each in data] if isinstance(data, list | tuple) else data

    def _field(self, key: str, value: object) -> object:
        if key == "file":
            return self.place(str(value)).removeprefix(self._called_prefix)
        return self.names.leave_out(str(value)) if key in RECORDED else self.data(value)

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


@cache
def _words_of_the_format() -> re.Pattern[str]:
    """Return a pattern of keys, with the word under one that holds a word of the format, and of a header row."""
    fields = {(model, name) for model in MODELS for name in get_type_hints(model)}
    keys = "|".join(sorted({name for _, name in fields}))
    words = "|".join(sorted({*BY_NAME, *(word for model, name in fields for word in words_of(model, name))}))
    chosen = rf"(?:{'|'.join(sorted(choices()))}):[ \t]*(?:{words})(?=[ \t]*(?:[,}}\r]|$))"
    before = r"(?:^[ \t]*(?:- )?|[{,][ \t]*)"
    header = rf"\A\ufeff?(?:{keys})(?:[,;\t](?:{keys}))*\r?$"
    return re.compile(rf"({header}|{before}(?:{chosen}|(?:{keys}):(?=\s)))", re.MULTILINE)
