"""How far a build has come, in MkDocs' own steps; nothing is said where MkDocs is to be quiet."""

from __future__ import annotations

import logging

from sealed_site.progress import Progress


class BuildProgress:
    """One part of a build after another: reading, judging, drawing."""

    def __init__(self) -> None:
        self._part: Progress | None = None

    def begin(self, what: str, things: str, total: int) -> None:
        """Begin a part; the one before has ended."""
        self.end()
        if logging.getLogger("mkdocs").isEnabledFor(logging.INFO):
            self._part = Progress(what, things, total)

    def step(self) -> None:
        """Take in that one more thing is done."""
        if self._part:
            self._part.step()

    def end(self) -> None:
        """Take the line away."""
        if self._part:
            self._part.end()
            self._part = None
