"""What a command spends: processor seconds and memory, its children's included, as the system counts them."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


class Spent(NamedTuple):
    """Processor seconds, seconds on the wall, and the largest memory of one process in MB."""

    processor: float
    wall: float
    memory: float


def run(command: Sequence[str], folder: Path, **environment: str) -> Spent:
    """Run a command to its end and return what it spent; stop with what it said when it fails."""
    start, around = os.times().elapsed, {**environment_of_users(), **environment}
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=around
    ) as process:
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{said.decode()}")
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Spent(usage.ru_utime + usage.ru_stime, os.times().elapsed - start, usage.ru_maxrss / unit)


def environment_of_users() -> dict[str, str]:
    """Return the environment, but one in which Python keeps its bytecode, as it does for an installed program."""
    return {name: value for name, value in os.environ.items() if name != NO_BYTECODE}


def median(measure: Callable[[], Spent], times: int) -> Spent:
    """Return the median of each figure over several runs."""
    runs = [measure() for _ in range(times)]
    return Spent(*(statistics.median(figure) for figure in zip(*runs, strict=True)))


def command(name: str) -> str:
    """Return the path of a command of the environment that runs this script."""
    return str(Path(sys.executable).with_name(name))
