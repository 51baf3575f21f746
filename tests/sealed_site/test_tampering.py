"""What a reader sees when what is published was changed, damaged or put back."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from plain_site import PASSPHRASE
from sealed_site import manifest
from sealed_site.envelope import blob_name
from sealed_site.errors import SealingError
from sealed_site.identity import new_identity
from sealed_site.keyring import Keyring, Reader
from sealed_site.manifest import Manifest
from sealed_site.opening import open_site
from sealed_site.sealed_folder import SealedAddress

CLIENT = "clients/quillfeather/index.html"


def test_two_readers_open_the_same_site_each_with_their_own_key(reading, published):
    second = new_identity()
    published.keyring().add(Reader("bookkeeper", second.recipient), second, "another long enough phrase of words")
    assert published.publish().returncode == 0
    for identity in (published.owner, second):
        page = reading.opened(published.host.url, published.key_file(identity))
        expect(page.locator("h1")).to_have_text("Overview of Quillfeather")
        reading.lock(page)
        page.wait_for_selector("form:not([hidden])")


def test_of_several_passphrases_the_one_that_opened_last_time_is_tried_first(reading, published):
    for name in ("bookkeeper", "partner", "accountant"):
        reader = new_identity()
        published.keyring().add(Reader(name, reader.recipient), reader, f"the long enough phrase of my {name}")
    assert published.publish().returncode == 0
    reading.context.add_init_script("""
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (message) {
        if (message.files) localStorage.first = new TextDecoder().decode(message.files[0].slice(0, 60));
        return post.call(this, message);
      };""")
    page = reading.visit(published.host.url)
    last = max(published.keyring().protected_identities())
    (name,) = (reader.name for reader in published.keyring().readers() if reader.file_name == last)
    tried_first = []
    for _ in range(2):
        reading.unlock(page, passphrase=PASSPHRASE if name == "owner" else f"the long enough phrase of my {name}")
        expect(page.locator("h1")).to_have_text("Overview of Quillfeather")
        tried_first.append(page.evaluate("localStorage.first"))
        reading.lock(page)
        page.wait_for_selector("form:not([hidden])")
    own = (published.folder / "k" / last).read_bytes()[:60].decode()
    assert [first == own for first in tried_first] == [False, True]


def test_a_rotated_key_is_named_and_the_new_one_opens(reading, published):
    keyring, new = published.keyring(), new_identity()
    phrase = "another long enough phrase of words"
    keyring.replace(keyring.named("owner"), Reader("owner", new.recipient), new, phrase)
    assert published.publish().returncode == 0
    page = reading.visit(published.host.url)
    reading.unlock(page, key_file=published.key_file())
    expect(page.locator(".failure")).to_contain_text("does not open this site any more")
    reading.unlock(page, key_file=published.key_file(new))
    expect(page.locator("h1")).to_have_text("Overview of Quillfeather")


def swap(published):
    shutil.copyfile(published.blob("index.html"), published.blob(CLIENT))


def flip(published):
    data = bytearray(published.blob(CLIENT).read_bytes())
    data[-1] ^= 1
    published.blob(CLIENT).write_bytes(data)


def remove(published):
    published.blob(CLIENT).unlink()


@pytest.mark.parametrize(("harm", "sentence"), [(swap, "exchanged"), (flip, "damaged"), (remove, "missing")])
def test_a_harmed_blob_is_not_shown_and_the_rest_of_the_site_goes_on(reading, published, harm, sentence):
    harm(published)
    page = reading.opened(published.host.url, published.key_file())
    page.goto(published.host.url + "clients/quillfeather/")
    expect(page.locator(".failure")).to_contain_text(sentence)
    page.goto(published.host.url)
    expect(page.locator("h1")).to_have_text("Overview of Quillfeather")
    reading.complaints.clear()


def test_a_download_of_a_harmed_file_says_so_instead_of_doing_nothing(reading, published):
    path = "clients/evidence/ledger-rows.csv"
    data = bytearray(published.blob(path).read_bytes())
    data[-1] ^= 1
    published.blob(path).write_bytes(data)
    page = reading.opened(published.host.url, published.key_file())
    page.click("a[download]")
    expect(page.locator(".failure")).to_contain_text("damaged")
    assert "ledger-rows" not in page.url
    reading.complaints.clear()


def test_a_site_published_anew_is_read_on_without_a_new_unlock(reading, published):
    page = reading.opened(published.host.url, published.key_file())
    (published.source / "docs" / "clients" / "quillfeather.md").write_text("# Quillfeather Heirs\n", encoding="utf-8")
    assert published.publish().returncode == 0
    page.click("[role=main] a:has-text('Quillfeather')")
    expect(page.locator("h1")).to_have_text("Quillfeather Heirs")
    reading.complaints.clear()


def test_a_reload_shows_what_was_published_since_and_without_a_network_what_was(reading, published):
    page = reading.opened(published.host.url + "clients/quillfeather/", published.key_file())
    page.wait_for_load_state("networkidle")
    # The old blob is still in the browser's cache, so nothing is missing.
    (published.source / "docs" / "clients" / "quillfeather.md").write_text("# Quillfeather Heirs\n", encoding="utf-8")
    assert published.publish().returncode == 0
    page.reload()
    expect(page.locator("h1")).to_have_text("Quillfeather Heirs")
    page.wait_for_load_state("networkidle")
    reading.context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_have_text("Quillfeather Heirs")
    reading.context.set_offline(False)
    reading.complaints.clear()


def put_list(published, manifest):
    """Let the host name another list of files, sealed for the same readers."""
    ciphertext = manifest.seal([published.owner.opener.to_public()], None)
    (published.folder / "b" / blob_name(ciphertext)).write_bytes(ciphertext)
    pointer = published.folder / "_seal" / "site.json"
    facts = json.loads(pointer.read_text(encoding="utf-8"))
    pointer.write_text(json.dumps({**facts, "manifest": blob_name(ciphertext)}), encoding="utf-8")


def test_the_list_of_another_site_of_the_same_readers_is_refused(reading, published):
    put_list(published, replace(published.manifest(), base="/other-name/"))
    page = reading.visit(published.host.url)
    reading.unlock(page, key_file=published.key_file())
    expect(page.locator(".failure")).to_contain_text("another site's")
    with pytest.raises(SealingError, match="the one under /other-name/, not /repo-name/"):
        open_site(SealedAddress(published.host.url), published.owner)


def test_the_list_of_another_version_is_named(reading, published, monkeypatch):
    with monkeypatch.context() as later:
        later.setattr(manifest, "FORMAT", 2)
        put_list(published, Manifest("/repo-name/", 1, {}))
    page = reading.visit(published.host.url)
    reading.unlock(page, key_file=published.key_file())
    expect(page.locator(".failure")).to_contain_text("sealed by another version")
    with pytest.raises(SealingError, match="Another version"):
        open_site(SealedAddress(published.host.url), published.owner)


def test_an_older_generation_put_back_is_shown_as_such(reading, published, tmp_path):
    shutil.copytree(published.folder, tmp_path / "older")
    assert published.publish().returncode == 0
    page = reading.opened(published.host.url, published.key_file())
    published.host.folder = tmp_path / "older"
    reading.lock(page)
    reading.unlock(page, key_file=published.key_file())
    expect(page.locator(".failure")).to_contain_text("older version")
    page.click("#continue")
    expect(page.locator(".sealed-banner")).to_contain_text("older version")


def test_a_page_forged_with_the_public_key_alone_is_refused_by_a_reader_of_a_signed_site(
    reading, published, tmp_path, sealed_command
):
    shutil.rmtree(published.source / "seal")
    key = tmp_path / "signed.txt"
    assert sealed_command(published.source, "keys", "new", "--sign", "--key-file", str(key)).returncode == 0
    assert published.publish().returncode == 0
    page = reading.visit(published.host.url)
    reading.unlock(page, key_file=key)
    expect(page.locator("h1")).to_have_text("Overview of Quillfeather")
    reading.lock(page)
    Keyring(published.source / "seal").verify_file.unlink()
    assert published.publish().returncode == 0
    reading.unlock(page, key_file=key)
    expect(page.locator(".failure")).to_contain_text("not signed by the site's owner")
