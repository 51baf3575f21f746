"""What five years cost a freelancer with 20 clients and 2,000 commits, against the same ledger without git.

Figures are processor seconds; limits are ratios of two figures of one run. `--years 10 --commits 4000` is for patience.
"""

from __future__ import annotations

import argparse
import math
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from spending import Spent, command, run
from years import write_years

CACHE = ".client-ledger-cache"
EDITS = 2
LIMITS = {
    "cold, with git / without": 2.5,
    "warm, with git / without": 1.3,
    "one edit, with git / without": 1.3,
    "growth of the history, exponent": 1.1,
    "memory, MB": 250,
    "largest page, kB": 300,
}
HISTORY = """
import sys
from pathlib import Path
from client_ledger.book.site_file import read_site_file
from client_ledger.history import read_history
read_history(read_site_file(Path("mkdocs.yml")))
"""


class Ledger:
    """A ledger of some years, and what building it spends."""

    def __init__(self, folder: Path, years: float, commits: int) -> None:
        self.folder = folder
        self.site = folder.with_name(f"{folder.name}-site")
        write_years(folder, years, commits=commits)

    def build(self, *, cold: bool) -> Spent:
        """Build the site, with nothing kept or with all of it."""
        if cold:
            shutil.rmtree(self.folder / CACHE, ignore_errors=True)
        shutil.rmtree(self.site, ignore_errors=True)
        build = [command("mkdocs"), "build", "--quiet", "--site-dir", str(self.site)]
        return run(build, self.folder, CLIENT_LEDGER_JOBS="1")

    def edit(self) -> float:
        """Return the seconds that `mkdocs serve` takes to build again after an edit of one client."""
        script = [command("python"), str(Path(__file__).with_name("again.py")), "mkdocs.yml", str(self.site)]
        script.append(str(EDITS))
        said = subprocess.run(script, cwd=self.folder, check=True, capture_output=True, text=True).stdout
        return float(said.split()[1])

    def history(self) -> float:
        """Return the seconds that reading the history for the first time takes, git's own among them."""
        shutil.rmtree(self.folder / CACHE, ignore_errors=True)
        return run([command("python"), "-c", HISTORY], self.folder).processor

    @property
    def largest(self) -> float:
        """The size of the largest page, in kB."""
        return max(page.stat().st_size for page in self.site.rglob("*.html")) / 1000


def figures(top: Path, years: float, commits: int) -> dict[str, float]:
    """Return each figure that has a limit."""
    one = Ledger(top / "one", 1, round(commits / years))
    whole, plain = Ledger(top / "whole", years, commits), Ledger(top / "plain", years, 0)
    start = run([command("python"), "-c", HISTORY.replace("read_history(read", "(read")], plain.folder).processor
    growth = (whole.history() - start) / (one.history() - start)
    cold, bare = whole.build(cold=True), plain.build(cold=True)
    largest = max(whole.largest, plain.largest)
    warm, again = whole.build(cold=False), plain.build(cold=False)
    return {
        "cold, with git / without": cold.processor / bare.processor,
        "warm, with git / without": warm.processor / again.processor,
        "one edit, with git / without": whole.edit() / plain.edit(),
        "growth of the history, exponent": math.log(growth, years),
        "memory, MB": max(cold.memory, warm.memory),
        "largest page, kB": largest,
    }


def main() -> int:
    """Print the figures beside their limits; return 1 when one is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=float, default=5)
    parser.add_argument("--commits", type=int, default=2000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-years-") as temporary:
        found = figures(Path(temporary), given.years, given.commits)
    print(f"{given.years:g} years, {given.commits} commits")
    for name, figure in found.items():
        print(f"{name:<34}{figure:8.2f}   limit {LIMITS[name]:g}")
    return int(any(figure > LIMITS[name] for name, figure in found.items()))


if __name__ == "__main__":
    sys.exit(main())
