"""How long `check` and `report` take to answer, at first and later.

`check` is also compared with the bare parse of the files, and with the start of MkDocs alone.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from ledgers import SIZES, write
from spending import Spent, command, median, run

TIMES = 3
LIMITS = {"S": 0.5, "M": 3.0}
PARSES = 3.0
START = "T"
STARTS, MORE = 0.5, 0.3
CACHE = ".client-ledger-cache"
BARE_PARSE = """
import pathlib, yaml
for path in pathlib.Path("ledger").rglob("*.md"):
    front = path.read_text(encoding="utf-8").split("---\\n")
    yaml.compose(front[1] if len(front) > 2 else "", yaml.CSafeLoader)
"""


def first(folder: Path, *arguments: str) -> Spent:
    """Run a command with nothing kept from a run before."""
    shutil.rmtree(folder / CACHE, ignore_errors=True)
    return run([command("client-ledger"), *arguments], folder)


def later(folder: Path, *arguments: str) -> Spent:
    """Run a command after others."""
    return run([command("client-ledger"), *arguments], folder)


def main() -> int:
    """Print the figures beside their limits; return 1 when one is passed."""
    passed = False
    with tempfile.TemporaryDirectory(prefix="bench-commands-") as temporary:
        for size, limit in LIMITS.items():
            folder = Path(temporary, size)
            write(folder, SIZES[size])
            for name, arguments in {"check": ["check"], "report": ["report", "--format", "json"]}.items():
                at_first = median(partial(first, folder, *arguments), TIMES)
                after = median(partial(later, folder, *arguments), TIMES)
                passed = passed or after.wall > limit
                print(f"{size} {name:<8}{at_first.wall:7.2f} s at first {after.wall:7.2f} s later   limit {limit} s")
        folder = Path(temporary, "M")
        parse = median(lambda: run([command("python"), "-c", BARE_PARSE], folder), TIMES)
        for name, measure in {"at first": first, "later": later}.items():
            ratio = median(partial(measure, folder, "check"), TIMES).processor / parse.processor
            passed = passed or ratio > PARSES
            print(f"M check / bare parse, {name:<9}{ratio:5.2f}   limit {PARSES}")
        folder = Path(temporary, START)
        write(folder, SIZES[START])
        first(folder, "check")
        start = median(lambda: run([command("mkdocs"), "--version"], folder), TIMES).processor
        check = median(partial(later, folder, "check"), TIMES).processor
        limit = STARTS * start + MORE
        passed = passed or check > limit
        print(f"{START} check later {check:.2f} s, mkdocs --version {start:.2f} s   limit {limit:.2f} s")
    return int(passed)


if __name__ == "__main__":
    sys.exit(main())
