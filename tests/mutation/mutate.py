"""Breaks modules in one small place after the other and says which breaks no test finds: `python3 dev.py mutate`.

Nothing is written: each break is made in memory. `dev.py mutate [--sample N] [--seed S] [--processes N] MODULE …`
takes modules or folders below plugins/, all that is guarded so where none is named; `--sample` tries N breaks of each
module. Breaks that change nothing are in mutants.toml with the reason.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from breaks import Break, breaks_of
from forked import LONGEST, Forking, Measured

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent
ROOT = TESTS.parent
PLUGINS = ROOT / "plugins"
# What is broken where no module is named.
PACKAGES = ("signs", "judging", "income", "book", "importers", "history")
GUARDS = ("guard", "serving", "hosts", "secret_keys", "inspection")
# Whose tests may find a break of a package, besides its own; those of the guards publish in processes of their own.
BUILT_ON = {"signs": ("judging", "letters"), "book": ("income", "signs"), "income": ("judging",)}
OF_GUARDS = ("guards", "ledger_guards", "plain_builds", "serving", "secret_keys", "published_folder")
MOST_TESTS = 300
OPTIONS = ["-x", "-q", "-p", "no:cacheprovider", f"--rootdir={ROOT}", "-o", "tmp_path_retention_policy=failed"]


class Trial:
    """The breaks chosen of each module, and what has become of them."""

    def __init__(self, files: list[Path], sample: int | None, seed: int) -> None:
        self.breaks = {file: breaks_of(file) for file in files}
        chance = random.Random(seed)  # noqa: S311 - a sample, no secret
        self.chosen = {
            file: sorted(chance.sample(range(len(found)), min(sample or len(found), len(found))))
            for file, found in self.breaks.items()
        }
        self._explained = tomllib.loads((HERE / "mutants.toml").read_text("utf-8"))
        self._results: defaultdict[Path, dict[int, bool]] = defaultdict(dict)
        self.at_import: list[tuple[Path, int, list[str]]] = []
        self.left = 0

    def plan(self, measured: Measured) -> list[tuple[Path, int, list[str]]]:
        """Return the breaks that a fork can try, each with its tests, and keep those in what runs at import."""
        forked = []
        for file, numbers in self.chosen.items():
            everywhere = measured.tests_of(file, list(measured.tests_of_line.get(str(file), {})))[:MOST_TESTS]
            for number in numbers:
                broken = self.breaks[file][number]
                tests = measured.tests_of(file, broken.lines)[:MOST_TESTS]
                if measured.is_import(file, broken):
                    self.at_import.append((file, number, tests or everywhere))
                elif tests:
                    forked.append((file, number, tests))
                else:
                    self.report(file, number, is_found=False)
        return forked

    def report(self, file: Path, number: int, *, is_found: bool) -> None:
        """Take what has become of one break, and print a module once all of its own are known."""
        results = self._results[file]
        results[number] = is_found
        if len(results) < len(self.chosen[file]):
            return
        name = file.relative_to(PLUGINS).as_posix()
        explained: dict[str, str] = self._explained.get(name, {})
        survivors = [self.breaks[file][each] for each in sorted(results) if not results[each]]
        left: list[Break] = [each for each in survivors if each.change not in explained]
        self.left += len(left)
        counts = f"{len(results)} of {len(self.breaks[file])} breaks tried, {sum(results.values())} found"
        print(f"{name}: {counts}, {len(survivors) - len(left)} explained, {len(left)} left", flush=True)
        for each in left:
            print(f"  {each}", flush=True)


def in_a_process(file: Path, number: int, tests: list[str]) -> subprocess.Popen[bytes]:
    """Start the tests in a process that imports the module broken, as do the processes it starts."""
    module = ".".join(file.relative_to(PLUGINS).with_suffix("").parts).removesuffix(".__init__")
    path = os.pathsep.join([str(HERE / "start"), str(TESTS), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, "CLIENT_LEDGER_BREAK": f"{module}|{file}|{number}"}
    command = [sys.executable, "-m", "pytest", *OPTIONS, *tests]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet, start_new_session=True)


def try_in_processes(trial: Trial, breaks: list[tuple[Path, int, list[str]]], processes: int) -> None:
    """Try breaks that take a process each."""
    for start in range(0, len(breaks), processes):
        started = [(each, in_a_process(*each)) for each in breaks[start : start + processes]]
        for (file, number, _), process in started:
            try:
                code = process.wait(LONGEST)
            except subprocess.TimeoutExpired:
                process.kill()
                code = process.wait()
            trial.report(file, number, is_found=code != 0)


def main(arguments: list[str]) -> int:
    """Break the modules named, or all, and return 1 where a break was neither found nor explained."""
    parser = argparse.ArgumentParser(prog="dev.py mutate", description=__doc__)
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args(arguments)
    default = [f"client_ledger/{name}" for name in PACKAGES] + [f"sealed_site/{name}.py" for name in GUARDS]
    paths = [PLUGINS / name for name in options.modules or default]
    files = [each for path in paths for each in (sorted(path.glob("*.py")) if path.is_dir() else [path])]
    files = [each for each in files if breaks_of(each)]
    packages = sorted({each.parent for each in files}, key=[each.parent for each in files].index)
    if len(packages) > 1:  # each in a process of its own: pytest can take one set of tests a process
        rest = [f"--seed={options.seed}", f"--processes={options.processes}"]
        rest += [f"--sample={options.sample}"] if options.sample else []
        of_each = [[str(file) for file in files if file.parent == package] for package in packages]
        return max(subprocess.call([sys.executable, __file__, *rest, *each]) for each in of_each)
    trial = Trial(files, options.sample, options.seed)
    package = packages[0]
    if package.parent.name == "client_ledger":
        sys.path.insert(0, str(TESTS))
        forking = Forking(trial, options.processes)
        folders = [TESTS / name for name in (package.name, *BUILT_ON.get(package.name, ()))]
        pytest.main([*OPTIONS, "-s", *map(str, folders)], plugins=[forking])
        try_in_processes(trial, trial.at_import, options.processes)
    else:
        tests = [str(TESTS / "sealed_site" / f"test_{name}.py") for name in OF_GUARDS]
        guards = [(file, number, tests) for file in files for number in trial.chosen[file]]
        try_in_processes(trial, guards, options.processes)
    return int(trial.left > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
