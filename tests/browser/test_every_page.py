"""Every page of the sample, at every width and in both schemes."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from machine import missing

HERE = Path(__file__).parent
AXE = (HERE / "vendor/axe-core/axe.min.js").read_text(encoding="utf-8")
HTML_VALIDATE = "html-validate@9.7.1"
KINDS = (
    "",
    "clients/",
    "clients/kaltbergen/",
    "contracts/",
    "contracts/kaltbergen-shop/",
    "contracts/velatone-banners/",
    "pipeline/",
    "money/",
    "signs/",
    "signs/late-payments/",
    "notes/",
    "search.html?q=invoice",
    "404.html",
    "source/clients/kaltbergen.md.html",
)


def test_no_page_scrolls_sideways_complains_or_asks_another_host(visit, served, pages):
    page = visit()
    wide = []
    for path in pages:
        page.goto(served + path)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wide.append(f"{path} at {width} px in {scheme}")
    assert wide == []
    assert page.faults == []
    assert [url for url in page.requests if not url.startswith(served)] == []


def violations(page, rules=None):
    """Return what axe finds on a page, by all its rules or by some."""
    options = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:160]}: {each['nodes'][0]['failureSummary'][:300]}"
        for each in page.evaluate("options => axe.run(options).then(result => result.violations)", options)
    ]


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path or "home")
def test_axe_finds_nothing_on_a_page_of_each_kind(visit, served, path):
    page = visit()
    page.goto(served + path)
    page.evaluate(AXE)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, ["color-contrast"]) == []
    page.set_viewport_size({"width": 390, "height": 900})
    assert violations(page, ["target-size", "scrollable-region-focusable", "color-contrast"]) == []
    page.emulate_media(color_scheme="light")
    assert violations(page, ["color-contrast"]) == []


def test_every_page_is_valid_html(site, tmp_path_factory):
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        missing("there is no node to run html-validate")
    folder = tmp_path_factory.mktemp("html-validate")
    install = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), HTML_VALIDATE]
    if subprocess.run(install, check=False, capture_output=True).returncode:
        missing(f"{HTML_VALIDATE} could not be installed")
    report = folder / "report.json"
    command = [
        folder / "node_modules/.bin/html-validate",
        "--config",
        HERE / "html-validate.json",
        "-f",
        f"json={report}",
        site,
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    faults = [
        f"{each['filePath'].removeprefix(str(site))}:{fault['line']}: {fault['ruleId']}: {fault['message']}"
        for each in json.loads(report.read_text(encoding="utf-8"))
        for fault in each["messages"]
    ]
    assert faults == []
    assert done.returncode == 0
