"""Versions of files by the blobs that hold them."""

from __future__ import annotations

from collections import OrderedDict

from client_ledger.history.facts import Kind, Version, read_version
from client_ledger.history.git import Objects

KEPT = 128


class Versions:
    """Reads versions of files, and keeps those last asked for."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._kept: OrderedDict[tuple[str, Kind], Version | None] = OrderedDict()

    def read(self, blob: str, kind: Kind) -> Version | None:
        """Return a blob's facts, or None when it cannot be read."""
        key = (blob, kind)
        if key not in self._kept:
            self._kept[key] = read_version(kind, self._objects.read(blob))
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]
