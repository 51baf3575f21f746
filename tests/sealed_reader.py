"""A reader at a browser: what they do, and what their console complained of."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

PATIENCE = 20_000
LOCK = "[data-sealed-lock]"


class Reading:
    """One browser profile."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.complaints: list[str] = []
        context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        context.on("console", self._note)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def visit(self, url: str, page: Page | None = None) -> Page:
        page = page or self.context.new_page()
        page.goto(url)
        return page

    def unlock(self, page: Page, *, key_file: Path | None = None, passphrase: str = "", keep: bool = False) -> None:
        page.wait_for_selector("form:not([hidden])")
        if keep:
            page.check("#keep")
        if key_file:
            page.set_input_files("#keyfile", key_file)
        else:
            page.fill("#passphrase", passphrase)
        page.click("#unlock")

    def lock(self, page: Page) -> None:
        """Lock once the page is loaded whole: what is still on its way would fail to load, and say so."""
        page.wait_for_load_state("networkidle")
        page.click(LOCK)

    def opened(self, url: str, key_file: Path, *, keep: bool = False) -> Page:
        page = self.visit(url)
        self.unlock(page, key_file=key_file, keep=keep)
        page.wait_for_selector(LOCK)
        return page

    def stop_worker(self, page: Page) -> None:
        session = self.context.new_cdp_session(page)
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        page.wait_for_timeout(300)

    def _note(self, message: ConsoleMessage) -> None:
        # The host answers a first visit on a deep link with 404.html and its status, and browsers ask for this icon
        # by themselves where a document, such as a PDF, cannot name one.
        url = message.location.get("url", "")
        expected = "404 (Not Found)" in message.text and ("/b/" not in url)
        if message.type in ("error", "warning") and not expected:
            self.complaints.append(f"{message.text} {url}")


def unfold(page: Page, selector: str) -> Locator:
    """Return the first link of a kind, with what it is folded into opened."""
    link = page.locator(selector).first
    link.evaluate(
        "e => { for (let f = e.closest('details'); f; f = f.parentElement.closest('details')) f.open = true }"
    )
    return link
