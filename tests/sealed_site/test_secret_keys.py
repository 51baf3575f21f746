"""A secret key is found in clear in any case, and inside archives."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable

import pytest

from sealed_site.identity import new_identity
from sealed_site.secret_keys import holds_key


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_a_key_is_found_in_lower_case_in_an_archive_and_in_an_archive_inside_one():
    key = new_identity().text().encode()
    assert holds_key(key)
    assert holds_key(key.lower())
    assert holds_key(zipped({"word/document.xml": key}))
    assert holds_key(zipped({"notes.txt": b"none", "inner.zip": zipped({"key.txt": key.lower()})}))
    assert holds_key(gzip.compress(key))
    assert holds_key(zipped({"backup.tar.gz": gzip.compress(key)}))
    assert not holds_key(zipped({"notes.txt": b"none"}))
    assert not holds_key(gzip.compress(key)[:20] + b"damaged")
    assert not holds_key(b"PK\x03\x04 damaged")


@pytest.mark.parametrize("line_break", [b"\n", b"\r\n", b"=\r\n", b"\n> ", b"\n> > ", b" \n\t"])
@pytest.mark.parametrize("lower", [False, True])
def test_a_key_is_found_over_several_lines_as_in_a_mail(line_break: bytes, lower: bool):
    secret = new_identity().secret.encode()
    secret = secret.lower() if lower else secret
    for width in (9, 20, 70):
        lines = line_break.join(secret[at : at + width] for at in range(0, len(secret), width))
        assert holds_key(b"Dear Acme,\n> my key: " + lines + b"\nBye\n")


def test_words_after_the_beginning_of_a_key_are_none():
    words = b" is how every key begins which somebody wrote down in small letters, and no more than that"
    assert not holds_key(b"age-secret-key-1" + words.replace(b",", b""))
    assert not holds_key(b"AGE-SECRET-KEY-1" + words.replace(b",", b"").upper())


def packed(data: bytes, times: int, by: Callable[[bytes], bytes]) -> bytes:
    """Return data packed into an archive, that into another, and so on."""
    for _ in range(times):
        data = by(data)
    return data


@pytest.mark.parametrize("by", [gzip.compress, lambda data: zipped({"inner": data})], ids=["gzip", "zip"])
def test_three_archives_one_in_the_other_are_unpacked_and_no_more(by):
    key = new_identity().text().encode()
    assert holds_key(packed(key, 3, by))
    assert not holds_key(packed(key, 4, by))


def test_a_file_of_more_than_64_megabytes_in_an_archive_is_not_unpacked():
    key = new_identity().text().encode()
    whole = key + bytes(64_000_000 - len(key))
    assert holds_key(zipped({"image.iso": whole}))
    assert not holds_key(zipped({"image.iso": whole + b"x"}))


@pytest.mark.parametrize("name", ["key.txt", "keys.zip", "letter.docx", "mail.eml"])
def test_nothing_is_published_while_one_lies_in_git_or_on_the_site(published, run_git, name):
    key = new_identity().text().lower().encode()
    data = key if name.endswith((".txt", ".eml")) else zipped({"key.txt": key})
    data = data.replace(b"age-secret-key-1", b"> age-secret-key-1=\r\n> ") if name == "mail.eml" else data
    (published.source / "docs" / name).write_bytes(data)
    run_git(published.source, "add", "-A")
    run_git(published.source, "commit", "-q", "-m", "Add a file")
    done = published.publish()
    assert f"A secret key is in git, unencrypted: docs/{name}" in done.stderr
    run_git(published.source, "rm", "-q", "--cached", f"docs/{name}")
    (published.source / ".gitignore").write_text(f"/site/\n/docs/{name}\n")
    done = published.publish("--dirty")
    assert f"A secret key would be in the site, for every reader: {name}" in done.stderr
