"""Which programs git may start in a repository with settings that somebody else wrote."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from sealed_site.git_programs import ALWAYS, without_programs


def settings(folder: Path, repository: str, users: str, **more: str) -> dict[str, str]:
    """What git is told in a repository with settings of its own and with the user's."""
    (folder / "users").write_text(users, encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": str(folder / "users")}
    subprocess.run(["git", "init", "--quiet", "repository"], cwd=folder, env=environment, check=True)
    with (folder / "repository" / ".git" / "config").open("a", encoding="utf-8") as file:
        file.write(repository)
    given = without_programs(environment | more, folder / "repository")
    numbers = range(int(given["GIT_CONFIG_COUNT"]))
    return {given[f"GIT_CONFIG_KEY_{each}"]: given[f"GIT_CONFIG_VALUE_{each}"] for each in numbers}


def test_the_users_own_gpg_checks_openpgp_and_no_other_signature(tmp_path):
    theirs = '[gpg "openpgp"]\nprogram = theirs\n[gpg "ssh"]\nprogram = theirs\n[gpg "x509"]\nprogram = theirs\n'
    assert settings(tmp_path, theirs, "[gpg]\nprogram = mine\n") == {
        **ALWAYS,
        "gpg.openpgp.program": "mine",
        "gpg.ssh.program": "ssh-keygen",
        "gpg.x509.program": "gpgsm",
    }


def test_the_users_more_exact_setting_goes_before_the_general_one(tmp_path):
    users = '[gpg]\nprogram = general\n[gpg "openpgp"]\nprogram = exact\n'
    found = settings(tmp_path, '[gpg "openpgp"]\nprogram = theirs\n', users)
    assert found["gpg.openpgp.program"] == "exact"


def test_settings_that_the_environment_gives_already_stay(tmp_path):
    more = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.abbrev", "GIT_CONFIG_VALUE_0": "12"}
    assert settings(tmp_path, "", "", **more) == {"core.abbrev": "12", **ALWAYS}
