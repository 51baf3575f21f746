"""What is sealed opens whole, with pyrage, with the `age` command, and by hand as the documentation says."""

from __future__ import annotations

import gzip
import shutil
import subprocess

import pyrage
import pytest

from machine import missing
from sealed_site import envelope, passphrase
from sealed_site.errors import SealingError
from sealed_site.identity import new_identity, parse_identity, protect, unprotect

WORDS = "marble cactus opposing banner pending yearling"


@pytest.fixture(scope="module")
def age() -> str:
    return shutil.which("age") or missing("there is no age command")


@pytest.mark.parametrize(
    ("length", "padded"),
    [(0, 4096), (1, 4096), (4096, 4096), (4097, 8192), (65536, 65536), (65537, 67584), (1_000_000, 1_015_808)],
)
def test_sizes_are_rounded_up_to_4_kb_and_above_64_kb_by_padme(length, padded):
    assert envelope.padded_length(length) == padded
    assert len(envelope.pad(bytes(length))) == padded


def test_padding_above_64_kb_costs_under_12_percent():
    for length in range(65537, 3_000_000, 7919):
        assert length <= envelope.padded_length(length) < length * 1.12


@pytest.mark.parametrize("data", [b"", b"text " * 5000, bytes(range(256)) * 300])
@pytest.mark.parametrize("compress", [True, False])
def test_a_file_comes_out_as_it_went_in_and_two_sealings_differ(data, compress):
    identity = new_identity()
    first, second = (envelope.seal(data, [identity.opener.to_public()], compress=compress) for _ in range(2))
    assert first.name != second.name
    assert first.name == envelope.blob_name(first.ciphertext)
    opened = envelope.unseal(first.ciphertext, [identity.opener], length=first.length, gzipped=first.gzip)
    assert opened == data


def test_every_blob_of_a_site_opens_with_the_age_command(published_once, age):
    key = published_once.key_file()
    site = {}
    for path, entry in published_once.manifest().files.items():
        blob = published_once.folder / "b" / entry.blob
        plain = subprocess.run([age, "-d", "-i", key, blob], capture_output=True, check=True).stdout[: entry.length]
        site[path] = gzip.decompress(plain) if entry.gzip else plain
    assert b"48213.75" in site["clients/quillfeather/index.html"]
    assert site["clients/evidence/harpsichord.png"].startswith(b"\x89PNG")
    source = published_once.source / "docs" / "clients" / "evidence" / "transcript-xylophone.pdf"
    assert site["clients/evidence/transcript-xylophone.pdf"] == source.read_bytes()


def test_gunzip_reads_a_padded_page_by_hand(published_once, age):
    blob = published_once.blob("index.html")
    line = f"{age} -d -i {published_once.key_file()} {blob} | gunzip"
    done = subprocess.run(["bash", "-c", line], capture_output=True, check=False)
    assert b"Overview of Quillfeather" in done.stdout


def test_the_list_of_files_reads_by_hand(published_once, age):
    pointer = published_once.host.folder / "_seal" / "site.json"
    name = pointer.read_text().split('"manifest": "')[1][:40]
    line = f"{age} -d -i {published_once.key_file()} {published_once.folder}/b/{name} | tail -n +2 | gunzip"
    done = subprocess.run(["bash", "-c", line], capture_output=True, check=False)
    assert b'"clients/quillfeather/index.html"' in done.stdout


def test_an_identity_file_opens_with_pyrage_with_work_factor_18_and_keeps_its_verify_key():
    identity = new_identity("A" * 43 + "=")
    protected = protect(identity, WORDS)
    assert protected.split(b"\n")[1].startswith(b"-> scrypt ")
    assert protected.split(b"\n")[1].endswith(b" 18")
    assert pyrage.passphrase.decrypt(protected, WORDS).decode() == identity.text()
    assert unprotect(protected, WORDS) == identity
    with pytest.raises(SealingError, match="does not open"):
        unprotect(protected, WORDS + "s")


def test_an_identity_file_opens_with_the_age_command(published_once, age, passphrase, tmp_path):
    """`age` asks for passphrases on a terminal only, which `script` gives it."""
    protected = next((published_once.folder / "k").iterdir())
    target = tmp_path / "key.txt"
    command = ["script", "--quiet", "--command", f"{age} -d -o {target} {protected}", "/dev/null"]
    subprocess.run(command, input=f"{passphrase}\n", capture_output=True, check=True, text=True)
    assert parse_identity(target.read_text()) == published_once.owner


def test_a_generated_passphrase_is_six_words_of_the_list_and_strong():
    words = passphrase.generate().split(" ")
    assert len(words) == 6
    assert set(words) <= set(passphrase.word_list())
    assert len(set(passphrase.word_list())) == 7776
    passphrase.require_strong(" ".join(words))


@pytest.mark.parametrize("weak", ["", "password", "correct horse", "Sunshine2024!"])
def test_a_weak_passphrase_of_ones_own_is_refused_with_the_reason(weak):
    with pytest.raises(SealingError, match="too weak"):
        passphrase.require_strong(weak)


def test_a_file_that_is_no_key_or_a_damaged_one_is_named():
    with pytest.raises(SealingError, match="not a key file"):
        parse_identity("hello")
    with pytest.raises(SealingError, match="damaged"):
        parse_identity("AGE-SECRET-KEY-1" + "Q" * 58)
