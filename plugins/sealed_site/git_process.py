"""Run git, and return its output."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from sealed_site.errors import SealingError
from sealed_site.git_programs import without_programs
from sealed_site.language import tr

MAY_START_PROGRAMS = {"status", "add", "commit", "diff", "log"}  # filters, and programs that check or make signatures


def run_git(folder: Path, *arguments: str) -> str:
    """Run git in `folder` and return its output as text; raise `SealingError` with git's message."""
    return git_bytes(folder, *arguments).decode(errors="surrogateescape")


def git_bytes(folder: Path, *arguments: str) -> bytes:
    """Run git in `folder` and return its output as bytes; raise `SealingError` with git's message.

    No program runs that the repository's own settings name.
    """
    environment = without_git()
    if arguments[0] in MAY_START_PROGRAMS:
        environment = without_programs(environment, folder)
    try:
        done = subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise SealingError(tr("git is not installed, or this folder does not exist.")) from error
    if done.returncode != 0:
        raise SealingError(words_of_git(done.stderr.decode(errors="replace")) or f"git {arguments[0]} failed")
    return done.stdout


def words_of_git(text: str) -> str:
    """Return git's message with control characters escaped: part of it may come from the remote."""
    return "".join(each if each.isprintable() or each == "\n" else f"\\x{ord(each):02x}" for each in text.strip())


def without_git() -> dict[str, str]:
    """Return the environment without variables that name another repository, and with English messages."""
    kept = {
        name: value for name, value in os.environ.items() if name not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
    }
    return without_programs({**kept, "LC_ALL": "C.UTF-8"})
