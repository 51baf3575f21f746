"""A file while its history is replayed, and its contents, which are read only when needed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from client_ledger.history.advance import Advance, advance
from client_ledger.history.document import Document, Origins
from client_ledger.history.facts import Kind, Version, read_version
from client_ledger.history.outline import Outline, outline_of


class Content:
    """A file's contents, given as bytes, as facts, or as an outline."""

    def __init__(
        self, kind: Kind, data: bytes | None, version: Version | None = None, outline: Outline | None = None
    ) -> None:
        self.kind = kind
        self.data = data
        if version:
            self.version = version
        if outline:
            self.outline = outline

    @cached_property
    def version(self) -> Version | None:
        """All facts, or None if the bytes cannot be read."""
        return read_version(self.kind, self.data)

    @cached_property
    def outline(self) -> Outline | None:
        """The outline, or None if the file must be read in full."""
        return outline_of(self.kind, self.data) if self.data is not None else None

    def advance(self, kind: Kind, data: bytes | None) -> Advance | None:
        """Return the changes that newer bytes make, or None if both versions must be read in full."""
        return advance(self.outline, data) if data is not None and kind == self.kind and self.outline else None


@dataclass(slots=True)
class Live:
    """A document while its history is replayed.

    `content` is the last readable version, as the commits so far make it; `blob` is None once parallel
    branches have made it something that no commit contains. `lost` are the records that were removed while
    branches are open, and `buried` is a file that was removed then: a merge may bring them back.
    `known` tells whether the version before the last could be read.
    """

    document: Document
    blob: str | None = None
    content: Content | None = None
    origins: Origins = field(default_factory=dict)
    known: bool = True
    lost: Origins = field(default_factory=dict)
    buried: tuple[str | None, Content | None, Origins] | None = None

    @property
    def version(self) -> Version | None:
        """The facts in the content, None if nothing could be read yet."""
        return self.content.version if self.content else None
