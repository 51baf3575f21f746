"""Back, where the browser puts pages aside whole: it shows one again while the site is open, and none after Lock."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from machine import CHROMIUM_FLAGS
from sealed_reader import LOCK

HOME = "Overview of Quillfeather"
SEALED = "This site is sealed"


@pytest.fixture(scope="module")
def plain_pages(publish_sample, tmp_path_factory):
    """The sample site without a search, whose requests keep browsers from putting its pages aside."""
    published = publish_sample(tmp_path_factory.mktemp("plain_pages"))
    settings = published.source / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("  - search\n", ""), encoding="utf-8")
    assert published.publish().returncode == 0
    return published


@pytest.fixture
def reading(playwright, chromium, reading_of):
    """A reader whose browser puts pages aside, as browsers do when no test drives them."""
    browser = playwright.chromium.launch(
        executable_path=chromium, args=CHROMIUM_FLAGS, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield reading_of(browser.new_context(locale="en-GB"))
    browser.close()


def opened_with_a_mark(reading, published, *, keep: bool):
    """Open the home page, which notes when it is shown again as it was."""
    page = reading.opened(published.host.url, published.key_file(), keep=keep)
    page.wait_for_load_state("networkidle")
    page.evaluate("void addEventListener('pageshow', (e) => (sessionStorage.putAside = e.persisted))")
    return page


def follow(page) -> None:
    page.click("[role=main] a:has-text('Quillfeather')")
    expect(page.locator("h1")).to_have_text("Quillfeather Brothers")
    page.wait_for_load_state("networkidle")


def go_back(page) -> None:
    """Go back to the home page; Lock may have left one page more before it."""
    for _ in range(2):
        page.evaluate("void setTimeout(() => history.back(), 50)")
        page.wait_for_timeout(1200)
        if page.evaluate("sessionStorage.putAside") == "true":
            return


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("has_ended", [False, True])
def test_back_after_lock_shows_nothing_even_when_the_worker_has_ended(reading, plain_pages, keep, has_ended):
    page = opened_with_a_mark(reading, plain_pages, keep=keep)
    follow(page)
    reading.lock(page)
    page.wait_for_selector("form:not([hidden])")
    if has_ended:
        reading.stop_worker(page)
    if keep:
        page.evaluate("void setTimeout(() => history.back(), 50)")
        page.wait_for_timeout(1200)
    else:
        go_back(page)
    # Chromium puts none of these pages aside on a trusted device.
    assert keep or page.evaluate("sessionStorage.putAside") == "true"
    for tab in (page, reading.visit(plain_pages.host.url + "clients/quillfeather/")):
        expect(tab.locator("h1")).to_have_text(SEALED)
        expect(tab.locator("form")).to_be_visible()


@pytest.mark.parametrize("has_ended", [False, True])
def test_back_shows_the_page_again_while_the_site_is_open(reading, plain_pages, has_ended):
    page = opened_with_a_mark(reading, plain_pages, keep=False)
    follow(page)
    if has_ended:
        reading.stop_worker(page)
    go_back(page)
    assert page.evaluate("sessionStorage.putAside") == "true"
    expect(page.locator("h1")).to_have_text(HOME)
    expect(page.locator("h1")).to_be_visible()
    reading.stop_worker(page)
    follow(page)


def test_a_site_that_was_locked_opens_again_and_stays_open_when_the_worker_ends(reading, plain_pages):
    page = opened_with_a_mark(reading, plain_pages, keep=False)
    reading.lock(page)
    reading.unlock(page, key_file=plain_pages.key_file())
    page.wait_for_selector(LOCK)
    page.wait_for_load_state("networkidle")
    reading.stop_worker(page)
    follow(page)
