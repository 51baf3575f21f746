"""Breaks modules in one small place after the other and says which breaks no test finds: `python3 dev.py mutate`.

Nothing is written: each break is made in memory. `dev.py mutate [--sample N] [--seed S] [--processes N] MODULE …`
takes modules or folders below plugins/, all that is guarded so where none is named; `--sample` tries N breaks of each
module. Breaks that change nothing are in mutants.toml with the reason. The exit code is 0 when tests find all others.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from breaks import breaks_of
from children import try_anew
from counts import Counts
from forked import Forking, Measured

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent
ROOT = TESTS.parent
PLUGINS = ROOT / "plugins"
# What is broken where no module is named.
PACKAGES = (
    *("signs", "judging", "income", "owed", "book", "importers"),
    *("history", "frontmatter", "letters", "leaving", "reminders"),
)
# Whose tests may find a break of a package, besides its own.
BUILT_ON = {
    "signs": (
        *("judging", "letters", "reminders", "owed", "leaving"),
        *("commands/test_check.py", "edits/test_upgrade.py", "site/test_sign_page.py"),
    ),
    "book": ("income", "signs", "owed", "leaving"),
    "income": ("judging",),
    "history": ("test_received_repository.py",),
    "owed": ("leaving", "site/test_money_page.py"),
}
# The guards of sealed_site, with the tests that may find a break of each: these run it in processes of their own, too.
GUARDS = {
    "guard": ("sealed_site/test_guards.py", "sealed_site/test_ledger_guards.py", "sealed_site/test_plain_builds.py"),
    "serving": ("sealed_site/test_serving.py",),
    "hosts": ("sealed_site/test_hosts.py",),
    "secret_keys": ("sealed_site/test_secret_keys.py", "sealed_site/test_readiness.py"),
    "inspection": ("sealed_site/test_inspection.py",),
    "folder": ("sealed_site/test_published_folder.py", "sealed_site/test_guards.py"),
    "git_programs": (
        "sealed_site/test_git_programs.py",
        "test_received_repository.py",
        "sealed_site/test_readiness.py",
    ),
}
MOST_TESTS = 3000
# A break that fills the memory ends its child, and faulthandler would print where.
OPTIONS = [
    *("-x", "-qq", "-p", "no:cacheprovider", "-p", "no:faulthandler", f"--rootdir={ROOT}"),
    *("-o", "tmp_path_retention_policy=failed"),
]


class Trial:
    """The breaks chosen of each module, and what has become of them."""

    def __init__(self, files: Sequence[Path], sample: int | None, seed: int) -> None:
        self.breaks = {file: breaks_of(file) for file in files}
        chance = random.Random(seed)  # noqa: S311 - a sample, no secret
        self.chosen = {
            file: sorted(chance.sample(range(len(found)), min(sample or len(found), len(found))))
            for file, found in self.breaks.items()
        }
        self._explained = tomllib.loads((HERE / "mutants.toml").read_text("utf-8"))
        self._results: defaultdict[Path, dict[int, bool]] = defaultdict(dict)
        self.at_import: list[tuple[Path, int, list[str]]] = []
        self._counts = Counts()

    @property
    def files(self) -> Sequence[Path]:
        """The modules that are broken."""
        return tuple(self.breaks)

    @property
    def counts(self) -> Counts:
        """What has become of all breaks, those that were not tried too."""
        tried = sum(map(len, self._results.values()))
        return self._counts + Counts(untried=sum(map(len, self.chosen.values())) - tried)

    def plan(self, measured: Measured) -> list[tuple[Path, int, list[str]]]:
        """Return the breaks that a fork can try, each with its tests, and keep those in what runs at import."""
        forked = []
        for file, numbers in self.chosen.items():
            others = measured.tests_of(file, list(measured.tests_of_line.get(str(file), {})))
            if file.parent.name == "sealed_site":  # nothing tells which lines a test runs in another process
                its_own = {str(TESTS.relative_to(ROOT) / name) for name in GUARDS.get(file.stem, ())}
                others += [test for test in measured.seconds if test.partition("::")[0] in its_own]
            for number in numbers:
                broken = self.breaks[file][number]
                tests = measured.tests_of(file, broken.lines)
                if file.parent.name == "sealed_site":
                    tests += others
                tests = list(dict.fromkeys(tests))[:MOST_TESTS]
                if measured.is_import(file, broken):
                    self.at_import.append((file, number, tests or others))
                elif tests:
                    forked.append((file, number, tests))
                else:
                    self.report(file, number, is_found=False)
        return forked

    def report(self, file: Path, number: int, *, is_found: bool) -> None:
        """Take what has become of one break, and print it if nobody noticed, and the module's counts at its end."""
        results = self._results[file]
        results[number] = is_found
        name = file.relative_to(PLUGINS).as_posix()
        explained: dict[str, str] = self._explained.get(name, {})
        if not is_found and self.breaks[file][number].change not in explained:
            print(f"  unnoticed: {name}:{self.breaks[file][number]}", flush=True)
        if len(results) < len(self.chosen[file]):
            return
        survivors = [self.breaks[file][each] for each in sorted(results) if not results[each]]
        left = [each for each in survivors if each.change not in explained]
        found = [self.breaks[file][each].change for each in results if results[each]]
        is_whole = len(results) == len(self.breaks[file])
        needless = sorted(set(explained) - {each.change for each in survivors}) if is_whole else []
        own = Counts(1, len(found), len(survivors) - len(left), len(left), len(needless))
        self._counts += own
        print(f"{name}: {own.brief}", flush=True)
        for change in needless:
            print(f"  no longer survives, so take it out of mutants.toml: {change}", flush=True)


def try_package(files: Sequence[Path], sample: int | None, seed: int, processes: int) -> Counts:
    """Break modules of one package, and return what has become of the breaks."""
    sys.path.insert(0, str(TESTS))
    top, *rest = files[0].relative_to(PLUGINS).parent.parts
    trial = Trial(files, sample, seed)
    named = (rest[0], *BUILT_ON.get(rest[0], ())) if rest else _tests_of_guards(files)
    tests = [TESTS / name for name in named if (TESTS / name).exists()]
    forking = Forking(trial, PLUGINS, top, processes)
    pytest.main([*OPTIONS, "-s", *map(str, tests)], plugins=[forking])
    try_anew(trial, PLUGINS, trial.at_import, OPTIONS, processes)
    return trial.counts


def _tests_of_guards(files: Sequence[Path]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(test for file in files for test in GUARDS.get(file.stem, ())))


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
    if missing := [str(path) for path in paths if not path.exists()]:
        parser.error(f"there is no {', '.join(missing)}")
    files = [each for path in paths for each in (sorted(path.glob("*.py")) if path.is_dir() else [path])]
    files = [each for each in files if breaks_of(each)]
    packages = list(dict.fromkeys(each.parent for each in files))
    of_each = [[each for each in files if each.parent == package] for package in packages]
    # Each package has a process of its own: pytest can take one set of tests a process.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, max_tasks_per_child=1) as pool:
        trying = partial(try_package, sample=options.sample, seed=options.seed, processes=options.processes)
        counts = sum(pool.map(trying, of_each), Counts())
    print(counts.summary)
    return int(not counts.is_good)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
