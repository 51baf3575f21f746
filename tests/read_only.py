"""Runs commands in a folder on which nothing can be written: `python read_only.py JOB.json`.

It is a process of its own, for what it forbids holds to its end: `faked` lets each call that would change the folder
fail; with `mounted` the disk does so, and nothing else is done here.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from mkdocs.__main__ import cli as mkdocs

from client_ledger.cli import main
from stopping import EVENTS, WRITING


def forbid(folder: Path) -> None:
    """Let every call that changes something below a folder fail from here on, as on a read-only disk."""
    start = f"{folder.resolve()}{os.sep}"

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in EVENTS or (event == "open" and not arguments[2] & WRITING):
            return
        for path in arguments[:2] if event in {"os.rename", "os.link"} else arguments[:1]:
            if isinstance(path, str | os.PathLike) and os.path.abspath(path).startswith(start):  # noqa: PTH100
                raise OSError(errno.EROFS, os.strerror(errno.EROFS), os.fspath(path))

    sys.addaudithook(heard)


def results(job: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Return each command's exit code, what it printed, and the traceback of what it did not expect."""
    folder = Path(job["folder"])
    os.chdir(folder)
    if job["way"] == "faked":
        forbid(folder)
    found = []
    for arguments, typed in job["commands"]:
        program, given = (mkdocs, arguments[1:]) if arguments[0] == "mkdocs" else (main, arguments)
        done = CliRunner().invoke(program, given, input=typed)
        fault = done.exception if not isinstance(done.exception, SystemExit) else None
        found.append((done.exit_code, done.output, "".join(traceback.format_exception(fault)) if fault else ""))
    return found


if __name__ == "__main__":
    print(json.dumps(results(json.loads(Path(sys.argv[1]).read_text("utf-8")))))  # noqa: T201
