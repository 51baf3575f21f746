"""The self-check before publishing, tried on sealed folders that were spoilt on purpose."""

from __future__ import annotations

import base64
import hashlib
from types import SimpleNamespace

import pyrage
import pytest

from sealed_site import envelope, leaks
from sealed_site.check import check_sealed
from sealed_site.errors import SealingError
from sealed_site.inspection import inspect_page, inspect_style
from sealed_site.keyring import Keyring, Reader
from sealed_site.media import media_type
from sealed_site.publishing import declared_secrets
from sealed_site.sealing import Site, base_path, seal_site

URL = "https://example.org/repo-name/"


@pytest.fixture
def sealed(tmp_path):
    """A site of two files, sealed, and the witness that opens it."""
    built, target = tmp_path / "built", tmp_path / "sealed"
    (built / "clients").mkdir(parents=True)
    target.mkdir()
    page = "<title>Quillfeather</title><h1>Zürcher Käse</h1><p>Paid 48213.75 to 東京都庁 by unlock</p>"
    (built / "clients" / "index.html").write_text(page, encoding="utf-8")
    (built / "rows.csv").write_text("a,b\n", encoding="utf-8")
    witness = pyrage.x25519.Identity.generate()
    keyring = Keyring(tmp_path / "seal")
    keyring.add(Reader("owner", str(pyrage.x25519.Identity.generate().to_public())))
    site = Site(built, URL)
    seal_site(site, target, keyring, 1, witness=witness)
    return SimpleNamespace(site=site, folder=target, witness=witness)


def test_a_sealed_site_passes_although_its_pages_use_words_of_the_unlock_page(sealed):
    check_sealed(sealed.site, sealed.folder, sealed.witness)


def test_a_stray_file_is_refused(sealed):
    (sealed.folder / "sitemap.xml").write_text("<xml/>")
    with pytest.raises(SealingError, match=r"do not belong there: sitemap\.xml"):
        check_sealed(sealed.site, sealed.folder, sealed.witness)


def test_a_changed_unlock_page_is_refused(sealed):
    (sealed.folder / "index.html").write_text("Welcome, Quillfeather")
    with pytest.raises(SealingError, match=r"do not belong there: index\.html"):
        check_sealed(sealed.site, sealed.folder, sealed.witness)


def test_a_file_that_changed_after_sealing_is_refused(sealed):
    (sealed.site.folder / "rows.csv").write_text("a,c\n")
    with pytest.raises(SealingError, match=r"rows\.csv does not open to what was sealed"):
        check_sealed(sealed.site, sealed.folder, sealed.witness)


def test_a_file_that_was_left_out_is_refused(sealed):
    (sealed.site.folder / "late.csv").write_text("a\n")
    with pytest.raises(SealingError, match="does not match the site"):
        check_sealed(sealed.site, sealed.folder, sealed.witness)


@pytest.mark.parametrize(
    ("reader", "reason"),
    [("witness", "holds no file of the site"), ("stranger", "does not open with this key")],
)
def test_a_blob_of_no_file_is_refused_unless_it_is_a_dummy(sealed, reader, reason):
    keys = {"witness": sealed.witness, "stranger": pyrage.x25519.Identity.generate()}
    stray = envelope.seal(b"Quillfeather", [keys[reader].to_public()], compress=False)
    (sealed.folder / "b" / stray.name).write_bytes(stray.ciphertext)
    with pytest.raises(SealingError, match=reason):
        check_sealed(sealed.site, sealed.folder, sealed.witness)


def test_a_secret_another_plugin_declares_is_looked_for(sealed):
    plugins = [SimpleNamespace(sealing_secrets=lambda: ["noindex", "-> X25519"]), object()]
    with pytest.raises(SealingError, match="plain text shows in"):
        check_sealed(sealed.site, sealed.folder, sealed.witness, declared_secrets(plugins))


def test_secrets_are_names_titles_headings_words_and_numbers(sealed):
    found = leaks.site_secrets(sealed.site.folder, ["clients/index.html", "rows.csv"])
    assert {"clients", "Quillfeather", "Zürcher Käse", "Käse", "48213.75", "東京都庁", "rows", "rows.csv"} <= found
    assert "to" not in found


@pytest.mark.parametrize("secret", ["Quillfeather", "48213.75", "Zürcher Käse", "東京都庁"])
@pytest.mark.parametrize("place", [b"age-encryption.org/v1\n\xff\xfe%b\x00\xff", b"<p>%b</p>"])
def test_a_secret_in_clear_is_found_in_ciphertexts_and_pages(secret, place):
    published = {"b/x": place % secret.encode()}
    assert [leak.secret for leak in leaks.find_leaks(published, [secret], b"")] == [secret]


def test_a_secret_in_a_file_name_is_found_and_one_the_unlock_page_has_is_none():
    assert [leak.path for leak in leaks.find_leaks({"acme.html": b""}, ["acme"], b"")] == ["acme.html"]
    assert list(leaks.find_leaks({"b/x": b"unlock"}, ["unlock"], b"unlock the site")) == []


def test_what_was_copied_is_sandboxed_and_has_no_code_of_its_own(sealed, tmp_path):
    page = "<script>alert(1)</script>"
    copied = frozenset(f"clients/{name}" for name in ("offer.html", "offer.SVG", "offer.xml", "offer.txt"))
    for path in copied:
        (sealed.site.folder / path).write_text(page, encoding="utf-8")
    (sealed.site.folder / "clients" / "drawn.html").write_text(page, encoding="utf-8")
    keyring = Keyring(tmp_path / "seal")
    site = Site(sealed.site.folder, URL, copied=copied)
    files = seal_site(site, tmp_path / "again", keyring, 1).manifest.files
    assert {path for path, entry in files.items() if entry.sandboxed} == {
        f"clients/{name}" for name in ("offer.html", "offer.SVG", "offer.xml")
    }
    assert {path for path, entry in files.items() if entry.scripts} == {"clients/drawn.html"}


def test_what_was_copied_may_ask_for_what_its_sandbox_does_not_give(sealed, tmp_path):
    page = '<img src="https://cdn.example.com/a.png" onclick="go()"><iframe src="b.html"></iframe>'
    (sealed.site.folder / "clients" / "offer.html").write_text(page, encoding="utf-8")
    keyring = Keyring(tmp_path / "seal")
    with pytest.raises(SealingError, match=r"clients/offer\.html: loads from another host"):
        seal_site(sealed.site, tmp_path / "drawn", keyring, 1)
    site = Site(sealed.site.folder, URL, copied=frozenset({"clients/offer.html"}))
    assert seal_site(site, tmp_path / "copied", keyring, 1).manifest.files["clients/offer.html"].sandboxed


def test_inline_code_is_hashed_as_browsers_do():
    page = inspect_page("<script>alert(1)\r\n</script><style>a{}</style><p style='color: red'>", URL)
    digest = hashlib.sha256(b"alert(1)\n").digest()
    assert page.scripts == (f"sha256-{base64.b64encode(digest).decode()}",)
    assert len(page.styles) == 2
    assert page.refusals == ()


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ('<script src="https://cdn.example.com/x.js"></script>', "loads from another host, cdn.example.com"),
        ('<link rel="preconnect" href="https://fonts.example.com">', "loads from another host, fonts.example.com"),
        ('<img srcset="a.png 1x, //img.example.com/b.png 2x">', "loads from another host, img.example.com"),
        ("<style>@import 'https://css.example.com/a.css';</style>", "loads from another host, css.example.com"),
        ('<p style="background: url(https://bg.example.com/a.png)">', "loads from another host, bg.example.com"),
        ('<form action="https://mail.example.com/send">', "loads from another host, mail.example.com"),
        ('<object data="a.pdf"></object>', "uses <object>"),
        ('<embed src="a.pdf">', "uses <embed>"),
        ('<img src="a.png" onerror="go()">', "inline event handler, onerror="),
        ('<base href="/x/">', "uses <base>"),
    ],
)
def test_what_a_sealed_page_cannot_have_is_refused(markup, reason):
    assert any(reason in refusal for refusal in inspect_page(f"<p>{markup}</p>", URL).refusals)


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="https://client.example.com/">their site</a>',
        '<link rel="canonical" href="https://example.org/repo-name/">',
        '<img src="https://example.org/repo-name/a.png"><img src="data:image/png;base64,AA">',
        "<!-- <embed src='a.pdf'> -->",
        "<script>document.write('<iframe src=x>')</script>",
        "<p>write &lt;object&gt; or onclick= in words</p>",
    ],
)
def test_what_a_sealed_page_can_have_is_not_refused(markup):
    assert inspect_page(markup, URL).refusals == ()


def test_a_style_sheet_may_ask_its_own_site_only():
    assert inspect_style("a{background:url(../x.png)} b{background:url(data:x)}", URL) == ()
    assert inspect_style("a{background:url('//x.example.com/x.png')}", URL) != ()


@pytest.mark.parametrize(("url", "base"), [(URL, "/repo-name/"), ("https://example.org", "/")])
def test_the_base_path_is_the_addresss(url, base):
    assert base_path(url) == base


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("a/index.html", "text/html; charset=utf-8"),
        ("x.JS", "text/javascript; charset=utf-8"),
        ("sitemap.xml.gz", "application/octet-stream"),
        ("scan.pdf", "application/pdf"),
        ("noext", "application/octet-stream"),
    ],
)
def test_media_types_do_not_depend_on_the_machine(path, media):
    assert media_type(path) == media
