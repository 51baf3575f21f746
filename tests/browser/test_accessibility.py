"""What machines can tell of accessibility, on every page and in every setting."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from machine import CHROMIUM_FLAGS, npm_installed

AXE = (Path(__file__).parent / "vendor/axe-core/axe.min.js").read_text(encoding="utf-8")
LIGHTHOUSE = "lighthouse@12.8.2"


def violations(page, rules=()):
    """Return what axe finds on a page, by all its rules or by some."""
    options = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
    if rules:
        options["runOnly"] = rules
    return [
        f"{page.url}: {each['id']}: {each['nodes'][0]['html'][:160]}: {each['nodes'][0]['failureSummary'][:300]}"
        for each in page.evaluate("options => axe.run(options).then(result => result.violations)", options)
    ]


def test_axe_finds_nothing_on_any_page_in_any_setting(visit, served, pages):
    page = visit()
    found = []
    for path in [*pages, "search.html?q=invoice"]:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
        page.goto(served + path)
        page.evaluate(AXE)
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        found += violations(page)
        page.emulate_media(color_scheme="dark")
        found += violations(page, ["color-contrast"])
        page.set_viewport_size({"width": 390, "height": 900})
        found += violations(page, ["color-contrast"])
        page.emulate_media(color_scheme="light")
        found += violations(page)
    assert found == []


@pytest.fixture(scope="module")
def lighthouse(tmp_path_factory, chromium):
    """Return a function from an address to what Lighthouse says of it."""
    folder = npm_installed(LIGHTHOUSE, tmp_path_factory.mktemp("lighthouse"))

    def look(address):
        command = [
            folder / "node_modules/.bin/lighthouse",
            address,
            "--quiet",
            "--only-categories=accessibility,best-practices",
            "--output=json",
            f"--chrome-flags={' '.join(CHROMIUM_FLAGS)}",
        ]
        environment = {**os.environ, "CHROME_PATH": chromium}
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        return json.loads(done.stdout)

    return look


@pytest.mark.parametrize("path", ["", "clients/kaltbergen/", "pipeline/"], ids=lambda path: path or "home")
def test_lighthouse_gives_full_marks(lighthouse, served, path):
    found = lighthouse(served + path)
    below = [each["id"] for each in found["audits"].values() if each["score"] is not None and each["score"] < 1]
    assert below == []
    assert {name: each["score"] for name, each in found["categories"].items()} == {
        "accessibility": 1,
        "best-practices": 1,
    }
