"""What stays on the disk of who read the sealed sample ledger, and what its host learnt: nothing of it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from machine import CHROMIUM_FLAGS
from pages_host import PagesHost
from plain_site import PASSPHRASE
from sealed_ledger import folder_bytes, found_in, names, words
from sealed_reader import LOCK, Reading, unfold

PDF_TITLE = "Brief: subscription page"


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
