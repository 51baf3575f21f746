"""WebKit, by the driver and the small browser that WebKitGTK brings, in the W3C's WebDriver protocol."""

from __future__ import annotations

import base64
import contextlib
import json
import socket
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from driven import ENTER, PATIENCE, Driven, Gone, Tab

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
EVALUATE = """
const found = ({});
if (!(found instanceof Promise)) return [found];
window.answered = null;
found.then((value) => (window.answered = [value]), (error) => (window.answered = `${{error}}`));
return null;
"""
WORKER_LIFE = 15
"""WebKit ends a worker ten seconds after it had something to do the last time."""


class WebKitTab(Tab):
    """One window of the small browser."""

    def __init__(self, browser: WebKit, handle: str) -> None:
        self.browser = browser
        self.handle = handle

    def visit(self, url: str) -> None:
        # A page that a script leaves while it loads counts as one that was not loaded.
        with contextlib.suppress(Gone):
            self._send("POST", "url", url=url)

    def evaluate(self, expression: str) -> Any:
        # The driver waits in vain for the end of an asynchronous script whose page is left, so it gets none.
        found = self._send("POST", "execute/sync", patience=3, script=EVALUATE.format(expression), args=[])
        end = time.monotonic() + PATIENCE
        while found is None and time.monotonic() < end:
            found = self._send("POST", "execute/sync", script="return window.answered", args=[])
        if not isinstance(found, list):
            raise Gone(found)
        return found[0]

    def click(self, selector: str) -> None:
        element = self._element(selector)
        script = "arguments[0].scrollIntoView({block: 'center'})"
        self._send("POST", "execute/sync", script=script, args=[{ELEMENT: element}])
        self._send("POST", f"element/{element}/click")

    def write(self, selector: str, text: str) -> None:
        self._send("POST", f"element/{self._element(selector)}/value", text=text.replace("\n", ENTER))

    def choose(self, selector: str, file: Path) -> None:
        self.write(selector, str(file))

    def screenshot(self, file: Path) -> None:
        file.write_bytes(base64.b64decode(self._send("GET", "screenshot")))

    def close(self) -> None:
        self._send("DELETE", "window")

    def _element(self, selector: str) -> str:
        return str(self._send("POST", "element", using="css selector", value=selector)[ELEMENT])

    def _send(self, method: str, path: str, **parameters: Any) -> Any:
        self.browser.send("POST", "window", handle=self.handle)
        return self.browser.send(method, path, **parameters)


class WebKit(Driven):
    """MiniBrowser under WebKitWebDriver."""

    name = "webkit"

    def __init__(self, driver: str, browser: str) -> None:
        port = _free_port()
        self.process = subprocess.Popen([driver, f"--port={port}"])
        self.base = f"http://127.0.0.1:{port}/session"
        _wait_for(port)
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options, "pageLoadStrategy": "eager"}}
        started = self.send("POST", "", capabilities=wanted)
        self.base += f"/{started['sessionId']}"
        self._known: list[str] = []

    def send(self, method: str, path: str, patience: float = PATIENCE, **parameters: Any) -> Any:
        address = f"{self.base}/{path}".rstrip("/")
        data = json.dumps(parameters).encode() if method == "POST" else None
        try:
            with urlopen(Request(address, data, method=method), timeout=patience) as answer:  # noqa: S310 the driver
                return json.load(answer)["value"]
        except TimeoutError as error:
            raise Gone(path) from error
        except HTTPError as error:
            with error:
                told = json.load(error)["value"]
            raise Gone(f"{path}: {told['error']}: {told['message']}") from error

    def tab(self) -> Tab:
        if self._known:
            self.send("POST", "window", handle=self.send("GET", "window/handles")[0])
            handle = self.send("POST", "window/new", type="tab")["handle"]
        else:
            handle = self.send("GET", "window")
        self._known.append(handle)
        return WebKitTab(self, handle)

    def new_tab(self) -> Tab:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if fresh := [handle for handle in self.send("GET", "window/handles") if handle not in self._known]:
                self._known.append(fresh[0])
                return WebKitTab(self, fresh[0])
            time.sleep(0.1)
        raise AssertionError("no new tab was opened")

    def end_worker(self) -> None:
        time.sleep(WORKER_LIFE)

    def resize(self, width: int, height: int) -> None:
        """Make the window as small as a phone."""
        self.send("POST", "window/rect", width=width, height=height)

    def quit(self) -> None:
        self.send("DELETE", "")
        self.process.terminate()
        self.process.wait()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        assert time.monotonic() < end, "WebKitWebDriver does not listen"
        time.sleep(0.05)
