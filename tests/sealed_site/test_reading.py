"""A sealed site read in Chromium, from a host that behaves like GitHub Pages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

CLIENT = "clients/quillfeather/"


def test_a_wrong_passphrase_is_named_and_the_right_one_opens_the_site(reading, published_once, passphrase):
    page = reading.visit(published_once.host.url)
    reading.unlock(page, passphrase=passphrase.removesuffix(" yearling"))
    expect(page.locator(".failure")).to_have_text(re.compile("does not open the site"))
    reading.unlock(page, passphrase=f"  {passphrase.replace(' ', '  ')} ")
    expect(page.locator("h1")).to_have_text("Overview of Quillfeather")


def test_an_empty_form_and_a_wrong_file_are_named(reading, published_once):
    page = reading.visit(published_once.host.url)
    reading.unlock(page)
    expect(page.locator(".failure")).to_have_text(re.compile("Write your passphrase"))
    reading.unlock(page, key_file=published_once.source / "mkdocs.yml")
    expect(page.locator(".failure")).to_have_text(re.compile("not a key file"))


def test_the_site_is_walked_by_its_links_with_images_and_anchors(reading, published_once):
    page = reading.opened(published_once.host.url, published_once.key_file())
    page.click("[role=main] a:has-text('Quillfeather')")
    expect(page.locator("#unpaid-invoices")).to_be_in_viewport()
    assert page.evaluate("document.images[0].naturalWidth") == 8
    assert page.evaluate("sealedLocation.pathname + sealedLocation.hash") == f"/repo-name/{CLIENT}#unpaid-invoices"
    page.click("a:has-text('Back home')")
    expect(page.locator("h1")).to_have_text("Overview of Quillfeather")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Quillfeather Brothers")


def test_search_finds_by_worker_and_index_and_leads_to_the_page(reading, published_once):
    page = reading.opened(published_once.host.url, published_once.key_file())
    page.keyboard.press("s")
    page.click("#mkdocs-search-query")
    page.keyboard.type("disputed", delay=20)
    page.click("#mkdocs-search-results a:has-text('Unpaid invoices')")
    expect(page.locator("#unpaid-invoices")).to_be_in_viewport()


def test_a_pdf_opens_and_a_download_keeps_its_name(reading, published_once):
    page = reading.opened(published_once.host.url, published_once.key_file())
    with page.expect_download() as download:
        page.click("a[download]")
    assert download.value.suggested_filename == "ledger-rows.csv"
    assert download.value.path().read_text().endswith("48213.75\n")
    page.click("a:has-text('Evidence')")
    inside = page.frame_locator("iframe[title='transcript-xylophone.pdf']")
    expect(inside.locator("html")).to_be_attached()
    assert page.frames[1].evaluate("document.contentType") == "application/pdf"
    expect(page.locator(".sealed-lock")).to_be_visible()


def test_part_of_a_file_is_served_when_asked_for(reading, published_once):
    page = reading.opened(published_once.host.url, published_once.key_file())
    answer = page.evaluate(
        "fetch('clients/evidence/ledger-rows.csv', {headers: {Range: 'bytes=5-10'}})"
        ".then(async (r) => [r.status, r.headers.get('content-range'), await r.text()])"
    )
    assert answer == [206, "bytes 5-10/32", "amount"]


def test_every_answer_forbids_storing_sniffing_framing_and_other_hosts(reading, published_once):
    url = published_once.host.url
    page = reading.opened(url, published_once.key_file())
    refused = page.evaluate("fetch('x', {method: 'POST'}).then((r) => Object.fromEntries(r.headers))")
    shown = page.goto(url + "clients/quillfeather")
    reading.lock(page)
    page.wait_for_selector("form:not([hidden])")
    redirect = shown.request.redirected_from.response()
    for headers in (refused, redirect.headers, shown.headers, page.goto(url).headers):
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
        policy = headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-inline" not in policy
        assert "unsafe-eval" not in policy
    reading.complaints.clear()


def test_a_first_visit_on_a_deep_link_with_an_anchor_arrives_there(reading, published_once):
    page = reading.opened(published_once.host.url + CLIENT + "#unpaid-invoices", published_once.key_file())
    expect(page.locator("#unpaid-invoices")).to_be_in_viewport()


def test_an_address_without_its_slash_and_an_unknown_one_are_answered_as_by_the_host(reading, published_once):
    page = reading.opened(published_once.host.url, published_once.key_file())
    page.goto(published_once.host.url + CLIENT.rstrip("/"))
    expect(page.locator("h1")).to_have_text("Quillfeather Brothers")
    assert page.goto(published_once.host.url + "no/such/page/").status == 404
    expect(page.locator("body")).to_contain_text("Page not found")
    reading.complaints.clear()


def test_a_second_tab_needs_no_passphrase(reading, published_once):
    page = reading.opened(published_once.host.url + CLIENT, published_once.key_file())
    with reading.context.expect_page() as opened:
        page.click("#tab")
    expect(opened.value.locator("h1")).to_have_text("Noël Ångström")
    assert "ngstr" not in opened.value.url


def test_lock_closes_every_tab_and_back_shows_nothing(reading, published_once):
    page = reading.opened(published_once.host.url, published_once.key_file())
    page.click("[role=main] a:has-text('Quillfeather')")
    page.wait_for_selector("#unpaid-invoices")
    pdf = reading.visit(published_once.host.url + "clients/evidence/transcript-xylophone.pdf")
    other = reading.visit(published_once.host.url)
    reading.lock(other)
    for tab in (page, pdf, other):
        expect(tab.locator("h1")).to_have_text("This site is sealed")
    page.go_back()
    expect(page.locator("h1")).to_have_text("This site is sealed")
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") <= 1


def test_a_hard_reload_finds_the_site_still_open(reading, published_once):
    page = reading.opened(published_once.host.url + CLIENT, published_once.key_file())
    reading.context.new_cdp_session(page).send("Page.reload", {"ignoreCache": True})
    expect(page.locator("h1")).to_have_text("Quillfeather Brothers")


def test_a_killed_worker_is_handed_the_key_again(reading, published_once):
    page = reading.opened(published_once.host.url, published_once.key_file())
    for target in ("Quillfeather", "Back home"):
        reading.stop_worker(page)
        page.click(f"[role=main] a:has-text('{target}')")
        page.wait_for_url("**/~*/~/" if target == "Quillfeather" else published_once.host.url)
        page.wait_for_selector(".sealed-lock")
    expect(page.locator("h1")).to_have_text("Overview of Quillfeather")


def test_the_key_is_on_no_page_that_could_read_it_out_and_not_in_the_database(reading, published_once):
    page = reading.opened(published_once.host.url, published_once.key_file())
    extractable = page.evaluate(
        """async () => {
          const channel = new MessageChannel();
          const reply = new Promise((resolve) => (channel.port1.onmessage = ({data}) => resolve(data)));
          (await navigator.serviceWorker.ready).active.postMessage({type: "join"}, [channel.port2]);
          return (await reply).key.extractable;
        }"""
    )
    assert extractable is False
    kept = """async () => new Promise((resolve) => {
      const opening = indexedDB.open("sealed-site /repo-name/");
      opening.onsuccess = () => {
        const count = opening.result.transaction("kept").objectStore("kept").count();
        count.onsuccess = () => resolve(count.result);
      };
    })"""
    assert page.evaluate(kept) == 0


def test_a_page_of_another_site_on_the_same_origin_gets_no_key(reading, published_once):
    reading.opened(published_once.host.url, published_once.key_file())
    other = reading.visit(published_once.host.url.replace("repo-name", "other"))
    asked = """async () => {
      const channel = new MessageChannel();
      const reply = new Promise((resolve) => (channel.port1.onmessage = ({data}) => resolve(data)));
      const registration = await navigator.serviceWorker.getRegistration("/repo-name/");
      registration.active.postMessage({type: "join"}, [channel.port2]);
      return Promise.race([reply, new Promise((resolve) => setTimeout(resolve, 500, "no answer"))]);
    }"""
    assert other.evaluate(asked) == "no answer"


def test_a_trusted_device_stays_open_without_any_tab_and_shows_real_addresses(reading, published_once):
    page = reading.opened(published_once.host.url, published_once.key_file(), keep=True)
    reading.stop_worker(page)
    page.close()
    page = reading.visit(published_once.host.url)
    page.click("[role=main] a:has-text('Quillfeather')")
    page.wait_for_url(f"**/{CLIENT}#unpaid-invoices")
    expect(page).to_have_title(re.compile("Quillfeather"))
    reading.lock(page)
    expect(page.locator("h1")).to_have_text("This site is sealed")
    page.reload()
    expect(page.locator("form")).to_be_visible()


def test_the_unlock_page_speaks_french_to_a_french_browser(browser: Browser, published_once):
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(published_once.host.url)
    expect(page.locator("h1")).to_have_text("Ce site est scellé")
    assert page.evaluate("document.documentElement.lang") == "fr"
    context.close()


def test_without_javascript_the_page_says_what_to_do(browser: Browser, published_once):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(published_once.host.url)
    expect(page.locator("#no-script")).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("Object.defineProperty(window, 'isSecureContext', {value: false})", "plain http"),
        ("Object.defineProperty(Navigator.prototype, 'serviceWorker', {value: undefined})", "no service worker"),
        (
            "if (navigator.serviceWorker) navigator.serviceWorker.register = () => Promise.reject(new Error('no'))",
            "no service worker",
        ),
        ("if (crypto.subtle) crypto.subtle.generateKey = () => Promise.reject(new Error('X25519'))", "too old"),
    ],
)
def test_what_the_browser_lacks_is_named(reading, published_once, script, sentence):
    reading.context.add_init_script(script)
    page = reading.visit(published_once.host.url)
    expect(page.locator(".failure")).to_contain_text(sentence)
    expect(page.locator("form")).to_be_hidden()


def test_a_pair_of_keys_that_fails_once_is_tried_again(reading, published_once):
    reading.context.add_init_script(
        "if (crypto.subtle) crypto.subtle.generateKey = function () { delete crypto.subtle.generateKey;"
        " return Promise.reject(new Error('once')); }"
    )
    page = reading.visit(published_once.host.url)
    expect(page.locator("form")).to_be_visible()
    expect(page.locator(".failure")).to_be_hidden()
