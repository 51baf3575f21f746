"""How the cost of a whole build grows from 50 clients to 2,000: the exponent of processor time and of memory."""

from __future__ import annotations

import math
import sys
import tempfile
from pathlib import Path

from ledgers import SIZES, write
from spending import Spent, command, run

EXPONENT = 1.05


def measure(size: str) -> Spent:
    """Build a ledger of a size with nothing kept."""
    with tempfile.TemporaryDirectory(prefix="bench-growth-") as temporary:
        folder = Path(temporary, "ledger")
        write(folder, SIZES[size])
        return run([command("mkdocs"), "build", "--quiet", "--site-dir", str(folder.parent / "site")], folder)


def main() -> int:
    """Print the figures and both exponents beside their limit; return 1 when one is passed."""
    spent = {size: measure(size) for size in SIZES}
    for size, each in spent.items():
        print(f"{size} {SIZES[size]:6} clients {each.processor:8.2f} s {each.memory:8.0f} MB")
    times = SIZES["L"] / SIZES["S"]
    exponents = {
        "time": math.log(spent["L"].processor / spent["S"].processor, times),
        "memory": math.log(spent["L"].memory / spent["S"].memory, times),
    }
    for name, exponent in exponents.items():
        print(f"exponent of {name:<8}{exponent:6.2f}   limit {EXPONENT}")
    return int(max(exponents.values()) > EXPONENT)


if __name__ == "__main__":
    sys.exit(main())
