"""Commits of sealed sites: makes one without a history, and lists the files of one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sealed_site.errors import SealingError
from sealed_site.git_process import run_git, without_git, words_of_git
from sealed_site.language import tr

MESSAGE = "Publish"
FIXED = {
    "GIT_COMMITTER_NAME": "sealed-site",
    "GIT_COMMITTER_EMAIL": "sealed-site@localhost",
    "GIT_COMMITTER_DATE": "Sat, 01 Jan 2000 00:00:00 +0000",
}


def orphan_commit(folder: Path, repository: Path, object_format: str) -> str:
    """Commit all files of `folder` into the new bare `repository`: no parent, fixed author, date and message."""
    repository.mkdir()
    run_git(repository, "init", "--quiet", "--bare", f"--object-format={object_format}", "--initial-branch=pages", ".")
    command = [sys.executable, "-m", "ghp_import", "--branch=pages", f"--message={MESSAGE}", str(folder.resolve())]
    done = subprocess.run(  # noqa: S603
        command, cwd=repository, env={**without_git(), **FIXED}, capture_output=True, check=False, text=True
    )
    if done.returncode != 0:
        raise SealingError(tr("The sealed site could not be committed.\n{strip}", strip=words_of_git(done.stderr)))
    return run_git(repository, "rev-parse", "refs/heads/pages").strip()


def tree_names(folder: Path, commit: str) -> list[str]:
    """Return the paths of all files of a commit in the repository `folder`."""
    return [name for name in run_git(folder, "ls-tree", "-r", "--name-only", "-z", commit).split("\0") if name]


def has_commit(folder: Path, name: str) -> bool:
    """Tell whether `name` is a branch, or another name of a commit, in the repository that contains `folder`."""
    try:
        run_git(folder, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    except SealingError:
        return False
    return True
