"""The progress of a build; it is silent if MkDocs is quiet."""

from __future__ import annotations

import logging

from sealed_site.progress import Progress


class BuildProgress:
    """The progress of a build's parts: reading, judging, drawing."""

    def __init__(self) -> None:
        self._part: Progress | None = None

    def begin(self, what: str, total: int) -> None:
        """Begin a part, and end the one before."""
        self.end()
        if logging.getLogger("mkdocs").isEnabledFor(logging.INFO):
            self._part = Progress(what, total)

    def step(self) -> None:
        """Count one more item as done."""
        if self._part:
            self._part.step()

    def end(self) -> None:
        """Remove the progress line."""
        if self._part:
            self._part.end()
            self._part = None
