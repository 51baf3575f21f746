"""What a reading of a file adds to the ledger, and what is said of it."""

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from client_ledger.importers.import_result import Target
from client_ledger.importers.importer import Message, Reading, Work
from client_ledger.importers.run import run_import
from client_ledger.project import Project, open_project
from importing import fixture, ledger, read

AT = datetime(2026, 3, 20, 9, tzinfo=UTC)


def opened(folder: Path) -> tuple[Project, Target]:
    project = open_project(ledger(folder, options="as_of: 2026-03-20\ntimezone: Europe/Paris"))
    return project, Target(project.ledger.clients["acme"], tuple(project.contracts_of["acme"]))


def test_hours_of_the_day_itself_are_added_and_those_of_the_next_are_left_out(tmp_path: Path):
    project, target = opened(tmp_path)
    reading = Reading([Work(line, date(2026, 3, 18 + line), Fraction(1), "Calls") for line in (1, 2, 3)])
    outcome = run_import(project, target, reading, ())
    assert (outcome.read, outcome.added) == ("2 entries, 2.000 hours", 2)
    assert reading.skipped == [(3, "its day is in the future")]


def test_an_id_that_a_file_has_twice_is_one_entry(tmp_path: Path):
    project, target = opened(tmp_path)
    twice = [Work(line, date(2026, 3, 18), Fraction(1), "Calls", "id-1") for line in (1, 2)]
    outcome = run_import(project, target, Reading([*twice]), ())
    assert (outcome.added, outcome.known) == (1, 1)


@pytest.mark.parametrize(
    ("channels", "said"),
    [(["mail"], "1 mail"), (["mail", "mail"], "2 mails"), (["mail", "slack"], "2 messages"), (["slack"], "1 message")],
)
def test_mails_are_called_mails_unless_other_messages_are_among_them(channels: list[str], said: str, tmp_path: Path):
    project, target = opened(tmp_path)
    items = [Message(line, AT, "", channel) for line, channel in enumerate(channels, 1)]
    assert run_import(project, target, Reading([*items]), ()).read == said


def test_a_table_with_letters_of_one_byte_is_noted_and_a_mail_is_not():
    table = read("n26", fixture("n26.csv").replace("ACME", "Société").encode("windows-1252"))
    assert [note for note in table.notes if "Windows-1252" in note]
    mail = read(
        "mail", fixture("mail.eml").replace("Secret", "Sécret").encode("windows-1252"), senders=("bjorn@acme.example",)
    )
    assert not [note for note in mail.notes if "Windows-1252" in note]
