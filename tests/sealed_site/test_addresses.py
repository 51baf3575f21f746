"""The addresses of an open site: they say nothing, and work as any."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from sealed_reader import LOCK
from sealed_site.identity import new_identity
from sealed_site.keyring import Reader

CLIENT = "clients/quillfeather/"
EVIDENCE = "docs/clients/evidence/transcript-xylophone.pdf"


def test_an_anchor_within_the_page_can_be_gone_back_from(reading, published_once):
    page = reading.opened(published_once.host.url + CLIENT, published_once.key_file())
    before = page.url
    page.click("a[href='#unpaid-invoices']")
    expect(page.locator("#unpaid-invoices")).to_be_in_viewport()
    assert page.evaluate("sealedLocation.hash") == "#unpaid-invoices"
    page.wait_for_url(lambda address: address != before)
    assert "unpaid" not in page.url
    page.go_back()
    assert page.evaluate("sealedLocation.hash") == ""
    expect(page.locator("h1")).to_have_text("Quillfeather Brothers")


def test_a_link_followed_from_the_browsers_menu_or_by_a_finger_has_no_readable_address(reading, published_once):
    page = reading.opened(published_once.host.url + CLIENT, published_once.key_file())
    key, finger = {"key": "ContextMenu"}, {"pointerType": "touch", "button": 0}
    for link, kind, event in (("Screenshot", "keydown", key), ("Noël", "pointerdown", finger)):
        place = page.locator(f"[role=main] a:has-text('{link}')")
        place.dispatch_event(kind, {**event, "bubbles": True})
        expect(place).to_have_attribute("href", re.compile(r"/repo-name/~[\w-]+/(~/)*(~)?$"))
    place.evaluate("(link) => link.removeAttribute('target')")
    place.click()
    expect(page.locator("h1")).to_have_text("Noël Ångström")


def test_where_scripts_and_forms_go_has_no_readable_address(reading, published_once):
    page = reading.opened(published_once.host.url + CLIENT, published_once.key_file())
    form = """
      const form = document.createElement("form");
      form.action = "../quillfeather/";
      form.append(Object.assign(document.createElement("input"), {name: "q", value: "disputed"}));
      document.body.append(form);
      form.requestSubmit();"""
    for script, expected in (
        ("location.assign('?without=bartholomew')", f"/repo-name/{CLIENT}?without=bartholomew"),
        ("location.href = '../../noël-ångström/#top'", "/repo-name/no%C3%ABl-%C3%A5ngstr%C3%B6m/#top"),
        ("location.replace('../clients/quillfeather/')", f"/repo-name/{CLIENT}"),
        (form, f"/repo-name/{CLIENT}?q=disputed"),
    ):
        with page.expect_navigation(url="**/~*/**"):
            page.evaluate(f"() => {{ {script} }}")
        page.wait_for_selector(".sealed-lock")
        assert page.evaluate("sealedLocation.href.slice(location.origin.length)") == expected
        assert not re.search("bartholomew|ngstr|disputed|quillfeather", page.url)


def test_at_the_root_of_a_domain_with_files_for_addresses_all_works_as_well(reading, tmp_path, publish_sample):
    published = publish_sample(tmp_path, base="/", config="use_directory_urls: false\n")
    page = reading.opened(published.host.url + "clients/quillfeather.html#unpaid-invoices", published.key_file())
    expect(page.locator("#unpaid-invoices")).to_be_in_viewport()
    assert page.evaluate("document.images[0].naturalWidth") == 8
    page.click("a:has-text('Back home')")
    expect(page.locator("h1")).to_have_text("Overview of Quillfeather")
    with page.expect_download() as download:
        page.click("a[download]")
    assert download.value.suggested_filename == "ledger-rows.csv"
    reading.stop_worker(page)
    page.click("[role=main] a:has-text('Quillfeather')")
    expect(page.locator("h1")).to_have_text("Quillfeather Brothers")
    reading.lock(page)
    expect(page.locator("h1")).to_have_text("This site is sealed")


def test_state_that_a_script_keeps_in_the_address_survives_a_reload_and_shows_nowhere(reading, published_once):
    page = reading.opened(published_once.host.url + CLIENT, published_once.key_file())
    before = page.url
    page.wait_for_selector("body[data-without]")
    page.evaluate("without('bartholomew')")
    page.wait_for_url(lambda url: url != before)
    assert "bartholomew" not in page.url
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-without", "bartholomew")


def test_a_script_that_knows_location_only_keeps_its_page(reading, published_once):
    page = reading.opened(published_once.host.url + CLIENT, published_once.key_file())
    place = "sealedLocation.pathname + sealedLocation.search"
    for script, search in (("plainly('bartholomew')", "?without=bartholomew"), ("nobody()", "")):
        before = page.url
        page.evaluate(script)
        page.wait_for_url(lambda url, before=before: url != before)
        assert "bartholomew" not in page.url
        assert page.evaluate(place) == f"/repo-name/{CLIENT}{search}"
        page.reload()
        expect(page.locator("body")).to_have_attribute("data-without", search.removeprefix("?without="))
        assert page.evaluate(place) == f"/repo-name/{CLIENT}{search}"


def test_nothing_but_reading_reaches_the_host(reading, published_once):
    page = reading.opened(published_once.host.url, published_once.key_file())
    page.wait_for_load_state("networkidle")
    before = len(published_once.host.asked)
    status = "(method) => fetch('clients/quillfeather/', {method}).then((answer) => answer.status)"
    assert [page.evaluate(status, method) for method in ("HEAD", "POST")] == [200, 405]
    assert page.evaluate("navigator.sendBeacon('clients/quillfeather/', 'x')")
    page.wait_for_timeout(300)
    assert [path for path in published_once.host.asked[before:] if "quillfeather" in path] == []
    reading.complaints.clear()


def test_a_percent_sign_that_stands_for_itself_is_an_address_like_another(reading, published):
    (published.source / "docs" / "off.md").write_text("# Off\n\n[Half](100%.pdf) [nothing](#100%)\n", encoding="utf-8")
    (published.source / "docs" / "100%.pdf").write_bytes(published.source.joinpath(EVIDENCE).read_bytes())
    assert published.publish().returncode == 0
    page = reading.opened(published.host.url + "100%/", published.key_file())
    expect(page.locator("body")).to_contain_text("Page not found")
    assert "undefined" not in page.url
    page.goto(published.host.url + "off/")
    page.click("a:has-text('nothing')")
    page.evaluate("document.querySelector('[role=main] a').setAttribute('href', '../100%.pdf')")
    page.click("a:has-text('Half')")
    expect(page.locator("iframe[title='100%.pdf']")).to_be_visible()
    reading.complaints.clear()


def test_a_copied_address_of_another_reader_or_an_earlier_key_says_so_and_leads_home(reading, published):
    second = new_identity()
    published.keyring().add(Reader("bookkeeper", second.recipient), second, "another long enough phrase of words")
    assert published.publish().returncode == 0
    page = reading.opened(published.host.url, published.key_file())
    page.click("[role=main] a:has-text('Quillfeather')")
    page.wait_for_url("**/~*/**")
    copied = [page.url, page.evaluate("(url) => url.replace(/~.*/, '?' + /~[^/]*/.exec(url)[0])", page.url)]
    reading.lock(page)
    page.wait_for_selector("form:not([hidden])")
    page = reading.opened(copied[0], published.key_file(second))
    for address in copied:
        page.goto(address)
        expect(page.locator(".sealed-note")).to_contain_text("belongs to another reader, or to an earlier key")
        expect(page.locator(LOCK)).to_be_visible()
        page.click("a:has-text('home page')")
        expect(page.locator("h1")).to_have_text("Overview of Quillfeather")
    reading.complaints.clear()
