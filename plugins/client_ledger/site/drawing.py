"""Draw pages in several processes: this one begins with the first page, the others with the last, until they meet.

A process is a fork, which has everything read and judged, and returns only the drawn pages. If the platform
cannot fork, or other threads run, this process draws alone; it also draws the pages of a process that failed.
"""

from __future__ import annotations

import gc
import mmap
import os
import signal
import struct
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from typing import IO

VARIABLE = "CLIENT_LEDGER_JOBS"
PAGES_THAT_PAY = 100
MOST = 4
FRAME = struct.Struct("=IQQ")
OWN, FREE = 255, 0


def can_fork() -> bool:
    """Tell whether this process may be forked: not on macOS and Windows, and not if other threads run."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


def jobs_that_pay(pages: int, wanted: int | None) -> int:
    """Return the number of processes to draw this many pages, at most as many as wanted."""
    if not can_fork() or pages < 2:  # noqa: PLR2004 - one page is not shared
        return 1
    named = os.environ.get(VARIABLE, "")
    wanted = int(named) if named.isdecimal() and int(named) else wanted
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(wanted or min(processors, MOST, 1 + pages // PAGES_THAT_PAY), pages, OWN - 1)


class Drawing:
    """The drawing of some pages, given by path; `draw` draws one in another process."""

    def __init__(self, paths: Sequence[str], draw: Callable[[str], str], jobs: int) -> None:
        self._paths = paths
        self._numbers = {path: number for number, path in enumerate(paths)}
        self._draw = draw
        self._claims = mmap.mmap(-1, max(len(paths), 1))
        self._workers: list[_Worker] = []
        for number in range(1, jobs):
            self._workers.append(_Worker(number, self))

    def page(self, path: str) -> str | None:
        """Return a page that another process began to draw; None if this process must draw it."""
        number = self._numbers.get(path)
        if number is None:
            return None
        worker = self._claims[number]
        if worker in (FREE, OWN):
            self._claims[number] = OWN
            return None
        return self._workers[worker - 1].page(number)

    def end(self) -> None:
        """End the processes: all their pages have been used."""
        for worker in self._workers:
            worker.end()
        self._workers = []

    def work(self, worker: int, results: IO[bytes], told: int) -> None:
        """Draw the pages that no process has begun, from the last one, and report the place of each in the file."""
        for number in reversed(range(len(self._paths))):
            if self._claims[number] == FREE:
                self._claims[number] = worker
                page = self._draw(self._paths[number]).encode("utf-8", "surrogatepass")
                start = results.tell()
                results.write(page)
                results.flush()
                os.write(told, FRAME.pack(number, start, len(page)))


class _Worker:
    """One drawing process, its finished pages so far, and the file with these pages; not on Windows."""

    def __init__(self, number: int, drawing: Drawing) -> None:
        if sys.platform == "win32":
            return
        self._results: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end
        self._reported: dict[int, tuple[int, int]] = {}
        read, write = os.pipe()
        gc.freeze()  # objects that exist already are never collected, so that their memory stays shared
        self._process = os.fork()
        if self._process:
            gc.unfreeze()
            os.close(write)
            self._frames = os.fdopen(read, "rb")
            return
        code = 1
        try:
            os.close(read)
            drawing.work(number, self._results, write)
            code = 0
        finally:
            os._exit(code)

    def page(self, number: int) -> str | None:
        """Return a page that the process began, once it is drawn; None if it failed."""
        if sys.platform == "win32":
            return None
        while number not in self._reported:
            frame = self._frames.read(FRAME.size)
            if len(frame) < FRAME.size:
                return None
            page, start, length = FRAME.unpack(frame)
            self._reported[page] = start, length
        start, length = self._reported.pop(number)
        return os.pread(self._results.fileno(), length, start).decode("utf-8", "surrogatepass")

    def end(self) -> None:
        """End the process, and release its pages."""
        if sys.platform == "win32":
            return
        self._frames.close()
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        self._results.close()
