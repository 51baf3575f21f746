"""Chromium, by Playwright."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page

from driven import PATIENCE, Driven, Gone, Tab


class ChromiumTab(Tab):
    """One page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def visit(self, url: str) -> None:
        self.page.goto(url)

    def evaluate(self, expression: str) -> Any:
        try:
            return self.page.evaluate(expression)
        except Error as error:
            raise Gone(str(error)) from error

    def click(self, selector: str) -> None:
        self.page.locator(selector).first.click(no_wait_after=True)

    def write(self, selector: str, text: str) -> None:
        self.page.locator(selector).first.type(text)

    def choose(self, selector: str, file: Path) -> None:
        self.page.set_input_files(selector, file)

    def screenshot(self, file: Path) -> None:
        self.page.screenshot(path=file)

    def close(self) -> None:
        self.page.close()


class Chromium(Driven):
    """A context of its own in the Chromium that a file of tests shares."""

    name = "chromium"

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context(locale="en-GB")
        self.context.set_default_timeout(PATIENCE * 1000)
        self._known: list[Page] = []

    def tab(self) -> Tab:
        self._known.append(self.context.new_page())
        return ChromiumTab(self._known[-1])

    def new_tab(self) -> Tab:
        while not (fresh := [page for page in self.context.pages if page not in self._known]):
            self.context.wait_for_event("page")
        self._known.append(fresh[0])
        return ChromiumTab(fresh[0])

    def end_worker(self) -> None:
        session = self.context.new_cdp_session(self.context.pages[0])
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        self.context.pages[0].wait_for_timeout(300)

    def quit(self) -> None:
        self.context.close()
