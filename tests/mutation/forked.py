"""Runs tests against breaks made in memory: one pytest session collects the tests, and forks a child for each break.

In a child the functions of a module get their broken code, and the tests that run the broken line follow until one
fails. What a test starts in a process of its own imports the module broken. Breaks in what runs at import are not seen
so: their children import the project anew.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Protocol

import coverage
import pytest
from _pytest.runner import runtestprotocol
from breaks import Break, BrokenModule, broken_code

LONGEST = 900
MOST_SECONDS = 5
MOST_MEMORY = 2 * 1024**3
FORK = multiprocessing.get_context("fork")
HERE = Path(__file__).resolve().parent


@dataclass
class Measured:
    """What each test took, and which tests run each line of each file; `at_import` are the lines run before any."""

    seconds: dict[str, float] = field(default_factory=dict)
    tests_of_line: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    at_import: dict[str, set[int]] = field(default_factory=dict)

    def tests_of(self, file: Path, lines: Sequence[int]) -> list[str]:
        """Return the tests that run any of these lines: those named for the module first, then the quickest."""
        by_line = self.tests_of_line.get(str(file), {})
        found = {test for line in lines for test in by_line.get(line, ())}
        package = f"/{file.parent.name}/"

        def rank(test: str) -> tuple[bool, bool, float]:
            path = test.partition("::")[0]
            return f"test_{file.stem}" not in path, package not in path, self.seconds[test]

        return sorted(found, key=rank)

    def is_import(self, file: Path, broken: Break) -> bool:
        """Tell whether a break is in what runs at import."""
        return any(line in self.at_import.get(str(file), set()) for line in broken.lines)


def module_name(plugins: Path, file: Path) -> str:
    """Return the name by which a module of a plugin is imported."""
    return ".".join(file.relative_to(plugins).with_suffix("").parts).removesuffix(".__init__")


def environment_of(plugins: Path, file: Path, number: int) -> dict[str, str]:
    """Return what makes each Python that starts import a module of a plugin broken."""
    path = os.pathsep.join([str(HERE / "start"), str(HERE.parent), os.environ.get("PYTHONPATH", "")])
    return {"PYTHONPATH": path, "CLIENT_LEDGER_BREAK": f"{module_name(plugins, file)}|{file}|{number}"}


def run_tests(session: pytest.Session, items: Sequence[pytest.Item]) -> Iterator[tuple[str, bool]]:
    """Yield each test's name and whether it passed."""
    assert session
    for item, following in zip(items, [*items[1:], None], strict=True):
        reports = runtestprotocol(item, log=False, nextitem=following)
        yield item.nodeid, all(report.passed for report in reports)


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


def measure(session: pytest.Session, measuring: coverage.Coverage, told: Connection) -> int:
    """Run all tests once and tell which lines each of them runs."""
    measured = Measured()
    measuring.start()
    for item, following in zip(session.items, [*session.items[1:], None], strict=True):
        measuring.switch_context(item.nodeid)
        began = time.perf_counter()
        reports = runtestprotocol(item, log=False, nextitem=following)
        if all(report.passed for report in reports):
            measured.seconds[item.nodeid] = time.perf_counter() - began
    measuring.stop()
    data = measuring.get_data()
    for file in data.measured_files():
        lines: defaultdict[int, list[str]] = defaultdict(list)
        for line, tests in data.contexts_by_lineno(file).items():
            lines[line] = [test for test in tests if test in measured.seconds]
        measured.tests_of_line[file] = dict(lines)
    told.send(measured)
    return 0


def functions_of(file: Path) -> list[FunctionType]:
    """Return the functions written in a file, wherever they are held."""
    return [
        each for each in gc.get_objects() if isinstance(each, FunctionType) and each.__code__.co_filename == str(file)
    ]


def codes_in(code: CodeType) -> Iterator[CodeType]:
    """Yield the code of each function in code."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from codes_in(constant)


def put_in_place(file: Path, number: int) -> None:
    """Give the functions of a module their broken code."""
    codes = {(each.co_qualname, each.co_firstlineno): each for each in codes_in(broken_code(file, number))}
    for function in functions_of(file):
        old = function.__code__
        new = codes.get((old.co_qualname, old.co_firstlineno))
        if new and new.co_freevars == old.co_freevars:
            function.__code__ = new


class Trial(Protocol):
    """What is tried."""

    def plan(self, measured: Measured) -> list[tuple[Path, int, list[str]]]:
        """Return the breaks to try in forks, each with its tests."""

    def report(self, file: Path, number: int, *, is_found: bool) -> None:
        """Take what has become of one break."""


class Forking:
    """The pytest plugin: collects, measures in a child, then tries each break in a child of its own.

    The trial says which breaks to try once it is known what was measured, and takes what has become of each.
    """

    def __init__(self, trial: Trial, plugins: Path, package: str, processes: int) -> None:
        self._trial, self._plugins, self._processes = trial, plugins, processes
        self._measuring = coverage.Coverage(data_file=None, config_file=False, source_pkgs=[package])
        self._measuring.start()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of pytest's own loop."""
        self._measuring.stop()
        data = self._measuring.get_data()
        at_import = {file: set(data.lines(file) or ()) for file in data.measured_files()}
        receiving, sending = FORK.Pipe(duplex=False)
        child = FORK.Process(target=quietly, args=(lambda: measure(session, self._measuring, sending),))
        child.start()
        sending.close()
        measured: Measured = receiving.recv()
        measured.at_import = at_import
        child.join()
        items = {item.nodeid: item for item in session.items}
        children = Children(self._processes, self._trial)
        for file, number, tests in self._trial.plan(measured):
            chosen = [items[test] for test in tests]

            def tried(file: Path = file, number: int = number, chosen: Sequence[pytest.Item] = chosen) -> int:
                os.environ.update(environment_of(self._plugins, file, number))
                put_in_place(file, number)
                return int(not all(passed for _, passed in run_tests(session, chosen)))

            children.start(file, number, tried, MOST_SECONDS + 3 * sum(measured.seconds[test] for test in tests))
        children.end()
        return True


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
