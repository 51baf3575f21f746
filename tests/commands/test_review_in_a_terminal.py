"""`client-ledger review` in a terminal: one question after the other, one client after the other."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from client_ledger.cli import main
from client_ledger.project import open_project
from terminals import typed
from writing import CLIENT, write_site


@pytest.fixture
def site_file(tmp_path: Path) -> Path:
    old = CLIENT.replace("---\nname", "---\nreviewed: 2026-01-01\nname")
    files = {f"clients/{name}.md": old.replace("Acme", name.title()) for name in ("acme", "bea")}
    new = CLIENT.replace("---\nname: Acme", "---\nreviewed: 2026-06-01\nname: Cleo")
    return write_site(tmp_path, {**files, "clients/cleo.md": new}, "as_of: 2026-06-01")


def days(site_file: Path) -> list[str]:
    return [str(client.reviewed) for client in open_project(site_file).ledger.clients.values()]


def test_it_asks_its_questions_one_by_one_and_records_the_day(site_file: Path):
    answers = ["y", "y", "y", "n"]
    said = typed(["review", "acm", "--on", "2026-06-01", "-f", str(site_file)], answers)
    asked = [
        "Is every request, message and incident that matters recorded? [y/N]:",
        "Are all hours, invoices and payments entered? [y/N]:",
        "Has what you agreed changed: scope, price, dates, contact? [y/N]:",
        "Write it into the contract's file",
        "Would you take this client on again today? [y/N]:",
        "See what leaving means: client-ledger exit acme",
        "recorded ledger/clients/acme.md: reviewed: 2026-06-01",
    ]
    assert sorted(asked, key=said.find) == asked
    assert days(site_file) == ["2026-06-01", "2026-01-01", "2026-06-01"]


def test_what_is_not_recorded_yet_keeps_the_day_from_being_written(site_file: Path):
    said = typed(["review", "acme", "--on", "2026-06-01", "-f", str(site_file)], ["y", "n"])
    assert "Record what is missing (client-ledger add hours, add invoice or paid), then review again." in said
    assert days(site_file) == ["2026-01-01", "2026-01-01", "2026-06-01"]


def test_all_walks_through_those_that_are_due(site_file: Path):
    said = typed(["review", "--all", "--on", "2026-06-01", "-f", str(site_file)], ["n", "y", "y", "n", "y"])
    assert "Cleo" not in said
    assert days(site_file) == ["2026-01-01", "2026-06-01", "2026-06-01"]


def test_all_and_a_client_are_a_misuse_and_nothing_due_is_told(site_file: Path):
    assert CliRunner().invoke(main, ["review", "acme", "--all", "-f", str(site_file)]).exit_code == 2
    done = CliRunner().invoke(main, ["review", "--all", "--yes", "--on", "2026-06-01", "-f", str(site_file)])
    assert done.output.count("recorded ledger/clients/") == 2
    again = CliRunner().invoke(main, ["review", "--all", "--yes", "--on", "2026-06-01", "-f", str(site_file)])
    assert again.output == "Every client was reviewed in the last 90 days.\n"
