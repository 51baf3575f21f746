"""Mails from a client: mbox and .eml."""

from pathlib import Path

import pytest

from client_ledger.book.load import load
from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers import IMPORTERS
from client_ledger.importers.source_file import Export
from importing import FIXTURES, PARIS, ledger, read, run, written

FROM = ("bjorn@acme.example",)


def test_subjects_with_their_own_offset_and_never_the_body():
    reading = read("mail", (FIXTURES / "mail.mbox").read_bytes(), senders=FROM)
    assert [(mail.at.isoformat(" "), mail.text) for mail in reading.items] == [
        ("2026-03-02 23:41:10-07:00", "Where is the draft?"),
        ("2026-03-04 08:00:00+00:00", "No date, but stamped"),
        ("2026-03-05 07:00:00+01:00", ""),
    ]
    assert [why for _, why in reading.skipped] == [
        "it is not from the client",
        "it has no date",
        "the file has it twice",
    ]


def test_the_body_only_when_asked():
    (mail,) = read("mail", (FIXTURES / "mail.eml").read_bytes(), senders=("@acme.example",), body=True).items
    assert mail.text == "Where is the draft?: Secret words."
    (mail,) = read("mail", (FIXTURES / "mail.eml").read_bytes(), senders=("@acme.example",)).items
    assert mail.text == "Where is the draft?"


def test_line_ends_of_windows_in_an_mbox():
    data = (FIXTURES / "mail.mbox").read_bytes().replace(b"\n", b"\r\n")
    assert len(read("mail", data, senders=FROM).items) == 3


def test_whose_mails_must_be_said():
    with pytest.raises(EditRefused, match="--from ADDRESS"):
        read("mail", (FIXTURES / "mail.eml").read_bytes())


def test_messages_are_the_clients_and_written_once(tmp_path: Path):
    site_file = ledger(tmp_path)
    output = run(site_file, "mail", FIXTURES / "mail.mbox", "--from", FROM[0]).output
    assert output.startswith("read 3 mails; added 3, 0 already there\n")
    files = written(site_file)
    assert files["clients/acme.md"] == b"---\nname: Acme\nmessages: acme-messages.csv\n---\n"
    assert files["clients/acme-messages.csv"].decode() == (
        "at,text,channel\n"
        "2026-03-02 23:41:10-07:00,Where is the draft?,mail\n"
        '2026-03-04 08:00:00+00:00,"No date, but stamped",mail\n'
        "2026-03-05 07:00:00+01:00,,mail\n"
    )
    client = load(tmp_path / "ledger", PARIS).clients["acme"]
    assert client.messages[0].at.isoformat() == "2026-03-03T07:41:10+01:00"
    again = run(site_file, "mail", FIXTURES / "mail.mbox", "--from", FROM[0]).output
    assert again.startswith("read 3 mails; added 0, 3 already there\n")
    assert written(site_file) == files


def test_the_clients_contact_names_the_address(tmp_path: Path):
    site_file = ledger(tmp_path)
    client = tmp_path / "ledger/clients/acme.md"
    client.write_text("---\nname: Acme\ncontact: Bjørn <bjorn@acme.example>\n---\n", encoding="utf-8")
    assert "added 3" in run(site_file, "mail", FIXTURES / "mail.mbox", "--client", "acme").output


@pytest.mark.parametrize("first", [(), ("--with-body",)], ids=["subjects first", "bodies first"])
def test_a_mail_is_the_same_with_its_body_and_without(first: tuple[str, ...], tmp_path: Path):
    site_file = ledger(tmp_path)
    run(site_file, "mail", FIXTURES / "mail.mbox", "--from", FROM[0], *first)
    other = () if first else ("--with-body",)
    again = run(site_file, "mail", FIXTURES / "mail.mbox", "--from", FROM[0], *other).output
    assert again.startswith("read 3 mails; added 0, 3 already there\n")


def test_headers_that_no_one_can_read_are_told_with_their_line():
    broken = (
        b"From x Mon Mar  2 09:00:00 2026\nFrom: bjorn@acme.example\nDate: Mon, 99 Foo 20261 99:99:99 +9999\n\nHi\n\n"
    )
    reading = read("mail", broken + (FIXTURES / "mail.mbox").read_bytes(), senders=FROM)
    assert reading.skipped[0] == (1, "it has no date")
    assert len(reading.items) == 3
    reading = read(
        "mail", broken.replace(b"99 Foo 20261 99:99:99 +9999", b"2 Mar 99999999999 23:41:10 -0700"), senders=FROM
    )
    assert reading.skipped[0][1].startswith("its headers cannot be read")


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "x-unknown"])
def test_a_body_in_any_charset_is_read_or_left(charset: str):
    body = "Grüße".encode("utf-8" if charset != "iso-8859-1" else charset)
    head = (
        "From: bjorn@acme.example\nDate: Mon, 2 Mar 2026 10:00:00 +0100\nSubject: Hi\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    )
    (mail,) = read("mail", head.encode() + body, senders=FROM, body=True).items
    assert mail.text == ("Hi" if charset == "x-unknown" else "Hi: Grüße")


def test_a_mail_whose_words_begin_with_from_is_no_mailbox():
    text = "From: pia@web.example\nDate: Mon, 1 Jun 2026 22:41:07 +0200\nSubject: Plan\n\nHello.\n\n"
    body = "From here on, the steps are\nStep1: call me\n"
    (mail,) = read("mail", text + body, senders=("pia@web.example",)).items
    assert (mail.at.isoformat(), mail.text) == ("2026-06-01T22:41:07+02:00", "Plan")


def test_apple_mail_keeps_one_under_its_byte_count():
    mail = b"From: pia@web.example\nDate: Mon, 1 Jun 2026 22:41:07 +0200\nSubject: =?UTF-8?Q?Une_id=C3=A9e?=\n\nHi.\n"
    data = b'%d      \n%s<?xml version="1.0"?><plist/>' % (len(mail), mail)
    reading = read("mail", data, senders=("pia@web.example",), body=True)
    assert [each.text for each in reading.items] == ["Une idée: Hi."]


def test_controls_in_one_mail_are_taken_out_and_cost_no_other():
    head = "From: pia@web.example\nDate: Mon, 1 Jun 2026 22:41:07 +0200\nSubject: "
    subjects = ("=?utf-8?b?aGVsbG8Ad29ybGQ=?=", "=?utf-8?b?G1syShtdMDtw4oCucmV2?=", "fine")
    text = "".join(f"From a Mon Jun  1 22:41:07 2026\n{head}{subject}\n\nHi.\n\n" for subject in subjects)
    reading = read("mail", text, senders=("pia@web.example",))
    assert [each.text for each in reading.items] == ["hello world", "[2J ]0;prev", "fine"]


@pytest.mark.parametrize("subject", ["=?utf-8?b?GyNd?=", "null", "~", f"{'a' * 490}: {'b' * 8} cut"])
def test_a_mail_is_found_again_whatever_its_subject(subject: str, tmp_path: Path):
    site_file = ledger(tmp_path)
    file = tmp_path / "one.eml"
    file.write_text(f"From: {FROM[0]}\nDate: Mon, 1 Jun 2026 22:41:07 +0200\nSubject: {subject}\n\nHi.\n")
    results = [run(site_file, "mail", file, "--from", FROM[0], "--with-body").output for _ in range(2)]
    assert [each.split("\n")[0] for each in results] == [
        "read 1 mail; added 1, 0 already there",
        "read 1 mail; added 0, 1 already there",
    ]


@pytest.mark.parametrize(
    ("sender", "is_theirs"),
    [("pia@web.example", True), ("@web.example", True), ("a@web.example", False), ("@other.example", False)],
)
def test_a_sender_is_a_whole_address_or_any_of_a_domain(sender: str, is_theirs: bool):
    mail = "From: pia@web.example\nDate: Mon, 1 Jun 2026 22:41:07 +0200\nSubject: Plan\n\nHello.\n"
    assert len(read("mail", mail, senders=(sender,)).items) == is_theirs


def test_either_of_several_senders_is_the_client():
    mail = "From: pia@web.example\nDate: Mon, 1 Jun 2026 22:41:07 +0200\nSubject: Plan\n\nHello.\n"
    (found,) = read("mail", mail, senders=("bob@web.example", "pia@web.example")).items
    assert found.sender == "pia@web.example"


def test_a_single_mail_of_somebody_else_is_skipped_at_its_first_line():
    mail = "From: eve@web.example\nDate: Mon, 1 Jun 2026 22:41:07 +0200\nSubject: Plan\n\nHello.\n"
    assert read("mail", mail, senders=("pia@web.example",)).skipped == [(1, "it is not from the client")]


def test_of_a_body_the_first_500_characters_are_taken():
    mail = f"From: pia@web.example\nDate: Mon, 1 Jun 2026 22:41:07 +0200\n\n{'a' * 499}bc\n"
    (found,) = read("mail", mail, senders=("pia@web.example",), body=True).items
    assert found.text == f"{'a' * 499}b"


@pytest.mark.parametrize(
    ("text", "is_mail"),
    [
        ("From: a\nDate: b\n\nHi", True),
        ("X-Spam: no\r\nfrom: a\r\nDATE: b\r\n\r\nHi", True),
        ("Date: today\nHours: 3\n", False),
        ("Date: today\nDate: tomorrow\n", False),
        ("Date: today\n\nFrom: a\n", False),
        ("Some words\nFrom: a\nDate: b\n", False),
    ],
)
def test_a_mail_is_recognised_by_two_of_its_usual_headers(text: str, is_mail: bool):
    assert IMPORTERS["mail"].recognises(Export("export", text.encode())) == is_mail


def test_blank_lines_above_a_mailbox_count_as_lines():
    mail = "From a Mon Jun  1 22:41:07 2026\nFrom: pia@web.example\nSubject: Plan\n\nHi.\n\n"
    assert read("mail", f"\n{mail}{mail}", senders=("pia@web.example",)).skipped == [
        (2, "it has no date"),
        (8, "it has no date"),
    ]
