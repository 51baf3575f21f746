"""What stays in the browser's profile on disk: nothing of the site, unless the reader asked for it."""

from __future__ import annotations

from pathlib import Path

from machine import CHROMIUM_FLAGS

WORDS = (
    "quillfeather",
    "zanzibar",
    "harpsichord",
    "bartholomew",
    "48213",
    "xylophone",
    "unpaid",
    "ngström",
    "disputed",
    "ledger-rows",
)


def found_in(profile: Path, *more: str) -> set[str]:
    files = [path.read_bytes().lower() for path in profile.rglob("*") if path.is_file()]
    encodings = ("utf-8", "utf-16-le")
    return {word for word in (*WORDS, *more) if any(word.encode(code) in data for data in files for code in encodings)}


def read_and_lock(profile, playwright, chromium, published, reading_of, *, keep: bool) -> None:
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium, headless=True, args=CHROMIUM_FLAGS, locale="en-GB"
    )
    reading = reading_of(context)
    page = reading.visit(published.host.url, context.pages[0])
    reading.unlock(page, key_file=published.key_file(), keep=keep)
    page.wait_for_selector(".sealed-lock")
    page.keyboard.press("s")
    page.click("#mkdocs-search-query")
    page.keyboard.type("disputed", delay=20)
    page.click("#mkdocs-search-results a:has-text('Unpaid invoices')")
    page.wait_for_selector("#unpaid-invoices")
    page.wait_for_selector("body[data-without]")
    page.evaluate("without('bartholomew')")
    with context.expect_page() as opened:
        page.click("#tab")
    opened.value.wait_for_selector(".sealed-lock")
    page.click("a:has-text('Back home')")
    page.click("a:has-text('Evidence')")
    page.wait_for_url("**/~" if not keep else "**/*.pdf")
    reading.lock(opened.value)
    page.wait_for_selector("form:not([hidden])")
    page.wait_for_timeout(500 if keep else 3000)
    context.close()
    assert reading.complaints == []


def test_after_lock_no_word_name_title_or_amount_is_left_on_disk(
    tmp_path, playwright, chromium, published_once, reading_of
):
    read_and_lock(tmp_path / "profile", playwright, chromium, published_once, reading_of, keep=False)
    key = published_once.owner.secret[-50:].lower()
    assert found_in(tmp_path / "profile", key, published_once.key_file().name) == set()


def test_the_search_of_the_disk_does_find_what_a_trusted_device_keeps(
    tmp_path, playwright, chromium, published_once, reading_of
):
    read_and_lock(tmp_path / "profile", playwright, chromium, published_once, reading_of, keep=True)
    assert {"quillfeather", "zanzibar"} <= found_in(tmp_path / "profile")
