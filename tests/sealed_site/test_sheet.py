"""A sheet to print brings the key to a device on which no passphrase works."""

from __future__ import annotations

import base64
import re
import stat

import pytest
import zxingcpp

from sealed_site.identity import new_identity, parse_identity
from sealed_site.sheet import Sheet


def test_a_sheet_shows_the_address_the_passphrase_and_the_key_as_text_and_picture(published, sealed_command, tmp_path):
    sheet = tmp_path / "sheet.html"
    done = sealed_command(published.source, "keys", "add", "bookkeeper", "--sheet", str(sheet))
    assert done.returncode == 0, done.stderr
    page = sheet.read_text(encoding="utf-8")
    (passphrase,) = re.findall(r"^    (\S+(?: \S+){5})$", done.stdout, re.MULTILINE)
    for told in ("Key of bookkeeper", "https://example.org/repo-name/", passphrase, "<svg", "delete the"):
        assert told in page
    secret = re.search(r"AGE-SECRET-KEY-1[0-9A-Z]{58}", page)[0]
    assert parse_identity(secret).recipient == published.keyring().named("bookkeeper").recipient
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600


def test_a_sheet_of_a_signed_site_brings_what_the_signature_is_checked_with():
    identity = new_identity("A" * 43 + "=")
    assert Sheet("me", "https://example.org/", identity, None).key() == f"{identity.secret}\n# verify key: {'A' * 43}="


GREY = """async picture => {
  const image = await createImageBitmap(await (await fetch(picture)).blob());
  const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return [image.height, image.width, Array.from({ length: data.length / 4 }, (_, pixel) => data[4 * pixel + 1])];
}"""


def test_a_camera_reads_the_key_from_the_printed_picture(browser):
    sheet = Sheet("me", "https://example.org/", new_identity("A" * 43 + "="), None)
    page = browser.new_page()
    page.set_content(sheet.page("en"))
    page.emulate_media(media="print")
    photograph = base64.b64encode(page.screenshot(full_page=True)).decode()
    height, width, grey = page.evaluate(GREY, f"data:image/png;base64,{photograph}")
    page.close()
    (found,) = zxingcpp.read_barcodes(memoryview(bytes(grey)).cast("B", (height, width)))
    assert found.text == sheet.key()


def test_a_sheet_speaks_french():
    page = Sheet("Zoé", "https://example.org/", new_identity(), None).page("fr")
    assert "Clé de Zoé" in page
    assert "il n’y a pas de phrase secrète" in page


@pytest.mark.parametrize("place", ["sheet.html", "docs/sheet.html"])
def test_a_sheet_is_not_written_where_git_or_the_site_would_take_it(published, sealed_command, place):
    done = sealed_command(published.source, "keys", "add", "bookkeeper", "--sheet", place)
    assert done.returncode == 1
    assert not (published.source / place).exists()
    assert "bookkeeper" not in published.keyring().recipients_file.read_text(encoding="utf-8")


def test_there_is_no_sheet_of_a_key_that_only_its_reader_has(published, sealed_command, tmp_path):
    recipient = new_identity().recipient
    arguments = ("keys", "add", "bookkeeper", "--recipient", recipient, "--sheet", str(tmp_path / "sheet.html"))
    assert "Only the reader has the secret half" in sealed_command(published.source, *arguments).stderr
