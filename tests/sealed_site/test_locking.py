"""Lock wins: over a worker that is waking up, over tabs that are leaving, over an unlock on its way."""

from __future__ import annotations

import time

from playwright.sync_api import expect

from pages_host import PagesHost
from sealed_reader import LOCK

CLIENT = "clients/quillfeather/"
POINTER = "_seal/site.json"


def test_a_worker_that_wakes_up_while_the_reader_locks_opens_nothing(reading, published_once):
    host = PagesHost(published_once.folder)
    page = reading.opened(host.url, published_once.key_file())
    page.wait_for_load_state("networkidle")
    reading.stop_worker(page)
    host.delays[POINTER] = 2
    page.click("[role=main] a:has-text('Quillfeather')", no_wait_after=True)
    page.wait_for_timeout(600)
    page.click(LOCK, no_wait_after=True)
    page.wait_for_timeout(4000)
    host.delays.clear()
    for tab in (page, reading.visit(host.url + CLIENT)):
        expect(tab.locator("h1")).to_have_text("This site is sealed")
        expect(tab.locator("form")).to_be_visible()


def test_an_unlock_that_the_reader_locks_in_another_tab_opens_nothing_and_keeps_no_key(reading, published_once):
    host = PagesHost(published_once.folder)
    page, other = reading.visit(host.url), reading.visit(host.url)
    page.wait_for_selector("form:not([hidden])")
    host.delays[POINTER] = 2
    reading.unlock(page, key_file=published_once.key_file(), keep=True)
    page.wait_for_timeout(800)
    other.evaluate("navigator.serviceWorker.controller.postMessage({ type: 'lock' })")
    page.wait_for_timeout(3500)
    host.delays.clear()
    tab = reading.visit(host.url + CLIENT)
    expect(tab.locator("h1")).to_have_text("This site is sealed")
    reading.stop_worker(tab)
    tab.reload()
    expect(tab.locator("h1")).to_have_text("This site is sealed")


def test_a_page_on_its_way_when_the_reader_locks_does_not_arrive(reading, published_once):
    host = PagesHost(published_once.folder)
    page = reading.opened(host.url, published_once.key_file())
    page.wait_for_load_state("networkidle")
    host.delays[f"b/{published_once.manifest().files[CLIENT + 'index.html'].blob}"] = 2
    late, loaded = reading.context.new_page(), []
    late.on("request", lambda request: loaded.append(request.url))
    late.evaluate("(url) => void (location.href = url)", host.url + CLIENT)
    page.wait_for_timeout(600)
    page.bring_to_front()
    page.click(LOCK, no_wait_after=True)
    late.wait_for_selector("form:not([hidden])")
    assert host.url + "_seal/page.js" not in loaded, "a page of the open site arrived"


def test_lock_waits_for_no_tab(reading, published_once):
    page = reading.opened(published_once.host.url, published_once.key_file())
    tabs = [reading.visit(published_once.host.url + path) for path in (CLIENT, "noël-ångström/", CLIENT)]
    # A tab without a script of ours never answers when asked for the key.
    tabs.append(reading.visit(published_once.host.url + "_seal/unlock.css"))
    for tab in (*tabs, page):
        tab.bring_to_front()
        tab.wait_for_load_state("networkidle")
    before = time.monotonic()
    page.click(LOCK, no_wait_after=True)
    for tab in (page, *tabs):
        tab.wait_for_selector("form:not([hidden])")
    assert time.monotonic() - before < 2.5


def test_two_tabs_that_unlock_at_the_same_time_are_both_open(reading, published_once):
    host = PagesHost(published_once.folder)
    key_file = published_once.key_file()
    tabs = [reading.visit(host.url) for _ in range(2)]
    for tab in tabs:
        tab.wait_for_selector("form:not([hidden])")
        tab.set_input_files("#keyfile", key_file)
    host.delays[POINTER] = 1
    for tab in tabs:
        tab.click("#unlock", no_wait_after=True)
    for tab in tabs:
        expect(tab.locator("h1")).to_have_text("Overview of Quillfeather")
