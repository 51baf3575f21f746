"""Runs tests against breaks made in memory: one pytest session collects the tests, and forks a child for each break.

In a child the functions of a module get their broken code, and the tests that run the broken line follow until one
fails. What a test starts in a process of its own imports the module broken. Breaks in what runs at import are not seen
so: their children import the project anew.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from types import CodeType, FunctionType
from typing import Protocol

import coverage
import pytest
from _pytest.runner import runtestprotocol
from breaks import Break, broken_code
from children import FORK, Children, Trial, environment_of, module_name, quietly

MOST_SECONDS = 5
LONGEST_TEST = 60


@dataclass
class Measured:
    """What each test took, and which tests run each line of each file; `at_import` are the lines run before any."""

    seconds: dict[str, float] = field(default_factory=dict)
    tests_of_line: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    at_import: dict[str, set[int]] = field(default_factory=dict)

    def add(self, other: Measured) -> None:
        """Add what other tests took and ran."""
        self.seconds |= other.seconds
        for file, by_line in other.tests_of_line.items():
            own = self.tests_of_line.setdefault(file, {})
            for line, tests in by_line.items():
                own.setdefault(line, []).extend(tests)

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


def run_tests(session: pytest.Session, items: Sequence[pytest.Item]) -> Iterator[tuple[str, bool]]:
    """Yield each test's name and whether it passed; one that waits for ever ends the process."""
    assert session
    for item, following in zip(items, [*items[1:], None], strict=True):
        signal.alarm(LONGEST_TEST)
        reports = runtestprotocol(item, log=False, nextitem=following)
        yield item.nodeid, all(report.passed for report in reports)


def measure(items: Sequence[pytest.Item], measuring: coverage.Coverage, told: Connection) -> int:
    """Run tests once and tell which lines each of them runs."""
    measured = Measured()
    measuring.start()
    for item, following in zip(items, [*items[1:], None], strict=True):
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


class Planned(Trial, Protocol):
    """What is tried, once it is known which tests run which lines."""

    @property
    def files(self) -> Sequence[Path]:
        """The modules that are broken."""

    def plan(self, measured: Measured) -> list[tuple[Path, int, list[str]]]:
        """Return the breaks to try in forks, each with its tests."""


class Forking:
    """The pytest plugin: collects, measures in a child, then tries each break in a child of its own.

    The trial says which breaks to try once it is known what was measured, and takes what has become of each.
    """

    def __init__(self, trial: Planned, plugins: Path, package: str, processes: int) -> None:
        self._trial, self._plugins, self._processes = trial, plugins, processes
        self._measuring = coverage.Coverage(data_file=None, config_file=False, source_pkgs=[package])
        self._measuring.start()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of pytest's own loop."""
        for file in self._trial.files:  # those that a command imports late have no functions to break before
            importlib.import_module(module_name(self._plugins, file))
        self._measuring.stop()
        data = self._measuring.get_data()
        at_import = {file: set(data.lines(file) or ()) for file in data.measured_files()}
        measured = self._measure(session)
        measured.at_import = at_import
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

    def _measure(self, session: pytest.Session) -> Measured:
        """Run all tests in children, those of one file in the same."""
        files = list(dict.fromkeys(item.path for item in session.items))
        running = []
        for first in range(min(self._processes, len(files))):
            own = set(files[first :: self._processes])
            items = [item for item in session.items if item.path in own]
            receiving, sending = FORK.Pipe(duplex=False)
            child = FORK.Process(target=quietly, args=(partial(measure, items, self._measuring, sending),))
            child.start()
            sending.close()
            running.append((child, receiving))
        whole = Measured()
        for child, receiving in running:
            whole.add(receiving.recv())
            child.join()
        return whole
