"""Feeds changed ledgers, settings, exports, mails, caches and editor sessions to the program, for a set time.

`python3 dev.py fuzz --minutes 5 [TARGET…]`. Each new failure becomes a file in tests/fuzz_cases, which a test reads.
With atheris installed, inputs that reach new code are kept and changed further; without it, any input may be.
With `--every-byte`, each byte of a small cache is changed in turn before that, however long it takes.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from importlib.util import find_spec
from pathlib import Path

if LED := "--led" in sys.argv:
    import atheris

    with atheris.instrument_imports(include=["client_ledger"]):
        from fuzz_targets import ALLOWED, SEEDS, TARGETS
else:
    from fuzz_targets import ALLOWED, SEEDS, TARGETS

from received_cache import changes, small_cache

CASES = Path(__file__).parent / "fuzz_cases"
SECONDS = 20  # for one input, on a busy machine
PIECES = (
    *(
        b"---\n",
        b": ",
        b"- ",
        b"{",
        b"}",
        b"[",
        b"]",
        b"'",
        b'"',
        b"|\n",
        b"&a ",
        b"*a",
        b"!!",
        b"#",
        b"\\x00",
        b"\x00",
    ),
    *(
        b"\xff",
        b"\r\n",
        b"\t",
        b"9" * 40,
        b"1e999",
        b"-0",
        b"9999-12-31",
        b"0001-01-01",
        b"2026-02-30",
        b"24:00",
        b"NaN",
    ),
    *(
        "é\u202e🎈".encode(),
        b",",
        b";",
        b"<",
        b"&amp;",
        b"EUR",
        b"JPY",
        b"yes",
        b"null",
        b"../",
        b"%00",
        b"0.001",
        b"1/3",
    ),
)


class TookTooLong(Exception):
    """One input took longer than any should."""


def attempt(target: str, data: bytes) -> BaseException | None:
    """Return what went wrong with an input, None where it was read or refused."""
    try:
        TARGETS[target](data)
    except ALLOWED:
        return None
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a failure
        return error
    return None


def changed(seed: bytes, other: bytes, chance: random.Random) -> bytes:
    """Return an input with some bytes, lines or pieces changed, or with a part of another one in it."""
    data = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((0, 1, 2, 8, 40)))
        way = chance.randrange(6)
        if way == 0 and data:
            data[at % len(data)] = chance.randrange(256)
        elif way == 1:
            data[at:end] = b""
        elif way == 2:
            data[at:end] = chance.choice(PIECES)
        elif way == 3:
            start = chance.randrange(len(other) + 1)
            data[at:end] = other[start : start + chance.randrange(1, 80)]
        elif way == 4:
            data[at:at] = data[at:end] * chance.choice((1, 2, 30))
        else:
            lines = bytes(data).split(b"\n")
            place = chance.randrange(len(lines))
            lines[place:place] = [lines[chance.randrange(len(lines))]]
            data = bytearray(b"\n".join(lines))
    return bytes(data)


class Run:
    """The inputs tried so far, and the failures by where each arose."""

    def __init__(self, *, keep: bool = True) -> None:
        self._keep = keep
        self.count: dict[str, int] = dict.fromkeys(TARGETS, 0)
        self.failures: dict[str, str] = {}

    def one(self, target: str, data: bytes) -> None:
        """Try one input; keep it when it fails where none did."""
        self.count[target] += 1
        if self._keep:
            signal.setitimer(signal.ITIMER_REAL, SECONDS)
        error = attempt(target, data)
        if self._keep:
            signal.setitimer(signal.ITIMER_REAL, 0)
        if error is None:
            return
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{target}: {type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        if where not in self.failures:
            name = f"{target}-{hashlib.sha256(data).hexdigest()[:10]}"
            if self._keep:
                CASES.mkdir(exist_ok=True)
                (CASES / name).write_bytes(data)
            self.failures[where] = name
            print(f"{where}: {str(error)[:200]} ({name})", flush=True)  # noqa: T201

    def tell(self) -> None:
        """Print how many inputs each target had."""
        counts = ", ".join(f"{target} {count}" for target, count in self.count.items() if count)
        print(f"{sum(self.count.values())} inputs ({counts}), {len(self.failures)} failures", flush=True)  # noqa: T201


def stop(_number: int, _frame: object) -> None:
    """End an input that takes too long."""
    raise TookTooLong


def plainly(targets: list[str], seconds: float, run: Run) -> None:
    """Change seeds by chance until the time is over."""
    chance, end = random.Random(), time.monotonic() + seconds  # noqa: S311 - nothing secret
    seeds = {target: SEEDS[target]() for target in targets}
    while time.monotonic() < end:
        target = chance.choice(targets)
        run.one(target, changed(chance.choice(seeds[target]), chance.choice(seeds[target]), chance))


def by_coverage(target: str, seconds: float, run: Run) -> None:
    """Let atheris lead the changes of one target, until the time is over; ends the process."""
    chance = random.Random(1)  # noqa: S311 - nothing secret
    seeds = SEEDS[target]()
    end = time.monotonic() + seconds

    def read(data: bytes) -> None:
        run.one(target, data)
        if time.monotonic() > end:
            run.tell()
            sys.stdout.flush()
            signal.raise_signal(signal.SIGKILL)

    def mutate(data: bytes, size: int, seed: int) -> bytes:
        if seed % 3:
            return changed(data or chance.choice(seeds), chance.choice(seeds), random.Random(seed))[:size]  # noqa: S311
        return bytes(atheris.Mutate(data, size))

    corpus = Path(tempfile.mkdtemp(prefix="client-ledger-fuzz-"))
    for number, seed in enumerate(seeds):
        (corpus / str(number)).write_bytes(seed)
    words = [sys.argv[0], str(corpus), "-max_len=20000", "-timeout=600", "-verbosity=0", "-rss_limit_mb=0"]
    atheris.Setup(words, read, custom_mutator=mutate)
    atheris.Fuzz()


def main() -> int:
    """Fuzz, print the figures, and return 1 when something failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", default=list(TARGETS), help=", ".join(TARGETS))
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--every-byte", action="store_true", help="change each byte of a small cache first")
    parser.add_argument("--plain", action="store_true", help="do without atheris")
    parser.add_argument("--led", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    signal.signal(signal.SIGALRM, stop)
    logging.disable()
    run = Run()
    seconds = given.minutes * 60
    if given.every_byte:
        for data in changes(small_cache()):
            run.one("kept", data)
    if LED:
        by_coverage(given.targets[0], seconds, run)
    elif find_spec("atheris") and not given.plain:
        share = given.minutes / len(given.targets)
        for target in given.targets:
            subprocess.run([sys.executable, __file__, target, "--led", f"--minutes={share}"], check=False)
    else:
        plainly(given.targets, seconds, run)
        run.tell()
    return int(bool(run.failures))


if __name__ == "__main__":
    sys.exit(main())
