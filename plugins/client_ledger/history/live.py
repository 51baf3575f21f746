"""A file on its way through history, and what it says, read only as far as it is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from client_ledger.history.advance import Advance, advance
from client_ledger.history.document import Document, Origins
from client_ledger.history.facts import Kind, Version, read_version
from client_ledger.history.outline import Outline, outline_of


class Content:
    """What a file says, given as bytes, as the facts they hold, or as the outline that they were found to have."""

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
        """All facts, or None when the bytes cannot be read."""
        return read_version(self.kind, self.data)

    @cached_property
    def outline(self) -> Outline | None:
        """The outline, or None where there is none to go on from."""
        return outline_of(self.kind, self.data) if self.data is not None else None

    def advance(self, kind: Kind, data: bytes | None) -> Advance | None:
        """Return what other bytes change, or None where both have to be read whole."""
        return advance(self.outline, data) if data is not None and kind == self.kind and self.outline else None


@dataclass(slots=True)
class Live:
    """A document on its way through history.

    `content` is the last version that could be read, as the commits so far make it; `blob` is None once parallel
    branches have made it something that stands in no commit. `lost` are the records that were taken out while
    branches are open, and `buried` is what a file was that was removed then: a merge may bring them back.
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
        """What the content says, None where nothing could be read yet."""
        return self.content.version if self.content else None
