"""Texts given with --leave-out are left out exactly as they are written, and nothing is guessed."""

import csv
import hashlib
import json
import re
from datetime import date
from decimal import Decimal

import pytest

from client_ledger.dossier.leave_out import DiscreetFormatter, LeaveOut
from client_ledger.text.message import Amount, Formatter, Label, msg
from dossier.test_dossier import pack, run, unpack
from repositories import ACME, MKDOCS, Repo

NAMED = (
    "messages:\n  - {at: 2026-05-12 10:00, text: 'As Quentin & Quill say, <b>no</b>; quentin'}\n"
    "boundaries:\n  - {date: 2026-05-10, sign: late-payments, text: Invoice May by May}\n"
)


@pytest.fixture
def repo(tmp_path):
    found = Repo(tmp_path / "home")
    found.git("init", "--quiet")
    found.write("mkdocs.yml", MKDOCS)
    found.write("ledger/clients/acme.md", ACME.replace("kind: insult", "kind: insult, evidence: quill.png"))
    found.replace("ledger/clients/acme.md", "incidents:", f"{NAMED}incidents:")
    found.write("ledger/evidence/quill.png", b"\x89PNG of quill\r\n\x00\xff")
    found.commit("Begin", "2026-05-16", author="Quentin")
    return found


def texts_of(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_text_is_left_out_of_every_file_and_of_names_of_files(repo):
    archive, result = pack(repo, "--leave-out", "Quentin", "--leave-out", "quill", "--leave-out", "& Quill")
    texts = texts_of(unpack(archive))
    assert [path for path in texts if "quill" in path] == []
    evidence = "records/ledger/evidence/[…].png"
    assert [path for path, data in texts.items() if b"Quentin" in data or b"quill" in data] == [evidence]
    assert "As […] […] say, &lt;b&gt;no&lt;/b&gt;; quentin" in texts["dossier.html"].decode()
    assert f"evidence is included unchanged; look through it: {evidence}" in result.output
    run(archive.parent / "unpacked", "sha256sum", "--check", "--strict", "SHA256SUMS")


def test_a_file_without_it_comes_with_the_sum_of_the_original(repo):
    texts = texts_of(unpack(pack(repo, "--leave-out", "Quentin")[0]))
    manifest = {each["path"]: each for each in csv.DictReader(texts["manifest.csv"].decode().splitlines())}
    record = "records/ledger/clients/acme.md"
    original = (repo.top / "ledger/clients/acme.md").read_bytes()
    assert manifest[record]["original_sha256"] == hashlib.sha256(original).hexdigest()
    assert texts[record] == original.replace(b"Quentin", "[…]".encode())
    assert {each["original_sha256"] for path, each in manifest.items() if path != record} == {""}
    assert b"manifest.csv has the checksums of the originals" in texts["verify.html"]


def test_days_amounts_and_the_programs_own_words_stay(repo):
    texts = texts_of(unpack(pack(repo, "--leave-out", "May", "--leave-out", "late", "--leave-out", "2026")[0]))
    facts = list(csv.DictReader(texts["facts.csv"].decode().splitlines()))
    assert (facts[0]["date"], facts[0]["text"]) == (
        "2026-05-10",
        "boundary stated (late payments): Invoice […] by […]",
    )
    assert re.search("10 May 2026|2026-05-10", texts["dossier.html"].decode())
    report = json.loads(texts["readings.json"])
    assert "late-payments" in {each["sign"] for each in report["signs"]}


def test_what_is_found_nowhere_is_told(repo):
    assert "notice: not found, so not left out: QUENTIN" in pack(repo, "--leave-out", "QUENTIN")[1].output


def test_two_files_are_never_packed_under_one_name(repo):
    repo.write("ledger/evidence/quell.png", b"\x89PNG")
    repo.replace(
        "ledger/clients/acme.md", "since:", "requests:\n  - {date: 2026-05-12, text: A, evidence: quell.png}\nsince:"
    )
    repo.commit("Keep another", "2026-05-17")
    out, result = pack(repo, "--leave-out", "quill", "--leave-out", "quell", code=2)
    assert "two files would have the same name" in result.output
    assert not out.exists()


def test_a_whole_history_is_never_given_where_texts_are_left_out(repo):
    out, result = pack(repo, "--leave-out", "Quentin", "--whole-history", code=2)
    assert "it cannot go with --leave-out" in result.output
    assert not out.exists()


def test_a_text_is_taken_as_it_is_written_and_the_longest_first():
    assert LeaveOut(["a.b", "a.b c", ""]).text("a.b c, a.b, aXb, A.B") == "[…], […], aXb, A.B"
    assert LeaveOut(()).text("All of it") == "All of it"


def test_a_file_keeps_every_other_byte():
    assert LeaveOut(["Bob"]).file(b"\xef\xbb\xbfBob \xff\r\n") == b"\xef\xbb\xbf[\xe2\x80\xa6] \xff\r\n"


def test_values_are_left_out_of_a_sentence_and_its_own_words_are_not():
    found = DiscreetFormatter(Formatter(), LeaveOut(["May", "invoice", "2026", "late"]))
    said = msg(
        "invoice {id} of {amount}, due {due}, {sign}; {names}",
        id="invoice of May",
        amount=Amount(Decimal(2026), "EUR"),
        due=date(2026, 5, 10),
        sign=Label("late-payments"),
        names=("May", 2026, Label("late"), msg("{text}", text="late")),
    )
    assert found.format(said) == (
        "invoice […] of […] of 2,026.00 EUR, due 2026-05-10, late payments; […], 2,026, late and […]"
    )
