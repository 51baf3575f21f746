"""Runs a command again and again, each time stopped at a later step that changes the disk.

It is a process of its own, for it forks and ends its children: `python stopping.py JOB.json`. It writes below the
job's folder only, and removes nothing.
"""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.link", "os.chmod"}
NOT_THE_LEDGER = {".client-ledger", ".client-ledger-cache", ".git", ".sealed-site", "settings"}
REACHED = 3  # the child's exit code where it was stopped, and went on


def snapshot(folder: Path) -> dict[str, str]:
    """Return the text of each file that is the freelancer's own."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not NOT_THE_LEDGER.intersection(name.parts) and path.suffix != ".draft":
            found[name.as_posix()] = path.read_bytes().decode("latin-1")
    return found


class Stop:
    """At the nth step below a folder, ends the process or lets the step fail."""

    def __init__(self, folder: Path, way: str, number: int) -> None:
        self._folder, self._way, self._left = str(folder.resolve()), way, number
        self.reached = False
        self._at_work = False

    def watch(self) -> None:
        """Begin: each step on the disk is seen from here on."""
        sync = os.fsync

        def fsync(handle: int) -> None:
            self._step(lambda: None, creates=True)
            sync(handle)

        os.fsync = fsync
        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in EVENTS or self._at_work or not isinstance(arguments[0], str | os.PathLike):
            return
        path = os.path.abspath(arguments[0])  # noqa: PTH100 - a link is not followed
        if not path.startswith(self._folder) or ".client-ledger-cache" in path or "/.git/" in path:
            return
        if event != "open":
            self._step(lambda: None, creates=event in {"os.mkdir", "os.link"})
        elif (flags := arguments[2]) & WRITING:
            self._step(lambda: os.close(os.open(path, flags, 0o666)), creates=True)

    def _step(self, begin: Callable[[], object], *, creates: bool) -> None:
        if self._way == "full" and not creates:
            return
        self._left -= 1
        if self._left > 0 or (self._left < 0 and self._way != "full"):
            return
        self.reached = self._at_work = True
        if self._way == "opened":
            begin()
        if self._way in {"killed", "opened"}:
            os.kill(os.getpid(), signal.SIGKILL)
        self._at_work = False
        raise OSError(errno.ENOSPC if self._way == "full" else errno.EIO, "the disk fails", self._folder)


def run(folder: Path, arguments: list[str], typed: str, stop: Stop | None) -> tuple[int, str]:
    """Run the command in a child; return its exit code, negative where it was killed, and what it printed."""
    output = folder.parent / f"{folder.name}.txt"
    child = os.fork()
    if child:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return code, output.read_text("utf-8")
    os.chdir(folder)
    os.environ["XDG_CONFIG_HOME"] = str(folder / "settings")
    sys.stdin = io.TextIOWrapper(io.BytesIO(typed.encode()))
    handle = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    os.fsync = lambda _handle: None  # what a killed process has written stays: only a disk that fails loses it
    code = 0
    from client_ledger.cli import main  # noqa: PLC0415

    if stop:
        stop.watch()
    try:
        main(arguments)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - the test says which it was
        import traceback  # noqa: PLC0415

        traceback.print_exc()
        code = 70
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(REACHED if stop and stop.reached and code == 0 else code)


def stop_everywhere(job: dict[str, Any]) -> list[dict[str, Any]]:
    """Return how each run ended and what it left, the whole run first."""
    folder, arguments, typed, then = Path(job["folder"]), job["arguments"], job["typed"], job["then"]
    found = []
    for way in ["whole", *job["ways"]]:
        for number in range(1, 400, job["stride"]):
            own = folder / f"{way}-{number}"
            shutil.copytree(job["ledger"], own, symlinks=True)
            stop = None if way == "whole" else Stop(own, way, number)
            code, output = run(own, arguments, typed, stop)
            left = snapshot(own)
            next_code, next_output = found[0]["next"] if found else 0, ""
            if way == "whole" or job["again"] or any(own.rglob("plan.json")):
                next_code, next_output = run(own, then, "", None)
            found.append(
                {"way": way, "number": number, "code": code, "output": output, "left": left, "after": snapshot(own)}
                | {"next": next_code, "next_output": next_output}
            )
            if way == "whole" or found[0]["code"] or (code >= 0 and way in {"killed", "opened"}) or code == 0:
                break
    return found


def stopped(
    ledger: Path,
    arguments: Sequence[str],
    *ways: str,
    typed: str = "",
    then: Sequence[str] = ("check",),
    again: bool = False,
    stride: int = 1,
) -> list[dict[str, Any]]:
    """Return how a command's runs in copies of a folder ended: the whole one, then those stopped in these ways.

    `then` is run after the whole one and wherever something is left half done; with `again` after each.
    """
    runs = ledger.parent / "runs"
    runs.mkdir()
    job = {"ledger": str(ledger), "folder": str(runs), "arguments": arguments, "typed": typed, "then": then}
    job_file = ledger.parent / "job.json"
    job_file.write_text(json.dumps(job | {"ways": ways, "again": again, "stride": stride}), "utf-8")
    done = subprocess.run([sys.executable, __file__, str(job_file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    for module in ("add", "paid", "review", "inbox", "import_", "invoice", "check", "dossier", "new", "upgrade"):
        __import__(f"client_ledger.commands.{module}")
    import sealed_site.building
    import sealed_site.keyring
    import sealed_site.keys_cli
    import sealed_site.signature
    import sealed_site.source  # noqa: F401

    task = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    print(json.dumps(stop_everywhere(task)))  # noqa: T201
