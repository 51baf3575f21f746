"""The files in a site's folder as the last build left them: `--dirty` leaves alone those that would be the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from mkdocs.structure.files import File, Files

from client_ledger.cache import Cache

Written = tuple[str, int, int]


class OutputFile(File):
    """A file of the site that is modified when what it is made from is another, whatever the times say."""

    _is_current: Callable[[File], bool]

    @classmethod
    def of(cls, file: File, is_current: Callable[[File], bool]) -> File:
        """Return a file of MkDocs that checks whether its copy in the site's folder is current."""
        found = cls.__new__(cls)
        vars(found).update(vars(file), _is_current=is_current)
        return found

    def is_modified(self) -> bool:
        """Tell whether the file is to be written."""
        return not self._is_current(self)


def with_outputs(files: Files, is_current: Callable[[File], bool]) -> Files:
    """Return the files, each marked as modified unless its copy in the site's folder is current."""
    return Files([OutputFile.of(file, is_current) for file in files])


class Outputs:
    """The files in a site's folder as the last build left them: the key of each, its size and time."""

    def __init__(self, cache: Cache, site: Path) -> None:
        self._cache = cache
        self._site = site
        data = cache.get(str(site), b"")
        self._left: dict[str, Written] = {path: tuple(each) for path, each in json.loads(data or b"{}").items()}

    def is_current(self, path: str, key: bytes) -> bool:
        """Tell whether a file is as the last build left it, with the same key."""
        return path in self._left and self._left[path] == self._written(path, key.hex())

    def is_same(self, file: File) -> bool:
        """Tell whether a copied file is already there, byte for byte."""
        try:
            return Path(file.abs_dest_path).read_bytes() == file.content_bytes
        except OSError:
            return False

    def save(self, made: Mapping[str, bytes], *, clear: bool) -> None:
        """Note the key of each file; `clear` removes the last build's files that this build does not have."""
        for path in self._left.keys() - made.keys() if clear else ():
            file = self._site / path
            if self._left[path] == self._written(path, self._left[path][0]) and ".." not in file.parts:
                file.unlink()
                _remove_empty(file.parent, self._site)
        written = {path: found for path, key in made.items() if (found := self._written(path, key.hex()))}
        self._cache.put(str(self._site), b"", json.dumps(written).encode())
        self._cache.save({name for name in self._cache.keys_by_name() if Path(name).is_dir()} | {str(self._site)})

    def _written(self, path: str, key: str) -> Written | None:
        try:
            found = (self._site / path).stat()
        except OSError:
            return None
        return key, found.st_size, found.st_mtime_ns


def _remove_empty(folder: Path, site: Path) -> None:
    while folder != site and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
