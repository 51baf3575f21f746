"""Killed at any step that changes the disk, or with a failing disk, a command leaves the ledger before or after."""

import os
from pathlib import Path
from typing import Any

import pytest

from stopping import snapshot, stopped
from writing import CLIENT, CONTRACT, write_site

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="it ends children that it forked")

INVOICES = "invoices:\n  - {id: 2026-014, issued: 2026-03-02, amount: 300}\n---\n"
OTHERS = "invoices:\n  - {id: 2026-015, issued: 2026-03-02, amount: 70}\n---\n"
PAID = """Date,Amount,Currency,Reference,Payer
2026-03-20,300.00,EUR,2026-014,Acme
2026-03-21,70.00,EUR,2026-015,Birch
"""
MAPPING = """becomes: payments
columns: {date: Date, amount: Amount, currency: Currency, text: Reference, payer: Payer}
"""
INBOX = "2026-03-10 acme +2h out of scope logo\n2026-03-12 birch asks for a second logo\n"
COMMANDS: dict[str, tuple[list[str], str]] = {
    "a line": (["add", "hours", "acme-site", "1:30", "logo", "--date", "2026-03-03"], ""),
    "a file": (["add", "client", "Cedar"], ""),
    "a payment": (["paid", "2026-014", "2026-03-20"], ""),
    "a write-off": (["write-off", "2026-014", "2026-03-20"], ""),
    "a review": (["review", "acme", "--yes"], ""),
    "several lines": (["inbox", "--yes"], ""),
    "several files": (["import", "bank", "bank.csv", "--yes"], ""),
    "a mapping": (
        ["import", "--new-mapping", "bank.csv"],
        "mine\npayments\ndate\namount\ncurrency\ntext\npayer\n",
    ),
    "an invoice": (["invoice", "acme-site", "--yes"], ""),
}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Write a ledger that each of the commands changes."""
    folder = tmp_path / "ledger"
    contract = CONTRACT.removesuffix("---\n")
    hours = "hours:\n  - {date: 2026-03-02, hours: 9}\n"
    files: dict[str, str | bytes] = {
        "clients/acme.md": CLIENT,
        "clients/birch.md": CLIENT.replace("Acme", "Birch"),
        "contracts/acme-site.md": contract + hours + INVOICES,
        "contracts/birch-site.md": contract.replace("acme", "birch") + OTHERS,
    }
    write_site(folder, files, "timezone: UTC")
    (folder / "imports").mkdir()
    (folder / "imports/bank.yml").write_text(MAPPING, "utf-8")
    (folder / "bank.csv").write_text(PAID, "utf-8")
    (folder / "inbox.md").write_text(INBOX, "utf-8")
    return folder


def expect_before_or_after(before: dict[str, str], whole: dict[str, Any], runs: list[dict[str, Any]]) -> None:
    """Expect that each killed run left, for the next command, the ledger as it was or as the whole run leaves it."""
    assert whole["code"] == 0, whole["output"]
    after = whole["after"]
    assert after != before
    killed = [run for run in runs if run["code"] < 0]
    assert len(killed) > 8
    for run in killed:
        assert run["after"] in (before, after), (run["way"], run["number"])
        assert run["next"] in (whole["next"], 0 if run["after"] == after else 1), run["next_output"]
    ends = [run["after"] == after for run in killed if run["way"] == "killed"]
    assert ends == sorted(ends)  # once it is after, it stays so


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_step_the_next_command_finds_the_ledger_before_or_after(name: str, ledger: Path):
    before = snapshot(ledger)
    arguments, typed = COMMANDS[name]
    whole, *runs = stopped(ledger, arguments, "killed", "opened", typed=typed)
    assert all(run["next"] == whole["next"] for run in runs if run["code"] < 0)
    expect_before_or_after(before, whole, runs)


def test_an_upgrade_killed_at_any_step_changes_all_files_or_none(tmp_path: Path):
    old = CLIENT.removesuffix("---\n") + "signs:\n  unsteady-work: {warning: {idle_months: 5}}\n---\n"
    folder = tmp_path / "ledger"
    settings = "timezone: UTC\nsigns:\n  scope-creep: {critical: {extra_requests: 9}}"
    write_site(folder, {"clients/acme.md": old, "clients/birch.md": old.replace("Acme", "Birch")}, settings)
    whole, *runs = stopped(folder, ["upgrade", "--yes"], "killed", "opened")
    assert whole["next"] == 0
    expect_before_or_after(snapshot(folder), whole, runs)


@pytest.mark.parametrize(
    "arguments", [["new", "mine"], ["dossier", "acme", "--out", "acme.zip"]], ids=["new", "dossier"]
)
def test_killed_at_any_step_the_same_command_again_ends_as_if_it_had_not_been(arguments: list[str], ledger: Path):
    again = [*arguments, *(["--force"] if arguments[0] == "dossier" else [])]
    whole, *runs = stopped(ledger, arguments, "killed", then=again, again=True, stride=2)
    assert whole["code"] == 0, whole["output"]
    assert len(runs) > 2
    for run in runs:
        assert run["after"] == whole["left"], (run["number"], run["next_output"])


@pytest.mark.parametrize("name", ["a line", "several lines", "several files", "a mapping"])
def test_with_a_full_or_a_failing_disk_the_ledger_is_before_or_after(name: str, ledger: Path):
    before = snapshot(ledger)
    arguments, typed = COMMANDS[name]
    whole, *runs = stopped(ledger, arguments, "full", "failing", typed=typed)
    assert whole["code"] == 0, whole["output"]
    assert len(runs) > 8
    for run in runs:
        assert run["left"] in (before, whole["after"]), (run["way"], run["number"], run["output"])
        assert "Traceback" not in run["output"]
        assert (run["left"] == before) == (run["code"] == 1), (run["way"], run["number"], run["output"])
