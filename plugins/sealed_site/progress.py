"""Show progress on one line of a terminal for work of more than two seconds; nothing elsewhere."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

from sealed_site.language import tr

T = TypeVar("T")
SILENT_SECONDS = 2.0
SECONDS_BETWEEN = 0.2
MINUTE = 60
TO_START, ERASE = "\r", "\x1b[K"


class Progress:
    """The progress of some work, `what`, with a number of things; the line is removed at the end."""

    def __init__(
        self,
        what: str,
        total: int,
        *,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._what, self._total = what, total
        self._stream = stream or sys.stderr
        self._clock = clock
        self._done = 0
        self._begun = clock()
        self._next = self._begun + SILENT_SECONDS
        self._is_shown = False

    def step(self) -> None:
        """Count one more item as done."""
        self._done += 1
        now = self._clock()
        if now < self._next or not self._stream.isatty():
            return
        self._next = now + SECONDS_BETWEEN
        seconds = math.ceil((now - self._begun) * (self._total - self._done) / self._done)
        left = f"{seconds} s" if seconds < MINUTE else f"{math.ceil(seconds / MINUTE)} min"
        line = tr(
            "{what}: {done} of {total}, about {left} left",
            what=self._what,
            done=self._done,
            total=self._total,
            left=left,
        )
        self._stream.write(f"{TO_START}{line}{ERASE}")
        self._stream.flush()
        self._is_shown = True

    def end(self) -> None:
        """Remove the progress line."""
        if self._is_shown:
            self._stream.write(f"{TO_START}{ERASE}")
            self._stream.flush()
            self._is_shown = False


def progress(items: Iterable[T], what: str, total: int) -> Iterator[T]:
    """Yield items, and show how many of them are done."""
    shown = Progress(what, total)
    try:
        for item in items:
            yield item
            shown.step()
    finally:
        shown.end()
