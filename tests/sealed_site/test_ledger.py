"""The sample ledger itself, sealed: nothing of it shows, and everything of it works for its reader."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from machine import CHROMIUM_FLAGS
from pages_host import PagesHost
from plain_site import PASSPHRASE, commit, git
from plain_site import command as command_in
from sealed_ledger import (
    FEEDS,
    client_ledger,
    folder_bytes,
    found_in,
    git_bytes,
    names,
    telling,
    words,
    write_ledger,
)
from sealed_reader import Reading
from sealed_site.identity import new_identity
from sealed_site.keyring import Keyring, Reader
from sealed_site.manifest import open_manifest
from sealed_site.sealed_folder import SealedFolder

LOCK = "[data-sealed-lock]"
PDF_TITLE = "Brief: subscription page"


@dataclass
class SealedLedger:
    """The sample ledger published into a folder and pushed to a bare repository, and built in plain beside it."""

    source: Path
    sealed: Path
    remote: Path
    plain: Path
    key_file: Path
    secret: str
    paths: list[str]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory) -> SealedLedger:
    root = tmp_path_factory.mktemp("ledger")
    (root / "source").mkdir()
    source = write_ledger(root / "source")
    owner = new_identity()
    Keyring(source / "seal").add(Reader("owner", owner.recipient), owner, PASSPHRASE)
    commit(source)
    git(root, "init", "-q", "--bare", "remote.git")
    git(source, "remote", "add", "origin", "../remote.git")
    for arguments in (("--to", str(root / "sealed")), ()):
        done = client_ledger(source, "publish", *arguments)
        assert done.exit_code == 0, done.output
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(root / "plain")]
    subprocess.run(build, cwd=source, check=True)
    (root / "key.txt").write_text(owner.text(), encoding="utf-8")
    pointer = SealedFolder(root / "sealed").pointer()
    manifest = open_manifest((root / "sealed" / "b" / pointer.manifest).read_bytes(), [owner.opener])
    folders = (source, root / "sealed", root / "remote.git", root / "plain")
    return SealedLedger(*folders, root / "key.txt", owner.secret, list(manifest.files))


@pytest.fixture(scope="module")
def url(ledger) -> str:
    return PagesHost(ledger.sealed).url


@pytest.fixture(scope="module")
def plain_url(ledger) -> str:
    return PagesHost(ledger.plain).url


@pytest.fixture
def reading(browser: Browser):
    context = browser.new_context(locale="en-GB")
    reader = Reading(context)
    yield reader
    context.close()
    assert reader.complaints == []


def opened(reading: Reading, url: str, key_file: Path) -> Page:
    page = reading.visit(url)
    reading.unlock(page, key_file=key_file)
    page.wait_for_selector(LOCK)
    return page


def unfold(page: Page, selector: str):
    """Return the first link of a kind, with what it is folded into opened."""
    link = page.locator(selector).first
    link.evaluate(
        "e => { for (let f = e.closest('details'); f; f = f.parentElement.closest('details')) f.open = true }"
    )
    return link


# --- what others see -------------------------------------------------------------------------------------------


def test_no_name_title_amount_stem_or_word_of_the_ledger_stands_in_a_published_byte_or_file_name(ledger):
    assert found_in(telling(names() | words()), folder_bytes(ledger.sealed)) == set()


def test_nor_in_the_pushed_commit_with_its_trees(ledger):
    pushed = git_bytes(ledger.remote)
    assert b"\nPublish" in pushed
    assert found_in(telling(names() | words()), pushed) == set()


def test_the_search_for_them_does_find_what_a_plain_site_shows(ledger):
    assert len(telling(names())) > 50
    assert len(telling(words())) > 300
    plain = folder_bytes(ledger.plain)
    assert found_in(telling(names()), plain) > {"Kaltbergen Sportgeräte", "2026-10-09-part-payment", "kaltbergen-shop"}
    assert len(found_in(telling(words()), plain)) > 0.95 * len(telling(words()))


def test_every_file_of_the_built_ledger_is_sealed_feeds_search_index_and_evidence_too(ledger):
    built = {path.relative_to(ledger.plain).as_posix() for path in ledger.plain.rglob("*") if path.is_file()}
    assert set(ledger.paths) == built
    assert built > {*FEEDS, "search/search_index.json", "sitemap.xml", "evidence/velatone/2026-11-11-brief.pdf"}


def test_publishing_leaves_the_ledger_as_it_was(ledger):
    assert git(ledger.source, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("command", "environment", "sentence"),
    [
        (("mkdocs", "gh-deploy", "--force"), {}, "Set sealing up first: add `sealed-site` under `plugins:`"),
        (("mkdocs", "build"), {"NETLIFY": "true"}, "Netlify publishes what `mkdocs build` writes, in clear"),
        (("ghp_import", "--push", "site"), {}, "publish it sealed with client-ledger publish"),
        (("publish",), {}, "Sealing is not set up: add `sealed-site` under `plugins:`"),
    ],
)
def test_a_ledger_without_sealing_is_published_by_nothing(ledger, tmp_path, command, environment, sentence):
    git(tmp_path, "clone", "-q", str(ledger.source), "source")
    source, remote = tmp_path / "source", tmp_path / "remote.git"
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    git(source, "remote", "set-url", "origin", "../remote.git")
    config = source / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("  - sealed-site\n", ""), encoding="utf-8")
    if command[0] == "ghp_import":
        assert command_in(source, "mkdocs", "build", "--quiet").returncode == 0
    done = command_in(source, *command, **environment)
    assert done.returncode != 0
    assert sentence in done.stdout + done.stderr
    assert git(remote, "for-each-ref") == ""


# --- what its reader sees --------------------------------------------------------------------------------------


def test_every_page_opens_with_its_heading_and_no_complaint(reading, ledger, url):
    page = opened(reading, url, ledger.key_file)
    headings = """(text) => {
      const plain = new DOMParser().parseFromString(text, "text/html");
      return [...plain.querySelectorAll("h1")].map((heading) => heading.textContent);
    }"""
    for path in (path for path in ledger.paths if path.endswith(".html") and path != "404.html"):
        answer = page.goto(url + path.removesuffix("index.html"))
        assert answer.status == 200, path
        plain = page.evaluate(headings, (ledger.plain / path).read_text(encoding="utf-8"))
        assert page.locator("h1").all_text_contents() == plain, path
        page.wait_for_load_state()


def test_a_search_from_any_page_finds_and_leads_on_without_a_word_of_it_in_the_address(reading, ledger, url):
    page = opened(reading, url, ledger.key_file)
    page.keyboard.press("/")
    page.keyboard.type("velatone denial")
    page.keyboard.press("Enter")
    expect(page.locator(".results li").first).to_contain_text("Velatone")
    assert "velatone" not in page.url
    assert page.evaluate("sealedLocation.search") == "?q=velatone+denial"
    page.fill("#seek", "kaltbergen")
    expect(page.locator(".results li").first).to_contain_text("Kaltbergen")
    page.locator(".results a", has_text="Kaltbergen Sportgeräte").first.click()
    expect(page.locator("h1")).to_have_text("Kaltbergen Sportgeräte")
    page.go_back()
    expect(page.locator("#seek")).to_have_value("kaltbergen")


def test_what_if_counts_as_on_the_plain_site_and_keeps_its_state(reading, ledger, url, plain_url):
    sealed, plain = opened(reading, url, ledger.key_file), reading.visit(plain_url + "pipeline/")
    sealed.click("nav a:has-text('Pipeline')")
    sealed.wait_for_selector(".what-if")
    before = sealed.url
    for page in (sealed, plain):
        total = page.inner_text(".what-if .total")
        for client in ("kaltbergen", "orvelune"):
            page.check(f".what-if tr[data-client={client}] input")
        assert page.inner_text(".what-if .total") != total
    shown = plain.inner_text(".what-if")
    assert sealed.inner_text(".what-if") == shown
    assert sealed.evaluate("sealedLocation.search") == "?without=orvelune,kaltbergen"
    sealed.wait_for_url(lambda address: address != before)
    assert "kaltbergen" not in sealed.url
    sealed.reload()
    expect(sealed.locator(".what-if tr[data-client=orvelune] input")).to_be_checked()
    assert sealed.inner_text(".what-if") == shown


def test_a_number_leads_to_its_line_which_is_marked(reading, ledger, url):
    page = opened(reading, url + "clients/kaltbergen/", ledger.key_file)
    unfold(page, "a.place[href*='kaltbergen-shop-hours.csv.html#L33']").click()
    line = page.locator("#L33")
    expect(line).to_be_in_viewport()
    unmarked = page.locator("#L32").evaluate("(e) => getComputedStyle(e).backgroundColor")
    assert line.evaluate("(e) => getComputedStyle(e).backgroundColor") != unmarked


def test_evidence_is_shown_in_a_page_that_can_be_locked_and_mails_keep_their_name(reading, ledger, url):
    page = opened(reading, url + "clients/velatone/", ledger.key_file)
    unfold(page, "a[href$='brief.pdf']").click()
    expect(page.locator("iframe[title='2026-11-11-brief.pdf']")).to_be_visible()
    assert page.title() == "Sealed"
    expect(page.locator(LOCK)).to_be_visible()
    page.go_back()
    with page.expect_download() as download:
        unfold(page, "a[href$='customers.eml']").click()
    assert download.value.suggested_filename == "2026-11-04-customers.eml"
    assert "Subject:" in download.value.path().read_text(encoding="utf-8")
    page.goto(url + "evidence/kaltbergen/2026-10-09-part-payment.png")
    picture = page.frame_locator("iframe").locator("img")
    assert picture.evaluate("(image) => image.naturalWidth") == 640


def test_feeds_are_saved_from_the_open_site_under_their_names(reading, ledger, url):
    page = opened(reading, url, ledger.key_file)
    with page.expect_download() as download:
        unfold(page, "a[href$='deadlines.ics']").click()
    assert download.value.suggested_filename == "deadlines.ics"
    assert download.value.path().read_bytes() == (ledger.plain / "feeds" / "deadlines.ics").read_bytes()
    report = page.evaluate("fetch('feeds/report.json').then((answer) => answer.json())")
    assert report == json.loads((ledger.plain / "feeds" / "report.json").read_text(encoding="utf-8"))


def test_on_paper_there_is_the_page_and_no_button(reading, ledger, url):
    page = opened(reading, url + "clients/velatone/", ledger.key_file)
    page.emulate_media(media="print")
    expect(page.locator(LOCK)).to_be_hidden()
    assert len(page.pdf()) > 20_000


# --- what stays on the disk ------------------------------------------------------------------------------------


def read_everything(page: Page, url: str) -> None:
    """Do on the open site what leaves traces: links, tabs, search, what-if, lines, evidence, prints."""
    page.click("nav a:has-text('Pipeline')")
    page.check(".what-if tr[data-client=kaltbergen] input")
    assert page.evaluate("sealedLocation.search") == "?without=kaltbergen"
    page.click("form.search input")
    page.keyboard.type("velatone denial")
    page.keyboard.press("Enter")
    page.locator(".results a", has_text="Velatone Botanics").first.click()
    expect(page.locator("h1")).to_have_text("Velatone Botanics")
    for suffix, kind in ((".pdf", "brief.pdf"), (".txt", "call.txt")):
        unfold(page, f"a[href$='{kind}']").click()
        page.wait_for_selector(f"iframe[title$='{suffix}']")
        page.wait_for_timeout(500)
        page.go_back()
    unfold(page, "a.place[href*='#L']").click()
    page.wait_for_selector(".source")
    page.evaluate("location.assign('../../clients/kaltbergen/?from=castelbrune')")
    expect(page.locator("h1")).to_have_text("Kaltbergen Sportgeräte")
    unfold(page, "a[href$='part-payment.png']").click()
    page.wait_for_selector("iframe[title$='part-payment.png']")
    page.go_back()
    page.pdf()
    page.goto(url)


def test_after_lock_nothing_of_the_ledger_is_left_in_the_profile_and_the_host_saw_no_address(
    tmp_path, playwright, chromium, ledger
):
    host = PagesHost(ledger.sealed)

    def profile_after(name: str, act) -> bytes:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / name, executable_path=chromium, headless=True, args=CHROMIUM_FLAGS, locale="en-GB"
        )
        reader = Reading(context)
        page = reader.visit(host.url, context.pages[0])
        act(reader, page)
        page.wait_for_timeout(500)
        context.close()
        assert reader.complaints == []
        return folder_bytes(tmp_path / name)

    def read_and_lock(reader: Reading, page: Page) -> None:
        page.wait_for_selector("form:not([hidden])")
        page.click("#show")
        reader.unlock(page, passphrase=PASSPHRASE)
        page.wait_for_selector(LOCK)
        read_everything(page, host.url)
        page.wait_for_load_state("networkidle")
        page.click(LOCK)
        page.wait_for_selector("form:not([hidden])")

    secrets = names() | words() | {PDF_TITLE, "without=", "velatone+denial", "deadlines.ics", "search_index"}
    secrets |= {"icon.svg", PASSPHRASE, *PASSPHRASE.split(), ledger.secret.removeprefix("AGE-SECRET-KEY-1")}
    fresh = profile_after("fresh", lambda _reader, page: page.wait_for_selector("form:not([hidden])"))
    used = profile_after("used", read_and_lock)
    # Browsers have words of their own (“previews”), and more of them the longer they run.
    assert found_in(secrets - found_in(secrets, fresh), used, whole_words=True) == set()
    own = re.compile(r"/repo-name/((sw\.js|index\.html|_seal/[a-z.]+|b/[0-9a-f]{40}|k/[0-9a-f]{16}\.age)?)")
    assert {path for path in host.asked if not own.fullmatch(path)} == set()
    assert len({path for path in host.asked if "/b/" in path}) > 20
