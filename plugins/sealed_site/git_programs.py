"""Programs in a repository's own settings: its sender may have chosen them, so none is started."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

# The override for each key (without its middle part), if the user's own settings do not set it.
LOCAL = {
    "filter.clean": "",
    "filter.smudge": "",
    "filter.process": "",
    "filter.required": "false",
    "gpg.program": "gpg",
    "gpg.openpgp.program": "gpg",
    "gpg.ssh.program": "ssh-keygen",
    "gpg.x509.program": "gpgsm",
    "gpg.ssh.defaultkeycommand": "",
}
REMOTE = re.compile(
    r"core\.(sshcommand|askpass|gitproxy|alternaterefscommand)|credential\.(.+\.)?helper"
    r"|remote\..+\.(uploadpack|receivepack|vcs)|protocol\..*allow"
)
ALWAYS = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "diff.external": "",
    "protocol.ext.allow": "never",
}


def without_programs(environment: Mapping[str, str], folder: Path | None = None) -> dict[str, str]:
    """Return the environment in which git starts no program from the settings of the repository in `folder`."""
    settings = dict(ALWAYS)
    own = _settings(folder, environment) if folder else {}
    for key, values in own.items():
        first, _, rest = key.partition(".")
        short = f"{first}.{rest.rpartition('.')[2]}" if first == "filter" else key
        if short in LOCAL and any(scope in {"local", "worktree"} for scope, _ in values):
            given_by_all = [*(own.get("gpg.program", []) if key == "gpg.openpgp.program" else []), *values]
            users = [value for scope, value in given_by_all if scope not in {"local", "worktree"}]
            settings[key] = users[-1] if users else LOCAL[short]
    count = int(environment.get("GIT_CONFIG_COUNT") or 0)
    given = {"GIT_CONFIG_COUNT": str(count + len(settings))}
    for number, (key, value) in enumerate(settings.items(), count):
        given |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return {**environment, **given}


def programs_for_remotes(folder: Path, environment: Mapping[str, str]) -> list[str]:
    """Return the repository's own settings that would make git start a program to connect to a remote."""
    found = _settings(folder, environment)
    return sorted(
        key
        for key, values in found.items()
        if REMOTE.fullmatch(key) and any(scope in {"local", "worktree"} for scope, _ in values)
    )


def _settings(folder: Path, environment: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Return each setting's values with its scope: `system`, `global`, `local`, `worktree` or `command`."""
    command = ["git", "config", "--list", "--show-scope", "--includes", "-z"]
    done = subprocess.run(  # noqa: S603 - git itself, and no shell
        command, cwd=folder, env=dict(environment), capture_output=True, check=False
    )
    parts = os.fsdecode(done.stdout).split("\0")
    found: dict[str, list[tuple[str, str]]] = {}
    for scope, entry in zip(parts[::2], parts[1::2], strict=False):
        key, _, value = entry.partition("\n")
        found.setdefault(key, []).append((scope, value))
    return found
