"""What a walk asks of a browser, whichever it is: it is written once, and run in Chromium, Firefox and WebKit."""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

PATIENCE = 60
"""Seconds a walk waits for something to be so."""
ENTER = "\ue007"
"""The Enter key in the WebDriver protocols."""


class Gone(Exception):
    """The page was left while a script ran in it."""


class Tab(ABC):
    """One tab, used as a reader would: with clicks and keys."""

    @abstractmethod
    def visit(self, url: str) -> None:
        """Open an address, as if typed."""

    @abstractmethod
    def evaluate(self, expression: str) -> Any:
        """Return the value of a script's expression, awaited; raise `Gone` when the page is left meanwhile."""

    @abstractmethod
    def click(self, selector: str) -> None:
        """Click the first element that a CSS selector finds."""

    @abstractmethod
    def write(self, selector: str, text: str) -> None:
        """Type text into a field that is empty, a line's end as Enter."""

    @abstractmethod
    def choose(self, selector: str, file: Path) -> None:
        """Choose a file in a file field."""

    @abstractmethod
    def screenshot(self, file: Path) -> None:
        """Save what the tab shows as a PNG."""

    @abstractmethod
    def close(self) -> None:
        """Close the tab."""

    def wait(self, expression: str, patience: float = PATIENCE) -> Any:
        """Wait until an expression is true and return its value."""
        end = time.monotonic() + patience
        while True:
            try:
                found = self.evaluate(expression)
            except Gone:
                found = None
            if found:
                return found
            assert time.monotonic() < end, f"{expression} was not so within {patience} s; the tab shows: {self.text()}"
            time.sleep(0.1)

    def wait_for(self, selector: str) -> None:
        """Wait until an element is there and can be seen."""
        self.wait(f"!!document.querySelector({json.dumps(selector)})?.checkVisibility()")

    def wait_for_heading(self, text: str) -> None:
        """Wait until the page's first heading reads `text` and can be seen."""
        heading = "document.querySelector('h1')"
        self.wait(f"{heading}?.checkVisibility() && {heading}.textContent.trim().startsWith({json.dumps(text)})")

    def follow(self, text: str, within: str = "main, [role=main], body") -> None:
        """Click the first link in the page's main part that reads `text`."""
        wanted, part = json.dumps(text), json.dumps(within)
        script = (
            "(() => { document.querySelectorAll('[data-walk]').forEach((e) => delete e.dataset.walk);"
            f"const link = [...document.querySelector({part}).querySelectorAll('a[href]')]"
            f".find((e) => e.textContent.includes({wanted}));"
            "for (let f = link?.closest('details'); f; f = f.parentElement.closest('details')) f.open = true;"
            "if (link) link.dataset.walk = ''; return !!link; })()"
        )
        self.wait(script)
        self.click("[data-walk]")

    def back(self) -> None:
        """Go back, as by the browser's button."""
        self.evaluate("void setTimeout(() => history.back(), 50)")

    def reload(self) -> None:
        """Load the page again."""
        self.evaluate("void setTimeout(() => location.reload(), 50)")
        time.sleep(0.5)

    def address(self) -> str:
        """Return the address the tab shows."""
        return str(self.evaluate("location.href"))

    def text(self) -> str:
        """Return the beginning of what the page says, for the sentence of a failure."""
        try:
            return str(self.evaluate("location.href + ' ' + (document.body?.innerText ?? '').slice(0, 400)"))
        except Gone:
            return "a page on its way"


class Driven(ABC):
    """One browser with a profile of its own."""

    name: str

    @abstractmethod
    def tab(self) -> Tab:
        """Open a new tab and return it."""

    @abstractmethod
    def new_tab(self) -> Tab:
        """Wait for the tab a link has opened and return it."""

    @abstractmethod
    def end_worker(self) -> None:
        """Let the service worker end, as browsers end one that has nothing to do."""

    @abstractmethod
    def quit(self) -> None:
        """Close the browser."""
