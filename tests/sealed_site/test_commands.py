"""The commands `keys`, `open` and `verify`, as a freelancer types them."""

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
from click.testing import CliRunner

from sealed_site import opening, signature
from sealed_site.cli import main
from sealed_site.errors import SealingError
from sealed_site.identity import new_identity, parse_identity, unprotect
from sealed_site.keyring import Keyring
from sealed_site.manifest import open_manifest
from sealed_site.sealed_folder import SealedAddress, SealedFolder, parse_pointer, sealed_source
from sealed_site.verifying import verify

RECIPIENT = new_identity().recipient


@pytest.fixture
def run(published, monkeypatch, tmp_path):
    """Runs a command in the sample's source, with a settings folder of the test's own."""
    monkeypatch.chdir(published.source)
    monkeypatch.setattr(signature.click, "get_app_dir", lambda _name: str(tmp_path / "settings"))

    def invoke(*arguments: str, typed: str = "", code: int = 0) -> str:
        done = CliRunner().invoke(main, arguments, input=typed)
        assert done.exit_code == code, done.output
        return done.output

    return invoke


@pytest.fixture
def fresh(published) -> Keyring:
    """The sample's source before its first key."""
    keyring = Keyring(published.source / "seal")
    keyring.remove(keyring.named("owner"))
    return keyring


def test_the_first_key_is_made_with_a_passphrase_shown_once(run, fresh):
    output = run("keys", "new")
    made = re.search(r"^    (\w.*)$", output, re.MULTILINE)[1]
    (protected,) = fresh.protected_identities().values()
    (reader,) = fresh.readers()
    assert unprotect(protected, made).recipient == reader.recipient
    assert "AGE-SECRET-KEY" not in output
    assert "use `keys add`" in run("keys", "new", code=1)


def test_a_passphrase_of_ones_own_must_be_strong(run, fresh):
    assert "too weak" in run("keys", "new", "--own-passphrase", typed="sunshine\nsunshine\n", code=1)
    assert fresh.readers() == ()
    name = "zanzibar-accounts-bartholomew"
    typed = f"{name}\n{name}\n"
    assert "too weak" in run("keys", "new", "--reader", "Bartholomew", "--own-passphrase", typed=typed, code=1)
    long = "sevruga-lattice-morphine-owlet-31-quay"
    run("keys", "new", "--own-passphrase", typed=f"{long}\n{long}\n")
    (protected,) = fresh.protected_identities().values()
    unprotect(protected, long)


def test_a_passphrase_with_two_spaces_or_a_composed_letter_opens_however_it_is_typed(run, fresh, published):
    typed = "sevruga  la\u0301ttice morphine-owlet 31 quay "
    run("keys", "new", "--own-passphrase", typed=f"{typed}\n{typed}\n")
    run("publish", "--dirty", "--to", str(published.folder))
    (protected,) = fresh.protected_identities().values()
    shown = "sevruga l\u00e1ttice morphine-owlet 31 quay"
    assert unprotect(protected, shown) == opening.identity_on_site(SealedFolder(published.folder), typed)


def test_a_key_file_is_for_its_owners_eyes_and_nothing_of_it_goes_to_the_site(run, fresh, tmp_path):
    run("keys", "new", "--key-file", str(tmp_path / "me.key"))
    assert (tmp_path / "me.key").stat().st_mode & 0o077 == 0
    assert parse_identity((tmp_path / "me.key").read_text()).recipient == fresh.readers()[0].recipient
    assert fresh.protected_identities() == {}
    assert "there already" in run("keys", "add", "x", "--key-file", str(tmp_path / "me.key"), code=1)
    assert "There is no folder" in run("keys", "add", "x", "--key-file", str(tmp_path / "no" / "me.key"), code=1)


def test_readers_are_added_listed_rotated_and_removed(run, published, tmp_path):
    keyring = published.keyring()
    assert "key of “owner” already" in run("keys", "add", "x", "--recipient", published.owner.recipient, code=1)
    run("keys", "add", "bookkeeper", "--recipient", new_identity().recipient)
    run("keys", "add", "Zoë", "--key-file", str(tmp_path / "zoe.key"))
    assert [line.split("\t")[:2] for line in run("keys", "list").splitlines()] == [
        ["owner", "passphrase"],
        ["bookkeeper", "key file"],
        ["Zoë", "key file"],
    ]
    assert "called “Zoë” already" in run("keys", "add", "Zoë", code=1)
    assert "is no public key" in run("keys", "add", "x", "--recipient", "age1nonsense", code=1)
    assert "Name the reader" in run("keys", "rotate", code=1)
    before = keyring.named("Zoë").recipient
    run("keys", "rotate", "Zoë", "--key-file", str(tmp_path / "new.key"))
    assert keyring.named("Zoë").recipient != before
    assert [reader.name for reader in keyring.readers()] == ["owner", "bookkeeper", "Zoë"]
    for name in ("# me", "two\nlines", " "):
        assert "reader's name is a line of text" in run("keys", "add", name, "--recipient", RECIPIENT, code=1)
    run("keys", "remove", "bookkeeper")
    assert [reader.name for reader in keyring.readers()] == ["owner", "Zoë"]
    assert "No reader is called “bookkeeper” (there is: owner, Zoë)" in run("keys", "remove", "bookkeeper", code=1)


def test_a_reader_with_a_key_of_their_own_gets_no_passphrase_by_a_rotation(run, published):
    bob, new = new_identity().recipient, new_identity().recipient
    run("keys", "add", "bob", "--recipient", bob)
    assert "bob keeps their key themselves" in run("keys", "rotate", "bob", code=1)
    assert published.keyring().named("bob").recipient == bob
    assert "is no public key" in run("keys", "rotate", "bob", "--recipient", "age1nonsense", code=1)
    assert "key of “owner” already" in run("keys", "rotate", "bob", "--recipient", published.owner.recipient, code=1)
    run("keys", "rotate", "bob", "--recipient", new)
    assert published.keyring().named("bob").recipient == new
    assert not published.keyring().protected_file(published.keyring().named("bob")).is_file()


@pytest.mark.parametrize("other", [("--key-file", "bob.key"), ("--own-passphrase",)])
@pytest.mark.parametrize("command", [("add", "bob"), ("rotate", "owner")])
def test_two_ways_to_keep_one_key_are_a_misuse(run, published, command, other):
    before = published.keyring().readers()
    assert f"--recipient and {other[0]} are different ways" in run(
        "keys", *command, "--recipient", RECIPIENT, *other, code=1
    )
    assert published.keyring().readers() == before


def test_the_list_of_readers_is_one_the_age_command_reads_and_names_its_bad_line(fresh):
    fresh.recipients_file.write_text("# me\nage1nonsense\n", encoding="utf-8")
    with pytest.raises(SealingError, match=r"recipients\.txt:2: “age1nonsense” is no public key"):
        fresh.readers()


def test_a_site_without_the_plugin_says_how_to_set_it_up(run, published):
    config = published.source / "mkdocs.yml"
    config.write_text(config.read_text().replace("  - sealed-site\n", ""), encoding="utf-8")
    assert "add `sealed-site` under `plugins:`" in run("publish", code=1)


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
    for line in ("sw.js is NOT this version's own", "extra.html belongs to no", "index.html is missing or damaged"):
        assert line in bad


def test_verify_of_an_address_says_what_it_cannot_see(run, published):
    (published.folder / "extra.html").write_text("plain")
    assert "other files: not compared, as an address lists none" in run("verify", published.host.url)
    assert "extra.html belongs to no sealed site" in run("verify", str(published.folder), code=1)


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
    assert "BAD extra.html belongs to no sealed site" in run("verify", "origin/gh-pages", code=1)
    assert "is not there" in run("verify", "origin/nothing", code=1)


@pytest.mark.parametrize("command", ["open", "verify"])
def test_no_passphrase_is_asked_for_where_no_sealed_site_is(run, tmp_path, command):
    more = ("--passphrase",) if command == "verify" else ()
    output = run(command, str(tmp_path), *more, code=1)
    assert "this is no sealed site" in output
    assert "Passphrase" not in output


def test_a_key_file_that_is_no_text_is_refused_in_a_sentence(run, published, tmp_path):
    (tmp_path / "photo.key").write_bytes(b"\xff\xfe\x00key")
    output = run("verify", str(published.folder), "--identity", str(tmp_path / "photo.key"), code=1)
    assert "This is no key file" in output


def test_an_older_site_put_back_is_named_by_verify_and_by_open(run, published, tmp_path, monkeypatch):
    key = ("--identity", str(published.key_file()))
    older, newer = tmp_path / "older", published.folder
    shutil.copytree(published.folder, older)
    run("publish", "--dirty", "--to", str(newer))
    assert "BAD" not in run("verify", str(newer), *key)
    bad = run("verify", str(older), *key, code=1)
    assert re.search(r"BAD this is the site of 20.* UTC, and this machine has seen the one of 20.* UTC", bad)
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
    with pytest.raises(SealingError, match="no sealed-site manifest"):
        open_manifest(sealed, [published.owner.opener])


def test_verify_names_an_exchanged_manifest_and_a_page_that_is_none_of_ours(published):
    pointer = SealedFolder(published.folder).pointer()
    (published.folder / "b" / pointer.manifest).write_bytes(b"other")
    findings = verify(SealedFolder(published.folder), published.owner)
    assert "the list of files is damaged" in [finding.text for finding in findings if not finding.good]
    (published.folder / "index.html").write_text("hello")
    assert not verify(SealedFolder(published.folder))[0].good


def test_a_signed_site_is_signed_for_its_readers_and_a_forged_one_is_refused(run, fresh, published, tmp_path):
    key = tmp_path / "me.key"
    run("keys", "new", "--sign", "--key-file", str(key))
    run("publish", "--dirty", "--to", str(published.folder))
    assert "the signature matches" in run("verify", str(published.folder), "--identity", str(key))
    kept = fresh.verify_file.read_text()
    fresh.verify_file.unlink()
    run("publish", "--dirty", "--to", str(published.folder))
    assert "was not published by its owner" in run("verify", str(published.folder), "--identity", str(key), code=1)
    fresh.verify_file.write_text(kept)
    signature.signing_key_path(kept.strip()).unlink()
    assert "signing key is not on this machine" in run("publish", "--dirty", "--to", str(published.folder), code=1)
    signature.signing_key_path(kept.strip()).write_text("nonsense")
    assert "is damaged" in run("publish", "--dirty", "--to", str(published.folder), code=1)


def test_a_site_can_be_signed_later_and_tells_readers_of_their_own_keys_how_to_check(run, published, tmp_path):
    key = tmp_path / "me.key"
    run("keys", "rotate", "--sign", "--key-file", str(key))
    run("publish", "--dirty", "--to", str(published.folder))
    assert "the signature matches" in run("verify", str(published.folder), "--identity", str(key))
    verify_key = published.keyring().verify_key()
    assert f"# verify key: {verify_key}" in run("keys", "add", "bookkeeper", "--recipient", RECIPIENT)
    (signing,) = (tmp_path / "settings").glob("signing-*.key")
    assert signing.stat().st_mode & 0o077 == 0
    run("keys", "rotate", "owner", "--sign", "--key-file", str(tmp_path / "again.key"))
    assert published.keyring().verify_key() == verify_key


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
