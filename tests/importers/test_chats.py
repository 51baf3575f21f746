"""Chats become the client's messages: when, and with --with-body what."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from client_ledger.cli import main
from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers import IMPORTERS
from client_ledger.importers.importer import Message, Reading
from client_ledger.importers.source_file import Export
from importing import FIXTURES, fixture, ledger, read, run, written

NOW = "2025-11-26T22:41:07+01:00"


def said(reading: Reading) -> list[tuple[str, str]]:
    return [(each.at.isoformat(), each.text) for each in reading.items]


def test_whatsapp_of_ios_has_marks_attachments_and_messages_of_many_lines():
    reading = read("whatsapp", fixture("whatsapp.txt"), senders=("Pia Acme",), body=True)
    assert said(reading) == [(NOW, "I need it now!"), ("2025-11-26T22:41:30+01:00", "<attached: 00000012-PHOTO.jpg>")]
    assert reading.skipped == [(4, "it is not from the client"), (5, "it is not from the client")]


def test_whatsapp_of_android_has_twelve_hours_and_lines_of_its_own():
    reading = read("whatsapp", fixture("whatsapp.android.txt"), senders=("pia acme",))
    assert said(reading) == [("2025-11-26T22:41:00+01:00", "")]


@pytest.mark.parametrize("name", ["_chat.txt", "Discussion WhatsApp avec Pia.txt", "WhatsApp-Chat mit Pia.txt"])
def test_whatsapp_hands_over_a_zip(name: str):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, fixture("whatsapp.txt"))
    assert len(read("whatsapp", data.getvalue(), senders=("Pia Acme",)).items) == 2


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("[2025-11-26, 22:41:07] Pia: x", NOW),
        ("26/11/2025, 22:41 - Pia: x", "2025-11-26T22:41:00+01:00"),
        ("26.11.25 22.41 - Pia: x", "2025-11-26T22:41:00+01:00"),
        ("[26/11/25, 10:41:07\u202fp.\u202fm.] Pia: x", NOW),
        ("26/11/2025 à 22:41 - Pia: x", "2025-11-26T22:41:00+01:00"),
        ("[26.11.2025 klo 22.41.07] Pia: x", NOW),
        ("26. 11. 2025 22:41 - Pia: x", "2025-11-26T22:41:00+01:00"),
        ("2025. 11. 26. 22:41 - Pia: x", "2025-11-26T22:41:00+01:00"),
        ("26.11.25 г., 22:41 - Pia: x", "2025-11-26T22:41:00+01:00"),
    ],
)
def test_whatsapp_writes_days_and_times_by_the_phones_language(line: str, at: str):
    assert [each.at.isoformat() for each in read("whatsapp", line + "\n", senders=("Pia",)).items] == [at]


def test_telegram_has_texts_in_parts():
    reading = read("telegram", fixture("telegram.json"), senders=("Pia Acme",), body=True)
    assert said(reading) == [(NOW, "see https://a.example now!")]


def test_older_exports_of_telegram_have_a_local_date_alone():
    message = {"type": "message", "date": "2025-11-26T22:41:07", "from": "Pia", "text": "now"}
    chat = json.dumps({"type": "personal_chat", "name": "Pia", "messages": [message, {**message, "date": "soon"}]})
    reading = read("telegram", chat, senders=("Pia",), body=True)
    assert said(reading) == [(NOW, "now")]
    assert reading.skipped == [(2, "it has no date")]


def test_a_writer_with_the_clients_name_is_the_client(tmp_path: Path):
    site_file = ledger(tmp_path)
    file = tmp_path / "chat.txt"
    file.write_text("26/11/2025, 22:41 - acme: x\n26/11/2025, 22:42 - Acme Ltd: y\n", encoding="utf-8")
    command = ["import", str(file), "-f", str(site_file), "--yes", "--from"]
    assert "added 1, 0 already there" in CliRunner().invoke(main, [*command, "acme"]).output
    other = CliRunner().invoke(main, [*command, "Acme Ltd"]).output
    assert "no client's `contact` names its sender; name the client with --client" in other


def test_telegram_exports_all_chats_together_too():
    everything = json.dumps({"chats": {"list": [json.loads(fixture("telegram.json"))]}})
    assert len(read("telegram", everything, senders=("user1",)).items) == 1


@pytest.mark.parametrize("name", ["Pia Acme", "pia", "pia@web.example"])
def test_slack_knows_people_by_several_names(name: str):
    reading = read("slack", (FIXTURES / "slack.zip").read_bytes(), senders=(name,), body=True)
    assert said(reading) == [(NOW, "now!")]
    assert [why for _, why in reading.skipped] == ["it is not from the client"]


def test_the_folder_that_slacks_zip_unpacks_to_is_the_same(tmp_path: Path):
    site_file = ledger(tmp_path)
    with zipfile.ZipFile(FIXTURES / "slack.zip") as archive:
        archive.extractall(tmp_path / "export")
    output = run(site_file, "slack", tmp_path / "export", "--client", "acme", "--from", "pia").output
    assert output.startswith("read 1 message; added 1")
    assert b"2025-11-26 22:41:07+01:00,slack" in written(site_file)["clients/acme-messages.csv"]


@pytest.mark.parametrize("name", ["whatsapp.txt", "telegram.json", "slack.zip", "trello.json"])
def test_who_wrote_is_listed_where_the_client_is_not_among_them(name: str):
    with pytest.raises(EditRefused, match=r"with --from NAME; the writers are (Pia Acme|pia)"):
        read(name.partition(".")[0], (FIXTURES / name).read_bytes(), senders=("Max",))


@pytest.mark.parametrize("name", ["whatsapp.txt", "telegram.json", "slack.zip", "trello.json"])
def test_twice_is_once(name: str, tmp_path: Path):
    site_file = ledger(tmp_path)
    arguments = (name.partition(".")[0], FIXTURES / name, "--client", "acme", "--from", "Pia Acme")
    assert re.search(r"added [12], 0", run(site_file, *arguments).output)
    before = written(site_file)
    assert "added 0" in run(site_file, *arguments, "--with-body").output
    assert written(site_file) == before


def slack(folder: Path, members: dict[str, object]) -> bytes:
    """A zip of these JSON files."""
    with zipfile.ZipFile(folder / "made.zip", "w") as archive:
        for name, value in members.items():
            archive.writestr(name, json.dumps(value))
    return (folder / "made.zip").read_bytes()


def test_who_joined_is_no_message_and_signs_are_as_they_were_typed():
    data = io.BytesIO()
    joined = {"type": "message", "subtype": "channel_join", "user": "U1", "ts": "1764193267.1", "text": "joined"}
    typed = {"type": "message", "user": "U1", "ts": "1764193267.2", "text": "R&amp;D &lt;now&gt;"}
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("users.json", json.dumps([{"id": "U1", "name": "pia"}]))
        archive.writestr("general/2025-11-26.json", json.dumps([joined, typed]))
    reading = read("slack", data.getvalue(), senders=("pia",), body=True)
    assert (said(reading), reading.skipped) == ([(NOW, "R&D <now>")], [])


def test_what_a_program_writes_in_slack_is_no_message_of_anybody(tmp_path: Path):
    users = [{"id": "U1", "real_name": "Pia"}, {"id": "U2", "real_name": "Ida"}]
    day = [
        {"type": "message", "user": "U2", "ts": "1764193267.0", "text": "Hi"},
        {"type": "message", "bot_id": "B1", "ts": "1764193268.0", "text": "Built"},
        {"type": "channel_join", "user": "U1", "ts": "1764193269.0"},
        {"type": "message", "user": "U1", "ts": "1764193270.0", "text": "Now!"},
        {"type": "message", "user": "U1", "text": "When?"},
    ]
    found = read("slack", slack(tmp_path, {"users.json": users, "site/2025-11-26.json": day}), senders=("Pia",))
    assert found.skipped == [(1, "it is not from the client"), (3, "it has no date")]
    assert [each.line for each in found.items] == [2]


def test_a_zip_of_users_or_of_days_alone_is_no_slack_export(tmp_path: Path):
    users, days = {"users.json": []}, {"site/2025-11-26.json": []}
    told = [IMPORTERS["slack"].recognises(Export("x", slack(tmp_path, each))) for each in (users, days, users | days)]
    assert told == [False, False, True]


@pytest.mark.parametrize(
    ("name", "sender"),
    [("whatsapp.txt", "Pia Acme"), ("telegram.json", "Pia Acme"), ("slack.zip", "Pia Acme"), ("trello.json", "pia")],
)
def test_a_message_names_its_writer(name: str, sender: str):
    reading = read(name.partition(".")[0], (FIXTURES / name).read_bytes(), senders=("Pia Acme",))
    assert {each.sender for each in reading.items if isinstance(each, Message)} == {sender}


def test_calls_are_no_messages_of_telegram():
    reading = read("telegram", fixture("telegram.json"), senders=("Pia Acme",))
    assert ([each.line for each in reading.items], reading.skipped) == ([1], [(2, "it is not from the client")])


@pytest.mark.parametrize(("length", "kept"), [(500, 500), (501, 500)])
def test_of_a_message_the_first_500_characters_are_kept(length: int, kept: int):
    (message,) = read("whatsapp", f"26/11/2025, 22:41 - Pia: {'x' * length}", senders=("Pia",), body=True).items
    assert len(message.text) == kept


def test_days_of_a_chat_that_may_be_either_are_asked_for_with_their_line():
    with pytest.raises(EditRefused, match=r"can mean day-first or month-first.* \(line 2\)"):
        read("whatsapp", "03/03/2026, 22:41 - Pia: x\n02/03/2026, 22:41 - Pia: x\n", senders=("Pia",))
