"""How soon `mkdocs serve` shows the first page of a freelancer's ledger, against plain MkDocs serving the same files.

Figures are processor seconds from the start until the first page is answered and the server has ended, medians.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

from builds import CACHE, PLAIN
from ledgers import SIZES, write
from spending import command, environment_of_users

LIMIT = 2.0
TIMES = 3
LONGEST = 300


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def until_first_page(folder: Path, config: str, port: int) -> float:
    """Return the processor seconds that serving a site at a port takes until its first page is there."""
    serve = [command("mkdocs"), "serve", "--quiet", "--no-livereload"]
    serve += ["--config-file", config, "--dev-addr", f"127.0.0.1:{port}"]
    quiet, env = subprocess.DEVNULL, environment_of_users()
    with subprocess.Popen(serve, cwd=folder, stdout=quiet, stderr=quiet, env=env) as process:
        end = time.monotonic() + LONGEST
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > end:
                sys.exit(f"mkdocs serve with {config} shows no page")
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def main() -> int:
    """Print the figures beside their limit; return 1 when it is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="T")
    # A shell lets what it starts in the background ignore SIGINT, and the server would inherit that and never end.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="bench-serving-") as temporary:
        folder = Path(temporary, "ledger")
        write(folder, SIZES[parser.parse_args().size])
        (folder / "plain.yml").write_text(PLAIN.replace("https://example.org/", "http://127.0.0.1/"), encoding="utf-8")
        port, spent = free_port(), []
        for _ in range(TIMES):
            shutil.rmtree(folder / CACHE, ignore_errors=True)
            configs = ("plain.yml", "mkdocs.yml", "mkdocs.yml")
            spent.append([until_first_page(folder, config, port) for config in configs])
        plain, first, later = (statistics.median(times) for times in zip(*spent, strict=True))
    print(f"plain MkDocs {plain:.2f} s, with nothing kept {first:.2f} s, later {later:.2f} s")
    print(f"later / plain {later / plain:.2f}, at first / plain {first / plain:.2f}   limit {LIMIT}")
    return int(first / plain > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
