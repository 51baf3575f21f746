"""A command of keys that is stopped at any step, or meets a failing disk, leaves the readers before or after."""

import os
import re
from pathlib import Path

import pytest

from plain_site import write_site
from sealed_site.errors import SealingError
from sealed_site.identity import new_identity, parse_identity
from sealed_site.key_changes import FOLDER, PLAN, settle
from sealed_site.keyring import Keyring, Reader
from stopping import snapshot, stopped

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="it ends children that it forked")

BOB = new_identity().recipient
COMMANDS = {
    "add": ["add", "zoe"],
    "add a public key": ["add", "zoe", "--recipient", BOB],
    "add a key file": ["add", "zoe", "--key-file", "zoe.key", "--sheet", "sheet.html"],
    "rotate and sign": ["rotate", "owner", "--sign", "--key-file", "zoe.key"],
    "remove": ["remove", "owner"],
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Write a site in a folder that is no repository, with two readers, one of whom has a passphrase."""
    site = tmp_path / "site" / "own"
    site.mkdir(parents=True)
    write_site(site)
    keyring = Keyring(site / "seal")
    owner = new_identity()
    keyring.add(Reader("owner", owner.recipient), owner, "marble cactus opposing banner pending yearling")
    keyring.add(Reader("bookkeeper", new_identity().recipient))
    return site.parent


def names(left: dict[str, str]) -> list[str]:
    """Return the readers' names as they stand in the list."""
    return re.findall(r"^# (\w+)$", left["own/seal/recipients.txt"], re.MULTILINE)


def of_keys(left: dict[str, str]) -> dict[str, str]:
    """Return the files that say who can read the site."""
    return {name: text for name, text in left.items() if name.startswith("own/seal/")}


def expect_whole(left: dict[str, str], whole: dict[str, str]) -> None:
    """Expect what the whole run leaves, apart from what chance makes: each reader's key, with a way to use it."""
    assert names(left) == names(whole)
    keys = re.findall(r"^age1\w+$", left["own/seal/recipients.txt"], re.MULTILINE)
    held = {name.rpartition("/")[2] for name in left if name.startswith("own/seal/identities/")}
    assert len(held) == len([name for name in whole if name.startswith("own/seal/identities/")])
    assert held <= {Reader("any", key).file_name for key in keys}
    assert ("own/seal/verify.txt" in left) == ("own/seal/verify.txt" in whole)
    if "zoe.key" in whole:
        assert parse_identity(left["zoe.key"]).recipient in keys


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_step_the_next_command_finds_the_readers_before_or_after(name: str, site: Path):
    before = of_keys(snapshot(site))
    stride = 3 if name == "add" else 1  # a passphrase takes long
    ways = ("killed", "opened") if name == "add a key file" else ("killed",)
    listing = ["keys", "list", "-f", "own/mkdocs.yml"]
    arguments = ["keys", *COMMANDS[name], "-f", "own/mkdocs.yml"]
    whole, *runs = stopped(site, arguments, *ways, then=listing, again=True, stride=stride)
    assert whole["code"] == 0, whole["output"]
    killed = [run for run in runs if run["code"] < 0]
    assert len(killed) > 4
    ends = []
    for run in killed:
        assert run["next"] == 0, run["next_output"]
        is_after = of_keys(run["after"]) != before
        if is_after:
            expect_whole(run["after"], whole["after"])
        if run["way"] == "killed":
            ends.append(is_after)
    assert ends == sorted(ends)
    assert ends[-1] or stride > 1


@pytest.mark.parametrize("name", ["add a key file", "rotate and sign", "remove"])
def test_with_a_full_or_a_failing_disk_nothing_is_changed_and_no_secret_stays(name: str, site: Path):
    before = of_keys(snapshot(site))
    arguments = ["keys", *COMMANDS[name], "-f", "own/mkdocs.yml"]
    whole, *runs = stopped(site, arguments, "full", "failing", then=["keys", "list", "-f", "own/mkdocs.yml"])
    assert whole["code"] == 0, whole["output"]
    assert len(runs) > 8
    for run in runs:
        assert "Traceback" not in run["output"]
        if run["code"] == 1:
            assert of_keys(run["left"]) == before, (run["way"], run["number"], run["output"])
            assert not {"zoe.key", "sheet.html"} & set(run["left"])
        else:
            expect_whole(run["left"], whole["left"])


def test_what_was_edited_since_a_killed_run_stays(site: Path):
    keyring = Keyring(site / "own" / "seal")
    mine = keyring.recipients_file.read_text("utf-8")
    plan = keyring.folder / FOLDER / PLAN
    plan.write_text('{"recipients.txt": ["old", "new"]}', "utf-8")
    settle(keyring.folder)
    assert keyring.recipients_file.read_text("utf-8") == mine
    assert not plan.exists()


@pytest.mark.parametrize(
    "text", ['{"../mkdocs.yml": [null, null]}', '{"recipients.txt": 1}', "[]", "{", '{"a": ["", ""]}']
)
def test_a_plan_that_came_with_a_received_site_touches_nothing_else(text: str, site: Path):
    keyring = Keyring(site / "own" / "seal")
    (keyring.folder / FOLDER / PLAN).write_text(text, "utf-8")
    with pytest.raises(SealingError, match="cannot be read; delete it"):
        settle(keyring.folder)
    assert (site / "own" / "mkdocs.yml").is_file()
