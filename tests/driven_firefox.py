"""Firefox, headless, by WebDriver BiDi: it listens itself, so nothing stands between."""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from websockets.sync.client import connect

from driven import ENTER, PATIENCE, Driven, Gone, Tab

IDLE = 1000
PREFERENCES = {
    "dom.serviceWorkers.idle_timeout": IDLE,
    "dom.serviceWorkers.idle_extended_timeout": IDLE,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "app.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "intl.accept_languages": "en-GB, en",
}
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class FirefoxTab(Tab):
    """One browsing context."""

    def __init__(self, browser: Firefox, context: str) -> None:
        self.browser = browser
        self.context = context

    def visit(self, url: str) -> None:
        try:
            self._send("browsingContext.navigate", url=url, wait="interactive")
        except TimeoutError:  # a busy Firefox at times never says that a page came which a worker answered
            self._send("browsingContext.navigate", url=url, wait="none")

    def evaluate(self, expression: str) -> Any:
        # As JSON, for BiDi gives values in a notation of its own.
        script = f"(async () => JSON.stringify((await ({expression})) ?? null))()"
        return json.loads(self._evaluated(script)["value"])

    def click(self, selector: str) -> None:
        pointer = {"type": "pointer", "id": "mouse"}
        move = {"type": "pointerMove", "x": 0, "y": 0, "origin": {"type": "element", "element": self._node(selector)}}
        press = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self._send("input.performActions", actions=[{**pointer, "actions": [move, *press]}])

    def write(self, selector: str, text: str) -> None:
        self._evaluated(f"document.querySelector({json.dumps(selector)}).focus()")
        keys = [
            {"type": kind, "value": letter} for letter in text.replace("\n", ENTER) for kind in ("keyDown", "keyUp")
        ]
        self._send("input.performActions", actions=[{"type": "key", "id": "keys", "actions": keys}])

    def choose(self, selector: str, file: Path) -> None:
        self._send("input.setFiles", element=self._node(selector), files=[str(file)])

    def screenshot(self, file: Path) -> None:
        file.write_bytes(base64.b64decode(self._send("browsingContext.captureScreenshot")["data"]))

    def close(self) -> None:
        self._send("browsingContext.close")

    def _node(self, selector: str) -> dict[str, str]:
        script = (
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            " e.scrollIntoView({block: 'center'}); return e; })()"
        )
        return {"sharedId": self._evaluated(script)["sharedId"]}

    def _evaluated(self, script: str) -> dict[str, Any]:
        target = {"context": self.context}
        found = self._send("script.evaluate", expression=script, target=target, awaitPromise=True, userActivation=True)
        if found["type"] == "exception":
            raise Gone(found["exceptionDetails"]["text"])
        return dict(found["result"])

    def _send(self, method: str, **parameters: Any) -> dict[str, Any]:
        if "target" not in parameters:
            parameters["context"] = self.context
        return self.browser.send(method, **parameters)


class Firefox(Driven):
    """Firefox with a profile of its own, in which workers end after a second."""

    name = "firefox"

    def __init__(self, command: str) -> None:
        self.profile = Path(tempfile.mkdtemp(prefix="firefox-"))
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
        (self.profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        self.process = subprocess.Popen(
            [command, "--headless", "--no-remote", "--profile", str(self.profile), "--remote-debugging-port", "0"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._ending = contextlib.ExitStack()
        self._socket = self._ending.enter_context(connect(f"{self._listening()}/session", max_size=None))
        self._numbers = itertools.count(1)
        self.send("session.new", capabilities={})
        self._known = set(self._contexts())

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(timeout=PATIENCE))
            if answer.get("id") != number:
                continue
            if answer["type"] == "error":
                raise Gone(f"{method}: {answer['error']}: {answer['message']}")
            return dict(answer["result"])

    def tab(self) -> Tab:
        context = self.send("browsingContext.create", type="tab")["context"]
        self._known.add(context)
        return FirefoxTab(self, context)

    def new_tab(self) -> Tab:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if fresh := [context for context in self._contexts() if context not in self._known]:
                self._known.add(fresh[0])
                return FirefoxTab(self, fresh[0])
            time.sleep(0.1)
        raise AssertionError("no new tab was opened")

    def end_worker(self) -> None:
        time.sleep(3 * IDLE / 1000)

    def quit(self) -> None:
        self._ending.close()
        self.process.terminate()
        self.process.wait()
        self.process.stderr.close()
        shutil.rmtree(self.profile, ignore_errors=True)

    def _contexts(self) -> list[str]:
        return [each["context"] for each in self.send("browsingContext.getTree", maxDepth=0)["contexts"]]

    def _listening(self) -> str:
        for line in self.process.stderr:
            if found := LISTENING.search(line):
                return found[1]
        raise AssertionError("Firefox ended before it listened")
