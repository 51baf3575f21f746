"""A sealed site without a network: what was seen stays readable, and the rest says so in the reader's language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from pages_host import PagesHost
from sealed_reader import LOCK

CLIENT = "clients/quillfeather/"


@pytest.fixture
def french(browser: Browser, reading_of):
    """A French reader, who takes the network's complaints as they come."""
    context = browser.new_context(locale="fr-FR")
    yield reading_of(context)
    context.close()


def test_a_page_not_seen_before_and_lock_say_so_in_the_readers_language_and_lead_back(french, published_once):
    url = PagesHost(published_once.folder).url
    page = french.opened(url, published_once.key_file())
    page.wait_for_load_state("networkidle")
    french.context.set_offline(True)
    page.click("[role=main] a:has-text('Quillfeather')")
    expect(page.locator(".sealed-note")).to_contain_text("Le site est injoignable.")
    assert page.evaluate("document.documentElement.lang") == "fr"
    expect(page.locator(LOCK)).to_have_text("Verrouiller")
    page.click("a:has-text('accueil')")
    expect(page.locator("h1")).to_have_text("Overview of Quillfeather")
    page.go_back()
    french.context.set_offline(False)
    page.click("a:has-text('Réessayer')")
    expect(page.locator("h1")).to_have_text("Quillfeather Brothers")
    page.wait_for_load_state("networkidle")
    french.context.set_offline(True)
    page.click(LOCK)
    expect(page.locator(".sealed-note")).to_contain_text("Le site est injoignable.")
    expect(page.locator(LOCK)).to_have_count(0)
    french.context.set_offline(False)
    page.click("a:has-text('Réessayer')")
    expect(page.locator("h1")).to_have_text("Ce site est scellé")


def test_a_page_seen_long_ago_is_still_there(french, published_once):
    host = PagesHost(published_once.folder, lifetime=0)
    page = french.opened(host.url, published_once.key_file())
    page.click("[role=main] a:has-text('Quillfeather')")
    expect(page.locator("h1")).to_have_text("Quillfeather Brothers")
    page.wait_for_load_state("networkidle")
    french.context.set_offline(True)
    page.click("a:has-text('Back home')")
    expect(page.locator("h1")).to_have_text("Overview of Quillfeather")
