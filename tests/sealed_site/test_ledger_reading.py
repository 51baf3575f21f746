"""The sample ledger, sealed and read: everything of it works for its reader."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from pages_host import PagesHost
from sealed_reader import LOCK, unfold


@pytest.fixture(scope="module")
def url(ledger) -> str:
    return PagesHost(ledger.sealed).url


@pytest.fixture(scope="module")
def plain_url(ledger) -> str:
    return PagesHost(ledger.plain).url


def test_every_page_opens_with_its_heading_and_no_complaint(reading, ledger, url):
    page = reading.opened(url, ledger.key_file)
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
    page = reading.opened(url, ledger.key_file)
    page.keyboard.press("Control+k")
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
    sealed, plain = reading.opened(url, ledger.key_file), reading.visit(plain_url + "pipeline/")
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
    page = reading.opened(url + "clients/kaltbergen/", ledger.key_file)
    unfold(page, "a.place[href*='kaltbergen-shop-hours.csv.html#L33']").click()
    line = page.locator("#L33")
    expect(line).to_be_in_viewport()
    unmarked = page.locator("#L32").evaluate("(e) => getComputedStyle(e).backgroundColor")
    assert line.evaluate("(e) => getComputedStyle(e).backgroundColor") != unmarked


def test_evidence_is_shown_in_a_page_that_can_be_locked_and_mails_keep_their_name(reading, ledger, url):
    page = reading.opened(url + "clients/velatone/", ledger.key_file)
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
    page = reading.opened(url, ledger.key_file)
    with page.expect_download() as download:
        unfold(page, "a[href$='deadlines.ics']").click()
    assert download.value.suggested_filename == "deadlines.ics"
    assert download.value.path().read_bytes() == (ledger.plain / "feeds" / "deadlines.ics").read_bytes()
    report = page.evaluate("fetch('feeds/report.json').then((answer) => answer.json())")
    assert report == json.loads((ledger.plain / "feeds" / "report.json").read_text(encoding="utf-8"))


def test_on_paper_there_is_the_page_and_no_button(reading, ledger, url):
    page = reading.opened(url + "clients/velatone/", ledger.key_file)
    page.emulate_media(media="print")
    expect(page.locator(LOCK)).to_be_hidden()
    assert len(page.pdf()) > 20_000
