"""Forked children in which breaks are tried, so many at a time."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import ModuleType
from typing import Protocol

import pytest
from breaks import BrokenModule

LONGEST = 900
MOST_MEMORY = 2 * 1024**3
FORK = multiprocessing.get_context("fork")
HERE = Path(__file__).resolve().parent


class Trial(Protocol):
    """What is tried."""

    def report(self, file: Path, number: int, *, is_found: bool) -> None:
        """Take what has become of one break."""


def module_name(plugins: Path, file: Path) -> str:
    """Return the name by which a module of a plugin is imported."""
    return ".".join(file.relative_to(plugins).with_suffix("").parts).removesuffix(".__init__")


def environment_of(plugins: Path, file: Path, number: int) -> dict[str, str]:
    """Return what makes each Python that starts import a module of a plugin broken."""
    path = os.pathsep.join([str(HERE / "start"), str(HERE.parent), os.environ.get("PYTHONPATH", "")])
    return {"PYTHONPATH": path, "CLIENT_LEDGER_BREAK": f"{module_name(plugins, file)}|{file}|{number}"}


def quietly(work: Callable[[], int], seconds: float | None = None) -> None:
    """Do work in a child without a word, and leave with its code."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    if seconds is not None:  # a break may never come to an end
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
    code = 1
    try:
        code = work()
    finally:
        os._exit(code)


class Children:
    """Tries breaks in forked children, so many at a time."""

    def __init__(self, processes: int, trial: Trial) -> None:
        self._processes, self._trial = processes, trial
        self._running: dict[int, tuple[ForkProcess, float, Path, int]] = {}

    def start(self, file: Path, number: int, work: Callable[[], int], seconds: float) -> None:
        """Try a break as soon as a child is free; work that needs more seconds never comes to an end."""
        while len(self._running) >= self._processes:
            self._await()
        process = FORK.Process(target=quietly, args=(work, seconds))
        process.start()
        self._running[process.sentinel] = (process, time.monotonic() + LONGEST, file, number)

    def end(self) -> None:
        """Wait until all children are done."""
        while self._running:
            self._await()

    def _await(self) -> None:
        wait(list(self._running), timeout=1)
        for sentinel, (process, until, file, number) in list(self._running.items()):
            if process.is_alive() and time.monotonic() < until:
                continue
            is_found = process.is_alive() or process.exitcode != 0
            process.kill()
            process.join()
            del self._running[sentinel]
            self._trial.report(file, number, is_found=is_found)


def try_anew(
    trial: Trial, plugins: Path, breaks: Sequence[tuple[Path, int, list[str]]], options: list[str], processes: int
) -> None:
    """Try breaks in what runs at import: each child imports all of the project anew, and with it the broken module."""
    children = Children(processes, trial)
    for file, number, tests in breaks:

        def tried(file: Path = file, number: int = number, tests: list[str] = tests) -> int:
            for name, module in list(sys.modules.items()):
                if _is_of_the_project(module):
                    del sys.modules[name]
            os.environ.update(environment_of(plugins, file, number))
            sys.meta_path.insert(0, BrokenModule(module_name(plugins, file), file, number))
            return int(pytest.main([*options, *tests]))

        children.start(file, number, tried, LONGEST)
    children.end()


def _is_of_the_project(module: ModuleType) -> bool:
    found = getattr(module, "__file__", None)
    if not found:
        return module.__name__.partition(".")[0] in {"client_ledger", "sealed_site"}
    path = Path(found)
    ours = path.is_relative_to(HERE.parents[1]) and not path.is_relative_to(HERE)
    return ours and "site-packages" not in path.parts
