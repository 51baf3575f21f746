"""The commands `verify` and `open`, as a freelancer types them."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import shutil
import threading
import time
from urllib.parse import urlsplit

import pyrage
import pytest

from sealed_site import opening
from sealed_site.errors import SealingError
from sealed_site.identity import new_identity
from sealed_site.manifest import open_manifest
from sealed_site.sealed_folder import SealedAddress, SealedFolder, parse_pointer, sealed_source
from sealed_site.verifying import verify


def test_verify_finds_a_whole_site_good_and_names_every_change(run, published, passphrase):
    key = str(published.key_file())
    good = run("verify", str(published.folder), "--identity", key)
    assert "BAD" not in good
    assert re.search(r"published 20\d\d-\d\d-\d\d \d\d:\d\d UTC; \d+ files", good)
    assert "not compared" in run("verify", str(published.folder))
    assert " UTC; " in run("verify", str(published.folder), "--passphrase", typed=f"{passphrase}\n")
    assert "BAD" not in run("verify", published.host.url, "--identity", key)
    (published.folder / "sw.js").write_text("evil()")
    (published.folder / "extra.html").write_text("plain")
    published.blob("index.html").write_bytes(b"other")
    bad = run("verify", str(published.folder), "--identity", key, code=1)
    for line in (
        "sw.js is NOT the one of this version",
        "extra.html does not belong to",
        "index.html is missing or damaged",
    ):
        assert line in bad


def test_verify_of_an_address_says_what_it_cannot_see(run, published):
    (published.folder / "extra.html").write_text("plain")
    assert "other files: not compared, because an address lists none" in run("verify", published.host.url)
    assert "extra.html does not belong to a sealed site" in run("verify", str(published.folder), code=1)


def test_verify_and_open_take_a_branch(run, published, remote, run_git, monkeypatch):
    key = ("--identity", str(published.key_file()))
    run("publish")
    run_git(published.source, "fetch", "-q", "origin")
    good = run("verify", "origin/gh-pages", *key)
    assert "BAD" not in good
    assert "not compared" not in good
    monkeypatch.setattr(opening.ThreadingHTTPServer, "serve_forever", interrupted)
    assert "/repo-name/" in run("open", "origin/gh-pages", *key, "--port", "0")
    run_git(published.source, "worktree", "add", "-q", "../pages", "origin/gh-pages")
    pages = published.source.parent / "pages"
    (pages / "extra.html").write_text("plain")
    run_git(pages, "add", "-A")
    run_git(pages, "commit", "-q", "-m", "Extra")
    run_git(pages, "push", "-q", str(remote), "HEAD:gh-pages")
    run_git(published.source, "fetch", "-q", "origin")
    assert "BAD extra.html does not belong to a sealed site" in run("verify", "origin/gh-pages", code=1)
    assert "does not exist" in run("verify", "origin/nothing", code=1)


@pytest.mark.parametrize("command", ["open", "verify"])
def test_no_passphrase_is_asked_for_where_no_sealed_site_is(run, tmp_path, command):
    more = ("--passphrase",) if command == "verify" else ()
    output = run(command, str(tmp_path), *more, code=1)
    assert "this is not a sealed site" in output
    assert "Passphrase" not in output


def test_a_key_file_that_is_no_text_is_refused_in_a_sentence(run, published, tmp_path):
    (tmp_path / "photo.key").write_bytes(b"\xff\xfe\x00key")
    output = run("verify", str(published.folder), "--identity", str(tmp_path / "photo.key"), code=1)
    assert "This is not a key file" in output


def test_an_older_site_put_back_is_named_by_verify_and_by_open(run, published, tmp_path, monkeypatch):
    key = ("--identity", str(published.key_file()))
    older, newer = tmp_path / "older", published.folder
    shutil.copytree(published.folder, older)
    run("publish", "--dirty", "--to", str(newer))
    assert "BAD" not in run("verify", str(newer), *key)
    bad = run("verify", str(older), *key, code=1)
    assert re.search(r"BAD this is the site of 20.* UTC, but this machine has already seen the one of 20.* UTC", bad)
    monkeypatch.setattr(opening.ThreadingHTTPServer, "serve_forever", interrupted)
    assert "Warning: this is the site of" in run("open", str(older), *key, "--port", "0")
    assert "Warning" not in run("open", str(newer), *key, "--port", "0")
    kept = (tmp_path / "settings" / "generations.json").read_text()
    assert "repo-name" not in kept
    assert published.owner.recipient not in kept


@pytest.mark.usefixtures("remote")
def test_a_trial_in_a_folder_does_not_make_the_live_site_an_older_one(run, published, run_git, tmp_path, monkeypatch):
    key = ("--identity", str(published.key_file()))
    run("publish")
    run_git(published.source, "fetch", "-q", "origin")
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 60)
    run("publish", "--to", str(tmp_path / "trial"))
    assert "BAD" not in run("verify", "origin/gh-pages", *key)


def interrupted(_server):
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{}",
        gzip.compress(b"[]", mtime=0),
        gzip.compress(b'{"format": 1}', mtime=0),
        gzip.compress(b'{"format": 1, "files": {"a": 1}}', mtime=0),
    ],
)
def test_a_list_of_files_that_is_none_is_named(published, payload):
    head = json.dumps({"length": len(payload)}).encode()
    sealed = pyrage.encrypt(head + b"\n" + payload, [published.owner.opener.to_public()])
    with pytest.raises(SealingError, match="not that of a sealed site"):
        open_manifest(sealed, [published.owner.opener])


def test_verify_names_an_exchanged_manifest_and_a_page_that_is_none_of_ours(published):
    pointer = SealedFolder(published.folder).pointer()
    (published.folder / "b" / pointer.manifest).write_bytes(b"other")
    findings = verify(SealedFolder(published.folder), published.owner)
    assert "the list of files is damaged" in [finding.text for finding in findings if not finding.good]
    (published.folder / "index.html").write_text("hello")
    assert not verify(SealedFolder(published.folder))[0].good


@pytest.fixture
def opened(published):
    site = opening.open_site(sealed_source(published.host.url), published.owner)
    server = opening.serve(site, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def ask(server, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(*server.server_address)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def test_open_serves_the_site_decrypted_on_this_machine(opened):
    answer = ask(opened, "/repo-name/clients/quillfeather/")
    assert "48213.75" in answer.read().decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert urlsplit(ask(opened, "/").headers["Location"]).path == "/repo-name/"
    assert ask(opened, "/repo-name/clients/quillfeather").headers["Location"] == "/repo-name/clients/quillfeather/"
    assert ask(opened, "/repo-name/no%C3%ABl-%C3%A5ngstr%C3%B6m/").status == 200
    assert ask(opened, "/repo-name/nobody/").status == 404


def test_open_answers_nobody_who_comes_by_another_name(opened):
    assert ask(opened, "/repo-name/", Host="evil.example.com").status == 403


def test_a_taken_port_is_named(opened, run, published):
    port = str(opened.server_address[1])
    command = ("open", str(published.folder), "--identity", str(published.key_file()), "--port", port)
    assert f"Port {port} is taken" in run(*command, code=1)


def test_open_shows_no_damaged_file(opened, published):
    published.blob("index.html").write_bytes(published.blob("404.html").read_bytes())
    answer = ask(opened, "/repo-name/")
    assert answer.status == 502
    assert b"damaged" in answer.read()


def test_a_passphrase_finds_its_identity_on_the_site(published, passphrase):
    source = SealedFolder(published.folder)
    assert opening.identity_on_site(source, passphrase) == published.owner
    with pytest.raises(SealingError, match="opens none"):
        opening.identity_on_site(source, "wrong")


def test_a_key_that_is_not_a_readers_is_refused(run, published, tmp_path):
    (tmp_path / "other.key").write_text(new_identity().text())
    output = run("open", str(published.folder), "--identity", str(tmp_path / "other.key"), code=1)
    assert "does not open with this key" in output


def test_only_https_or_this_machine_is_read_from():
    with pytest.raises(SealingError, match="is not https"):
        SealedAddress("http://example.org/").read("index.html")


@pytest.mark.parametrize("data", [b"", b"{}", b'{"manifest": "../../etc/passwd", "keys": []}', b'{"manifest": 1}'])
def test_a_pointer_that_names_other_files_is_refused(data):
    with pytest.raises(SealingError):
        parse_pointer(data)
