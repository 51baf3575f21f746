"""The sample ledger sealed and plain, and each of the three browsers that walk through it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from driven import Driven
from driven_chromium import Chromium
from driven_firefox import Firefox
from driven_webkit import WebKit
from machine import missing
from pages_host import PagesHost
from sealed_ledger import SealedLedger, publish_ledger

BROWSERS = ("chromium", "firefox", "webkit")


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> SealedLedger:
    """The sample ledger, published and built in plain."""
    return publish_ledger(tmp_path_factory.mktemp("ledger"))


@pytest.fixture
def sealed(ledger: SealedLedger) -> PagesHost:
    """The sealed ledger on a host of its own, so that no browser knows it yet."""
    return PagesHost(ledger.sealed)


@pytest.fixture
def plain(ledger: SealedLedger) -> PagesHost:
    """The plain ledger."""
    return PagesHost(ledger.plain)


@pytest.fixture(params=BROWSERS)
def driven(request: pytest.FixtureRequest) -> Iterator[Driven]:
    """One browser after the other, each with a fresh profile."""
    started = start(request.param, request)
    yield started
    started.quit()


def start(name: str, request: pytest.FixtureRequest) -> Driven:
    """Start a browser by its name, or say what the machine lacks."""
    if name == "chromium":
        return Chromium(request.getfixturevalue("browser"))
    if name == "firefox":
        command = shutil.which("firefox-esr") or shutil.which("firefox") or missing("there is no Firefox")
        return Firefox(command)
    driver = shutil.which("WebKitWebDriver") or missing("there is no WebKitWebDriver")
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    browser = str(found[-1]) if found else missing("there is no MiniBrowser of WebKitGTK")
    if "DISPLAY" not in os.environ:
        request.getfixturevalue("display")
    return WebKit(driver, browser)


@pytest.fixture(scope="session")
def display() -> Iterator[None]:
    """A screen that nobody sees."""
    import subprocess  # noqa: PLC0415

    xvfb = shutil.which("Xvfb") or missing("there is no Xvfb")
    reading, writing = os.pipe()
    command = [xvfb, "-displayfd", str(writing), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as numbers, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISPLAY", f":{numbers.readline().strip()}")
        yield
    server.terminate()
    server.wait()
